import { describe, expect, it } from '@jest/globals';
import {
  answering,
  at,
  BERLIN,
  CN,
  FALLBACK,
  factsFor,
  LOS_ANGELES,
  NEW_YORK,
  packs,
  SHANGHAI,
  US,
  type FactsChange,
} from '../../../test/support/contact-policy.js';
import { DAY, HOUR, instant, MINUTE, toIso, type Instant } from '../calendar/instant.js';
import type { ZoneId } from '../calendar/zone.js';
import { zoneId } from '../calendar/zone.js';
import { evaluateContact, replyContentsAllowed, windowEnd } from './evaluate-contact.js';
import type { ResolvedPolicy } from './resolve-policy.js';

const PERMANENT = {
  rightParty: { state: 'confirmed', method: 'two-facts', at: instant(0), expiresAt: instant(9e15) },
} as const;

const ask = (
  policy: ResolvedPolicy,
  zones: readonly ZoneId[],
  now: Instant,
  change: FactsChange = {},
): string => {
  const found = evaluateContact(factsFor(now, zones, { contactPoint: PERMANENT, ...change }), policy, now);
  return found.decision === 'DEFER'
    ? `${found.ruleId} ${toIso(found.until)}`
    : `${found.decision} ${found.ruleId}`;
};

describe('the window of one zone', () => {
  const china = (iso: string, change?: FactsChange): string => ask(CN, [SHANGHAI], at(iso), change);

  it('is open from its first to before its last millisecond', () => {
    expect(china('2026-11-23T23:59:59.999Z')).toBe('window.closed 2026-11-24T00:00:00.000Z');
    expect(china('2026-11-24T00:00:00.000Z')).toBe('ALLOW allow');
    expect(china('2026-11-24T13:59:59.999Z')).toBe('ALLOW allow');
    expect(china('2026-11-24T14:00:00.000Z')).toBe('window.closed 2026-11-25T00:00:00.000Z');
  });

  it('stays shut on weekends where the pack says so', () => {
    const berlin = (iso: string): string => ask(FALLBACK, [BERLIN], at(iso));
    expect(berlin('2026-11-27T18:00:00Z')).toBe('window.closed 2026-11-28T08:00:00.000Z'); // Fri 19:00 -> Sat 09:00
    expect(berlin('2026-11-28T16:59:00Z')).toBe('ALLOW allow');
    expect(berlin('2026-11-28T17:00:00Z')).toBe('window.closed 2026-11-30T07:00:00.000Z'); // Sat 18:00 -> Mon 08:00
  });
});

describe('several zones', () => {
  const coasts = (iso: string): string => ask(US, [NEW_YORK, LOS_ANGELES], at(iso));

  it('leave 11:00 to 21:00 of the east for New York and Los Angeles', () => {
    expect(coasts('2026-11-24T15:59:59.999Z')).toBe('window.closed 2026-11-24T16:00:00.000Z'); // 10:59 ET
    expect(coasts('2026-11-24T16:00:00Z')).toBe('ALLOW allow'); // 11:00 ET = 08:00 PT
    expect(coasts('2026-11-25T01:59:59.999Z')).toBe('ALLOW allow'); // 20:59 ET
    expect(coasts('2026-11-25T02:00:00Z')).toBe('window.closed 2026-11-25T16:00:00.000Z');
  });

  it('move with the clocks of each zone', () => {
    // 2026-11-01 02:00 clocks go back in the US: 08:00 is 12:00Z the day before and 13:00Z from then on.
    expect(ask(US, [NEW_YORK], at('2026-10-31T11:59:00Z'))).toBe('window.closed 2026-10-31T12:00:00.000Z');
    expect(ask(US, [NEW_YORK], at('2026-11-01T12:30:00Z'))).toBe('window.closed 2026-11-01T13:00:00.000Z');
    // 2026-03-08 clocks go forward.
    expect(ask(US, [NEW_YORK], at('2026-03-08T02:00:00Z'))).toBe('window.closed 2026-03-08T12:00:00.000Z');
  });

  it('of a Chinese lender and an American debtor leave the hours that both packs allow', () => {
    const both = packs.resolve('CN', 'US');
    // Shanghai 08-22 is New York 19-09; with New York 08-21: 19:00-21:00 and 08:00-09:00.
    expect(ask(both, [NEW_YORK], at('2026-11-24T14:00:00Z'))).toBe('window.closed 2026-11-25T00:00:00.000Z');
    expect(ask(both, [NEW_YORK], at('2026-11-25T00:00:00Z'))).toBe('ALLOW allow');
    expect(ask(both, [NEW_YORK], at('2026-11-25T02:00:00Z'))).toBe('window.closed 2026-11-25T13:00:00.000Z');
  });

  it('without a common hour are held', () => {
    const now = at('2026-11-24T12:00:00Z');
    expect(ask(US, [NEW_YORK, SHANGHAI, zoneId('Europe/London')], now)).toBe('HOLD policy.empty-window');
  });
});

describe('holidays', () => {
  it('put a demand off to the first ordinary day', () => {
    expect(ask(CN, [SHANGHAI], at('2026-09-30T14:00:00Z'))).toBe('window.closed 2026-10-08T00:00:00.000Z');
    expect(ask(CN, [SHANGHAI], at('2026-10-03T04:00:00Z'))).toBe('holidays.closed 2026-10-08T00:00:00.000Z');
    expect(ask(US, [NEW_YORK], at('2026-11-26T17:00:00Z'))).toBe('holidays.closed 2026-11-27T13:00:00.000Z');
  });

  it('do not close a weekend day that is worked in exchange', () => {
    expect(ask(CN, [SHANGHAI], at('2026-10-10T04:00:00Z'))).toBe('ALLOW allow');
  });

  it('of a year nobody has published hold what is proactive, and nothing else', () => {
    expect(ask(CN, [SHANGHAI], at('2026-12-31T13:00:00Z'))).toBe('ALLOW allow');
    expect(ask(CN, [SHANGHAI], at('2026-12-31T15:00:00Z'))).toBe('HOLD holidays.unknown-year');
    expect(ask(CN, [SHANGHAI], at('2027-01-05T04:00:00Z'))).toBe('HOLD holidays.unknown-year');
    const now = at('2027-01-05T04:00:00Z');
    expect(ask(CN, [SHANGHAI], now, { message: answering(now) })).toBe('ALLOW allow');
    expect(ask(US, [NEW_YORK], at('2027-01-05T17:00:00Z'))).toBe('ALLOW allow');
  });
});

describe('a preference', () => {
  const prefer = (
    notBefore: number | null,
    notAfter: number | null,
    weekdays: number[] = [],
  ): FactsChange => ({
    preference: { notBefore, notAfter, weekdays },
  });

  it('narrows the window and never widens it', () => {
    const noon = at('2026-11-24T04:00:00Z');
    expect(ask(CN, [SHANGHAI], noon, prefer(18 * 60, null))).toBe(
      'preference.closed 2026-11-24T10:00:00.000Z',
    );
    expect(ask(CN, [SHANGHAI], noon, prefer(null, 12 * 60))).toBe(
      'preference.closed 2026-11-25T00:00:00.000Z',
    );
    expect(ask(CN, [SHANGHAI], noon, prefer(null, null, [6]))).toBe(
      'preference.closed 2026-11-28T00:00:00.000Z',
    );
    expect(ask(CN, [], noon, prefer(18 * 60, null))).toBe('preference.closed 2026-11-24T10:00:00.000Z');
    expect(ask(CN, [SHANGHAI], at('2026-11-24T15:00:00Z'), prefer(0, 1440))).toMatch(/^window\.closed/);
  });

  it('across midnight means late and early hours', () => {
    expect(ask(CN, [SHANGHAI], at('2026-11-24T04:00:00Z'), prefer(21 * 60, 9 * 60))).toBe(
      'preference.closed 2026-11-24T13:00:00.000Z',
    );
  });

  it('that leaves no hour is held', () => {
    expect(ask(CN, [SHANGHAI], at('2026-11-24T04:00:00Z'), prefer(22 * 60, 23 * 60))).toBe(
      'HOLD policy.empty-window',
    );
  });

  it('limits replies too, and not to nothing', () => {
    const now = at('2026-11-24T04:00:00Z');
    const preference = { notBefore: 18 * 60, notAfter: null, weekdays: [] };
    expect(replyContentsAllowed(CN, [SHANGHAI], null, now)).toBe('all');
    expect(replyContentsAllowed(CN, [SHANGHAI], preference, now)).toContain('acknowledge');
    expect(replyContentsAllowed(FALLBACK, [], null, now)).toEqual([
      'acknowledge',
      'optoutConfirm',
      'crisisSupport',
      'disputeAck',
    ]);
  });
});

describe('the end of the window', () => {
  it('is the first closing of any zone or of the preference', () => {
    const now = at('2026-11-24T17:00:00Z');
    expect(windowEnd(US, [NEW_YORK, LOS_ANGELES], null, now)).toBe(at('2026-11-25T02:00:00Z'));
    const preference = { notBefore: null, notAfter: 15 * 60, weekdays: [] };
    expect(windowEnd(US, [NEW_YORK], preference, now)).toBe(at('2026-11-24T20:00:00Z'));
    expect(windowEnd(US, [NEW_YORK], null, at('2026-11-24T08:00:00Z'))).toBe(at('2026-11-24T08:00:00Z'));
  });
});

describe('the moment a message is put off to', () => {
  it('is allowed, and the first that is', () => {
    const cases: readonly (readonly [ResolvedPolicy, readonly ZoneId[]])[] = [
      [CN, [SHANGHAI]],
      [US, [NEW_YORK, LOS_ANGELES]],
      [FALLBACK, [BERLIN]],
      [packs.resolve('CN', 'US'), [NEW_YORK]],
    ];
    for (const [policy, zones] of cases) {
      for (let hour = 0; hour < 24 * 20; hour += 7) {
        const now = instant(at('2026-09-20T00:30:00Z') + hour * HOUR);
        const facts = (moment: Instant) => factsFor(moment, zones, { contactPoint: PERMANENT });
        const found = evaluateContact(facts(now), policy, now);
        if (found.decision !== 'DEFER') continue;
        expect(evaluateContact(facts(found.until), policy, found.until).decision).toBe('ALLOW');
        expect(found.until - now).toBeLessThan(12 * DAY);
        for (let moment = now as number; moment < found.until; moment += 50 * MINUTE) {
          if (evaluateContact(facts(instant(moment)), policy, instant(moment)).decision === 'DEFER') continue;
          throw new Error(`Open already at ${toIso(instant(moment))}, put off to ${toIso(found.until)}.`);
        }
        const before = instant(found.until - 1);
        expect(evaluateContact(facts(before), policy, before).decision).toBe('DEFER');
      }
    }
  });
});
