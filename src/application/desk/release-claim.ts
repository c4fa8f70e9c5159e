import { Injectable } from '@nestjs/common';
import { freed } from '../../domain/conversation/hand-off.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { HeldItem } from './held-item.js';

/** Puts an item back into the queue for others; the conversation stays with people. */
@Injectable()
export class ReleaseClaim {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly heldItem: HeldItem,
    private readonly handOffs: HandOffs,
    private readonly events: EventLog,
  ) {}

  run(scope: WorkScope, id: ConversationId): Promise<void> {
    const login = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const item = await this.heldItem.ofConversation(id, login);
      await this.handOffs.update(freed(item));
      await this.events.append([
        {
          type: 'hand-off.released',
          subjects: { handOff: item.id, conversation: id, lender: item.lenderId },
        },
      ]);
    });
  }
}
