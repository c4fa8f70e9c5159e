import { Injectable } from '@nestjs/common';
import { plus, toIso } from '../../domain/calendar/instant.js';
import { CLAIM_LEASE, holderOf } from '../../domain/conversation/hand-off.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Clock } from '../ports/clock.js';
import type { DeskPerson } from '../ports/desk-staff.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { TakeOver } from './take-over.js';
import { takenBy } from './taken.js';

/**
 * Gives an item to one person, by compare-and-set, and the conversation with it. Inside the caller's unit of work,
 * under the lock of the person and of the debtor. Taking what one holds already renews the lease.
 */
@Injectable()
export class TakeItem {
  constructor(
    private readonly handOffs: HandOffs,
    private readonly events: EventLog,
    private readonly takeOver: TakeOver,
    private readonly clock: Clock,
  ) {}

  /** Throws `HAND_OFF.TAKEN`, `DESK.CAPACITY_FULL`. */
  async run(item: HandOff, person: DeskPerson): Promise<HandOff> {
    const now = this.clock.now();
    const again = holderOf(item, now) === person.login;
    if (!again) await this.requireCapacity(person);
    if (!(await this.handOffs.claim(item.id, person.login, now, plus(now, CLAIM_LEASE)))) {
      throw takenBy(await this.handOffs.byId(item.id));
    }
    await this.takeOver.run(item.conversationId);
    if (!again) {
      await this.events.append([
        {
          type: 'hand-off.claimed',
          subjects: { handOff: item.id, conversation: item.conversationId, lender: item.lenderId },
        },
      ]);
    }
    return (await this.handOffs.byId(item.id)) ?? item;
  }

  private async requireCapacity({ login, capacity }: DeskPerson): Promise<void> {
    const held = await this.handOffs.heldBy(login, this.clock.now());
    const [oldest] = held;
    if (held.length < capacity || !oldest) return;
    throw new DomainError(
      'DESK.CAPACITY_FULL',
      `You hold ${held.length} conversations, as many as you can; finish or release one, the oldest first.`,
      {
        capacity,
        held: held.length,
        oldestConversation: oldest.conversationId,
        oldestSince: oldest.claimedAt === null ? null : toIso(oldest.claimedAt),
      },
    );
  }
}
