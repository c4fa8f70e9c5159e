import { Injectable } from '@nestjs/common';
import type { Action } from '../../domain/conversation/action.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { Decision } from '../../domain/conversation/decision.js';
import { contactPointAfter, debtorAfter } from '../../domain/conversation/records-after.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { HoldScope } from '../../domain/debtor/hold.js';
import type { MessageFields } from '../../domain/message/message.js';
import type { HoldId } from '../../domain/shared/ids.js';
import { OpenHandOff } from '../desk/open-hand-off.js';
import { TakeOver } from '../desk/take-over.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Conversations } from '../ports/conversations.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';
import { Messages } from '../ports/messages.js';
import type { CancelScope } from '../ports/messages.js';
import type { DecidedCase } from './decided-case.js';
import { RecordAgreement } from './record-agreement.js';

/**
 * Carries out a decision in the transaction of the message it answers: holds, withdrawals and records first,
 * the hand-off next, the one reply last, so that it can name what was recorded.
 */
@Injectable()
export class ApplyDecision {
  constructor(
    private readonly conversations: Conversations,
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly holds: Holds,
    private readonly messages: Messages,
    private readonly events: EventLog,
    private readonly openHandOff: OpenHandOff,
    private readonly takeOver: TakeOver,
    private readonly recordAgreement: RecordAgreement,
    private readonly queueMessages: QueueMessages,
    private readonly ids: Ids,
  ) {}

  async run(decided: DecidedCase, decision: Decision): Promise<void> {
    const chosen = decision.actions.find((action) => action.kind === 'choose-debt');
    const conversation: Conversation = {
      ...decided.conversation,
      debtId: chosen?.kind === 'choose-debt' ? chosen.debtId : decided.conversation.debtId,
      state: decision.state,
      context: decision.context,
      owner: decision.owner,
      lastInboundAt: decided.inbound.receivedAt,
    };
    await this.conversations.update(conversation);
    const current = { ...decided, conversation };
    await this.contactPoints.update([
      contactPointAfter(decided.contactPoint, decision.actions, decided.inbound.receivedAt, decided.now),
      ...(await this.otherPointsOptedOut(decided, decision)),
    ]);
    const debtor = debtorAfter(decided.debtor, decision.actions);
    if (debtor !== decided.debtor) await this.debtors.update([debtor]);
    const fields: Record<string, string> = {};
    for (const action of decision.actions) Object.assign(fields, await this.apply(current, decision, action));
    if (decision.owner === 'person') await this.takeOver.run(conversation.id);
    await this.reply(current, decision, fields);
    await this.events.append([
      {
        type: 'conversation.decided',
        subjects: { conversation: conversation.id, inbound: decided.inbound.id, debtor: decided.debtor.id },
        reason: decision.actions.map((action) => action.kind).join(' ') || 'none',
        payload: {
          from: decided.conversation.state,
          to: decision.state,
          ...offeredFor(decided.conversation, decision),
        },
      },
    ]);
  }

  /** Where the policy lets an opt-out reach the whole person, the debtor's other contact points go with it. */
  private async otherPointsOptedOut(decided: DecidedCase, decision: Decision): Promise<ContactPoint[]> {
    const stops = decision.actions.some((action) => action.kind === 'opt-out');
    if (!stops || decided.optOutScope === 'contact-point') return [];
    const points = await this.contactPoints.ofDebtors([decided.debtor.id]);
    return points
      .filter((point) => point.id !== decided.contactPoint.id && point.optedOutAt === null)
      .map((point) => ({ ...point, optedOutAt: decided.now }));
  }

  /** Returns what the reply may name, e.g. the number of a dispute. */
  private async apply(current: DecidedCase, decision: Decision, action: Action): Promise<MessageFields> {
    const { debtor, conversation, now } = current;
    switch (action.kind) {
      case 'place-hold':
        await this.holds.place(
          scopesOf(current, action.scope).map((scope) => ({
            id: this.ids.next<HoldId>(),
            scope,
            reason: action.reason,
            placedAt: now,
            until: action.until,
          })),
        );
        return {};
      case 'release-hold':
        for (const scope of scopesOf(current, action.scope)) {
          await this.holds.release(scope, action.reason, now);
        }
        return {};
      case 'cancel-queued':
        for (const scope of cancelScopesOf(current, action.scope)) {
          await this.messages.cancelQueued(scope, action.reason, now);
        }
        return {};
      case 'hand-off':
        await this.openHandOff.run({
          conversationId: conversation.id,
          debtorId: debtor.id,
          lenderId: conversation.lenderId,
          reason: action.reason,
          priority: action.priority,
          takeOver: decision.owner === 'person',
        });
        return {};
      case 'record-promise':
      case 'agree-arrangement':
      case 'move-instalment':
      case 'open-dispute':
        return this.recordAgreement.run(current, action);
      case 'keep-evidence':
        await this.events.append([
          {
            type: 'evidence.kept',
            subjects: {
              inbound: current.inbound.id,
              conversation: conversation.id,
              ...(conversation.debtId ? { debt: conversation.debtId } : {}),
            },
          },
        ]);
        return {};
      case 'confirm-right-party':
        await this.events.append([
          {
            type: 'right-party.confirmed',
            subjects: { contactPoint: current.contactPoint.id, debtor: debtor.id },
            reason: 'two-facts',
            payload: { at: now, expiresAt: action.expiresAt },
          },
        ]);
        return {};
      case 'reply':
      case 'choose-debt':
      case 'count-failed-check':
      case 'mark-wrong-party':
      case 'opt-out':
      case 'record-vulnerability':
      case 'record-preference':
        return {};
    }
  }

  private async reply(current: DecidedCase, decision: Decision, fields: MessageFields): Promise<void> {
    const reply = decision.actions.find((action) => action.kind === 'reply');
    if (reply?.kind !== 'reply') return;
    const { conversation, debtor, inbound, now } = current;
    const contactPoint = (await this.contactPoints.byIds([conversation.contactPointId])).get(
      conversation.contactPointId,
    );
    if (!contactPoint) return;
    await this.queueMessages.run([
      {
        contactPoint,
        debtor,
        lenderId: conversation.lenderId,
        debtId: conversation.debtId,
        conversationId: conversation.id,
        touchId: null,
        origin: reply.forPerson ? 'staff' : 'reply',
        purpose: reply.purpose,
        template: reply.template,
        fields: { ...reply.fields, ...fields },
        answersId: inbound.id,
        notBefore: now,
      },
    ]);
  }
}

/** Why the assistant puts terms on the table, where the decision does so. */
function offeredFor({ context }: Conversation, { context: next }: Decision): { offeredFor?: string } {
  const offers = next.offer !== null && next.offer !== context.offer && next.offeredFor !== undefined;
  return offers ? { offeredFor: next.offeredFor } : {};
}

/** The debt that is talked about; all open debts at this lender while none was chosen. */
const debtIdsOf = (current: DecidedCase) =>
  current.conversation.debtId
    ? [current.conversation.debtId]
    : current.debts.filter((debt) => debt.state === 'open').map((debt) => debt.id);

const scopesOf = (current: DecidedCase, scope: 'debtor' | 'debt'): HoldScope[] =>
  scope === 'debtor'
    ? [{ kind: 'debtor', debtorId: current.debtor.id }]
    : debtIdsOf(current).map((debtId) => ({ kind: 'debt', debtorId: current.debtor.id, debtId }));

const cancelScopesOf = (current: DecidedCase, scope: 'debtor' | 'debt' | 'contact-point'): CancelScope[] => {
  if (scope === 'debtor') return [{ kind: 'debtor', debtorId: current.debtor.id }];
  if (scope === 'contact-point') {
    return [{ kind: 'contact-point', contactPointId: current.contactPoint.id }];
  }
  return debtIdsOf(current).map((debtId) => ({ kind: 'debt', debtId }));
};
