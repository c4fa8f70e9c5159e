import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { addDays } from '../../domain/calendar/local-date.js';
import { instantAt, todayIn } from '../../domain/calendar/zone.js';
import type { Debt } from '../../domain/debt/debt.js';
import { daysPastDue } from '../../domain/debt/delinquency.js';
import { isConfirmed } from '../../domain/debtor/contact-point.js';
import type { HoldReason } from '../../domain/debtor/hold.js';
import { holdsDebt } from '../../domain/debtor/hold.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { dueSteps, enrol } from '../../domain/treatment/plan-touches.js';
import type { TreatmentsAtOnce } from '../../domain/treatment/treatments-in-force.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Touches } from '../ports/touches.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReadTreatmentsInForce } from '../treatment/read-treatments-in-force.js';
import { OpenDeskCase } from './desk-case.js';
import type { DeskCase } from './desk-case.js';
import { ReachedConversation } from './reached-conversation.js';

/** What becomes of one debt once the conversation is given back. */
export type WhatHappensNext = { readonly reference: string } & (
  | { readonly kind: 'nothing' }
  /** A hold keeps the cadence away; null: until somebody or something releases it. */
  | { readonly kind: 'held'; readonly reason: HoldReason; readonly until: Instant | null }
  | {
      readonly kind: 'step';
      readonly treatment: string;
      readonly step: string;
      readonly template: string;
      /** The contact policy still decides, at that moment. */
      readonly at: Instant;
    }
);

export interface HandBackPreview {
  /** Whether the assistant answers when the debtor writes. */
  readonly assistantAnswers: boolean;
  readonly next: readonly WhatHappensNext[];
}

/** Holds that end when a conversation is given back. */
const ENDING: readonly HoldReason[] = ['human-owner', 'opt-out-review'];

/** A step that is further away says nothing about what happens next. */
const DAYS_AHEAD = 90;

/** Says what the assistant will do next, and when, if the conversation is given back now; changes nothing. */
@Injectable()
export class PreviewHandBack {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly openCase: OpenDeskCase,
    private readonly contactPoints: ContactPoints,
    private readonly touches: Touches,
    private readonly treatments: ReadTreatmentsInForce,
  ) {}

  run(scope: WorkScope, id: ConversationId): Promise<HandBackPreview> {
    return this.unitOfWork.run(scope, async () => {
      const about = await this.openCase.run(await this.reached.of(id));
      const open = about.debts.filter(({ state }) => state === 'open');
      const treatments = await this.treatments.run();
      const next: WhatHappensNext[] = [];
      for (const debt of open) next.push(await this.nextOf(about, debt, treatments));
      return {
        assistantAnswers:
          about.contactPoint.optedOutAt === null && about.contactPoint.rightParty.state !== 'wrong',
        next,
      };
    });
  }

  private async nextOf(about: DeskCase, debt: Debt, treatments: TreatmentsAtOnce): Promise<WhatHappensNext> {
    const { reference } = debt;
    const hold = about.holds.find(
      (one) => !ENDING.includes(one.reason) && holdsDebt(one, debt.debtorId, debt.id),
    );
    if (hold) return { reference, kind: 'held', reason: hold.reason, until: hold.until };
    const step = await this.stepOf(about, debt, treatments);
    return step ?? { reference, kind: 'nothing' };
  }

  /** The first step that would be planned on one of the coming days, if nothing changed until then. */
  private async stepOf(
    { debtor, lender, zone, now }: DeskCase,
    debt: Debt,
    treatments: TreatmentsAtOnce,
  ): Promise<WhatHappensNext | null> {
    const enrolments = await this.touches.enrolments([debt.id]);
    const touches = await this.touches.ofDebts([debt.id]);
    const points = await this.contactPoints.ofDebtors([debtor.id]);
    const facts = {
      hasReplied: points.some(({ lastInboundAt }) => lastInboundAt !== null),
      rightPartyConfirmed: points.some(({ rightParty }) => isConfirmed(rightParty, now)),
    };
    const inForce = treatments.of(lender.id).map(({ treatment }) => treatment);
    const first = todayIn(now, zone);
    for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
      const today = addDays(first, ahead);
      const enrolled = enrol({ debt, lenderCode: lender.code, treatments: inForce, enrolments, today, now });
      if (!enrolled) continue;
      const { treatment, enrolment } = enrolled;
      const dpd = daysPastDue(debt, today);
      const [due] = dueSteps({ treatment, enrolment, dpd, touches, facts, today, zone });
      if (due?.state !== 'planned') continue;
      const at = instantAt(today, due.step.notBefore, zone);
      return {
        reference: debt.reference,
        kind: 'step',
        treatment: treatment.name,
        step: due.step.id,
        template: due.step.template,
        at: at < now ? now : at,
      };
    }
    return null;
  }
}
