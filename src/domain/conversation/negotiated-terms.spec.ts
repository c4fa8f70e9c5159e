import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ArrangementLimits } from '../arrangement/limits.js';
import { proposeTerms } from '../arrangement/propose-terms.js';
import { termsWithinLimits } from '../arrangement/terms-within-limits.js';
import { localDate } from '../calendar/local-date.js';
import { money } from '../shared/money.js';
import { engineOffer } from './negotiated-terms.js';

const LIMITS: ArrangementLimits = {
  maximumInstalments: 12,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 50,
  startWithinDays: 15,
  frequencies: ['monthly'],
  lumpDiscountPerMille: { '61-90': 30 },
  maximumRounds: 3,
  promiseWithinDays: 30,
  graceDays: 3,
  selfServiceDateMoves: 1,
};
const request = (minor = 600_000, limits = LIMITS) => ({
  balance: money(minor, 'CNY'),
  bucket: '61-90' as const,
  today: localDate('2026-01-31'),
  limits,
  wish: {},
});

describe('engineOffer', () => {
  it('answers an amount a month with a plan near it and a reason', () => {
    const offer = engineOffer({ ...request(), wish: { amount: money(50_000, 'CNY') } }, null, 0);
    expect(offer?.reason).toBe('affordable-plan');
    expect(offer?.terms.instalments.slice(1).every(({ amountMinor }) => amountMinor <= 50_000)).toBe(true);
  });

  it('leaves a count, a day and a first payment to the nearest terms', () => {
    expect(engineOffer({ ...request(), wish: { installments: 3 } }, null, 0)).toBeNull();
    expect(engineOffer({ ...request(), wish: { date: localDate('2026-02-05') } }, null, 0)).toBeNull();
    expect(engineOffer({ ...request(), wish: { downPayment: money(100_000, 'CNY') } }, null, 0)).toBeNull();
  });

  it('property: whatever is asked and lies on the table, the offer keeps the limits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000_000 }),
        fc.option(fc.integer({ min: 1, max: 3_000_000 })),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        (minor, amount, ratio, rounds, onTable) => {
          const base = request(minor);
          const wish = {
            ...(amount === null ? {} : { amount: money(amount, 'CNY') }),
            ...(ratio === null ? {} : { ratio }),
          };
          const table = onTable ? proposeTerms(base) : null;
          const offer = engineOffer({ ...base, wish }, table, rounds);
          if (!offer) return;
          expect(termsWithinLimits(offer.terms, LIMITS, base.balance, '61-90', base.today)).toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });
});
