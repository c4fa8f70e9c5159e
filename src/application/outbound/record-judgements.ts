import { Injectable } from '@nestjs/common';
import { SECOND, latest, plus } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ContactVerdict } from '../../domain/contact-policy/decision.js';
import type { HandOffReason } from '../../domain/conversation/hand-off.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Message } from '../../domain/message/message.js';
import type { SendAttemptId, VerdictId } from '../../domain/shared/ids.js';
import { OpenHandOff } from '../desk/open-hand-off.js';
import { AccountLoads } from '../ports/account-loads.js';
import { ContactBudget } from '../ports/contact-budget.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Messages } from '../ports/messages.js';
import type { MessageChange } from '../ports/messages.js';
import { SendAttempts } from '../ports/send-attempts.js';
import type { SendAttempt } from '../ports/send-attempts.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { Verdicts } from '../ports/verdicts.js';
import { FallBack } from './fall-back.js';
import { stateOf } from './judge-messages.js';
import type { JudgedBatch, Judgement, ReadyText } from './judge-messages.js';
import { messageEvent } from './message-event.js';

/** A text on its way to a provider; its attempt is already stored. */
export interface Departure {
  readonly message: Message;
  readonly contactPoint: ContactPoint;
  readonly attempt: SendAttempt;
  readonly ready: ReadyText;
}

/**
 * Writes what was decided about a batch: verdicts, budget reservations, attempts, new states, slots of
 * waiting messages, touches that go on elsewhere, events, hand-offs. All of it in the caller's transaction, or nothing.
 */
@Injectable()
export class RecordJudgements {
  constructor(
    private readonly messages: Messages,
    private readonly attempts: SendAttempts,
    private readonly verdicts: Verdicts,
    private readonly budget: ContactBudget,
    private readonly accountLoads: AccountLoads,
    private readonly templateVersions: TemplateVersions,
    private readonly events: EventLog,
    private readonly openHandOff: OpenHandOff,
    private readonly fallBack: FallBack,
    private readonly ids: Ids,
  ) {}

  async run(token: string, batch: JudgedBatch, now: Instant): Promise<Departure[]> {
    await this.accountLoads.keepSlots(batch.slots);
    const judgements = await this.fallBack.redirect(batch.judgements, now);
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

function handOffReason(verdict: ContactVerdict): HandOffReason | null {
  if (verdict.ruleId === 'reply.loop') return 'reply-loop';
  return verdict.decision === 'REVIEW' ? 'opt-out-review' : null;
}
