import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '../calendar/instant.js';
import { addDays, daysBetween, localDate } from '../calendar/local-date.js';
import type { LocalDate } from '../calendar/local-date.js';
import { instantAt, zoneId } from '../calendar/zone.js';
import type { Debt } from '../debt/debt.js';
import { idOf } from '../shared/ids.js';
import type { ConditionFacts, DueStep } from './plan-touches.js';
import { CATCH_UP_DAYS, dueSteps, enrol } from './plan-touches.js';
import type { Enrolment, Touch } from './touch.js';
import type { CadenceStep, Treatment } from './treatment.js';

const zone = zoneId('Asia/Shanghai');
const dueOn = localDate('2026-11-01');
const debt: Debt = {
  id: idOf('d'),
  lenderId: idOf('l'),
  debtorId: idOf('p'),
  reference: 'LN-1',
  product: 'cash',
  currency: 'CNY',
  components: { principalMinor: 1000, interestMinor: 0, feesMinor: 0, paidMinor: 0 },
  dueOn,
  tenantRole: 'creditor',
  assignmentNoticeOn: null,
  state: 'open',
  closedAt: null,
  version: 1,
};
const step = (daysPastDue: number, changed: Partial<CadenceStep> = {}): CadenceStep => ({
  id: `day${daysPastDue}`,
  daysPastDue,
  template: 'reminder-friendly',
  notBefore: 600,
  notAfter: 1080,
  ...changed,
});
const treatment: Treatment = {
  name: 'early',
  version: 'v1',
  priority: 10,
  segment: {},
  channels: ['sms'],
  experiment: {
    name: 'tone',
    arms: [
      { name: 'standard', weight: 9, sends: true },
      { name: 'silent', weight: 1, sends: false },
    ],
  },
  steps: [-3, 1, 7, 14, 30].map((day) => step(day)),
};
const enrolment: Enrolment = {
  debtId: debt.id,
  treatment: 'early',
  treatmentVersion: 'v1',
  experiment: 'tone',
  arm: 'standard',
  enrolledAt: 0 as Instant,
};
const noReply: ConditionFacts = { hasReplied: false, rightPartyConfirmed: false };
const at = (dpd: number): LocalDate => addDays(dueOn, dpd);

const touchOf = (due: DueStep, today: LocalDate): Touch => ({
  id: idOf(`t-${due.step.id}-${due.occurrence}`),
  debtId: debt.id,
  treatment: 'early',
  treatmentVersion: 'v1',
  step: due.step.id,
  occurrence: due.occurrence,
  arm: 'standard',
  state: due.state,
  messageId: null,
  templateVersionId: null,
  plannedAt: instantAt(today, 480, zone),
});
const due = (
  dpd: number,
  touches: readonly Touch[] = [],
  changed: { treatment?: Treatment; facts?: ConditionFacts; enrolment?: Enrolment } = {},
) => dueSteps({ treatment, enrolment, dpd, touches, facts: noReply, today: at(dpd), zone, ...changed });

/** Plans on each of the days, and keeps what was planned. */
const plan = (days: readonly number[], changed: { treatment?: Treatment } = {}): Touch[] => {
  const touches: Touch[] = [];
  for (const dpd of days) {
    for (const found of due(dpd, touches, changed)) touches.push(touchOf(found, at(dpd)));
  }
  return touches;
};
const ids = (touches: readonly Touch[]): string[] => touches.map((touch) => touch.step);

describe('finding due steps', () => {
  it('plans each step on its day, once', () => {
    const everyDay = Array.from({ length: 45 }, (_, day) => day - 5);
    expect(ids(plan(everyDay.flatMap((day) => [day, day, day])))).toEqual([
      'day-3',
      'day1',
      'day7',
      'day14',
      'day30',
    ]);
    expect(plan(everyDay).map((touch) => daysBetween(dueOn, touch.occurrence))).toEqual([-3, 1, 7, 14, 30]);
  });

  it('starts a debt that comes late with one touch, and goes on from there', () => {
    expect(ids(plan([45, 46, 47, 60]))).toEqual(['day30']);
    expect(ids(plan([12, 13, 14, 15]))).toEqual(['day7', 'day14']);
    expect(due(45)[0]?.occurrence).toBe(at(30));
  });

  it('catches up with the latest missed step of the last days only', () => {
    expect(CATCH_UP_DAYS).toBe(2);
    expect(ids(plan([1, 9]))).toEqual(['day1', 'day7']);
    expect(ids(plan([1, 10]))).toEqual(['day1']);
    expect(ids(plan([1, 14, 15]))).toEqual(['day1', 'day14']);
    const close = { ...treatment, steps: [step(1), step(2), step(3)] };
    expect(ids(plan([1, 4, 4, 5, 6], { treatment: close }))).toEqual(['day1', 'day3']);
  });

  it('never says "soon due" after the due date', () => {
    expect(ids(plan([0]))).toEqual(['day-3']);
    expect(due(0 - 4)).toEqual([]);
    const before = { ...treatment, steps: [step(-3), step(0)] };
    expect(ids(plan([1, 2], { treatment: before }))).toEqual([]);
  });

  it('plans a second time for a new due date only', () => {
    const touches = plan([1]);
    const moved = dueSteps({ treatment, enrolment, dpd: 1, touches, facts: noReply, today: at(31), zone });
    expect(moved.map((found) => found.occurrence)).toEqual([at(31)]);
  });

  it('asks the conditions on the day', () => {
    const conditional: Treatment = {
      ...treatment,
      steps: [
        step(1, { id: 'hello' }),
        step(7, { id: 'ask', conditions: ['right-party-unconfirmed', 'no-reply-yet'] }),
        step(7, { id: 'friendly', conditions: ['right-party-confirmed'] }),
      ],
    };
    const touches = plan([1]);
    const stepAt7 = (facts: ConditionFacts) => due(7, touches, { treatment: conditional, facts })[0]?.step.id;
    expect(stepAt7(noReply)).toBe('ask');
    expect(stepAt7({ hasReplied: true, rightPartyConfirmed: true })).toBe('friendly');
    expect(stepAt7({ hasReplied: true, rightPartyConfirmed: false })).toBeUndefined();
    const late = due(20, [], {
      treatment: conditional,
      facts: { hasReplied: true, rightPartyConfirmed: false },
    });
    expect(late.map((found) => found.step.id)).toEqual(['hello']);
  });

  it('gives arms their own steps, and the control group none that sends', () => {
    const split = {
      ...treatment,
      steps: [step(1, { arms: ['standard'] }), step(1, { id: 'other', arms: ['silent'] })],
    };
    expect(due(1, [], { treatment: split })[0]).toMatchObject({ step: { id: 'day1' }, state: 'planned' });
    const silent = { ...enrolment, arm: 'silent' };
    expect(due(1, [], { treatment: split, enrolment: silent })[0]).toMatchObject({
      step: { id: 'other' },
      state: 'control',
    });
    expect(due(1, [], { enrolment: { ...enrolment, arm: 'gone' } })).toEqual([]);
  });

  it('plans at most one touch a day and no step twice, whichever days are missed', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -10, max: 60 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: -10, max: 60 }), { maxLength: 30 }),
        (stepDays, days) => {
          const steps = stepDays.map((day) => step(day));
          const sorted = [...days].sort((a, b) => a - b);
          const touches = plan(sorted, { treatment: { ...treatment, steps } });
          expect(new Set(ids(touches)).size).toBe(touches.length);
          expect(new Set(touches.map((touch) => touch.plannedAt)).size).toBe(touches.length);
          const planned = touches.map((touch) => touch.occurrence);
          expect([...planned].sort()).toEqual(planned);
        },
      ),
    );
  });
});

describe('enrolling', () => {
  const now = instantAt(at(5), 480, zone);
  const enrolled = (
    changed: Partial<Debt>,
    treatments: readonly Treatment[] = [treatment],
    enrolments: readonly Enrolment[] = [],
  ) =>
    enrol({ debt: { ...debt, ...changed }, lenderCode: 'lumen', treatments, enrolments, today: at(5), now });

  it('takes the first treatment by priority whose segment fits', () => {
    const special: Treatment = {
      ...treatment,
      name: 'special',
      priority: 1,
      segment: {
        lenders: ['lumen'],
        products: ['card'],
        currencies: ['CNY'],
        buckets: ['1-30'],
        minimumOutstandingMinor: 1000,
      },
    };
    const both = [treatment, special];
    expect(enrolled({ product: 'card' }, both)?.treatment.name).toBe('special');
    expect(enrolled({ product: 'cash' }, both)?.treatment.name).toBe('early');
    expect(enrolled({ product: 'card', currency: 'USD' }, both)?.treatment.name).toBe('early');
    expect(enrolled({ product: 'card', dueOn: at(-60) }, both)?.treatment.name).toBe('early');
    expect(
      enrolled({ product: 'card', components: { ...debt.components, paidMinor: 1 } }, both)?.treatment.name,
    ).toBe('early');
    expect(enrolled({ product: 'cash' }, [special])).toBeNull();
  });

  it('leaves out debts with nothing to collect', () => {
    expect(enrolled({ state: 'withdrawn' })).toBeNull();
    expect(enrolled({ components: { ...debt.components, paidMinor: 1000 } })).toBeNull();
  });

  it('draws an arm once and keeps it', () => {
    const first = enrolled({});
    expect(first).toMatchObject({
      isNew: true,
      enrolment: { debtId: 'd', experiment: 'tone', enrolledAt: now, treatmentVersion: 'v1' },
    });
    expect(enrolled({})).toEqual(first);
    const kept = { ...enrolment, arm: 'silent' };
    expect(enrolled({}, [treatment], [kept])).toEqual({ treatment, enrolment: kept, isNew: false });
  });

  it('draws arms by their weights', () => {
    const arms = Array.from({ length: 5_000 }, (_, n) => enrolled({ reference: `LN-${n}` })?.enrolment.arm);
    const silent = arms.filter((arm) => arm === 'silent').length;
    expect(silent).toBeGreaterThan(430);
    expect(silent).toBeLessThan(570);
    const off = {
      name: 'tone',
      arms: [
        { name: 'a', weight: 0, sends: true },
        { name: 'b', weight: 1, sends: true },
      ],
    };
    const drawn = Array.from({ length: 200 }, (_, n) =>
      enrolled({ reference: `${n}` }, [{ ...treatment, experiment: off }]),
    );
    expect(new Set(drawn.map((one) => one?.enrolment.arm))).toEqual(new Set(['b']));
  });
});
