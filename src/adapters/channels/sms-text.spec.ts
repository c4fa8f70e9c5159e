import { describe, expect, it } from '@jest/globals';
import { damageTo } from './sms-text.js';

const TEN = { maximumParts: 10, partsCutPairs: true };

describe('what a text would lose on its way', () => {
  it.each([
    ['a short text', 'pay $5 @ x_y [ok] {a} € 10'],
    ['several lines', '您好\n1 是\n2 不是'],
    ['ten parts of GSM-7', 'é'.repeat(1_530)],
    ['ten parts of characters of two septets', '€'.repeat(760)],
    ['ten parts of UCS-2', '您'.repeat(670)],
    ['an emoji in a single part', `${'您'.repeat(66)}😀`],
    ['an emoji beside the seam', `${'您'.repeat(67)}😀${'您'.repeat(10)}`],
  ])('%s: nothing', (_, text) => expect(damageTo(text, TEN)).toBeNull());

  it.each([
    ['an eleventh part of GSM-7', 'é'.repeat(1_531), /11 parts/],
    ['an eleventh part of UCS-2', '您'.repeat(671), /11 parts/],
    ['a control character', 'pay\u0000now', /control/],
    ['a carriage return', 'pay\r\nnow', /control/],
    ['half a character', 'pay \ud83d', /half a character/],
    ['nothing but blanks', ' \n', /empty/],
    ['an emoji on the seam of two parts', `${'您'.repeat(66)}😀${'您'.repeat(10)}`, /seam/],
  ])('%s is told', (_, text, sentence) => expect(damageTo(text, TEN)).toMatch(sentence));

  it('a gateway that joins parts well may cut where it likes', () =>
    expect(damageTo(`${'您'.repeat(66)}😀${'您'.repeat(10)}`, { maximumParts: 10 })).toBeNull());
});
