import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { addDays } from '../../domain/calendar/local-date.js';
import { todayIn, zoneId } from '../../domain/calendar/zone.js';
import { daysPastDue } from '../../domain/debt/delinquency.js';
import type { Debt } from '../../domain/debt/debt.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { isConfirmed } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { holdsDebt } from '../../domain/debtor/hold.js';
import type { Channel } from '../../domain/shared/channel.js';
import type { DebtId, TenantId, TouchId } from '../../domain/shared/ids.js';
import { dueSteps, enrol } from '../../domain/treatment/plan-touches.js';
import type { DueStep, Enrolled } from '../../domain/treatment/plan-touches.js';
import type { TreatmentsAtOnce } from '../../domain/treatment/treatments-in-force.js';
import type { Enrolment, Touch } from '../../domain/treatment/touch.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';
import { Lenders } from '../ports/lenders.js';
import { Touches } from '../ports/touches.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { firstInOrder } from './choose-contact-point.js';
import { groupBy } from '../../domain/shared/group-by.js';
import { nextSlot, zoneOf } from './local-slot.js';
import { OpenConversations } from './open-conversations.js';
import type { PlanReport } from './plan-report.js';
import { NOTHING_PLANNED, addReports } from './plan-report.js';
import { ReadTreatmentsInForce } from './read-treatments-in-force.js';

/** Debts per transaction. */
const PAGE = 500;

interface PlannedPage {
  /** Null: there were no more debts. */
  readonly last: DebtId | null;
  readonly report: PlanReport;
}

/** A step that is due, with everything its touch and message need. */
interface Due {
  readonly debt: Debt;
  readonly debtor: Debtor;
  readonly enrolled: Enrolled;
  readonly step: DueStep;
  readonly contactPoint: ContactPoint | null;
  readonly notBefore: Instant;
}

/**
 * Plans today's touches of every open debt: who gets which template where, or nothing because of the arm. Planning
 * again on the same day adds nothing. A run goes by the treatments in force when it began. Whether and when a message
 * may go is decided when it is sent.
 */
@Injectable()
export class PlanTouches {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly treatmentsInForce: ReadTreatmentsInForce,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
    private readonly contactPoints: ContactPoints,
    private readonly holds: Holds,
    private readonly lenders: Lenders,
    private readonly touches: Touches,
    private readonly channels: ChannelDirectory,
    private readonly openConversations: OpenConversations,
    private readonly queueMessages: QueueMessages,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId): Promise<PlanReport> {
    const scope = { tenantId, actor: { kind: 'system', name: 'plan-touches' } } as const;
    const treatments = await this.unitOfWork.run(scope, () => this.treatmentsInForce.run());
    const dueUntil = this.latestDueDate(treatments);
    let after: DebtId | null = null;
    let total = NOTHING_PLANNED;
    for (;;) {
      const start: DebtId | null = after;
      const page: PlannedPage = await this.unitOfWork.run(scope, () =>
        this.planPage(treatments, start, dueUntil),
      );
      if (page.last === null) return total;
      total = addReports(total, page.report);
      after = page.last;
    }
  }

  /** The latest due date for which some step may have come, anywhere on earth. */
  private latestDueDate(treatments: TreatmentsAtOnce): LocalDate {
    const earliestStep = treatments
      .all()
      .flatMap(({ steps }) => steps.map((step) => step.daysPastDue))
      .reduce((least, day) => Math.min(least, day), 0);
    return addDays(todayIn(this.clock.now(), zoneId('Pacific/Kiritimati')), -earliestStep);
  }

  /** The lock on the debtors keeps a second planner, and everybody who places a hold, out of the page. */
  private async planPage(
    treatments: TreatmentsAtOnce,
    after: DebtId | null,
    dueUntil: LocalDate,
  ): Promise<PlannedPage> {
    const debts = await this.debts.openPage(after, PAGE, dueUntil);
    const last = debts.at(-1)?.id ?? null;
    if (last === null) return { last, report: NOTHING_PLANNED };
    const debtorIds = [...new Set(debts.map((debt) => debt.debtorId))];
    await this.debtors.lock(debtorIds);
    const { dues, enrolments, held } = await this.findDue(treatments, debts, debtorIds);
    await this.touches.enrol(enrolments);
    await this.store(dues);
    return {
      last,
      report: {
        debts: debts.length,
        enrolled: enrolments.length,
        planned: dues.filter(isSent).length,
        control: dues.filter(({ step }) => step.state === 'control').length,
        withoutContactPoint: dues.filter((due) => stateOf(due) === 'no-contact-point').length,
        held,
      },
    };
  }

  private async findDue(
    treatments: TreatmentsAtOnce,
    debts: readonly Debt[],
    debtorIds: readonly Debtor['id'][],
  ) {
    const now = this.clock.now();
    const ids = debts.map((debt) => debt.id);
    const lenders = await this.lenders.byIds([...new Set(debts.map((debt) => debt.lenderId))]);
    const debtors = await this.debtors.byIds(debtorIds);
    const holds = groupBy(await this.holds.inForce(debtorIds, now), ({ scope }) => scope.debtorId);
    const contactPoints = groupBy(await this.contactPoints.ofDebtors(debtorIds), ({ debtorId }) => debtorId);
    const known = groupBy(await this.touches.enrolments(ids), ({ debtId }) => debtId);
    const touched = groupBy(await this.touches.ofDebts(ids), ({ debtId }) => debtId);
    const available = new Set(await this.channels.available());
    const dues: Due[] = [];
    const enrolments: Enrolment[] = [];
    let held = 0;
    for (const debt of debts) {
      const lender = lenders.get(debt.lenderId);
      const debtor = debtors.get(debt.debtorId);
      if (!lender || !debtor) continue;
      if ((holds.get(debtor.id) ?? []).some((hold) => holdsDebt(hold, debtor.id, debt.id))) {
        held++;
        continue;
      }
      const zone = zoneOf(debtor, lender);
      const today = todayIn(now, zone);
      const enrolled = enrol({
        debt,
        lenderCode: lender.code,
        treatments: treatments.of(lender.id).map(({ treatment }) => treatment),
        enrolments: known.get(debt.id) ?? [],
        today,
        now,
      });
      if (!enrolled) continue;
      if (enrolled.isNew) enrolments.push(enrolled.enrolment);
      const own = contactPoints.get(debtor.id) ?? [];
      const steps = dueSteps({
        treatment: enrolled.treatment,
        enrolment: enrolled.enrolment,
        dpd: daysPastDue(debt, today),
        touches: touched.get(debt.id) ?? [],
        facts: {
          hasReplied: own.some(({ lastInboundAt }) => lastInboundAt !== null),
          rightPartyConfirmed: own.some(({ rightParty }) => isConfirmed(rightParty, now)),
        },
        today,
        zone,
      });
      for (const step of steps) {
        const contactPoint = contactPointFor(step, enrolled, own, available);
        dues.push({ debt, debtor, enrolled, step, contactPoint, notBefore: nextSlot(step.step, now, zone) });
      }
    }
    return { dues, enrolments, held };
  }

  private async store(dues: readonly Due[]): Promise<void> {
    if (dues.length === 0) return;
    const now = this.clock.now();
    const touches = dues.map((due) => ({ due, id: this.ids.next<TouchId>() }));
    const sent = touches.flatMap(({ due, id }) =>
      isSent(due) ? [{ due, id, contactPoint: due.contactPoint }] : [],
    );
    const conversations = await this.openConversations.run(
      sent.map(({ due, contactPoint }) => ({ contactPoint, lenderId: due.debt.lenderId })),
    );
    const messages = await this.queueMessages.run(
      sent.map(({ due, id, contactPoint }, place) => ({
        contactPoint,
        debtor: due.debtor,
        lenderId: due.debt.lenderId,
        debtId: due.debt.id,
        conversationId: conversations[place] ?? null,
        touchId: id,
        origin: 'cadence',
        template: due.step.step.template,
        fields: {},
        answersId: null,
        notBefore: due.notBefore,
      })),
    );
    const messageOf = new Map(messages.map((message) => [message.touchId, message]));
    const rows = touches.map(({ due, id }): Touch => ({
      id,
      debtId: due.debt.id,
      treatment: due.enrolled.treatment.name,
      treatmentVersion: due.enrolled.treatment.version,
      step: due.step.step.id,
      occurrence: due.step.occurrence,
      arm: due.enrolled.enrolment.arm,
      state: stateOf(due),
      messageId: messageOf.get(id)?.id ?? null,
      templateVersionId: messageOf.get(id)?.templateVersionId ?? null,
      plannedAt: now,
    }));
    await this.touches.add(rows);
    await this.events.append(
      rows.map((touch, place) => ({
        type: `touch.${touch.state}`,
        subjects: { touch: touch.id, debt: touch.debtId, debtor: dues[place]?.debtor.id ?? '' },
        payload: { treatment: touch.treatment, step: touch.step, arm: touch.arm },
      })),
    );
  }
}

const isSent = (due: Due): due is Due & { readonly contactPoint: ContactPoint } =>
  due.step.state === 'planned' && due.contactPoint !== null;

const stateOf = (due: Due): Touch['state'] =>
  due.step.state === 'planned' && due.contactPoint === null ? 'no-contact-point' : due.step.state;

const contactPointFor = (
  { step }: DueStep,
  { treatment }: Enrolled,
  contactPoints: readonly ContactPoint[],
  available: ReadonlySet<Channel>,
): ContactPoint | null => firstInOrder(contactPoints, step.channels ?? treatment.channels, available);
