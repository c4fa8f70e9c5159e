import { Injectable } from '@nestjs/common';
import { DAY, plus } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { holdsDebt } from '../../domain/debtor/hold.js';
import type { Message } from '../../domain/message/message.js';
import type { Channel } from '../../domain/shared/channel.js';
import { groupBy } from '../../domain/shared/group-by.js';
import type { DebtId, MessageId, TouchId } from '../../domain/shared/ids.js';
import { nextContactPoints, wayOn } from '../../domain/treatment/next-channel.js';
import type { Touch } from '../../domain/treatment/touch.js';
import { ContactPoints } from '../ports/contact-points.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { Messages } from '../ports/messages.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { Touches } from '../ports/touches.js';
import { OpenConversations } from '../treatment/open-conversations.js';
import { ReadChannelOrders } from '../treatment/read-channel-orders.js';
import { OpenAccountBook } from './choose-channel-account.js';
import { GatherFacts } from './gather-facts.js';
import { JudgeMessages, TOO_OLD, isWaiting, stateOf } from './judge-messages.js';
import type { Judgement } from './judge-messages.js';
import { QueueMessages } from './queue-messages.js';

/** A message that will not arrive, and why; `life`: until when its touch is worth going on with. */
export interface Stranded {
  readonly message: Message;
  readonly reason: string;
  readonly life: Instant;
}

interface CadenceMessage extends Message {
  readonly touchId: TouchId;
  readonly debtId: DebtId;
}

interface Step {
  readonly touch: Touch;
  readonly contactPoint: ContactPoint;
}

/** A touch that waited for its first channel in vain is worth another day. */
const LIFE_AFTER_WAITING = DAY;

/**
 * Goes on with a touch on the next channel of its cadence when its message did not arrive there: a new message of the
 * same touch, judged and reserved like every other. Never after an unknown outcome, never round an opt-out or a hold,
 * never twice on one channel. Runs in the transaction that records why the message did not arrive, under the debtors'
 * locks.
 */
@Injectable()
export class FallBack {
  constructor(
    private readonly touches: Touches,
    private readonly channelOrders: ReadChannelOrders,
    private readonly contactPoints: ContactPoints,
    private readonly holds: Holds,
    private readonly messages: Messages,
    private readonly templateVersions: TemplateVersions,
    private readonly openAccountBook: OpenAccountBook,
    private readonly gatherFacts: GatherFacts,
    private readonly judge: JudgeMessages,
    private readonly openConversations: OpenConversations,
    private readonly queueMessages: QueueMessages,
    private readonly events: EventLog,
  ) {}

  /** Goes on after messages that will definitely not arrive. */
  async run(stranded: readonly Stranded[], now: Instant): Promise<void> {
    const ofCadence = stranded.filter(({ message, life }) => isOfCadence(message) && now < life);
    if (ofCadence.length === 0) return;
    const steps = await this.nextSteps(
      ofCadence.map(({ message }) => message),
      now,
    );
    const taken = new Set<string>();
    for (const one of ofCadence) {
      const free = (steps.get(one.message.id) ?? []).find((step) => !taken.has(placeOf(step)));
      if (free === undefined) continue;
      taken.add(placeOf(free));
      await this.goOn(one, free, now);
    }
  }

  /**
   * Goes on after the messages of a batch that were stopped because of their channel. What could also wait goes on
   * only where the next channel can go today, and is stopped for good then. Returns the judgements as they stand.
   */
  async redirect(judgements: readonly Judgement[], now: Instant): Promise<readonly Judgement[]> {
    const ofCadence = judgements.filter(({ message, ready }) => !ready && isOfCadence(message));
    if (ofCadence.length === 0) return judgements;
    await this.run(
      ofCadence.flatMap((judgement) => strandedBy(judgement, now)),
      now,
    );
    const moved = await this.moveOn(ofCadence.filter(couldMoveOn), now);
    return moved.size === 0
      ? judgements
      : judgements.map((one) => (moved.has(one.message.id) ? stoppedForGood(one) : one));
  }

  /** Of messages that could wait, those that need not. */
  private async moveOn(waiting: readonly Judgement[], now: Instant): Promise<ReadonlySet<MessageId>> {
    const moved = new Set<MessageId>();
    if (waiting.length === 0) return moved;
    const steps = await this.nextSteps(
      waiting.map(({ message }) => message),
      now,
    );
    const tries = waiting.flatMap(({ message }) =>
      (steps.get(message.id) ?? []).map(({ contactPoint: { id, channel } }) => ({
        ...message,
        contactPointId: id,
        channel,
        conversationId: null,
        stateReason: null,
      })),
    );
    if (tries.length === 0) return moved;
    const { judgements } = await this.judge.run(tries, await this.gatherFacts.run(tries, now), now);
    const able = new Set(
      judgements.filter((one) => couldGoToday(one, now)).map(({ message }) => keyOf(message)),
    );
    for (const { message, verdict } of waiting) {
      const step = (steps.get(message.id) ?? []).find(({ contactPoint }) =>
        able.has(keyOf({ id: message.id, contactPointId: contactPoint.id })),
      );
      if (step === undefined) continue;
      await this.goOn({ message, reason: verdict.ruleId, life: message.expiresAt }, step, now);
      moved.add(message.id);
    }
    return moved;
  }

  /** Where each message's touch could go on, by the cadence's order. */
  private async nextSteps(
    messages: readonly Message[],
    now: Instant,
  ): Promise<ReadonlyMap<MessageId, readonly Step[]>> {
    const wanted = messages.filter(isOfCadence);
    const touches = await this.touches.byIds(wanted.map(({ touchId }) => touchId));
    const known = wanted.flatMap((message) => {
      const touch = touches.get(message.touchId);
      return touch ? [{ message, touch }] : [];
    });
    const orders = await this.channelOrders.run(
      known.map(({ message, touch }) => ({ touch, lenderId: message.lenderId })),
    );
    const tried = groupBy(
      await this.messages.channelsOfTouches(known.map(({ touch }) => touch)),
      ({ touchId }) => touchId,
    );
    const debtorIds = [...new Set(known.map(({ message }) => message.debtorId))];
    const contactPoints = groupBy(await this.contactPoints.ofDebtors(debtorIds), ({ debtorId }) => debtorId);
    const holds = await this.holds.inForce(debtorIds, now);
    const accounts = await this.openAccountBook.run();
    return new Map(
      known.map(({ message, touch }) => {
        const next = nextContactPoints({
          order: orders.get(touch.id) ?? [],
          from: message.channel,
          tried: new Set((tried.get(touch.id) ?? []).map(({ channel }): Channel => channel)),
          contactPoints: contactPoints.get(message.debtorId) ?? [],
          isStopped: holds.some((hold) => holdsDebt(hold, message.debtorId, message.debtId)),
        });
        const reachable = next.filter((contactPoint) => accounts.choose(contactPoint).kind !== 'none');
        return [message.id, reachable.map((contactPoint) => ({ touch, contactPoint }))];
      }),
    );
  }

  private async goOn({ message, reason, life }: Stranded, step: Step, now: Instant): Promise<void> {
    const { touch, contactPoint } = step;
    const boundTo = touch.templateVersionId ?? message.templateVersionId;
    const template = (await this.templateVersions.byIds([boundTo])).get(boundTo);
    if (template === undefined) return;
    const [conversationId] = await this.openConversations.run([{ contactPoint, lenderId: message.lenderId }]);
    const [next] = await this.queueMessages.run([
      {
        contactPoint,
        debtor: { id: message.debtorId, locale: template.locale },
        lenderId: message.lenderId,
        debtId: message.debtId,
        conversationId: conversationId ?? null,
        touchId: touch.id,
        origin: message.origin,
        purpose: message.purpose,
        template: template.name,
        fields: message.fields,
        answersId: null,
        notBefore: now,
        expiresAt: life,
        ...(message.cancelIf ? { cancelIf: message.cancelIf } : {}),
      },
    ]);
    if (next === undefined) return;
    await this.events.append([
      {
        type: 'touch.fell-back',
        subjects: { touch: touch.id, debt: touch.debtId, debtor: message.debtorId, message: next.id },
        reason,
        payload: { from: message.channel, to: contactPoint.channel, reason },
      },
    ]);
  }
}

const isOfCadence = (message: Message): message is CadenceMessage =>
  message.origin === 'cadence' && message.touchId !== null && message.debtId !== null;

const placeOf = ({ touch, contactPoint }: Step): string => `${touch.id} ${contactPoint.channel}`;

const keyOf = ({ id, contactPointId }: Pick<Message, 'id' | 'contactPointId'>): string =>
  `${id} ${contactPointId}`;

/** Stopped because of its channel, or too old after it waited for nothing else. */
function strandedBy({ message, verdict }: Judgement, now: Instant): Stranded[] {
  if (stateOf(message, verdict) === 'too-old') {
    const reason = verdict.ruleId === TOO_OLD ? (message.stateReason ?? '') : verdict.ruleId;
    return wayOn(reason) === 'if-other-can' ? [{ message, reason, life: plus(now, LIFE_AFTER_WAITING) }] : [];
  }
  return verdict.decision === 'BLOCK' && wayOn(verdict.ruleId) === 'at-once'
    ? [{ message, reason: verdict.ruleId, life: message.expiresAt }]
    : [];
}

/** It waits because its sender is down or has used up its day; one that somebody lets rest is waited for. */
const couldMoveOn = (judgement: Judgement): boolean =>
  isWaiting(judgement) &&
  wayOn(judgement.verdict.ruleId) === 'if-other-can' &&
  judgement.verdict.inputs['state'] !== 'paused';

function couldGoToday({ about, verdict }: Judgement, now: Instant): boolean {
  if (verdict.decision === 'ALLOW') return true;
  if (verdict.decision !== 'DEFER' || about === null || wayOn(verdict.ruleId) !== 'none') return false;
  const zone = about.debtor.zones[0] ?? about.lender.zone;
  return todayIn(verdict.until, zone) === todayIn(now, zone);
}

const stoppedForGood = (judgement: Judgement): Judgement => {
  const { ruleId, packVersions, inputs } = judgement.verdict;
  return { ...judgement, verdict: { decision: 'BLOCK', ruleId, packVersions, inputs } };
};
