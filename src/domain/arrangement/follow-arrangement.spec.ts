import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '../calendar/instant.js';
import { DAY, instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import { addDays, epochDay, localDate } from '../calendar/local-date.js';
import { idOf } from '../shared/ids.js';
import type { Arrangement } from './arrangement.js';
import {
  CURE_DAYS,
  followArrangement,
  nextInstalment,
  offerCure,
  payInstalments,
  remainingMinor,
} from './follow-arrangement.js';

const start = localDate('2026-11-25');
const noon = (date: LocalDate): Instant => instant(epochDay(date) * DAY + DAY / 2);
const on = (date: LocalDate) => ({ today: date, now: noon(date), graceDays: 3 });

const planOf = (amounts: readonly number[]): Arrangement => ({
  id: idOf('a'),
  debtId: idOf('d'),
  conversationId: idOf('c'),
  state: 'active',
  currency: 'CNY',
  totalMinor: amounts.reduce((sum, amount) => sum + amount, 0),
  discountMinor: 0,
  frequency: 'weekly',
  instalments: amounts.map((amountMinor, place) => ({
    id: idOf(`i${place + 1}`),
    number: place + 1,
    dueOn: addDays(start, 7 * place),
    amountMinor,
    paidMinor: 0,
    state: 'due',
    remindedAt: null,
  })),
  dateMovesUsed: 0,
  agreedAt: noon(start),
  endedAt: null,
  version: 1,
});
const states = (plan: Arrangement): string[] => plan.instalments.map((instalment) => instalment.state);

describe('following a plan', () => {
  it('pays the oldest instalment first and completes', () => {
    const first = payInstalments(planOf([100, 100, 50]), 150, noon(start));
    expect(first.payments).toEqual([
      { instalmentId: 'i1', amountMinor: 100 },
      { instalmentId: 'i2', amountMinor: 50 },
    ]);
    expect(states(first.arrangement)).toEqual(['paid', 'due', 'due']);
    expect(nextInstalment(first.arrangement)?.id).toBe('i2');
    expect(remainingMinor(first.arrangement)).toBe(100);
    const last = payInstalments(first.arrangement, 130, noon(start));
    expect(last.leftMinor).toBe(30);
    expect(last.arrangement).toMatchObject({ state: 'completed', endedAt: noon(start) });
    expect(nextInstalment(last.arrangement)).toBeNull();
    expect(payInstalments(last.arrangement, 10, noon(start))).toMatchObject({ payments: [], leftMinor: 10 });
  });

  it('misses an instalment after its grace, offers a cure, and breaks after the cure period', () => {
    const plan = planOf([100, 100]);
    expect(followArrangement(plan, on(addDays(start, 3)))).toEqual({ arrangement: plan, transitions: [] });

    const day4 = addDays(start, 4);
    const missed = followArrangement(plan, on(day4));
    expect(missed.transitions).toEqual([
      {
        kind: 'instalment-missed',
        instalmentId: 'i1',
        missingMinor: 100,
        cureUntil: addDays(day4, CURE_DAYS),
      },
    ]);
    expect(states(missed.arrangement)).toEqual(['missed', 'due']);
    expect(followArrangement(missed.arrangement, on(day4)).transitions).toEqual([]);

    const offered = offerCure(missed.arrangement, idOf('i1'), noon(day4));
    expect(offered.instalments[0]).toMatchObject({ state: 'cure-offered', remindedAt: noon(day4) });
    expect(followArrangement(offered, on(addDays(day4, CURE_DAYS))).arrangement.state).toBe('active');
    const broken = followArrangement(offered, on(addDays(day4, CURE_DAYS + 1)));
    expect(broken.transitions).toEqual([{ kind: 'broken', instalmentId: 'i1' }]);
    expect(broken.arrangement).toMatchObject({
      state: 'broken',
      endedAt: noon(addDays(day4, CURE_DAYS + 1)),
    });
    expect(followArrangement(broken.arrangement, on(addDays(start, 90))).transitions).toEqual([]);
  });

  it('gives the whole cure period when an instalment is found late', () => {
    const late = addDays(start, 40);
    const missed = followArrangement(planOf([100]), on(late));
    expect(missed.arrangement.state).toBe('active');
    const offered = offerCure(missed.arrangement, idOf('i1'), noon(late));
    expect(followArrangement(offered, on(addDays(late, CURE_DAYS))).arrangement.state).toBe('active');
    expect(followArrangement(offered, on(addDays(late, CURE_DAYS + 1))).arrangement.state).toBe('broken');
  });

  it('breaks without an offer when nobody could be asked', () => {
    const missed = followArrangement(planOf([100]), on(addDays(start, 4))).arrangement;
    expect(followArrangement(missed, on(addDays(start, 3 + CURE_DAYS))).arrangement.state).toBe('active');
    expect(followArrangement(missed, on(addDays(start, 4 + CURE_DAYS))).arrangement.state).toBe('broken');
  });

  it('is cured by paying what is missing, and not by a part of it', () => {
    const missed = followArrangement(planOf([100, 100]), on(addDays(start, 4))).arrangement;
    const part = payInstalments(missed, 99, noon(start)).arrangement;
    expect(states(part)).toEqual(['missed', 'due']);
    expect(followArrangement(part, on(addDays(start, 20))).arrangement.state).toBe('broken');
    const whole = payInstalments(missed, 100, noon(start)).arrangement;
    expect(states(followArrangement(whole, on(addDays(start, 8))).arrangement)).toEqual(['paid', 'due']);
  });

  it('never misses an instalment that was paid in time', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 100 }), (list, days) => {
        const today = addDays(start, days);
        const due = list
          .slice(0, Math.max(0, Math.floor(days / 7) + 1))
          .reduce((sum, amount) => sum + amount, 0);
        const paid = payInstalments(planOf(list), due, noon(today)).arrangement;
        expect(followArrangement(paid, on(today)).transitions).toEqual([]);
      }),
    );
  });

  it('never loses or makes money', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 12_000 }), { maxLength: 8 }),
        (amounts, payments) => {
          let plan = planOf(amounts);
          for (const amount of payments) {
            const before = remainingMinor(plan);
            const paid = payInstalments(plan, amount, noon(start));
            const taken = paid.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
            expect(taken + paid.leftMinor).toBe(amount);
            expect(remainingMinor(paid.arrangement)).toBe(before - taken);
            expect(paid.arrangement.state === 'completed').toBe(remainingMinor(paid.arrangement) === 0);
            plan = paid.arrangement;
          }
        },
      ),
    );
  });
});
