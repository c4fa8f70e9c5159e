import { describe, expect, it } from '@jest/globals';
import { smsLength } from './sms-segments.js';

describe('smsLength', () => {
  it.each([
    ['nothing', '', 'gsm-7', 0, 0],
    ['160 letters', 'a'.repeat(160), 'gsm-7', 160, 1],
    ['161 letters', 'a'.repeat(161), 'gsm-7', 161, 2],
    ['306 letters', 'a'.repeat(306), 'gsm-7', 306, 2],
    ['307 letters', 'a'.repeat(307), 'gsm-7', 307, 3],
    ['80 euro signs', '€'.repeat(80), 'gsm-7', 160, 1],
    ['letters and a euro sign', `${'a'.repeat(159)}€`, 'gsm-7', 161, 2],
    ['70 Chinese characters', '字'.repeat(70), 'ucs-2', 70, 1],
    ['71 Chinese characters', '字'.repeat(71), 'ucs-2', 71, 2],
    ['134 Chinese characters', '字'.repeat(134), 'ucs-2', 134, 2],
    ['135 Chinese characters', '字'.repeat(135), 'ucs-2', 135, 3],
    ['letters with one curly quote', `${'a'.repeat(69)}’`, 'ucs-2', 70, 1],
    ['a small ç, which only exists as a capital', 'ç', 'ucs-2', 1, 1],
  ])('%s', (_, text, encoding, units, segments) => {
    expect(smsLength(text)).toMatchObject({ encoding, units, segments });
  });

  it('cuts no emoji in two', () => {
    expect(smsLength('😀'.repeat(35))).toMatchObject({ units: 70, segments: 1 });
    // 67 units hold 33 whole emoji, so the 67th emoji begins a third segment although 134 units are two.
    expect(smsLength('😀'.repeat(66)).segments).toBe(2);
    expect(smsLength('😀'.repeat(67))).toMatchObject({ units: 134, segments: 3 });
  });

  it('cuts no extension character in two', () => {
    expect(smsLength('€'.repeat(152))).toMatchObject({ units: 304, segments: 2 });
    expect(smsLength('€'.repeat(153))).toMatchObject({ units: 306, segments: 3 });
  });
});
