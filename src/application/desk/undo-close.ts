import { Injectable } from '@nestjs/common';
import { SECOND, plus } from '../../domain/calendar/instant.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { CLAIM_LEASE, reopened } from '../../domain/conversation/hand-off.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ConversationId, HoldId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedConversation } from './reached-conversation.js';
import { TakeOver } from './take-over.js';

const UNDO_WITHIN = 5 * SECOND;

/** Whoever closed an item takes that back within five seconds: it is theirs again, and holds are as they were. */
@Injectable()
export class UndoClose {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly handOffs: HandOffs,
    private readonly holds: Holds,
    private readonly takeOver: TakeOver,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `CONVERSATION.UNKNOWN`, `CLOSE.NOT_YOURS`, `CLOSE.TOO_LATE`. */
  run(scope: WorkScope, id: ConversationId): Promise<HandOff> {
    const login = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      await this.reached.locked(id);
      const now = this.clock.now();
      const item = await this.handOffs.latestOf(id);
      if (item?.state !== 'closed' || item.closedBy !== login || item.closedAt === null) {
        throw new DomainError('CLOSE.NOT_YOURS', 'You did not close this conversation last.');
      }
      if (now - item.closedAt > UNDO_WITHIN) {
        throw new DomainError('CLOSE.TOO_LATE', 'Closing can be taken back for five seconds only.');
      }
      const { placed = [], lifted = [] } = item.closeEffects ?? {};
      await this.holds.releaseByIds(placed, now);
      await this.holds.place(lifted.map((hold) => ({ ...hold, id: this.ids.next<HoldId>() })));
      const again = reopened(item, login, now, plus(now, CLAIM_LEASE));
      await this.handOffs.update(again);
      await this.takeOver.run(id);
      await this.events.append([
        {
          type: 'hand-off.reopened',
          subjects: { handOff: item.id, conversation: id, debtor: item.debtorId, lender: item.lenderId },
          reason: 'undone',
        },
      ]);
      return { ...again, version: item.version + 1 };
    });
  }
}
