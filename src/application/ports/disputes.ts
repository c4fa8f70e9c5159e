import type { Dispute } from '../../domain/conversation/dispute.js';
import type { DebtId } from '../../domain/shared/ids.js';

export abstract class Disputes {
  abstract byNumber(number: string): Promise<Dispute | null>;
  abstract openOf(debtIds: readonly DebtId[]): Promise<Dispute[]>;
  /** The next free number of the tenant in that year, e.g. `D-2026-000042`. */
  abstract nextNumber(year: number): Promise<string>;
  abstract add(dispute: Dispute): Promise<void>;
  abstract update(dispute: Dispute): Promise<void>;
}
