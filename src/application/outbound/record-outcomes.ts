import { Injectable } from '@nestjs/common';
import { SECOND, earliest, latest, plus } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Message } from '../../domain/message/message.js';
import type { SendOutcome } from '../../domain/message/send-outcome.js';
import type { ChannelAccountId, ContactPointId } from '../../domain/shared/ids.js';
import { ContactBudget } from '../ports/contact-budget.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { Jobs } from '../ports/jobs.js';
import { MessageParts } from '../ports/message-parts.js';
import type { MessagePart } from '../ports/message-parts.js';
import { Messages } from '../ports/messages.js';
import type { MessageChange } from '../ports/messages.js';
import { SendAttempts } from '../ports/send-attempts.js';
import type { SendAttempt } from '../ports/send-attempts.js';
import { FallBack } from './fall-back.js';
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

/** Outcomes that leave room for the text having been taken under an id. */
const DOUBTFUL: ReadonlySet<SendOutcome['kind']> = new Set(['accepted-unconfirmed', 'retry', 'unknown']);

/**
 * Writes what the providers said, in the caller's transaction. What was definitely not taken gives its slot of
 * the contact budget back; what may have been taken keeps it, and its contact point keeps the sender. After a definite
 * refusal a touch goes on elsewhere.
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
    private readonly parts: MessageParts,
    private readonly contactPoints: ContactPoints,
    private readonly fallBack: FallBack,
  ) {}

  async run(token: string, told: readonly Arrival[], now: Instant): Promise<void> {
    const arrivals = await this.withEchoes(told);
    const refused = arrivals.filter(({ outcome }) => outcome.kind === 'refused');
    const fresh = arrivals.filter(isFirstToArrive);
    const locked = [...refused, ...fresh].map(({ departure }) => departure.message.debtorId);
    await this.debtors.lock([...new Set(locked)]);
    await this.attempts.finish(
      arrivals.map(({ departure, outcome }) => ended(departure.attempt, outcome, now)),
    );
    await this.parts.keep(arrivals.flatMap(({ departure, outcome }) => partsOf(departure.attempt, outcome)));
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
    await this.keepSenders(fresh);
    await this.comeBack(arrivals, now);
    await this.recordRefusals.run(
      arrivals.flatMap(({ departure: { message }, outcome }) =>
        outcome.kind === 'refused' ? [{ message, reason: outcome.reason }] : [],
      ),
      now,
    );
    await this.fallBack.run(
      refused.flatMap(({ departure: { message }, outcome }) =>
        outcome.kind === 'refused' ? [{ message, reason: outcome.reason, life: message.expiresAt }] : [],
      ),
      now,
    );
  }

  /** From the first text on that it may have got, a contact point hears from the same sender. */
  private async keepSenders(arrivals: readonly Arrival[]): Promise<void> {
    const bySender = new Map<ChannelAccountId, ContactPointId[]>();
    for (const { departure } of arrivals) {
      const heard = bySender.get(departure.ready.account.id);
      if (heard) heard.push(departure.contactPoint.id);
      else bySender.set(departure.ready.account.id, [departure.contactPoint.id]);
    }
    for (const [accountId, ids] of bySender) await this.contactPoints.keepSender(ids, accountId);
  }

  /** A text that was seen leaving the account while it was handed over was taken, whatever the provider said. */
  private async withEchoes(arrivals: readonly Arrival[]): Promise<readonly Arrival[]> {
    const doubtful = arrivals.filter(({ outcome }) => DOUBTFUL.has(outcome.kind));
    if (doubtful.length === 0) return arrivals;
    const ids = doubtful.map(({ departure }) => departure.message.id);
    const seen = new Map(
      (await this.attempts.ofMessages(ids)).flatMap(({ id, providerMessageId }) =>
        providerMessageId === null ? [] : [[id, providerMessageId]],
      ),
    );
    return arrivals.map((arrival): Arrival => {
      const providerMessageId = seen.get(arrival.departure.attempt.id);
      return providerMessageId === undefined || !DOUBTFUL.has(arrival.outcome.kind)
        ? arrival
        : { ...arrival, outcome: { kind: 'accepted', providerMessageId } };
    });
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

/** What may have been taken by somebody who has no sender yet. */
const isFirstToArrive = ({ departure, outcome }: Arrival): boolean =>
  departure.contactPoint.channelAccountId === null && outcome.kind !== 'refused' && outcome.kind !== 'retry';

export const partsOf = (attempt: SendAttempt, outcome: SendOutcome): readonly MessagePart[] =>
  outcome.kind === 'accepted'
    ? (outcome.parts ?? []).map((providerMessageId, at) => ({
        channelAccountId: attempt.channelAccountId,
        providerMessageId,
        attemptId: attempt.id,
        part: at + 1,
        status: null,
      }))
    : [];

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
