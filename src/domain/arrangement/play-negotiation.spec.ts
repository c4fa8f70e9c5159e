import { describe, expect, it } from '@jest/globals';
import { localDate } from '../calendar/local-date.js';
import { money } from '../shared/money.js';
import type { ArrangementLimits } from './limits.js';
import { playNegotiation } from './play-negotiation.js';
import { termsWithinLimits } from './terms-within-limits.js';

const limits: ArrangementLimits = {
  maximumInstalments: 12,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 0,
  startWithinDays: 10,
  frequencies: ['monthly'],
  lumpDiscountPerMille: { '31-60': 100 },
  maximumRounds: 4,
  promiseWithinDays: 14,
  graceDays: 3,
  selfServiceDateMoves: 1,
};
const balance = money(348_200, 'CNY');
const request = { balance, limits, bucket: '31-60', today: localDate('2026-11-22') } as const;

describe('playing a negotiation', () => {
  it('gives ground step by step until the wish is met', () => {
    const { opening, steps } = playNegotiation(request, { installments: 12 });
    expect(opening.instalments.length).toBeGreaterThan(1);
    const shares = steps.map(({ answer }) =>
      answer.kind === 'hand-off' ? 0 : (answer.terms.instalments[0]?.amountMinor ?? 0),
    );
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(steps.at(-1)).toMatchObject({ answer: { kind: 'accept', reason: 'counter-good' } });
    expect(steps.length).toBeGreaterThan(1);
  });

  it('ends with a person where the wish cannot be met, and never leaves the limits', () => {
    const { steps } = playNegotiation(request, { ratio: 0.5 });
    expect(steps.at(-1)?.answer.kind).toBe('hand-off');
    for (const { answer } of steps) {
      if (answer.kind === 'hand-off') continue;
      expect(termsWithinLimits(answer.terms, limits, balance, '31-60', request.today)).toBeNull();
    }
  });

  it('is the opening alone without a wish', () => {
    expect(playNegotiation(request, {}).steps).toEqual([]);
  });
});
