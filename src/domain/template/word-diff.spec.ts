import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wordDiff } from './word-diff.js';

const marked = (before: string, after: string, locale: 'zh-CN' | 'en' = 'zh-CN'): string =>
  wordDiff(before, after, locale)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `[+${text}+]`))
    .join('');

describe('wordDiff', () => {
  it('tells changed words of Chinese, which has no spaces', () => {
    expect(marked('您可以分几次付款。', '您可以一次付款。')).toBe('您可以[-分几次-][+一次+]付款。');
    expect(marked('您好，这里是流明。', '您好，这里是流明。')).toBe('您好，这里是流明。');
  });

  it('tells changed words of English', () => {
    expect(marked('Please pay in parts.', 'You can pay in parts.', 'en')).toBe(
      '[-Please-][+You can+] pay in parts.',
    );
  });

  it('never cuts a field in two', () => {
    expect(marked('共{{outstanding}}元', '共{{principal}}元')).toBe(
      '共[-{{outstanding}}-][+{{principal}}+]元',
    );
  });

  it('holds both texts, exact to the character', () => {
    const text = fc
      .array(fc.constantFrom('您好', '，', '{{lender}}', 'pay', ' ', '\n', '分期', '😀'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDiff(before, after, 'zh-CN');
        const without = (kind: string) =>
          parts
            .filter((part) => part.kind !== kind)
            .map((part) => part.text)
            .join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });
});
