import { describe, expect, it } from '@jest/globals';
import { maskChatText } from '../debtor/mask-chat-text.js';
import { LOCALES } from '../shared/locale.js';
import { REASONS_IN_WORDS, reasonInWords } from '../arrangement/offer-reasons.js';
import { shownEvidence } from './shown-evidence.js';

const masked = (text: string): string => maskChatText(text, { idNumber: null, birthDate: null });

describe('the words that said an act', () => {
  it.each([
    ['I lost my job, can I pay in parts?', 'lost my job'],
    ['我失业了，能分期吗', '我失业了'],
    ['ＳＴＯＰ now', 'stop'],
    ['I LOST my job', 'i lost my job'],
    ['can I pay in instalments', 'pay in installments'],
  ])('are shown as the debtor wrote them: %s', (text, words) => {
    expect(shownEvidence([{ intent: 'hardship', words }], masked(text))).toEqual([
      { intent: 'hardship', words },
    ]);
  });

  it.each([
    ['call me on 13800138000', 'on 13800'],
    ['call me on 13800138000', 'call me on 13800138000'],
    ['my mail is zhang@example.com', 'zhang@exa'],
  ])('are left out where they hold what the message masks: %s, %s', (text, words) => {
    const shown = shownEvidence([{ intent: 'confirm_identity', words }], masked(text));
    expect(shown).toEqual([{ intent: 'confirm_identity', words: null }]);
  });

  it('are left out with a message that has no text', () => {
    expect(shownEvidence([{ intent: 'hardship', words: 'lost my job' }], null)[0]?.words).toBeNull();
  });
});

describe('the reasons of offers', () => {
  it('are one sentence in every language', () => {
    for (const words of Object.values(REASONS_IN_WORDS)) {
      for (const locale of LOCALES) expect(words[locale]).toMatch(/[.。]$/u);
    }
    expect(reasonInWords('ground-given')?.en).toContain('step of ground');
    expect([reasonInWords('toString'), reasonInWords(null), reasonInWords('kind')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
