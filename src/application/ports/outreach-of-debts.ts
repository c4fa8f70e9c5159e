import type { DebtId } from '../../domain/shared/ids.js';

/** What was sent, and what still waits to be sent, about many debts at once. */
export abstract class OutreachOfDebts {
  /** How many messages about them were handed to a provider, or may have been. */
  abstract attempted(ids: readonly DebtId[]): Promise<number>;
  /** Those about which something waits to be sent. */
  abstract waiting(ids: readonly DebtId[]): Promise<DebtId[]>;
}
