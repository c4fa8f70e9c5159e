import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { AfterClose, CloseOutcome } from '../../domain/conversation/close.js';
import { handedBack } from '../../domain/conversation/conversation.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import type { Hold } from '../../domain/debtor/hold.js';
import type { HoldId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Conversations } from '../ports/conversations.js';
import { Debts } from '../ports/debts.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';

/** How an item ends and what comes after it. */
export interface ItemEnd {
  readonly outcome: CloseOutcome | null;
  /** Typed by the person. */
  readonly note: string | null;
  readonly after: AfterClose;
  /** For `silent-until` alone. */
  readonly until: Instant | null;
}

/**
 * Closes an item and gives the conversation back, inside the caller's unit of work and under the debtor's lock. Lifts
 * what the take-over itself placed, and the review after an opt-out, since a person has now looked; every other hold
 * stays. Unless the assistant goes on, the lender's open debts are held: until that day, or until somebody lifts it.
 */
@Injectable()
export class EndItem {
  constructor(
    private readonly handOffs: HandOffs,
    private readonly conversations: Conversations,
    private readonly debts: Debts,
    private readonly holds: Holds,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(item: HandOff, staff: string, end: ItemEnd): Promise<void> {
    const now = this.clock.now();
    const lifted = await this.lift(item, now);
    const placed = await this.place(item, end, now);
    await this.handOffs.update({
      ...item,
      state: 'closed',
      waitingSince: null,
      closedAt: now,
      closedBy: staff,
      outcome: end.outcome,
      afterClose: end.after,
      closeEffects: { placed, lifted },
      closeReason: end.note,
    });
    const conversation = (await this.conversations.byIds([item.conversationId])).get(item.conversationId);
    if (conversation?.owner === 'person') {
      await this.conversations.update(handedBack(conversation, now));
    }
    await this.events.append([
      {
        type: end.after === 'assistant-goes-on' ? 'conversation.handed-back' : 'conversation.closed',
        subjects: {
          handOff: item.id,
          conversation: item.conversationId,
          debtor: item.debtorId,
          lender: item.lenderId,
        },
        reason: end.outcome ?? end.after,
        payload: { after: end.after, until: end.until },
      },
    ]);
  }

  private async lift({ conversationId, debtorId }: HandOff, now: Instant): Promise<Hold[]> {
    const others = (await this.conversations.ofDebtors([debtorId])).some(
      ({ id, owner }) => id !== conversationId && owner === 'person',
    );
    const lifted = (await this.holds.inForce([debtorId], now)).filter(
      ({ scope, reason }) =>
        scope.kind === 'debtor' && ((reason === 'human-owner' && !others) || reason === 'opt-out-review'),
    );
    await this.holds.releaseByIds(
      lifted.map(({ id }) => id),
      now,
    );
    return lifted;
  }

  private async place({ debtorId, lenderId }: HandOff, end: ItemEnd, now: Instant): Promise<HoldId[]> {
    if (end.after === 'assistant-goes-on') return [];
    const debts = (await this.debts.ofDebtors([debtorId])).filter(
      (debt) => debt.lenderId === lenderId && debt.state === 'open',
    );
    const placed = debts.map((debt): Hold => ({
      id: this.ids.next<HoldId>(),
      scope: { kind: 'debt', debtorId, debtId: debt.id },
      reason: 'staff',
      placedAt: now,
      until: end.until,
    }));
    await this.holds.place(placed);
    return placed.map(({ id }) => id);
  }
}
