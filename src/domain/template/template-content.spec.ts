import { describe, expect, it } from '@jest/globals';
import { contentOf, ownContent, standsFor, templateNamed, templateOf } from './template-content.js';
import type { Template } from './template.js';

const builtIn: Template = {
  name: 'menu',
  locale: 'en',
  purpose: 'reactive',
  channels: ['sms'],
  fields: ['lender', 'discount'],
  disclosures: [],
  revealsDebt: true,
  demands: false,
  neutral: 'identity-ask',
  replyContent: 'answerQuestionAsked',
  choices: ['request_human'],
  body: '{{lender}}',
};
const own: Template = {
  ...builtIn,
  ...ownContent(builtIn, { body: ' Hello\r\n{{hotline}} ', channels: ['sms', 'wechat'], disclosures: ['x'] }),
};

describe('a wording of a lender', () => {
  it('changes body, channels and disclosures and nothing that is gone by', () => {
    expect(own).toMatchObject({
      body: 'Hello\n{{hotline}}',
      channels: ['sms', 'wechat'],
      disclosures: ['x'],
    });
    expect(own).toMatchObject({
      purpose: 'reactive',
      revealsDebt: true,
      neutral: 'identity-ask',
      choices: ['request_human'],
    });
    expect(own.fields).toEqual(expect.arrayContaining(['discount', 'hotline', 'outstanding']));
    expect(standsFor(own, builtIn)).toBe(true);
  });

  it('stands in no more once the built-in template means something else', () => {
    expect(standsFor(own, { ...builtIn, choices: ['request_human', 'dispute_amount'] })).toBe(false);
    expect(standsFor(own, { ...builtIn, neutral: null })).toBe(false);
    expect(standsFor(own, { ...builtIn, fields: ['lender'] })).toBe(false);
    expect(standsFor(own, { ...builtIn, body: 'other' })).toBe(true);
  });

  it('keeps no fingerprint in its content', () => {
    const stored = { ...builtIn, id: 'f'.repeat(64) };
    expect(contentOf(stored)).not.toHaveProperty('id');
    expect(templateOf({ name: 'en/menu', content: { ...contentOf(stored) } })).toEqual(builtIn);
  });

  it('is named by language and name', () => {
    expect(templateNamed('zh-CN/menu')).toEqual({ locale: 'zh-CN', name: 'menu' });
    expect(() => templateNamed('fr/menu')).toThrow(expect.objectContaining({ code: 'TEMPLATE.UNKNOWN' }));
  });
});
