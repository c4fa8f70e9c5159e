import { describe, expect, it } from '@jest/globals';
import { addDays, localDate } from '../calendar/local-date.js';
import { DELINQUENCY_BUCKETS } from '../debt/delinquency.js';
import { money } from '../shared/money.js';
import type { ArrangementLimits, Concessions, NegotiationLimits } from './limits.js';
import { AUTHORITIES } from './limits.js';
import {
  FULL_PAYMENT_ONLY,
  limitsFor,
  limitsWithin,
  styleOf,
  withCalendar,
  writtenOut,
} from './negotiation-limits.js';
import { DEFAULT_STYLE } from './negotiation/negotiation-style.js';
import { playNegotiation } from './play-negotiation.js';
import { proposeTerms } from './propose-terms.js';

const today = localDate('2026-11-22');
const same: ArrangementLimits = {
  maximumInstalments: 12,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 50,
  startWithinDays: 10,
  frequencies: ['monthly'],
  lumpDiscountPerMille: { '31-60': 100 },
  maximumRounds: 4,
  promiseWithinDays: 14,
  graceDays: 3,
  selfServiceDateMoves: 1,
};
const concessions = (maximumInstalments: number, lumpDiscountPerMille: number): Concessions => ({
  maximumInstalments,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 0,
  startWithinDays: 10,
  frequencies: ['monthly'],
  lumpDiscountPerMille,
});
const byBucket: NegotiationLimits = {
  buckets: {
    '31-60': { assistant: concessions(6, 0), staff: concessions(9, 50), lead: concessions(12, 100) },
  },
  maximumRounds: 3,
  promiseWithinDays: 14,
  graceDays: 2,
  selfServiceDateMoves: 1,
};
const lender = { limits: { default: same, card: byBucket } };
const debt = (product: string, dpd: number) => ({ product, dueOn: addDays(today, -dpd) });
const balance = money(360_000, 'CNY');

describe('the limits for a debt', () => {
  it('are those of its product, bucket and authority', () => {
    const of = (authority: 'assistant' | 'staff' | 'lead') =>
      limitsFor(lender, debt('card', 45), authority, today);
    expect(of('assistant')).toMatchObject({ maximumInstalments: 6, lumpDiscountPerMille: { '31-60': 0 } });
    expect(of('staff')).toMatchObject({ maximumInstalments: 9, lumpDiscountPerMille: { '31-60': 50 } });
    expect(of('lead')).toMatchObject({ maximumInstalments: 12, maximumRounds: 3, graceDays: 2 });
  });

  it('are the same for everybody where the lender made no difference', () => {
    expect(limitsFor(lender, debt('loan', 45), 'assistant', today)).toBe(same);
    expect(limitsFor(lender, debt('loan', 400), 'lead', today)).toBe(same);
    expect(limitsFor(lender, debt('constructor', 45), 'staff', today)).toBe(same);
  });

  it('leave full payment only in a bucket they lack, with their own rounds and days', () => {
    expect(limitsFor(lender, debt('card', 61), 'lead', today)).toEqual({
      ...FULL_PAYMENT_ONLY,
      maximumRounds: 3,
      promiseWithinDays: 14,
      graceDays: 2,
      selfServiceDateMoves: 1,
    });
  });

  it('leave full payment only where the lender has none, and a person for every other wish', () => {
    const limits = limitsFor({ limits: {} }, debt('card', 45), 'assistant', today);
    const request = { balance, limits, bucket: '31-60' as const, today };
    const offer = proposeTerms(request);
    expect(offer).toMatchObject({ totalMinor: 360_000, frequency: 'once', discountMinor: 0 });
    const { steps } = playNegotiation(request, { installments: 3 });
    expect(steps.at(-1)?.answer).toEqual({ kind: 'hand-off', reason: 'rounds-exhausted' });
    for (const { answer } of steps.slice(0, -1))
      expect(answer).toMatchObject({ terms: { frequency: 'once' } });
  });

  it('stay what they were when they are written out', () => {
    const out = writtenOut(same);
    for (const bucket of DELINQUENCY_BUCKETS) {
      for (const authority of AUTHORITIES) {
        const discount = same.lumpDiscountPerMille[bucket] ?? 0;
        const expected = { ...same, lumpDiscountPerMille: { [bucket]: discount } };
        expect(limitsWithin(out, bucket, authority)).toEqual(expected);
      }
    }
    expect(writtenOut(byBucket)).toBe(byBucket);
  });

  it('carry the rules of payments to every bucket, and days off only where a rule needs them', () => {
    const rules = { paymentDayRule: 'next-working-day', interestPerYearPerMille: 120 } as const;
    const calendar = { holidays: [addDays(today, 3)], makeUpDays: [] };
    for (const limits of [writtenOut({ ...same, ...rules }), { ...byBucket, ...rules }]) {
      for (const bucket of DELINQUENCY_BUCKETS) {
        const within = limitsWithin(limits, bucket, 'assistant');
        expect(withCalendar(within, calendar)).toMatchObject({ ...rules, calendar });
      }
    }
    expect(withCalendar(same, calendar)).toBe(same);
  });

  it('carry the style to every bucket and authority, with the usual settings where it has none', () => {
    const style = { openingShare: 0.5, closingShare: 0.2 };
    for (const limits of [writtenOut({ ...same, style }), { ...byBucket, style }]) {
      for (const bucket of DELINQUENCY_BUCKETS) {
        expect(styleOf(limitsWithin(limits, bucket, 'staff'))).toEqual({ ...DEFAULT_STYLE, ...style });
      }
    }
    expect(styleOf(same)).toEqual(DEFAULT_STYLE);
  });
});
