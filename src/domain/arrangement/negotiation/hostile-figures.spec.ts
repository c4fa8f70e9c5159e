import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LIMITS, PureDialogue } from '../../../../test/support/conversation.js';
import { bucketOf } from '../../debt/delinquency.js';
import type { Locale } from '../../shared/locale.js';
import { money } from '../../shared/money.js';
import type { Slots } from '../../understanding/understanding.js';
import type { PlanTerms } from '../arrangement.js';
import { termsWithinLimits } from '../terms-within-limits.js';
import { counterOf } from './hear-act.js';
import { DEFAULT_STYLE } from './negotiation-style.js';
import { nextAct } from './next-act.js';
import type { Ground } from './proposal.js';
import { withinGround } from './proposal.js';

const GROUND: Ground = {
  balanceMinor: 600_000,
  lumpFloorMinor: 540_000,
  instalmentFloorMinor: 600_000,
  maximumInstalments: 11,
  minimumInstalmentMinor: 10_000,
  startWithinDays: 30,
  downPerMille: 50,
  downPerMilleInHardship: 50,
  minimumDownMinor: 10_000,
  affordablePerMille: 500,
  maximumOffers: 4,
};

const ofEdge = (...edges: number[]): fc.Arbitrary<number> =>
  fc.oneof(fc.constantFrom(...edges), fc.integer(), fc.double());
const anyMoney = ofEdge(0, -1, 1, 599_999, 600_000, 600_001, 1e15, Number.MAX_SAFE_INTEGER).map((minor) => ({
  minor: Math.trunc(Number.isFinite(minor) ? minor : 0),
  currency: 'CNY' as const,
}));
const anySlots = fc.record(
  {
    amount: anyMoney,
    installments: fc.integer({ min: -2, max: 100_000 }),
    ratio: fc.double({ min: -2, max: 2, noNaN: true }),
    downPayment: anyMoney,
    downPaymentRatio: fc.double({ min: -2, max: 2, noNaN: true }),
    per: fc.constantFrom('week' as const, 'month' as const),
  },
  { requiredKeys: [] },
);

describe('figures that no honest debtor names', () => {
  it('property: a counter is whole money or none, and what the engine does with it stays within the ground', () => {
    fc.assert(
      fc.property(anySlots, fc.option(ofEdge(0, 1, -1, 1e15)), (slots, left) => {
        const proposal = counterOf(slots as Slots, GROUND);
        if (proposal) {
          const amounts = [proposal.totalMinor, proposal.downMinor, proposal.count, proposal.startDays];
          expect(amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0)).toBe(true);
          expect(proposal.totalMinor).toBeLessThanOrEqual(GROUND.balanceMinor);
        }
        const stated = { leftMinor: left, hardshipVerified: false };
        const acts = proposal ? [{ kind: 'counters' as const, proposal }] : [{ kind: 'hello' as const }];
        const move = nextAct({ ground: GROUND, stated, asked: true, acts, offers: [], style: DEFAULT_STYLE });
        if ('terms' in move) expect(withinGround(move.terms, GROUND, stated)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  const figure = fc.oneof(
    fc.constantFrom('0', '-1', '0.001', '1e9', '999999999999999999', '5999.99', '6000.01', '100.00', '99.99'),
    fc.constantFrom(
      '零',
      '十万亿',
      '半',
      '３００',
      '1,0,0',
      'NaN',
      'Infinity',
      '2147483648',
      '50%',
      '-50%',
      '10000%',
    ),
    fc.integer({ min: -10, max: 10_000_000 }).map(String),
  );
  const FORMS: Readonly<Record<Locale, readonly ((a: string, b: string) => string)[]>> = {
    'zh-CN': [
      (a, b) => `分${a}期，每期${b}元`,
      (a) => `每月还${a}元`,
      (a, b) => `先还${a}元，剩下的分${b}期`,
      (a) => `我一次还${a}元，剩下的免了`,
      (a, b) => `${a}天后开始，每月${b}`,
      (a) => `扣掉生活费每个月剩${a}元`,
      () => '可以，同意',
      () => '确认',
      () => '太多了，不行',
    ],
    en: [
      (a, b) => `${a} payments of ${b} yuan`,
      (a) => `I can pay ${a} yuan a month`,
      (a, b) => `${a} yuan now and the rest in ${b} parts`,
      (a) => `take ${a} yuan in one payment and waive the rest`,
      (a, b) => `starting in ${a} days, ${b} a month`,
      (a) => `after bills I have ${a} yuan left a month`,
      () => 'yes, I agree',
      () => '1',
      () => 'no, too much',
    ],
  };

  it.each<Locale>(['zh-CN', 'en'])(
    'property: in words, %s: never a cent or a day beyond the limits',
    (locale) => {
      const message = fc
        .tuple(fc.nat(FORMS[locale].length - 1), figure, figure)
        .map(([form, a, b]) => FORMS[locale][form]?.(a, b) ?? a);
      fc.assert(
        fc.property(fc.array(message, { minLength: 1, maxLength: 8 }), (messages) => {
          const dialogue = PureDialogue.confirmed(locale);
          const [debt] = dialogue.facts.debts;
          if (!debt) throw new Error('no debt');
          const balance = money(debt.outstandingMinor, debt.currency);
          const bucket = bucketOf(debt.daysPastDue);
          let shown: PlanTerms | null = null;
          for (const text of [locale === 'en' ? 'can I pay in instalments' : '我想分期还', ...messages]) {
            const template = dialogue.say(text);
            const { offer } = dialogue.conversation.context;
            const agreed = dialogue.last?.actions.find((action) => action.kind === 'agree-arrangement');
            for (const terms of [offer, agreed?.terms ?? null]) {
              if (terms === null) continue;
              const fault = termsWithinLimits(terms, LIMITS, balance, bucket, dialogue.facts.today);
              expect([text, fault]).toEqual([text, null]);
            }
            if (agreed) {
              expect(agreed.terms).toEqual(shown);
              return;
            }
            shown = template === 'plan-final' ? offer : null;
          }
        }),
        { numRuns: 300 },
      );
    },
  );
});
