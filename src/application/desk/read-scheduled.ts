import { Injectable } from '@nestjs/common';
import { maskChatText } from '../../domain/debtor/mask-chat-text.js';
import type { Message } from '../../domain/message/message.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { Debtors } from '../ports/debtors.js';
import { Messages } from '../ports/messages.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { textOfMessage } from './conversation-entry.js';
import { ReachedConversation } from './reached-conversation.js';

export interface ScheduledMessage {
  readonly message: Message;
  /** Masked; null where it is made when it is sent. */
  readonly text: string | null;
}

/** What people wrote in a conversation and what waits for its time. */
@Injectable()
export class ReadScheduled {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly debtors: Debtors,
    private readonly messages: Messages,
  ) {}

  /** Throws `CONVERSATION.UNKNOWN`. */
  run(scope: WorkScope, id: ConversationId): Promise<ScheduledMessage[]> {
    return this.unitOfWork.run(scope, async () => {
      const { debtorId } = await this.reached.of(id);
      const debtor = (await this.debtors.byIds([debtorId])).get(debtorId);
      const facts = debtor?.checkFacts ?? { idNumber: null, birthDate: null };
      return (await this.messages.waitingOf(id)).map((message) => {
        const text = textOfMessage(message);
        return { message, text: text && maskChatText(text, facts) };
      });
    });
  }
}
