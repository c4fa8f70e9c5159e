import { Injectable } from '@nestjs/common';
import { SECOND, latest, plus } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ContactVerdict } from '../../domain/contact-policy/decision.js';
import type { HandOffReason } from '../../domain/conversation/hand-off.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Message, MessageState } from '../../domain/message/message.js';
import type { ChannelAccountId, ContactPointId, SendAttemptId, VerdictId } from '../../domain/shared/ids.js';
import { OpenHandOff } from '../desk/open-hand-off.js';
import { ContactBudget } from '../ports/contact-budget.js';
import { ContactPoints } from '../ports/contact-points.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Messages } from '../ports/messages.js';
import type { MessageChange } from '../ports/messages.js';
import { SendAttempts } from '../ports/send-attempts.js';
import type { SendAttempt } from '../ports/send-attempts.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { Verdicts } from '../ports/verdicts.js';
import { TOO_OLD } from './judge-messages.js';
import type { Judgement, ReadyText } from './judge-messages.js';
import { messageEvent } from './message-event.js';

/** A text on its way to a provider; its attempt is already stored. */
export interface Departure {
  readonly message: Message;
  readonly contactPoint: ContactPoint;
  readonly attempt: SendAttempt;
  readonly ready: ReadyText;
}

/**
 * Writes what was decided about a batch: verdicts, budget reservations, attempts, new states, the sender each
 * contact point keeps, events, hand-offs. All of it in the caller's transaction, or nothing.
 */
@Injectable()
export class RecordJudgements {
  constructor(
    private readonly messages: Messages,
    private readonly attempts: SendAttempts,
    private readonly verdicts: Verdicts,
    private readonly budget: ContactBudget,
    private readonly contactPoints: ContactPoints,
    private readonly templateVersions: TemplateVersions,
    private readonly events: EventLog,
    private readonly openHandOff: OpenHandOff,
    private readonly ids: Ids,
  ) {}

  async run(token: string, judgements: readonly Judgement[], now: Instant): Promise<Departure[]> {
    const stops = judgements.filter((judgement) => !judgement.ready);
    const departures = judgements.flatMap((judgement) => this.departure(judgement, now));
    await this.verdicts.record(
      judgements.map(({ message, verdict }) => ({
        id: this.ids.next<VerdictId>(),
        messageId: message.id,
        at: now,
        verdict,
      })),
    );
    await this.keepSwappedTemplates(judgements);
    await this.reserve(departures, now);
    await this.attempts.start(departures.map(({ attempt }) => attempt));
    await this.messages.settleClaimed(
      token,
      judgements.map((judgement) => changeOf(judgement, now)),
      now,
    );
    await this.keepSenders(departures);
    await this.events.append(
      stops.map(({ message, verdict }) =>
        messageEvent(`message.${stateOf(message, verdict)}`, message, verdict.ruleId),
      ),
    );
    for (const stop of stops) await this.handOff(stop);
    return departures;
  }

  private departure({ message, about, ready }: Judgement, now: Instant): Departure[] {
    if (!ready || !about) return [];
    const attempt: SendAttempt = {
      id: this.ids.next<SendAttemptId>(),
      messageId: message.id,
      channelAccountId: ready.account.id,
      outcome: null,
      providerMessageId: null,
      detail: null,
      startedAt: now,
      endedAt: null,
    };
    return [{ message, contactPoint: about.contactPoint, attempt, ready }];
  }

  private async keepSwappedTemplates(judgements: readonly Judgement[]): Promise<void> {
    const swapped = judgements.flatMap(({ message, template }) =>
      template && template.id !== message.templateVersionId ? [template] : [],
    );
    if (swapped.length > 0) await this.templateVersions.keep([...new Set(swapped)]);
  }

  private async reserve(departures: readonly Departure[], now: Instant): Promise<void> {
    const reservations = departures
      .filter(({ ready }) => ready.takesBudget)
      .map(({ message: { id, debtorId, debtId, lenderId, contactPointId, channel } }) => ({
        messageId: id,
        at: now,
        debtorId,
        debtId,
        lenderId,
        contactPointId,
        channel,
      }));
    if (reservations.length > 0) await this.budget.reserve(reservations);
  }

  /** From its first message on, a contact point hears from the same sender. */
  private async keepSenders(departures: readonly Departure[]): Promise<void> {
    const bySender = new Map<ChannelAccountId, ContactPointId[]>();
    for (const { contactPoint, ready } of departures) {
      if (contactPoint.channelAccountId !== null) continue;
      const heard = bySender.get(ready.account.id);
      if (heard) heard.push(contactPoint.id);
      else bySender.set(ready.account.id, [contactPoint.id]);
    }
    for (const [accountId, ids] of bySender) await this.contactPoints.keepSender(ids, accountId);
  }

  private async handOff({ message, verdict }: Judgement): Promise<void> {
    const reason = handOffReason(verdict);
    if (reason === null) return;
    await this.openHandOff.run({
      conversationId: message.conversationId,
      debtorId: message.debtorId,
      lenderId: message.lenderId,
      reason,
      priority: 'normal',
    });
  }
}

/** A deferred message is not asked about again in the same run of the line. */
const SHORTEST_WAIT = SECOND;

function changeOf({ message, verdict, ready, template }: Judgement, now: Instant): MessageChange {
  if (ready) {
    return {
      id: message.id,
      state: 'checking',
      reason: null,
      body: ready.text,
      ...(template && template.id !== message.templateVersionId ? { templateVersionId: template.id } : {}),
    };
  }
  const state = stateOf(message, verdict);
  return {
    id: message.id,
    state,
    reason: verdict.ruleId,
    ...(verdict.decision === 'DEFER' && state === 'deferred'
      ? { notBefore: latest(verdict.until, plus(now, SHORTEST_WAIT)) }
      : {}),
  };
}

/** A message whose next possible moment lies after its life is too old already, by that rule. */
function stateOf(message: Message, verdict: ContactVerdict): MessageState {
  switch (verdict.decision) {
    case 'ALLOW':
      return 'checking';
    case 'DEFER':
      return verdict.until < message.expiresAt ? 'deferred' : 'too-old';
    case 'CANCEL':
      return verdict.ruleId === TOO_OLD ? 'too-old' : 'cancelled';
    case 'HOLD':
    case 'BLOCK':
    case 'REVIEW':
      return 'suppressed';
  }
}

function handOffReason(verdict: ContactVerdict): HandOffReason | null {
  if (verdict.ruleId === 'reply.loop') return 'reply-loop';
  return verdict.decision === 'REVIEW' ? 'opt-out-review' : null;
}
