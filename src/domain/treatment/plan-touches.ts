import type { Instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import { addDays } from '../calendar/local-date.js';
import type { ZoneId } from '../calendar/zone.js';
import { todayIn } from '../calendar/zone.js';
import type { Debt } from '../debt/debt.js';
import { outstanding } from '../debt/debt.js';
import { stableFraction } from '../shared/stable-hash.js';
import { fits } from './segment.js';
import type { Enrolment, Touch } from './touch.js';
import type { CadenceStep, ExperimentArm, StepCondition, Treatment } from './treatment.js';

/** A step whose day passed while nothing was planned is still planned for so many days. */
export const CATCH_UP_DAYS = 2;

export interface EnrolmentRequest {
  readonly debt: Debt;
  readonly lenderCode: string;
  readonly treatments: readonly Treatment[];
  /** The debt's enrolments so far. */
  readonly enrolments: readonly Enrolment[];
  readonly today: LocalDate;
  readonly now: Instant;
}

export interface Enrolled {
  readonly treatment: Treatment;
  readonly enrolment: Enrolment;
  /** Whether the enrolment has to be stored. */
  readonly isNew: boolean;
}

/** What the conditions of steps ask about. */
export interface ConditionFacts {
  readonly hasReplied: boolean;
  readonly rightPartyConfirmed: boolean;
}

export interface DueStep {
  readonly step: CadenceStep;
  /** The local day the step fell on. */
  readonly occurrence: LocalDate;
  readonly state: 'planned' | 'control';
}

export interface DueStepsRequest {
  readonly treatment: Treatment;
  readonly enrolment: Enrolment;
  readonly dpd: number;
  /** Every touch of the debt, of whatever treatment. */
  readonly touches: readonly Touch[];
  readonly facts: ConditionFacts;
  readonly today: LocalDate;
  /** The zone that `today` is a day of. */
  readonly zone: ZoneId;
}

/**
 * Finds the treatment an open debt is in today: the first by priority, then by name, whose segment fits. The arm is
 * drawn once, by a lot that depends on the experiment, the lender and the debt's reference alone, and kept: the same
 * debt draws the same arm of the same experiment wherever and whenever it is planned. Null: in none.
 */
export function enrol(request: EnrolmentRequest): Enrolled | null {
  const { debt, lenderCode, treatments, today, now } = request;
  if (debt.state !== 'open' || outstanding(debt).minor === 0) return null;
  const treatment = [...treatments]
    .sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1))
    .find(({ segment }) => fits(segment, debt, lenderCode, today));
  if (!treatment) return null;
  const known = request.enrolments.find((enrolment) => enrolment.treatment === treatment.name);
  if (known) return { treatment, enrolment: known, isNew: false };
  const { name, arms } = treatment.experiment;
  const enrolment: Enrolment = {
    debtId: debt.id,
    treatment: treatment.name,
    treatmentVersion: treatment.version,
    experiment: name,
    arm: drawArm(arms, stableFraction(`${name}\n${lenderCode}\n${debt.reference}`)),
    enrolledAt: now,
  };
  return { treatment, enrolment, isNew: true };
}

function drawArm(arms: readonly ExperimentArm[], lot: number): string {
  let reached = lot * arms.reduce((sum, arm) => sum + arm.weight, 0);
  const drawable = arms.filter((arm) => arm.weight > 0);
  for (const arm of drawable) {
    reached -= arm.weight;
    if (reached < 0) return arm.name;
  }
  return drawable.at(-1)?.name ?? '';
}

/**
 * The steps to plan for a debt today: at most one, and none on a day on which one was planned already.
 * A step is due on its day past due; when its day was missed, the latest step is still planned for `CATCH_UP_DAYS`.
 * A debt that was never touched starts with the latest step that has come, however long ago. No step before the due
 * date is planned after it, none at or before a step that was planned, and none twice. Planning again adds nothing.
 */
export function dueSteps(request: DueStepsRequest): DueStep[] {
  const { treatment, enrolment, dpd, touches, facts, today, zone } = request;
  const arm = treatment.experiment.arms.find(({ name }) => name === enrolment.arm);
  if (!arm || touches.some((touch) => todayIn(touch.plannedAt, zone) === today)) return [];

  const dayOfStep = (step: CadenceStep): LocalDate => addDays(today, step.daysPastDue - dpd);
  const lastOccurrence = touches.reduce<LocalDate | null>(
    (last, touch) => (last === null || touch.occurrence > last ? touch.occurrence : last),
    null,
  );
  const starts = touches.length === 0;
  const candidates = treatment.steps
    .filter((step) => step.daysPastDue <= dpd && (step.daysPastDue > 0 || dpd <= 0))
    .filter((step) => !step.arms || step.arms.includes(enrolment.arm))
    .filter((step) => starts || dpd - step.daysPastDue <= CATCH_UP_DAYS)
    .filter((step) => lastOccurrence === null || dayOfStep(step) > lastOccurrence)
    .sort((a, b) => b.daysPastDue - a.daysPastDue);
  const latestDay = candidates[0]?.daysPastDue;
  const step = candidates
    .filter((candidate) => starts || candidate.daysPastDue === latestDay)
    .find((candidate) => (candidate.conditions ?? []).every((condition) => holds(condition, facts)));
  if (!step) return [];
  return [{ step, occurrence: dayOfStep(step), state: arm.sends ? 'planned' : 'control' }];
}

function holds(condition: StepCondition, facts: ConditionFacts): boolean {
  switch (condition) {
    case 'no-reply-yet':
      return !facts.hasReplied;
    case 'right-party-confirmed':
      return facts.rightPartyConfirmed;
    case 'right-party-unconfirmed':
      return !facts.rightPartyConfirmed;
  }
}
