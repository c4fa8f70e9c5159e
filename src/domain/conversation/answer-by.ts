import type { Instant } from '../calendar/instant.js';
import { MINUTE, plus } from '../calendar/instant.js';
import type { WorkingHours } from '../calendar/working-hours.js';
import { addWorkingMinutes, workingMinutesBetween } from '../calendar/working-hours.js';
import type { HandOffPriority, HandOffReason } from './hand-off.js';

/** Minutes within which a person answers an item of each kind, if it is not more urgent than its kind. */
export const ANSWER_MINUTES: Readonly<Record<HandOffReason, number>> = {
  crisis: 15,
  'inbound-stuck': 15,
  complaint: 60,
  representation: 60,
  insolvency: 60,
  deceased: 60,
  minor: 60,
  abuse: 240,
  'answered-elsewhere': 240,
  'cease-contact': 240,
  dispute: 240,
  hardship: 240,
  'identity-failed': 240,
  'not-understood': 240,
  'old-message': 240,
  'opt-out-review': 240,
  'outside-authority': 240,
  'payment-claimed': 240,
  'plan-broken': 240,
  'promise-broken': 240,
  refused: 240,
  'reply-loop': 240,
  requested: 240,
  'rounds-exhausted': 240,
  'taken-over': 240,
  'transfer-sent': 240,
  'wrote-again': 240,
};

/** The longest that an item of a priority waits, whatever its kind. */
const LONGEST: Readonly<Record<HandOffPriority, number>> = { urgent: 15, high: 60, normal: 240 };

interface Kind {
  readonly reason: HandOffReason;
  readonly priority: HandOffPriority;
}

/** When an item that opens now must have its answer: urgent ones by the wall clock, the others in working hours. */
export const answerBy = (hours: WorkingHours, { reason, priority }: Kind, now: Instant): Instant => {
  const minutes = Math.min(ANSWER_MINUTES[reason], LONGEST[priority]);
  return priority === 'urgent' ? plus(now, minutes * MINUTE) : addWorkingMinutes(hours, now, minutes);
};

/** Minutes until the answer is due, by the clock that counts for the item; negative once it is late. */
export const minutesLeft = (
  hours: WorkingHours,
  { priority, answerBy: due }: { readonly priority: HandOffPriority; readonly answerBy: Instant },
  now: Instant,
): number => {
  if (priority === 'urgent') return Math.floor((due - now) / MINUTE);
  return due >= now ? workingMinutesBetween(hours, now, due) : -workingMinutesBetween(hours, due, now);
};
