import type { Enrolment, Touch } from '../../domain/treatment/touch.js';
import type { DebtId, TouchId } from '../../domain/shared/ids.js';

export abstract class Touches {
  abstract enrolments(debtIds: readonly DebtId[]): Promise<Enrolment[]>;
  abstract enrol(enrolments: readonly Enrolment[]): Promise<void>;
  abstract byIds(ids: readonly TouchId[]): Promise<Map<TouchId, Touch>>;
  abstract ofDebts(debtIds: readonly DebtId[]): Promise<Touch[]>;
  /** Fails on a touch that already exists; callers read `ofDebts` first, under the planning job's lock. */
  abstract add(touches: readonly Touch[]): Promise<void>;
}
