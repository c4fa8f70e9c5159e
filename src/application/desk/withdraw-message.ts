import { Injectable } from '@nestjs/common';
import type { Message } from '../../domain/message/message.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { MessageId } from '../../domain/shared/ids.js';
import { withdrawnEvents } from '../outbound/message-event.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { Conversations } from '../ports/conversations.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { Messages } from '../ports/messages.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** Takes back what a person wrote, while it waits. */
@Injectable()
export class WithdrawMessage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly debtors: Debtors,
    private readonly messages: Messages,
    private readonly conversations: Conversations,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Throws `MESSAGE.UNKNOWN` unless a person wrote it, `MESSAGE.IN_PROGRESS` when it is on its way or gone. */
  run(scope: WorkScope, id: MessageId): Promise<void> {
    staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const { debtorId } = await this.reached(id, scope);
      await this.debtors.lock([debtorId]);
      await this.messages.change([{ id, state: 'cancelled', reason: 'withdrawn' }], this.clock.now());
      const after = await this.reached(id, scope);
      if (after.state !== 'cancelled') {
        throw new DomainError('MESSAGE.IN_PROGRESS', 'This message is on its way or gone already.', {
          state: after.state,
        });
      }
      await this.takeOffTheTable(after);
      await this.events.append(withdrawnEvents([id], debtorId, 'withdrawn'));
    });
  }

  /** A plan goes with the message that put it there. */
  private async takeOffTheTable({ id, conversationId }: Message): Promise<void> {
    if (conversationId === null) return;
    const conversation = (await this.conversations.byIds([conversationId])).get(conversationId);
    if (conversation?.context.offeredBy?.messageId !== id) return;
    const context = {
      ...conversation.context,
      offer: null,
      offeredWithin: null,
      offeredBy: null,
      choices: [],
    };
    await this.conversations.update({ ...conversation, context });
  }

  private async reached(id: MessageId, { reach }: WorkScope): Promise<Message> {
    const message = (await this.messages.byIds([id])).get(id);
    if (message?.origin === 'staff' && reaches(reach, message.lenderId)) return message;
    throw new DomainError('MESSAGE.UNKNOWN', 'Nobody wrote such a message.');
  }
}
