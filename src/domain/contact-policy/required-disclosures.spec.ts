import { describe, expect, it } from '@jest/globals';
import {
  answering,
  at,
  BERLIN,
  CN,
  factsFor,
  FALLBACK,
  NEW_YORK,
  SHANGHAI,
  US,
  type FactsChange,
} from '../../../test/support/contact-policy.js';
import { requiredDisclosures } from './required-disclosures.js';

const NOW = at('2026-11-24T04:00:00Z');
const china = (change: FactsChange = {}): string[] =>
  requiredDisclosures(factsFor(NOW, [SHANGHAI], change), CN, NOW);
const america = (change: FactsChange = {}): string[] =>
  requiredDisclosures(factsFor(NOW, [NEW_YORK], change), US, NOW);
const agency = { tenantRole: 'agency', assignmentNotified: true } as const;
const first = { sentBefore: 0, revealedBefore: 0 };
const neutral = { revealsDebt: false, demands: false };

describe('required disclosures', () => {
  it('of a first message in China name signature, sender, assistant, opt-out and rights', () => {
    expect(china({ ...first, message: neutral })).toEqual([
      'cn.sms_signature',
      'cn.identity',
      'ai_assistant',
      'cn.optout',
      'cn.rights',
    ]);
    expect(china({ ...first, message: neutral, debt: agency })).toContain('cn.identity.agency');
    expect(china({ ...first, message: neutral, debt: agency })).not.toContain('cn.identity');
  });

  it('of a later message are signature and opt-out, on SMS only', () => {
    expect(china()).toEqual(['cn.sms_signature', 'cn.optout']);
    expect(china({ message: { channel: 'wechat' } })).toEqual([]);
  });

  it('of an American agency wait for the first message that tells of the debt', () => {
    const told = (sentBefore: number, revealedBefore: number, revealsDebt: boolean): string[] =>
      america({ debt: agency, sentBefore, revealedBefore, message: { revealsDebt } });
    expect(told(0, 0, false)).toEqual(['us.optout', 'ai_assistant']);
    expect(told(1, 0, true)).toEqual(['us.mini_miranda', 'us.optout']);
    expect(told(2, 1, true)).toEqual(['us.from_collector', 'us.optout']);
    expect(told(3, 1, false)).toEqual(['us.optout']);
  });

  it('never make a lender call itself a debt collector', () => {
    expect(america(first)).toEqual(['us.optout', 'ai_assistant']);
    const berlin = (change: FactsChange): string[] =>
      requiredDisclosures(factsFor(NOW, [BERLIN], change), FALLBACK, NOW);
    expect(berlin({})).toEqual(['default.optout']);
    expect(berlin({ debt: agency })).toEqual(['us.from_collector', 'default.optout']);
  });

  it('fit the channel', () => {
    expect(america({ message: { channel: 'telegram' } })).toEqual(['us.optout.app']);
  });

  it('stay out of crisis support, the confirmation of a stop, and what a wrong person reads', () => {
    const crisis = answering(NOW, { replyContent: 'crisisSupport', revealsDebt: false });
    const confirmed = answering(NOW, { replyContent: 'optoutConfirm', revealsDebt: false });
    const apology = answering(NOW, { replyContent: 'acknowledge', revealsDebt: false });
    expect(america({ ...first, debt: agency, message: crisis })).toEqual([]);
    expect(china({ ...first, message: crisis })).toEqual(['cn.sms_signature']);
    expect(america({ ...first, message: confirmed })).toEqual([]);
    const wrong = { rightParty: { state: 'wrong', at: NOW } } as const;
    expect(china({ ...first, contactPoint: wrong, message: apology })).toEqual([
      'cn.sms_signature',
      'cn.optout',
    ]);
  });

  it('do not call a person an assistant', () => {
    expect(china({ ...first, message: { origin: 'staff' } })).not.toContain('ai_assistant');
  });
});
