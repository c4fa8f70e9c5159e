import { Injectable } from '@nestjs/common';
import { SECOND, earliest, latest, plus } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Message } from '../../domain/message/message.js';
import type { SendOutcome } from '../../domain/message/send-outcome.js';
import { ContactBudget } from '../ports/contact-budget.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { Jobs } from '../ports/jobs.js';
import { Messages } from '../ports/messages.js';
import type { MessageChange } from '../ports/messages.js';
import { SendAttempts } from '../ports/send-attempts.js';
import type { SendAttempt } from '../ports/send-attempts.js';
import { messageEvent } from './message-event.js';
import { DISPATCH_KEY } from './queue-messages.js';
import type { Departure } from './record-judgements.js';
import { RecordRefusals } from './record-refusals.js';

/** What became of a text that was handed over. */
export interface Arrival {
  readonly departure: Departure;
  readonly outcome: SendOutcome;
}

const SHORTEST_WAIT = SECOND;

/**
 * Writes what the providers said, in the caller's transaction. What was definitely not taken gives its slot of
 * the contact budget back; what may have been taken keeps it.
 */
@Injectable()
export class RecordOutcomes {
  constructor(
    private readonly debtors: Debtors,
    private readonly messages: Messages,
    private readonly attempts: SendAttempts,
    private readonly budget: ContactBudget,
    private readonly events: EventLog,
    private readonly jobs: Jobs,
    private readonly recordRefusals: RecordRefusals,
  ) {}

  async run(token: string, arrivals: readonly Arrival[], now: Instant): Promise<void> {
    const refused = arrivals.filter(({ outcome }) => outcome.kind === 'refused');
    await this.debtors.lock([...new Set(refused.map(({ departure }) => departure.message.debtorId))]);
    await this.attempts.finish(
      arrivals.map(({ departure, outcome }) => ended(departure.attempt, outcome, now)),
    );
    await this.messages.settleClaimed(
      token,
      arrivals.map(({ departure, outcome }) => outcomeChange(departure.message.id, outcome, now)),
      now,
    );
    const notTaken = arrivals.filter(({ outcome }) => outcome.kind === 'refused' || outcome.kind === 'retry');
    if (notTaken.length > 0) await this.budget.release(notTaken.map(({ departure }) => departure.message.id));
    await this.events.append(
      arrivals.map(({ departure, outcome }) => outcomeEvent(departure.message, outcome)),
    );
    await this.comeBack(arrivals, now);
    await this.recordRefusals.run(
      arrivals.flatMap(({ departure: { message }, outcome }) =>
        outcome.kind === 'refused' ? [{ message, reason: outcome.reason }] : [],
      ),
      now,
    );
  }

  /** Wakes the line when the first of those that a provider sent back may be tried again. */
  private async comeBack(arrivals: readonly Arrival[], now: Instant): Promise<void> {
    const [first, ...others] = arrivals.flatMap(({ outcome }) =>
      outcome.kind === 'retry' ? [nextTry(outcome.after, now)] : [],
    );
    if (first === undefined) return;
    const runAt = earliest(first, ...others);
    await this.jobs.enqueue('dispatch-messages', {}, { key: DISPATCH_KEY, runAt });
  }
}

const nextTry = (after: Instant, now: Instant): Instant => latest(after, plus(now, SHORTEST_WAIT));

export const ended = (attempt: SendAttempt, outcome: SendOutcome, now: Instant): SendAttempt => ({
  ...attempt,
  outcome: outcome.kind,
  providerMessageId: outcome.kind === 'accepted' ? outcome.providerMessageId : null,
  detail: outcomeReason(outcome),
  endedAt: now,
});

export function outcomeChange(id: Message['id'], outcome: SendOutcome, now: Instant): MessageChange {
  switch (outcome.kind) {
    case 'accepted':
      return { id, state: 'sent', reason: null, sentAt: now };
    case 'accepted-unconfirmed':
      return { id, state: 'sent-unconfirmed', reason: null, sentAt: now };
    case 'retry':
      return {
        id,
        state: 'queued',
        reason: outcome.reason,
        notBefore: nextTry(outcome.after, now),
      };
    case 'refused':
      return { id, state: 'failed', reason: outcome.reason };
    case 'unknown':
      return { id, state: 'unknown', reason: outcome.reason };
  }
}

const EVENT_TYPES: Readonly<Record<SendOutcome['kind'], string>> = {
  accepted: 'message.sent',
  'accepted-unconfirmed': 'message.sent',
  retry: 'message.returned',
  refused: 'message.failed',
  unknown: 'message.unknown',
};

export const outcomeEvent = (message: Message, outcome: SendOutcome) =>
  messageEvent(
    EVENT_TYPES[outcome.kind],
    message,
    outcome.kind === 'refused' ? outcome.reason : outcomeReason(outcome),
  );

/** Providers' own words stay in the attempt; events and states carry the short reason. */
function outcomeReason(outcome: SendOutcome): string | null {
  switch (outcome.kind) {
    case 'accepted':
    case 'accepted-unconfirmed':
      return null;
    case 'refused':
      return outcome.detail;
    case 'retry':
    case 'unknown':
      return outcome.reason;
  }
}
