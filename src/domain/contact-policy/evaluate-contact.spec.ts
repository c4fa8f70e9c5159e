import { describe, expect, it } from '@jest/globals';
import { HOLD_REASONS } from '../debtor/hold.js';
import { DAY, MINUTE, instant } from '../calendar/instant.js';
import { localDate } from '../calendar/local-date.js';
import {
  answering,
  at,
  BERLIN,
  CN,
  factsFor,
  FALLBACK,
  LOS_ANGELES,
  NEW_YORK,
  SHANGHAI,
  US,
  used,
  type FactsChange,
} from '../../../test/support/contact-policy.js';
import { countsAgainstCaps, evaluateContact } from './evaluate-contact.js';
import type { ResolvedPolicy } from './resolve-policy.js';

const NOON = at('2026-11-24T04:00:00Z'); // Tuesday, 12:00 in Shanghai
const NIGHT = at('2026-11-24T15:00:00Z'); // 23:00 in Shanghai

const inChina = (change: FactsChange = {}, now = NOON) =>
  evaluateContact(factsFor(now, [SHANGHAI], change), CN, now);
const US_NOON = at('2026-11-24T19:00:00Z'); // 14:00 in New York, 11:00 in Los Angeles
const inAmerica = (change: FactsChange = {}, now = US_NOON) =>
  evaluateContact(factsFor(now, [NEW_YORK], change), US, now);
const verdict = (found: { decision: string; ruleId: string }): string => `${found.decision} ${found.ruleId}`;
const hold = (...reasons: (typeof HOLD_REASONS)[number][]) =>
  reasons.map((reason) => ({ reason, until: null }));

describe('a demand that nothing stands against', () => {
  it('is allowed, names its packs, and takes a slot', () => {
    const found = inChina();
    expect(found).toMatchObject({ decision: 'ALLOW', ruleId: 'allow', packVersions: ['cn@2026.11.0'] });
    expect(countsAgainstCaps(factsFor(NOON, [SHANGHAI]), CN, NOON)).toBe(true);
  });
});

describe('precedence: the first group that objects decides', () => {
  const everything: FactsChange = {
    contactPoint: {
      rightParty: { state: 'wrong', at: NOON },
      optedOut: true,
      consent: null,
      provenance: 'told-by-contact',
    },
    debt: { outstandingMinor: 0, tenantRole: 'agency' },
    holds: hold('deceased', 'dispute'),
    budget: [used(instant(NIGHT - MINUTE)), used(instant(NIGHT - 2 * MINUTE))],
  };

  it('runs person, legal, debt, channel, budget, window', () => {
    const { contactPoint, ...rest } = everything;
    const known = { ...contactPoint, rightParty: { state: 'unconfirmed', failedTries: 0 } as const };
    const steps: [FactsChange, string][] = [
      [everything, 'BLOCK right-party.wrong'],
      [{ ...rest, contactPoint: known }, 'BLOCK hold.deceased'],
      [{ ...rest, contactPoint: known, holds: hold('dispute') }, 'BLOCK opt-out'],
      [
        { ...rest, contactPoint: { ...known, optedOut: false }, holds: hold('dispute') },
        'BLOCK assignment.not-notified',
      ],
      [
        {
          ...rest,
          contactPoint: { ...known, optedOut: false },
          holds: hold('dispute'),
          debt: { outstandingMinor: 0 },
        },
        'CANCEL debt.paid',
      ],
      [
        { ...rest, contactPoint: { ...known, optedOut: false }, holds: hold('dispute'), debt: {} },
        'HOLD hold.dispute',
      ],
      [
        { ...rest, contactPoint: { ...known, optedOut: false }, holds: [], debt: {} },
        'HOLD right-party.unconfirmed',
      ],
      [
        {
          ...rest,
          contactPoint: { consent: null, provenance: 'told-by-contact' },
          holds: [],
          debt: {},
        },
        'BLOCK consent.missing',
      ],
      [{ budget: rest.budget ?? [] }, 'DEFER cap.cn-msg-day'],
      [{ budget: [used(instant(NIGHT - MINUTE))] }, 'DEFER gap.minimum'],
      [{}, 'DEFER window.closed'],
    ];
    for (const [change, expected] of steps) expect(verdict(inChina(change, NIGHT))).toBe(expected);
  });
});

describe('holds', () => {
  it.each(HOLD_REASONS)('%s stops a demand', (reason) => {
    expect(inChina({ holds: hold(reason) }).ruleId).toBe(`hold.${reason}`);
  });

  it.each(HOLD_REASONS)('%s lets the crisis support text and a neutral answer pass', (reason) => {
    const change = { holds: hold(reason) };
    const crisis = answering(NOON, { replyContent: 'crisisSupport', revealsDebt: false });
    const neutral = answering(NOON, { replyContent: 'acknowledge', revealsDebt: false });
    expect(inChina({ ...change, message: crisis }).decision).toBe('ALLOW');
    expect(inChina({ ...change, message: neutral }).decision).toBe('ALLOW');
  });

  it('let a person answer somebody in crisis, without a word of the debt', () => {
    const kind = answering(NOON, { origin: 'staff', revealsDebt: false });
    const ofMoney = answering(NOON, { origin: 'staff', revealsDebt: true });
    expect(inChina({ message: kind, holds: hold('crisis') }).decision).toBe('ALLOW');
    expect(verdict(inChina({ message: ofMoney, holds: hold('crisis') }))).toBe('HOLD hold.crisis');
  });

  it('end when their time is over, to the millisecond', () => {
    const until = (end: number) =>
      inChina({ holds: [{ reason: 'promise-open', until: instant(end) }] }).ruleId;
    expect(until(NOON + 1)).toBe('hold.promise-open');
    expect(until(NOON)).toBe('allow');
  });

  it('let agreed reminders through a promise or a plan, and no demand', () => {
    const reminder = { purpose: 'service', demands: false } as const;
    expect(inChina({ message: reminder, holds: hold('promise-open') }).decision).toBe('ALLOW');
    expect(inChina({ message: reminder, holds: hold('arrangement-performing') }).decision).toBe('ALLOW');
    expect(verdict(inChina({ message: reminder, holds: hold('dispute') }))).toBe('HOLD hold.dispute');
    expect(verdict(inChina({ message: reminder, holds: hold('hardship') }))).toBe('HOLD hold.hardship');
    expect(inChina({ message: reminder, holds: hold('hardship', 'promise-open') }).decision).toBe('ALLOW');
  });

  it('give receipts and answers while a dispute is open, no offers', () => {
    const receipt = { origin: 'system', purpose: 'receipt', demands: false } as const;
    expect(inChina({ message: receipt, holds: hold('dispute') }).decision).toBe('ALLOW');
    expect(inChina({ message: answering(NOON), holds: hold('dispute') }).decision).toBe('ALLOW');
    const offer = answering(NOON, { replyContent: 'offerPush', demands: true });
    expect(verdict(inChina({ message: offer, holds: hold('dispute') }))).toBe('HOLD hold.dispute');
    expect(inChina({ message: offer, holds: hold('promise-open') }).decision).toBe('ALLOW');
  });

  it('silence the automated side and not the person who owns the case', () => {
    const note = { purpose: 'service', demands: false } as const;
    expect(inChina({ message: { ...note, origin: 'staff' }, holds: hold('human-owner') }).decision).toBe(
      'ALLOW',
    );
    expect(verdict(inChina({ message: { ...note, origin: 'system' }, holds: hold('human-owner') }))).toBe(
      'HOLD hold.human-owner',
    );
    expect(verdict(inChina({ message: answering(NOON), holds: hold('human-owner') }))).toBe(
      'HOLD hold.human-owner',
    );
    expect(verdict(inChina({ message: { ...note, origin: 'staff' }, holds: hold('representation') }))).toBe(
      'BLOCK hold.representation',
    );
  });
});

describe('stops', () => {
  it('a wrong person gets the apology and nothing else', () => {
    const wrong = { rightParty: { state: 'wrong', at: NOON } } as const;
    const apology = answering(NOON, { replyContent: 'acknowledge', revealsDebt: false });
    expect(inChina({ contactPoint: wrong, message: apology })).toMatchObject({ decision: 'ALLOW' });
    expect(verdict(inChina({ contactPoint: wrong, message: answering(NOON, { revealsDebt: false }) }))).toBe(
      'BLOCK right-party.wrong',
    );
  });

  it('an opt-out stops what we start, here and elsewhere, and leaves answers', () => {
    expect(verdict(inChina({ contactPoint: { optedOut: true } }))).toBe('BLOCK opt-out');
    expect(verdict(inChina({ optOutUnderReview: true }))).toBe('HOLD opt-out.under-review');
    expect(inChina({ contactPoint: { optedOut: true }, message: answering(NOON) }).decision).toBe('ALLOW');
    const pressing = answering(NOON, { replyContent: 'newDemand', demands: true });
    expect(verdict(inChina({ contactPoint: { optedOut: true }, message: pressing }))).toBe('BLOCK opt-out');
  });

  it('an agency needs its notice on record', () => {
    const agency = { tenantRole: 'agency' } as const;
    const neutral = { message: { revealsDebt: false, demands: false }, debt: agency };
    expect(verdict(inChina(neutral))).toBe('BLOCK assignment.not-notified');
    expect(inAmerica(neutral).decision).toBe('ALLOW');
    expect(verdict(inAmerica({ debt: agency }))).toBe('BLOCK validation.not-recorded');
    expect(inAmerica({ debt: { ...agency, assignmentNotified: true } }).decision).toBe('ALLOW');
  });

  it('a paid debt is not demanded, and its thank-you goes out', () => {
    const debt = { outstandingMinor: 0 };
    expect(verdict(inChina({ debt }))).toBe('CANCEL debt.paid');
    expect(verdict(inChina({ debt, message: { purpose: 'service', demands: false } }))).toBe(
      'CANCEL debt.paid',
    );
    expect(inChina({ debt, message: { purpose: 'receipt', demands: false } }).decision).toBe('ALLOW');
  });

  it('a debt past its limitation period is blocked by default, and disclosed in China', () => {
    const debt = { dueOn: localDate('2023-11-24') };
    const berlin = (dueOn: string) => {
      const now = at('2026-11-24T11:00:00Z');
      return evaluateContact(factsFor(now, [BERLIN], { debt: { dueOn: localDate(dueOn) } }), FALLBACK, now);
    };
    expect(berlin('2023-11-24').decision).toBe('ALLOW');
    expect(verdict(berlin('2023-11-23'))).toBe('BLOCK debt.time-barred');
    expect(inChina({ debt })).not.toMatchObject({ disclosures: expect.arrayContaining(['cn.time_barred']) });
    expect(inChina({ debt: { dueOn: localDate('2023-11-23') } })).toMatchObject({
      disclosures: expect.arrayContaining(['cn.time_barred']),
    });
  });

  it('a debt is revealed to a confirmed right party only, until the confirmation ends', () => {
    const until = (expiresAt: number) =>
      verdict(
        inChina({
          contactPoint: {
            rightParty: { state: 'confirmed', method: 'two-facts', at: NOON, expiresAt: instant(expiresAt) },
          },
        }),
      );
    expect(until(NOON + 1)).toBe('ALLOW allow');
    expect(until(NOON)).toBe('HOLD right-party.unconfirmed');
    const unconfirmed = { rightParty: { state: 'unconfirmed', failedTries: 0 } } as const;
    expect(inChina({ contactPoint: unconfirmed, message: { revealsDebt: false } }).decision).toBe('ALLOW');
    expect(verdict(inChina({ contactPoint: unconfirmed, message: answering(NOON) }))).toBe(
      'HOLD right-party.unconfirmed',
    );
  });
});

describe('consent', () => {
  it('follows the pack of the channel', () => {
    const without = (channel: 'sms' | 'wechat' | 'telegram' | 'simulator', policy: ResolvedPolicy) => {
      const zone = policy === CN ? SHANGHAI : policy === US ? NEW_YORK : BERLIN;
      const now = policy === CN ? NOON : at('2026-11-24T16:00:00Z');
      const change = { message: { channel }, contactPoint: { consent: null } };
      return evaluateContact(factsFor(now, [zone], change), policy, now).ruleId;
    };
    expect(without('sms', CN)).not.toBe('consent.missing');
    expect(without('wechat', CN)).toBe('consent.missing');
    expect(without('telegram', CN)).toBe('consent.missing');
    expect(without('sms', US)).toBe('consent.missing');
    expect(without('sms', FALLBACK)).toBe('consent.missing');
    expect(without('simulator', FALLBACK)).toBe('consent.missing');
  });

  it('a number told by a contact is not one that the debtor gave', () => {
    const change = { contactPoint: { consent: null, provenance: 'told-by-contact' } } as const;
    expect(verdict(inChina(change))).toBe('BLOCK consent.missing');
    expect(inChina({ ...change, message: answering(NOON) }).decision).toBe('ALLOW');
  });

  it('an agency needs consent on WeChat even where the debtor wrote first', () => {
    const change = {
      message: { channel: 'wechat' },
      contactPoint: { consent: null, debtorInitiated: true },
    } as const;
    expect(inChina(change).decision).toBe('ALLOW');
    expect(verdict(inChina({ ...change, debt: { tenantRole: 'agency', assignmentNotified: true } }))).toBe(
      'BLOCK consent.missing',
    );
  });

  it('a number without a sign of life in 60 days may be somebody else’s', () => {
    const old = { consent: { at: instant(US_NOON - 61 * DAY), source: 'contract' } };
    expect(verdict(inAmerica({ contactPoint: old }))).toBe('HOLD reassigned-number.unchecked');
    expect(inAmerica({ contactPoint: { ...old, lastInboundAt: instant(US_NOON - 60 * DAY) } }).decision).toBe(
      'ALLOW',
    );
    expect(inAmerica({ contactPoint: old, message: answering(US_NOON) }).decision).toBe('ALLOW');
  });
});

describe('replies', () => {
  it('live fifteen minutes, do not count, and need no window', () => {
    const late = (milliseconds: number, origin: 'reply' | 'staff' = 'reply') =>
      verdict(
        inChina(
          { message: answering(NIGHT, { origin, answersReceivedAt: instant(NIGHT - milliseconds) }) },
          NIGHT,
        ),
      );
    expect(late(15 * MINUTE)).toBe('ALLOW allow');
    expect(late(15 * MINUTE + 1)).toBe('CANCEL reply.expired');
    expect(late(15 * MINUTE + 1, 'staff')).toBe('DEFER window.closed');
    const facts = factsFor(NIGHT, [SHANGHAI], { message: answering(NIGHT) });
    expect(countsAgainstCaps(facts, CN, NIGHT)).toBe(false);
  });

  it('ignore caps, gap and holidays', () => {
    const holiday = at('2026-10-01T04:00:00Z');
    const budget = [1, 2, 3, 4].map((minutes) => used(instant(holiday - minutes * MINUTE)));
    expect(inChina({ budget }, holiday).decision).toBe('DEFER');
    expect(inChina({ budget, message: answering(holiday) }, holiday).decision).toBe('ALLOW');
  });

  it('at night hold no demand, no offer and nothing the pack does not list', () => {
    const night = (message: Parameters<typeof answering>[1]) =>
      verdict(inChina({ message: answering(NIGHT, message) }, NIGHT));
    expect(night({ replyContent: 'howToPayIfAsked' })).toBe('ALLOW allow');
    expect(night({ replyContent: 'offerPush' })).toBe('BLOCK reply.outside-window');
    expect(night({ replyContent: 'answerQuestionAsked', demands: true })).toBe('BLOCK reply.outside-window');
    expect(night({ replyContent: null })).toBe('BLOCK reply.outside-window');
  });

  it('are one per message of the debtor; a person’s second one is proactive', () => {
    const again = answering(NOON, { repliesGivenToAnswered: 1 });
    expect(verdict(inChina({ message: again }))).toBe('BLOCK reply.answered-already');
    const staff = { ...again, origin: 'staff' } as const;
    expect(inChina({ message: staff }).decision).toBe('ALLOW');
    expect(countsAgainstCaps(factsFor(NOON, [SHANGHAI], { message: staff }), CN, NOON)).toBe(true);
  });

  it('stop going round in circles', () => {
    const idle = (
      idleRepliesLastHour: number,
      replyContent: 'acknowledge' | 'crisisSupport' = 'acknowledge',
    ) =>
      verdict(
        inChina({ message: answering(NOON, { idleRepliesLastHour, replyContent, revealsDebt: false }) }),
      );
    expect(idle(6)).toBe('ALLOW allow');
    expect(idle(7)).toBe('HOLD reply.loop');
    expect(idle(70, 'crisisSupport')).toBe('ALLOW allow');
  });

  it('confirm an opt-out within five minutes or not at all', () => {
    const confirm = (milliseconds: number) =>
      verdict(
        inAmerica({
          contactPoint: { optedOut: true },
          message: answering(US_NOON, {
            purpose: 'confirmation',
            replyContent: 'optoutConfirm',
            revealsDebt: false,
            answersReceivedAt: instant(US_NOON - milliseconds),
          }),
        }),
      );
    expect(confirm(5 * MINUTE)).toBe('ALLOW allow');
    expect(confirm(5 * MINUTE + 1)).toBe('CANCEL reply.expired');
  });

  it('with words of crisis are answered however late, at night and without any zone', () => {
    const message = answering(NIGHT, {
      replyContent: 'crisisSupport',
      revealsDebt: false,
      answersReceivedAt: instant(NIGHT - 3 * 60 * MINUTE),
    });
    const facts = factsFor(NIGHT, [], { message, optOutUnderReview: true, contactPoint: { optedOut: true } });
    expect(evaluateContact(facts, US, NIGHT)).toMatchObject({ decision: 'ALLOW' });
  });
});

describe('failing closed', () => {
  it('blocks when the policy is broken or lacks a value', () => {
    const facts = factsFor(NOON, [SHANGHAI]);
    const broken = [
      { ...CN, minGapMinutes: undefined },
      { ...CN, hours: [] },
      { ...CN, consent: {} },
      { ...CN, replyPolicy: undefined },
      {},
      null,
    ];
    for (const policy of broken) {
      expect(verdict(evaluateContact(facts, policy as unknown as ResolvedPolicy, NOON))).toBe(
        'BLOCK policy.unavailable',
      );
    }
  });

  it('holds a proactive message where the zone is needed and not known', () => {
    const facts = (change: FactsChange) => evaluateContact(factsFor(US_NOON, [], change), US, US_NOON);
    expect(verdict(facts({}))).toBe('HOLD zone.unknown');
    expect(facts({ message: answering(US_NOON) }).decision).toBe('ALLOW');
    expect(verdict(facts({ message: answering(US_NOON, { replyContent: 'offerPush' }) }))).toBe(
      'BLOCK reply.outside-window',
    );
    expect(evaluateContact(factsFor(NOON, []), CN, NOON).decision).toBe('ALLOW');
  });

  it('does not count a message against itself when it is asked again', () => {
    const again = used(instant(US_NOON - MINUTE), { id: 'm-0' });
    expect(inAmerica({ budget: [again] }).decision).toBe('ALLOW');
    expect(evaluateContact(factsFor(US_NOON, [NEW_YORK, LOS_ANGELES]), US, US_NOON).decision).toBe('ALLOW');
  });
});
