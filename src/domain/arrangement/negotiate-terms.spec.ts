import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, localDate, ofEpochDay } from '../calendar/local-date.js';
import { DELINQUENCY_BUCKETS } from '../debt/delinquency.js';
import { money } from '../shared/money.js';
import type { Intent } from '../understanding/understanding.js';
import type { PlanTerms } from './arrangement.js';
import type { ArrangementLimits, Frequency } from './limits.js';
import type { SaidOfTerms } from './hear-terms.js';
import type { NegotiationAnswer } from './negotiate-terms.js';
import { negotiateTerms } from './negotiate-terms.js';
import type { NegotiationSoFar } from './negotiation-so-far.js';
import { MOST_ACTS, NOTHING_SAID } from './negotiation-so-far.js';
import type { PlanWish, TermsRequest } from './propose-terms.js';
import { sameTerms } from './propose-terms.js';
import { termsWithinLimits } from './terms-within-limits.js';

const limits: ArrangementLimits = {
  maximumInstalments: 12,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 50,
  startWithinDays: 20,
  frequencies: ['weekly', 'monthly'],
  lumpDiscountPerMille: { '31-60': 100 },
  maximumRounds: 4,
  promiseWithinDays: 14,
  graceDays: 3,
  selfServiceDateMoves: 1,
};
const cny = (minor: number) => money(minor, 'CNY');
const request = {
  balance: cny(600_000),
  limits,
  bucket: '31-60' as const,
  today: localDate('2026-11-23'),
};
type Request = Omit<TermsRequest, 'wish'>;

/** A negotiation in which every offer goes on the table. */
class Talk {
  onTable: PlanTerms | null = null;
  constructor(
    private readonly about: Request = request,
    public soFar: NegotiationSoFar = NOTHING_SAID,
  ) {}

  says(wish: PlanWish, intents: readonly Intent[] = ['negotiate_terms'], leftMinor: number | null = null) {
    const said: SaidOfTerms = { intents, wish, leftMinor };
    const { answer, soFar } = negotiateTerms({ ...this.about, onTable: this.onTable }, this.soFar, said);
    this.soFar = JSON.parse(JSON.stringify(soFar)) as NegotiationSoFar;
    if ('terms' in answer) this.onTable = answer.terms;
    return answer;
  }
}
const asked = (about: Request = request): Talk => new Talk(about, { ...NOTHING_SAID, asked: true });
const termsIn = (answer: NegotiationAnswer): PlanTerms => {
  if (!('terms' in answer)) throw new Error(`no terms: ${JSON.stringify(answer)}`);
  return answer.terms;
};
const largest = (answer: NegotiationAnswer): number =>
  Math.max(
    ...termsIn(answer)
      .instalments.slice(1)
      .map(({ amountMinor }) => amountMinor),
  );

describe('negotiating terms', () => {
  it('asks once what is possible, and not where it was said', () => {
    const talk = new Talk();
    expect(talk.says({})).toEqual({ kind: 'ask' });
    expect(talk.says({}).kind).toBe('offer');
    expect(new Talk().says({ amount: cny(30_000), per: 'month' }).kind).toBe('offer');
    expect(new Talk().says({ per: 'week' })).toEqual({ kind: 'ask' });
  });

  it('takes a short plan of the debtor as it is, and full payment on a day', () => {
    for (const installments of [1, 2, 3]) {
      const answer = new Talk().says({ installments, date: localDate('2026-12-01') });
      expect(answer).toMatchObject({ kind: 'accept', reason: 'counter-good' });
      expect(termsIn(answer).instalments).toHaveLength(installments);
      expect(termsIn(answer).instalments[0]?.dueOn).toBe('2026-12-01');
    }
  });

  it('does not give the longest plan for the asking, and takes it in the end', () => {
    const talk = asked();
    const answers: NegotiationAnswer[] = [];
    do answers.push(talk.says({ installments: 12 }));
    while (answers.at(-1)?.kind === 'offer');
    expect(answers[0]?.kind).toBe('offer');
    expect(answers.at(-1)?.kind).toBe('accept');
    expect(termsIn(answers.at(-1) ?? { kind: 'ask' }).instalments).toHaveLength(12);
    expect(answers.length).toBeLessThanOrEqual(limits.maximumRounds + 1);
  });

  it('offers no single payment to who asks for parts', () => {
    expect(termsIn(asked().says({ installments: 5 })).instalments.length).toBeGreaterThan(1);
  });

  it('keeps the rhythm and the day that were named, now and later', () => {
    const talk = asked();
    const first = termsIn(talk.says({ amount: cny(15_000), per: 'week', date: localDate('2026-12-02') }));
    const second = termsIn(talk.says({}, ['reject_offer']));
    for (const terms of [first, second]) expect(terms.instalments[0]?.dueOn).toBe('2026-12-02');
    const weekly = asked({ ...request, limits: { ...limits, maximumInstalments: 24 } });
    expect(termsIn(weekly.says({ amount: cny(26_000), per: 'week' })).frequency).toBe('weekly');
    expect(termsIn(weekly.says({}, ['reject_offer'])).frequency).toBe('weekly');
  });

  it('hears an amount a week as what it takes of a month', () => {
    const byWeek = largest(asked().says({ amount: cny(15_000), per: 'week' }));
    const byMonth = largest(asked().says({ amount: cny(64_285), per: 'month' }));
    expect(Math.abs(byWeek / byMonth - 1)).toBeLessThan(0.02);
  });

  it('does not go over to weeks where a month would cost more by it', () => {
    const terms = termsIn(asked().says({ amount: cny(8_000), per: 'week' }));
    expect(terms.frequency).toBe('monthly');
  });

  it('negotiates weekly where the lender knows nothing else', () => {
    const answer = asked({ ...request, limits: { ...limits, frequencies: ['weekly'] } }).says({});
    expect(termsIn(answer).frequency).toBe('weekly');
  });

  it('takes a larger first payment that is offered, with the rest in instalments', () => {
    const terms = termsIn(asked().says({ downPayment: cny(200_000) }));
    expect(terms.instalments[0]?.amountMinor).toBe(200_000);
    expect(terms.totalMinor).toBe(600_000);
    expect(termsIn(asked().says({ downPayment: cny(50_000) })).instalments[0]?.amountMinor).toBe(50_000);
  });

  it('offers figures that are easy to keep in mind, and every cent of the balance', () => {
    const { instalments, totalMinor } = termsIn(asked({ ...request, balance: cny(600_037) }).says({}));
    expect(new Set(instalments.slice(1).map(({ amountMinor }) => amountMinor % 1_000))).toEqual(new Set([0]));
    expect(totalMinor).toBe(600_037);
  });

  it('takes back nothing: a no to terms that the debtor had named brings no harder ones', () => {
    const talk = asked();
    expect(talk.says({ amount: cny(50_000), per: 'week' }).kind).toBe('accept');
    const amounts = termsIn(talk.says({}, ['reject_offer'])).instalments.map((one) => one.amountMinor);
    expect(Math.max(...amounts)).toBeLessThanOrEqual((50_000 * 30) / 7);
  });

  it('lets no first payment lie before the offer has run out, and starts late for who is in need', () => {
    expect(termsIn(asked().says({})).instalments[0]?.dueOn).toBe('2026-11-25');
    expect(termsIn(asked().says({}, ['hardship'], 0)).instalments[0]?.dueOn).toBe('2026-12-13');
  });

  it('goes to a person as soon as nothing is left to give to who insists', () => {
    const talk = asked();
    expect(talk.says({ amount: cny(5_000), per: 'month' }).kind).toBe('offer');
    expect(talk.says({ amount: cny(5_000), per: 'month' })).toEqual({
      kind: 'hand-off',
      reason: 'outside-authority',
    });
  });

  it('gives ground on every no, never repeats itself, and ends with a person', () => {
    const talk = asked();
    const offers: PlanTerms[] = [];
    let answer = talk.says({});
    for (; answer.kind === 'offer'; answer = talk.says({}, ['reject_offer'])) offers.push(answer.terms);
    expect(offers.length).toBe(limits.maximumRounds);
    expect(offers.filter((one, at) => offers.findIndex((other) => sameTerms(one, other)) !== at)).toEqual([]);
    expect(answer).toEqual({ kind: 'hand-off', reason: 'rounds-exhausted' });
  });

  it('goes by what is left in a month', () => {
    const little = largest(asked().says({}, ['negotiate_terms'], 60_000));
    const more = largest(asked().says({}, ['negotiate_terms'], 120_000));
    expect([little <= 60_000, little < more]).toEqual([true, true]);
  });

  it('offers less in hardship, and a person when it is told again', () => {
    const talk = asked();
    const answer = talk.says({}, ['hardship'], 0);
    expect(answer).toMatchObject({ kind: 'offer', reason: 'hardship-terms' });
    expect(termsIn(answer).instalments).toHaveLength(12);
    expect(talk.says({}, ['hardship'])).toEqual({ kind: 'hand-off', reason: 'cannot-pay' });
  });

  it('in hardship goes on where a figure is named', () => {
    const talk = asked();
    talk.says({}, ['hardship'], 0);
    expect(talk.says({ amount: cny(50_000) }, ['negotiate_terms', 'hardship']).kind).not.toBe('hand-off');
  });

  it.each<Intent>(['dispute_amount', 'legal_representation', 'stop_contact', 'deceased'])(
    'ends at once: %s',
    (intent) => {
      const answer = asked().says({ installments: 6 }, ['negotiate_terms', intent]);
      expect(answer).toEqual({ kind: 'hand-off', reason: 'protected' });
    },
  );

  it('hears no acceptance in a yes to a question', () => {
    expect(asked().says({}, ['accept_offer']).kind).toBe('offer');
  });
});

const anyLimits = fc.record<ArrangementLimits>({
  maximumInstalments: fc.integer({ min: 0, max: 24 }),
  minimumInstalmentMinor: fc.integer({ min: 0, max: 50_000 }),
  minimumFirstPaymentPerMille: fc.integer({ min: 0, max: 1000 }),
  startWithinDays: fc.integer({ min: 0, max: 31 }),
  frequencies: fc.subarray<Frequency>(['weekly', 'fortnightly', 'monthly']),
  lumpDiscountPerMille: fc.dictionary(
    fc.constantFrom(...DELINQUENCY_BUCKETS),
    fc.integer({ min: 0, max: 1000 }),
  ),
  maximumRounds: fc.integer({ min: 0, max: 6 }),
  promiseWithinDays: fc.constant(14),
  graceDays: fc.constant(3),
  selfServiceDateMoves: fc.constant(1),
});
const anyMinor = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 10_000_000 }));
const anyRequest = fc.record({
  balance: anyMinor.map(cny),
  limits: anyLimits,
  bucket: fc.constantFrom(...DELINQUENCY_BUCKETS),
  today: fc.integer({ min: 20_000, max: 22_000 }).map(ofEpochDay),
});
const anyWish = fc.record(
  {
    installments: fc.integer({ min: -1, max: 60 }),
    per: fc.constantFrom<'week' | 'month'>('week', 'month'),
    amount: anyMinor.map(cny),
    downPayment: anyMinor.map(cny),
    days: fc.integer({ min: -40, max: 90 }),
    ratio: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
  },
  { requiredKeys: [] },
);
const anyIntents = fc.array(
  fc.constantFrom<Intent>('negotiate_terms', 'reject_offer', 'promise_to_pay', 'hardship', 'abusive'),
  { minLength: 1, maxLength: 2 },
);

it('property: no bargain breaks a limit by a cent or a day, each ends, and little is remembered', () => {
  const turns = fc.array(fc.tuple(anyWish, anyIntents, fc.option(anyMinor)), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(anyRequest, turns, (about, said) => {
      const talk = new Talk(about);
      let offers = 0;
      for (const [{ days, ...wish }, intents, leftMinor] of said) {
        const date = days === undefined ? {} : { date: addDays(about.today, days) };
        const answer = talk.says({ ...wish, ...date }, intents, leftMinor);
        if (answer.kind === 'hand-off') break;
        if (answer.kind === 'ask') continue;
        const { terms } = answer;
        expect(termsWithinLimits(terms, about.limits, about.balance, about.bucket, about.today)).toBeNull();
        offers += answer.kind === 'offer' ? 1 : 0;
      }
      expect(offers).toBeLessThanOrEqual(about.limits.maximumRounds);
      expect(talk.soFar.acts.length).toBeLessThanOrEqual(MOST_ACTS);
      expect(talk.soFar.offers.length).toBeLessThanOrEqual(about.limits.maximumRounds);
    }),
    { numRuns: 1_000 },
  );
});
