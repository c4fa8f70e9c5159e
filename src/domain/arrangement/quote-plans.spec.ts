import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDate } from '../calendar/local-date.js';
import type { Debt } from '../debt/debt.js';
import { money } from '../shared/money.js';
import type { ArrangementLimits, Authority } from './limits.js';
import type { QuoteRequest, QuoteWish } from './quote-plans.js';
import { authorityFor, mayAgree, quotePlans } from './quote-plans.js';
import { splitInstalments } from './split-instalments.js';

const limits = (maximumInstalments: number, discount: number): ArrangementLimits => ({
  maximumInstalments,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 0,
  startWithinDays: 30,
  frequencies: ['monthly', 'weekly'],
  lumpDiscountPerMille: { '1-30': discount },
  maximumRounds: 4,
  promiseWithinDays: 14,
  graceDays: 3,
  selfServiceDateMoves: 1,
});

const request = (authority: Authority, wish: QuoteWish, minor = 348_216): QuoteRequest => ({
  balance: money(minor, 'CNY'),
  bucket: '1-30',
  today: localDate('2026-11-23'),
  wish,
  limits: { assistant: limits(3, 0), staff: limits(6, 50), lead: limits(12, 200) },
  authority,
});

const counts = (asked: QuoteRequest): number[] =>
  quotePlans(asked).offers.map(({ terms }) => terms.instalments.length);

describe('quotePlans', () => {
  it('offers the nearest plan first, then faster ones', () => {
    const { offers, beyond } = quotePlans(request('staff', { instalments: 5 }));
    expect(offers.map(({ terms }) => terms.instalments.length)).toEqual([5, 4, 3]);
    expect(offers.map(({ needs }) => needs)).toEqual(['staff', 'staff', 'assistant']);
    expect(beyond).toBeNull();
  });

  it('says what a lead could do where the wish is beyond the person', () => {
    const { offers, beyond } = quotePlans(request('staff', { instalments: 10 }));
    expect(offers[0]?.terms.instalments).toHaveLength(6);
    expect(beyond?.terms.instalments).toHaveLength(10);
    expect(beyond?.needs).toBe('lead');
    expect(quotePlans(request('lead', { instalments: 10 })).beyond).toBeNull();
  });

  it('follows the amount, the frequency and the day that were asked for', () => {
    const [first] = quotePlans(
      request('staff', { amountMinor: 70_000, frequency: 'weekly', firstDueOn: localDate('2026-12-01') }),
    ).offers;
    expect(first?.terms.frequency).toBe('weekly');
    expect(first?.terms.instalments[0]).toEqual({ dueOn: '2026-12-01', amountMinor: 70_000 });
    expect(first?.terms.instalments).toHaveLength(5);
  });

  it('gives a discount only as far as each may', () => {
    const { offers, beyond } = quotePlans(request('staff', { discountPerMille: 100 }));
    expect(offers[0]?.terms.discountMinor).toBe(17_410);
    expect(beyond?.terms.discountMinor).toBe(34_822);
    expect(beyond?.needs).toBe('lead');
  });

  it('says at which step a lead is needed', () => {
    const { steps } = quotePlans(request('staff', {}));
    expect(steps.map(({ needs }) => needs)).toEqual([
      ...Array<Authority>(3).fill('assistant'),
      ...Array<Authority>(3).fill('staff'),
      ...Array<Authority>(6).fill('lead'),
    ]);
    expect(counts(request('staff', {}))[0]).toBe(6);
  });

  it('never offers what the person may not agree', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Authority>('assistant', 'staff', 'lead'),
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.record(
          {
            instalments: fc.integer({ min: 1, max: 40 }),
            amountMinor: fc.integer({ min: 1, max: 500_000 }),
            firstPaymentMinor: fc.integer({ min: 1, max: 500_000 }),
            frequency: fc.constantFrom('weekly' as const, 'fortnightly' as const, 'monthly' as const),
            discountPerMille: fc.integer({ min: 0, max: 999 }),
          },
          { requiredKeys: [] },
        ),
        (authority, minor, wish) => {
          const asked = request(authority, wish, minor);
          const { offers, beyond } = quotePlans(asked);
          expect(offers.length).toBeGreaterThan(0);
          for (const { terms, needs } of offers) {
            expect(authorityFor(terms, asked)).toBe(needs);
            expect(mayAgree(authority, needs)).toBe(true);
          }
          if (beyond) expect(mayAgree(authority, beyond.needs)).toBe(false);
        },
      ),
    );
  });
});

describe('splitInstalments', () => {
  it('adds up by line and by column', () => {
    const debt = {
      currency: 'CNY',
      components: { principalMinor: 320_000, interestMinor: 24_616, feesMinor: 13_600, paidMinor: 10_000 },
    } as Debt;
    const [offer] = quotePlans(request('staff', { instalments: 6 })).offers;
    const rows = offer ? splitInstalments(offer.terms, debt) : [];
    expect(rows.every((row) => row.principalMinor + row.chargesMinor === row.totalMinor)).toBe(true);
    expect(rows.reduce((sum, row) => sum + row.principalMinor, 0)).toBe(320_000);
    expect(rows.reduce((sum, row) => sum + row.chargesMinor, 0)).toBe(28_216);
  });
});
