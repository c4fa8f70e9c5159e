import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDate } from '../../calendar/local-date.js';
import { money } from '../../shared/money.js';
import type { ArrangementLimits } from '../limits.js';
import { termsWithinLimits } from '../terms-within-limits.js';
import type { DebtorAct, ProtectiveSign } from './debtor-reading.js';
import { likeliest, readDebtor } from './debtor-reading.js';
import { groundOf, termsOf } from './ground-of.js';
import { DEFAULT_STYLE, STYLE_BOUNDS, faultsOfStyle } from './negotiation-style.js';
import type { NegotiationStyle } from './negotiation-style.js';
import type { NegotiationAct, NegotiationView } from './next-act.js';
import { nextAct } from './next-act.js';
import type { Ground, Proposal } from './proposal.js';
import { withinGround } from './proposal.js';

const GROUND: Ground = {
  balanceMinor: 600_000,
  lumpFloorMinor: 480_000,
  instalmentFloorMinor: 540_000,
  maximumInstalments: 12,
  minimumInstalmentMinor: 10_000,
  startWithinDays: 30,
  downPerMille: 50,
  downPerMilleInHardship: 0,
  minimumDownMinor: 0,
  affordablePerMille: 500,
  maximumOffers: 6,
};
const view = (changes: Partial<NegotiationView> = {}): NegotiationView => ({
  ground: GROUND,
  stated: { leftMinor: 200_000, hardshipVerified: false },
  asked: true,
  acts: [{ kind: 'hello' }],
  offers: [],
  style: DEFAULT_STYLE,
  ...changes,
});
const plan = (changes: Partial<Proposal> = {}): Proposal => ({
  kind: 'instalments',
  totalMinor: 600_000,
  downMinor: 60_000,
  count: 6,
  startDays: 7,
  ...changes,
});
const lump = (totalMinor: number): Proposal =>
  plan({ kind: 'lump', totalMinor, downMinor: totalMinor, count: 0 });
const counters = (proposal: Proposal): DebtorAct => ({ kind: 'counters', proposal });

const anyProposal: fc.Arbitrary<Proposal> = fc.record({
  kind: fc.constantFrom('lump', 'instalments'),
  totalMinor: fc.integer({ min: -5, max: 2_000_000 }),
  downMinor: fc.integer({ min: -5, max: 2_000_000 }),
  count: fc.integer({ min: -1, max: 80 }),
  startDays: fc.integer({ min: -3, max: 400 }),
});
const anyAct: fc.Arbitrary<DebtorAct> = fc.oneof(
  fc.constantFrom<DebtorAct>(
    { kind: 'hello' },
    { kind: 'stalls' },
    { kind: 'states-means' },
    { kind: 'rejects', abusive: true },
  ),
  anyProposal.map(counters),
);
const anyStyle: fc.Arbitrary<NegotiationStyle> = fc
  .record(
    Object.fromEntries(
      Object.entries(STYLE_BOUNDS).map(([name, [min, max]]) => [name, fc.double({ min, max, noNaN: true })]),
    ),
  )
  .map((style) => style as unknown as NegotiationStyle);
const anyGround: fc.Arbitrary<Ground> = fc
  .record({
    balanceMinor: fc.integer({ min: 1, max: 1_500_000 }),
    lumpShare: fc.integer({ min: 500, max: 1000 }),
    planShare: fc.integer({ min: 500, max: 1000 }),
    maximumInstalments: fc.integer({ min: 0, max: 36 }),
    minimumInstalmentMinor: fc.integer({ min: 1, max: 50_000 }),
    startWithinDays: fc.integer({ min: 0, max: 60 }),
    downPerMille: fc.integer({ min: 0, max: 1000 }),
    minimumDownMinor: fc.integer({ min: 0, max: 50_000 }),
    affordablePerMille: fc.integer({ min: 1, max: 1000 }),
    maximumOffers: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ lumpShare, planShare, ...rest }) => ({
    ...rest,
    lumpFloorMinor: Math.ceil((rest.balanceMinor * lumpShare) / 1000),
    instalmentFloorMinor: Math.ceil((rest.balanceMinor * planShare) / 1000),
    downPerMilleInHardship: 0,
  }));
const anyStated = fc.record({
  leftMinor: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
  hardshipVerified: fc.boolean(),
});

/** The whole negotiation with a debtor who says these things, whatever is offered. */
function played(start: NegotiationView, said: readonly DebtorAct[]): NegotiationAct[] {
  const moves: NegotiationAct[] = [];
  let now = start;
  for (const act of said) {
    now = { ...now, acts: [...now.acts, act] };
    const move = nextAct(now);
    moves.push(move);
    if (move.type === 'ask_affordability') now = { ...now, asked: true };
    else if (move.type === 'offer') now = { ...now, offers: [...now.offers, move.terms] };
    else break;
  }
  return moves;
}

describe('nextAct', () => {
  it('asks what is affordable once, then offers', () => {
    const unknown = { leftMinor: null, hardshipVerified: false };
    expect(nextAct(view({ stated: unknown, asked: false }))).toEqual({
      type: 'ask_affordability',
      reason: 'means-unknown',
    });
    expect(nextAct(view({ stated: unknown })).type).toBe('offer');
  });

  it('opens with the whole balance where a month or two carry it, with a plan where not', () => {
    const rich = view({ stated: { leftMinor: 700_000, hardshipVerified: false } });
    expect(nextAct(rich)).toMatchObject({
      type: 'offer',
      terms: { kind: 'lump', totalMinor: 600_000 },
      reason: 'lump-likely',
    });
    expect(nextAct(view({ stated: { leftMinor: 60_000, hardshipVerified: false } }))).toMatchObject({
      type: 'offer',
      terms: { kind: 'instalments', totalMinor: 600_000 },
    });
  });

  it.each<ProtectiveSign>(['representation', 'stop', 'not-debtor', 'deceased', 'crisis', 'dispute'])(
    'stops at once: %s, whatever was said after it',
    (sign) => {
      const protective: DebtorAct = { kind: 'protective', sign };
      expect(nextAct(view({ acts: [protective] }))).toEqual({ type: 'handoff', reason: 'protected' });
      expect(nextAct(view({ acts: [protective, counters(plan())] })).type).toBe('handoff');
    },
  );

  it('takes a good legal counter at once and an illegal one never', () => {
    const good = lump(600_000);
    expect(nextAct(view({ acts: [counters(good)] }))).toEqual({
      type: 'accept',
      terms: good,
      reason: 'counter-good',
    });
    expect(nextAct(view({ acts: [counters(lump(479_999))] })).type).not.toBe('accept');
  });

  it('does not chase who cannot pay: a person, when nothing reachable is left', () => {
    const poor = { leftMinor: 1_000, hardshipVerified: true };
    const moves = played(
      view({ stated: poor }),
      Array<DebtorAct>(8).fill({ kind: 'rejects', abusive: false }),
    );
    expect(moves.at(-1)).toEqual({ type: 'handoff', reason: 'cannot-pay' });
    expect(moves.some((move) => move.reason === 'hardship-terms')).toBe(true);
  });

  it('property: never outside the ground, never too many offers, never the same offer twice', () => {
    fc.assert(
      fc.property(
        anyGround,
        anyStated,
        anyStyle,
        fc.array(anyAct, { minLength: 1, maxLength: 12 }),
        (ground, stated, style, said) => {
          const moves = played({ ground, stated, style, asked: false, acts: [], offers: [] }, said);
          const offers = moves.flatMap((move) => (move.type === 'offer' ? [move.terms] : []));
          for (const move of moves) {
            if ('terms' in move) expect(withinGround(move.terms, ground, stated)).toBe(true);
          }
          expect(offers.length).toBeLessThanOrEqual(ground.maximumOffers);
          expect(new Set(offers.map((offer) => JSON.stringify(offer))).size).toBe(offers.length);
          expect(moves.filter(({ type }) => type === 'ask_affordability').length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('property: with dates, never a cent or a day beyond the limits of a lender', () => {
    const today = localDate('2026-01-31');
    const anyLimits = fc.record({
      maximumInstalments: fc.integer({ min: 1, max: 24 }),
      minimumInstalmentMinor: fc.integer({ min: 1, max: 50_000 }),
      minimumFirstPaymentPerMille: fc.integer({ min: 0, max: 1000 }),
      startWithinDays: fc.integer({ min: 0, max: 45 }),
      frequencies: fc.subarray<'monthly' | 'weekly' | 'fortnightly'>(['monthly', 'weekly', 'fortnightly']),
      discount: fc.integer({ min: 0, max: 600 }),
      maximumRounds: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(
        anyLimits,
        fc.integer({ min: 1, max: 3_000_000 }),
        fc.array(anyAct, { minLength: 1, maxLength: 8 }),
        ({ discount, ...rest }, minor, said) => {
          const limits: ArrangementLimits = {
            ...rest,
            lumpDiscountPerMille: { '61-90': discount },
            promiseWithinDays: 30,
            graceDays: 3,
            selfServiceDateMoves: 1,
          };
          const debt = { balance: money(minor, 'CNY'), bucket: '61-90' as const, today };
          const ground = groundOf(limits, debt);
          const stated = { leftMinor: null, hardshipVerified: false };
          const start = { ground, stated, style: DEFAULT_STYLE, asked: true, acts: [], offers: [] };
          for (const move of played(start, said)) {
            if (!('terms' in move)) continue;
            const terms = termsOf(move.terms, limits, debt, limits.frequencies[0] ?? null);
            expect(terms).not.toBeNull();
            expect(terms && termsWithinLimits(terms, limits, debt.balance, '61-90', today)).toBeNull();
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('readDebtor', () => {
  const stated = { leftMinor: 200_000, hardshipVerified: false };
  it.each<[string, DebtorAct[]]>([
    ['strategic', [counters(lump(350_000))]],
    ['stalling', [{ kind: 'stalls' }]],
    ['angry', [{ kind: 'rejects', abusive: true }]],
  ])('%s shows in the acts', (kind, acts) => {
    expect(likeliest(readDebtor(GROUND, stated, acts))).toBe(kind);
  });

  it('destitute shows in the means, and the reading adds up to one', () => {
    const reading = readDebtor(GROUND, { leftMinor: 1_000, hardshipVerified: true }, []);
    expect(likeliest(reading)).toBe('destitute');
    expect(Object.values(reading).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });
});

describe('faultsOfStyle', () => {
  it('finds what is out of bounds or contradicts itself', () => {
    expect(faultsOfStyle(DEFAULT_STYLE)).toEqual([]);
    expect(faultsOfStyle({ ...DEFAULT_STYLE, openingShare: 2 })).toHaveLength(1);
    expect(faultsOfStyle({ ...DEFAULT_STYLE, openingShare: 0.2, closingShare: 0.3 })).toHaveLength(1);
    expect(faultsOfStyle({ ...DEFAULT_STYLE, shrink: Number.NaN })).toHaveLength(1);
  });
});
