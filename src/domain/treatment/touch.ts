import type { Instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { DebtId, MessageId, TemplateVersionId, TouchId } from '../shared/ids.js';

/** Where a debt stands in a treatment; the arm is drawn once and kept. Unique by (debt, treatment). */
export interface Enrolment {
  readonly debtId: DebtId;
  readonly treatment: string;
  readonly treatmentVersion: string;
  readonly experiment: string;
  readonly arm: string;
  readonly enrolledAt: Instant;
}

/** `control` = the arm gets no message; `no-contact-point` = nothing to write to. */
export type TouchState = 'planned' | 'control' | 'no-contact-point';

/** One planned contact. Unique by (debt, step, occurrence), so planning twice adds nothing. */
export interface Touch {
  readonly id: TouchId;
  readonly debtId: DebtId;
  readonly treatment: string;
  readonly treatmentVersion: string;
  readonly step: string;
  /** The local day the step fell on. */
  readonly occurrence: LocalDate;
  readonly arm: string;
  readonly state: TouchState;
  readonly messageId: MessageId | null;
  /** The text that the message was bound to when it was planned, before a neutral one may take its place. */
  readonly templateVersionId: TemplateVersionId | null;
  readonly plannedAt: Instant;
}
