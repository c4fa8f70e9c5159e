import { Injectable } from '@nestjs/common';
import type { ConversationId, HoldId } from '../../domain/shared/ids.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Clock } from '../ports/clock.js';
import { Conversations } from '../ports/conversations.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';
import { Messages } from '../ports/messages.js';

/**
 * Gives a conversation to people, inside the caller's unit of work: the bot falls silent, the cadence stops,
 * and what it had queued for the debtor is withdrawn. Doing it twice changes nothing.
 */
@Injectable()
export class TakeOver {
  constructor(
    private readonly conversations: Conversations,
    private readonly holds: Holds,
    private readonly messages: Messages,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(conversationId: ConversationId): Promise<void> {
    const conversation = (await this.conversations.byIds([conversationId])).get(conversationId);
    if (!conversation) throw new DomainError('CONVERSATION.UNKNOWN', 'No conversation has this id.');
    const now = this.clock.now();
    const { debtorId } = conversation;
    const held = (await this.holds.inForce([debtorId], now)).some((hold) => hold.reason === 'human-owner');
    if (!held) {
      await this.holds.place([
        {
          id: this.ids.next<HoldId>(),
          scope: { kind: 'debtor', debtorId },
          reason: 'human-owner',
          placedAt: now,
          until: null,
        },
      ]);
    }
    await this.messages.cancelQueued({ kind: 'debtor', debtorId }, 'human-owner', now, { keepStaff: true });
    if (conversation.owner === 'person') return;
    await this.conversations.update({ ...conversation, owner: 'person', state: 'with-person' });
    await this.events.append([
      { type: 'conversation.taken-over', subjects: { conversation: conversationId, debtor: debtorId } },
    ]);
  }
}
