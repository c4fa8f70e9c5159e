import { Injectable } from '@nestjs/common';
import type { Arrangement, PlanTerms } from '../../domain/arrangement/arrangement.js';
import type { ActReason } from '../../domain/arrangement/negotiation/next-act.js';
import type { PromiseToPay } from '../../domain/arrangement/promise-to-pay.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { isOpen, nextOpening } from '../../domain/calendar/working-hours.js';
import { minutesLeft } from '../../domain/conversation/answer-by.js';
import { closeOutcomesOf } from '../../domain/conversation/close-outcomes.js';
import type { CloseOutcome } from '../../domain/conversation/close.js';
import type { Dispute } from '../../domain/conversation/dispute.js';
import { holderOf } from '../../domain/conversation/hand-off.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { Arrangements } from '../ports/arrangements.js';
import { Disputes } from '../ports/disputes.js';
import { HandOffs } from '../ports/hand-offs.js';
import { Promises } from '../ports/promises.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { OpenDeskCase } from './desk-case.js';
import type { DeskCase } from './desk-case.js';
import { ReachedConversation } from './reached-conversation.js';

/** The clock of an item: how long is left, and whether it runs now. */
export interface AnswerClock {
  readonly minutesLeft: number;
  readonly running: boolean;
  /** When people work again; null while they do, and for what does not wait for them. */
  readonly resumesAt: Instant | null;
}

export interface DeskItem {
  readonly item: HandOff;
  readonly holder: string | null;
  readonly clock: AnswerClock;
  /** How an item of this kind may end. */
  readonly outcomes: readonly CloseOutcome[];
}

/** What a member of staff understands in five seconds. */
export interface Brief {
  readonly about: DeskCase;
  /** Null: nobody asked a person for this conversation. */
  readonly waiting: DeskItem | null;
  /** Null where the person comes first and money is not shown. */
  readonly money: BriefMoney | null;
  readonly disputes: readonly Dispute[];
}

export interface BriefMoney {
  readonly offered: {
    readonly terms: PlanTerms;
    readonly rounds: number;
    /** Why the assistant offered them; null where a person did. */
    readonly reason: ActReason | null;
  } | null;
  readonly plans: readonly Arrangement[];
  readonly promises: readonly PromiseToPay[];
}

const PROMISES = 3;

/** Reads everything that stands beside a conversation, in one answer. */
@Injectable()
export class ReadBrief {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly openCase: OpenDeskCase,
    private readonly handOffs: HandOffs,
    private readonly promises: Promises,
    private readonly arrangements: Arrangements,
    private readonly disputes: Disputes,
  ) {}

  run(scope: WorkScope, id: ConversationId): Promise<Brief> {
    return this.unitOfWork.run(scope, async () => {
      const about = await this.openCase.run(await this.reached.of(id));
      const [item] = await this.handOffs.openOf([id]);
      const debtIds = about.debts.map((debt) => debt.id);
      const safety = item?.reason === 'crisis' || about.crisis;
      return {
        about,
        waiting: item ? waitingItem(item, about) : null,
        money: safety ? null : await this.money(about, debtIds),
        disputes: await this.disputes.openOf(debtIds),
      };
    });
  }

  private async money(
    { conversation }: DeskCase,
    debtIds: Parameters<Promises['latestOf']>[0],
  ): Promise<BriefMoney> {
    const { offer, offeredBy, offeredFor, rounds } = conversation.context;
    const reason = offeredBy === null ? (offeredFor ?? null) : null;
    return {
      offered: offer === null ? null : { terms: offer, rounds, reason },
      plans: await this.arrangements.activeOf(debtIds),
      promises: await this.promises.latestOf(debtIds, PROMISES),
    };
  }
}

const waitingItem = (item: HandOff, { lender, now }: DeskCase): DeskItem => {
  const { workingHours } = lender;
  const running = item.priority === 'urgent' || isOpen(workingHours, now);
  return {
    item,
    holder: holderOf(item, now),
    clock: {
      minutesLeft: minutesLeft(workingHours, item, now),
      running,
      resumesAt: running ? null : nextOpening(workingHours, now),
    },
    outcomes: closeOutcomesOf(item.reason),
  };
};
