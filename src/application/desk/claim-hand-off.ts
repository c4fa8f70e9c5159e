import { Injectable } from '@nestjs/common';
import { MINUTE, plus } from '../../domain/calendar/instant.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { HandOffId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { TakeOver } from './take-over.js';

/** How long a claim lasts without an act of the person who holds it. */
export const LEASE_MINUTES = 30;

/** Gives an item to one person. The second to try is told who has it: `HAND_OFF.TAKEN`. */
@Injectable()
export class ClaimHandOff {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly handOffs: HandOffs,
    private readonly events: EventLog,
    private readonly takeOver: TakeOver,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, id: HandOffId, staff: string): Promise<HandOff> {
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const item = await this.handOffs.byId(id);
      if (!item) throw new DomainError('HAND_OFF.UNKNOWN', `No item of the queue has the id ${id}.`);
      if (!(await this.handOffs.claim(id, staff, now, plus(now, LEASE_MINUTES * MINUTE)))) {
        throw new DomainError('HAND_OFF.TAKEN', takenSentence(await this.handOffs.byId(id)));
      }
      await this.takeOver.run(item.conversationId);
      await this.events.append([
        { type: 'hand-off.claimed', subjects: { handOff: id, conversation: item.conversationId } },
      ]);
      return (await this.handOffs.byId(id)) ?? item;
    });
  }
}

const takenSentence = (item: HandOff | null): string =>
  item?.state === 'closed'
    ? 'This item is closed already.'
    : `This item is held by ${item?.claimedBy ?? 'somebody else'}; it comes free when the lease ends.`;
