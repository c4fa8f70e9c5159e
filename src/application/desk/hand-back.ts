import { Injectable } from '@nestjs/common';
import type { ConversationId, HandOffId } from '../../domain/shared/ids.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { EndItem } from './end-item.js';
import { HeldItem } from './held-item.js';

/** Which item is meant: by its own id, or as what is open in a conversation. */
export type ItemChoice = { readonly handOffId: HandOffId } | { readonly conversationId: ConversationId };

/** Closes an item with a reason and gives the conversation back to the bot. */
@Injectable()
export class HandBack {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly heldItem: HeldItem,
    private readonly endItem: EndItem,
  ) {}

  run(scope: WorkScope, choice: ItemChoice, staff: string, reason: string | null): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const item =
        'handOffId' in choice
          ? await this.heldItem.of(choice.handOffId, staff)
          : await this.heldItem.ofConversation(choice.conversationId, staff);
      await this.endItem.run(item, staff, {
        outcome: null,
        note: reason,
        after: 'assistant-goes-on',
        until: null,
      });
    });
  }
}
