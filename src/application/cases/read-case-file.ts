import { Injectable } from '@nestjs/common';
import type { Arrangement } from '../../domain/arrangement/arrangement.js';
import type { PromiseToPay } from '../../domain/arrangement/promise-to-pay.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { Dispute } from '../../domain/conversation/dispute.js';
import type { Debt } from '../../domain/debt/debt.js';
import type { DelinquencyBucket } from '../../domain/debt/delinquency.js';
import { bucketOf, daysPastDue } from '../../domain/debt/delinquency.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { Hold } from '../../domain/debtor/hold.js';
import { holdsDebt } from '../../domain/debtor/hold.js';
import { maskPersonText } from '../../domain/debtor/mask-person-text.js';
import { reaches } from '../../domain/people/access.js';
import type { DebtId } from '../../domain/shared/ids.js';
import { Cases } from '../ports/cases.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Conversations } from '../ports/conversations.js';
import { Debts } from '../ports/debts.js';
import { Holds } from '../ports/holds.js';
import type { HoldNote } from '../ports/holds.js';
import { Promises } from '../ports/promises.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { zoneOf } from '../treatment/local-slot.js';
import { NoteView } from './note-view.js';
import { ReachedCase } from './reached-case.js';

const LATEST = 20;

/** A hold with what a person said about it, if one placed it. */
export interface NotedHold {
  readonly hold: Hold;
  readonly by: HoldNote | null;
}

/** A case with everything around it; whoever shows it masks the person. */
export interface CaseFile {
  readonly asOf: Instant;
  readonly debt: Debt;
  readonly debtor: Debtor;
  readonly lender: Lender;
  readonly daysPastDue: number;
  readonly bucket: DelinquencyBucket;
  readonly contactPoints: readonly ContactPoint[];
  readonly conversations: readonly Conversation[];
  readonly holds: readonly NotedHold[];
  /** Newest first. */
  readonly promises: readonly PromiseToPay[];
  readonly arrangements: readonly Arrangement[];
  readonly disputes: readonly Dispute[];
  /** Of the same person, within reach. */
  readonly otherDebts: readonly Debt[];
}

/** One case as it is now. That it was looked at is kept in the log. */
@Injectable()
export class ReadCaseFile {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedCase,
    private readonly noteView: NoteView,
    private readonly cases: Cases,
    private readonly contactPoints: ContactPoints,
    private readonly conversations: Conversations,
    private readonly debts: Debts,
    private readonly holds: Holds,
    private readonly promises: Promises,
    private readonly clock: Clock,
  ) {}

  /** Throws `CASE.UNKNOWN`. */
  run(scope: WorkScope, id: DebtId): Promise<CaseFile> {
    return this.unitOfWork.run(scope, async () => {
      const { debt, debtor, lender } = await this.reached.of(id);
      const now = this.clock.now();
      await this.noteView.run(scope, debt);
      const dpd = daysPastDue(debt, todayIn(now, zoneOf(debtor, lender)));
      const conversations = await this.conversations.ofDebtors([debtor.id]);
      const debts = await this.debts.ofDebtors([debtor.id]);
      return {
        asOf: now,
        debt,
        debtor,
        lender,
        daysPastDue: dpd,
        bucket: bucketOf(dpd),
        contactPoints: await this.contactPoints.ofDebtors([debtor.id]),
        conversations: conversations.filter(({ lenderId }) => lenderId === lender.id),
        holds: await this.notedHolds(debt, debtor, now),
        promises: await this.promises.latestOf([debt.id], LATEST),
        arrangements: await this.cases.arrangements(debt.id, { before: null, limit: LATEST }),
        disputes: await this.cases.disputes(debt.id),
        otherDebts: debts.filter((one) => one.id !== debt.id && reaches(scope.reach, one.lenderId)),
      };
    });
  }

  private async notedHolds(debt: Debt, debtor: Debtor, now: Instant): Promise<NotedHold[]> {
    const holds = (await this.holds.inForce([debtor.id], now)).filter((hold) =>
      holdsDebt(hold, debtor.id, debt.id),
    );
    const notes = await this.holds.notes(holds.map((hold) => hold.id));
    return holds.map((hold) => {
      const by = notes.get(hold.id) ?? null;
      const note = by?.note ?? null;
      return { hold, by: by && { ...by, note: note === null ? null : maskPersonText(note, debtor) } };
    });
  }
}
