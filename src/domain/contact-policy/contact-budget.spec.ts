import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  at,
  CN,
  factsFor,
  FALLBACK,
  LOS_ANGELES,
  NEW_YORK,
  packs,
  SHANGHAI,
  US,
  used,
} from '../../../test/support/contact-policy.js';
import { HOUR, instant, MINUTE, toIso, type Instant } from '../calendar/instant.js';
import type { ZoneId } from '../calendar/zone.js';
import type { ContactPointId, DebtId, LenderId, MessageId } from '../shared/ids.js';
import { idOf } from '../shared/ids.js';
import type { BudgetUse, ContactFacts } from './contact-facts.js';
import { countsAgainstCaps, evaluateContact } from './evaluate-contact.js';
import type { ResolvedPolicy } from './resolve-policy.js';

const PERMANENT = {
  rightParty: { state: 'confirmed', method: 'two-facts', at: instant(0), expiresAt: instant(9e15) },
} as const;

interface Wish {
  readonly at: Instant;
  readonly debt: string | null;
  readonly lender: string;
  readonly point: string;
}

const factsOf = (
  wish: Wish,
  zones: readonly ZoneId[],
  budget: readonly BudgetUse[],
  id: string,
): ContactFacts => ({
  ...factsFor(wish.at, zones, {
    contactPoint: { ...PERMANENT, id: idOf<ContactPointId>(wish.point) },
    budget,
  }),
  lenderId: idOf<LenderId>(wish.lender),
  debtId: wish.debt === null ? null : idOf<DebtId>(wish.debt),
  message: { ...factsFor(wish.at, zones).message, id: idOf<MessageId>(id) },
});

/** Local day by the runtime's own calendar, independent of the code under test. */
const formats = new Map<string, Intl.DateTimeFormat>();
function localDay(moment: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
    formats.set(zone, format);
  }
  return Date.parse(`${format.format(moment)}T00:00:00Z`) / 86_400_000;
}

interface Limit {
  readonly max: number;
  readonly days: number;
  readonly key: (use: BudgetUse) => string | null;
}
const perDebtor = (max: number, days: number): Limit => ({ max, days, key: () => '' });
const perLender = (max: number, days: number): Limit => ({ max, days, key: (use) => use.lenderId });
const perDebt = (max: number, days: number): Limit => ({ max, days, key: (use) => use.debtId });

// Written from the research by hand, not read from the packs.
const CN_LIMITS = [perLender(3, 1), perDebtor(4, 1), perDebtor(2, 1), perDebtor(5, 7)];
const US_LIMITS = [perDebtor(1, 1), perDebt(3, 7)];
const DEFAULT_LIMITS = [perDebtor(1, 1), perDebtor(2, 7)];

/** The most messages in any run of `days` local days, for any key. */
function worst(sent: readonly BudgetUse[], limit: Limit, zone: string): number {
  const days = sent.map((use) => localDay(use.at, zone));
  let most = 0;
  for (const start of new Set(days)) {
    const counts = new Map<string, number>();
    sent.forEach((use, index) => {
      const day = days[index] ?? 0;
      const key = limit.key(use);
      if (key !== null && day >= start && day < start + limit.days)
        counts.set(key, (counts.get(key) ?? 0) + 1);
    });
    most = Math.max(most, ...counts.values());
  }
  return most;
}

const START = at('2026-10-20T00:00:00Z');
const wishes = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 20 * 60 }),
    debt: fc.constantFrom('debt-1', 'debt-2', null),
    lender: fc.constantFrom('lender-1', 'lender-2'),
    point: fc.constantFrom('point-1', 'point-2', 'point-3'),
  }),
  { minLength: 20, maxLength: 80 },
);

const CASES: readonly [string, ResolvedPolicy, readonly ZoneId[], readonly Limit[], number][] = [
  ['cn', CN, [SHANGHAI], CN_LIMITS, 180],
  ['us', US, [NEW_YORK], US_LIMITS, 720],
  ['us in two zones', US, [NEW_YORK, LOS_ANGELES], US_LIMITS, 720],
  ['default', FALLBACK, [SHANGHAI], DEFAULT_LIMITS, 720],
  ['cn and us', packs.resolve('CN', 'US'), [NEW_YORK], [...CN_LIMITS, ...US_LIMITS], 720],
];

describe.each(CASES)('random histories under %s', (_name, policy, zones, limits, gapMinutes) => {
  it('never pass a cap or fall below the gap, and are not simply empty', () => {
    let sentInAll = 0;
    fc.assert(
      fc.property(wishes, (history) => {
        const sent: BudgetUse[] = [];
        let moment = START as number;
        history.forEach((wish, index) => {
          moment += wish.gap * MINUTE;
          const attempt = { ...wish, at: instant(moment) };
          const facts = factsOf(attempt, zones, sent, `m-${index}`);
          if (evaluateContact(facts, policy, attempt.at).decision !== 'ALLOW') return;
          if (!countsAgainstCaps(facts, policy, attempt.at)) throw new Error('A demand must count.');
          sent.push({
            messageId: facts.message.id,
            at: attempt.at,
            channel: 'sms',
            debtId: facts.debtId,
            lenderId: facts.lenderId,
            contactPointId: facts.contactPoint.id,
          });
        });
        sentInAll += sent.length;
        for (const zone of zones) {
          for (const limit of limits) expect(worst(sent, limit, zone)).toBeLessThanOrEqual(limit.max);
        }
        sent.forEach((use, index) => {
          const before = sent[index - 1];
          if (before && use.at - before.at < gapMinutes * MINUTE)
            throw new Error(`Gap before ${toIso(use.at)}.`);
        });
      }),
      { numRuns: 30, seed: 20_261_122 },
    );
    expect(sentInAll).toBeGreaterThan(40);
  });

  it('put a message off to the first moment that a recount allows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 * 24 }), { maxLength: 6 }), (hoursAgo) => {
        const now = at('2026-11-12T17:00:00Z');
        const budget = hoursAgo.map((hours, index) =>
          used(instant(now - hours * HOUR), { id: `u-${index}` }),
        );
        const facts = (moment: Instant): ContactFacts =>
          factsOf({ at: moment, debt: 'debt-1', lender: 'lender-1', point: 'point-1' }, zones, budget, 'm-0');
        const found = evaluateContact(facts(now), policy, now);
        if (found.decision !== 'DEFER') return;
        expect(evaluateContact(facts(found.until), policy, found.until).decision).toBe('ALLOW');
        for (let moment = now as number; moment < found.until; moment += 50 * MINUTE) {
          if (evaluateContact(facts(instant(moment)), policy, instant(moment)).decision === 'DEFER') continue;
          throw new Error(`Room already at ${toIso(instant(moment))}, put off to ${toIso(found.until)}.`);
        }
        const before = instant(found.until - 1);
        expect(evaluateContact(facts(before), policy, before).decision).toBe('DEFER');
      }),
      { numRuns: 30, seed: 20_261_122 },
    );
  });
});

describe('a day', () => {
  it('is the debtor’s, not the UTC one', () => {
    // 2026-11-24 21:30 and 2026-11-25 09:30 in Shanghai lie on two days there and on two UTC days.
    const evening = at('2026-11-24T13:30:00Z');
    const twoInTheEvening = [used(instant(evening - 4 * HOUR)), used(evening)];
    const facts = (moment: Instant): ContactFacts =>
      factsFor(moment, [SHANGHAI], { contactPoint: PERMANENT, budget: twoInTheEvening });
    // 23:59 UTC of the same UTC day is 07:59 of the next day in Shanghai.
    const morning = at('2026-11-25T00:00:00Z');
    expect(evaluateContact(facts(morning), CN, morning).decision).toBe('ALLOW');
    const american = at('2026-11-25T01:30:00Z'); // 20:30 of the 24th in New York
    const early = used(at('2026-11-24T13:00:00Z')); // 08:00 of the 24th
    const found = evaluateContact(
      factsFor(american, [NEW_YORK], { contactPoint: PERMANENT, budget: [early] }),
      US,
      american,
    );
    expect(found).toMatchObject({ decision: 'DEFER', ruleId: 'cap.us-msg-day' });
    expect(found.decision === 'DEFER' && toIso(found.until)).toBe('2026-11-25T13:00:00.000Z');
  });

  it('counts today as the first of seven', () => {
    const now = at('2026-11-12T17:00:00Z');
    const uses = ['2026-11-06T17:00:00Z', '2026-11-08T17:00:00Z', '2026-11-10T17:00:00Z'];
    const ask = (list: string[]): string =>
      evaluateContact(
        factsFor(now, [NEW_YORK], { contactPoint: PERMANENT, budget: list.map((iso) => used(at(iso))) }),
        US,
        now,
      ).ruleId;
    expect(ask(uses)).toBe('cap.us-msg-week');
    expect(ask(['2026-11-05T17:00:00Z', ...uses.slice(1)])).toBe('allow');
  });

  it('of another debt leaves room under a cap per debt and none under a cap per debtor', () => {
    const now = at('2026-11-12T17:00:00Z');
    const ask = (budget: BudgetUse[]): string =>
      evaluateContact(factsFor(now, [NEW_YORK], { contactPoint: PERMANENT, budget }), US, now).ruleId;
    const week = ['2026-11-07T17:00:00Z', '2026-11-09T17:00:00Z', '2026-11-11T17:00:00Z'].map(at);
    expect(ask(week.map((when) => used(when, { debt: 'debt-2' })))).toBe('allow');
    expect(ask(week.map((when) => used(when, { debt: null })))).toBe('cap.us-msg-week');
    expect(ask([used(at('2026-11-12T04:59:00Z'), { debt: 'debt-2', point: 'point-9' })])).toBe('allow');
    expect(ask([used(at('2026-11-12T05:00:00Z'), { debt: 'debt-2', point: 'point-9' })])).toBe(
      'cap.us-msg-day',
    );
  });
});
