import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { smsSegments } from './sms-segments.js';

const shape = (text: string): [string, number[]] => {
  const { coding, parts } = smsSegments(text);
  return [coding, parts.map((part) => part.length)];
};

describe('segments of a short message', () => {
  it.each([
    ['', ['gsm7', [0]]],
    ['a'.repeat(160), ['gsm7', [160]]],
    ['a'.repeat(161), ['gsm7', [153, 8]]],
    ['a'.repeat(306), ['gsm7', [153, 153]]],
    ['a'.repeat(307), ['gsm7', [153, 153, 1]]],
    ['账'.repeat(70), ['ucs2', [70]]],
    ['账'.repeat(71), ['ucs2', [67, 4]]],
    ['账'.repeat(134), ['ucs2', [67, 67]]],
    ['`'.repeat(71), ['ucs2', [67, 4]]],
  ])('%# %s', (text, expected) => expect(shape(text)).toEqual(expected));

  it.each([...'^{}\\[~]|€\f'])('counts %j twice', (character) => {
    expect(shape(character.repeat(80))).toEqual(['gsm7', [80]]);
    expect(shape(character.repeat(81))).toEqual(['gsm7', [76, 5]]);
  });

  it('puts an escape and its code into the same part', () => {
    expect(smsSegments(`${'a'.repeat(152)}€${'b'.repeat(20)}`).parts).toEqual([
      'a'.repeat(152),
      `€${'b'.repeat(20)}`,
    ]);
  });

  it('cuts no surrogate pair', () => {
    const { parts } = smsSegments(`${'好'.repeat(66)}👍${'的'.repeat(10)}`);
    expect(parts).toEqual(['好'.repeat(66), `👍${'的'.repeat(10)}`]);
  });

  it.each(['@', '£', '_', 'Δ', 'à', '¡', '\n', '\r'])('%j is GSM 7', (character) =>
    expect(smsSegments(character)).toMatchObject({ coding: 'gsm7', units: 1 }),
  );

  it.each(['ç', '中', '’', '\t', '\u001b', '👍', '₹'])('%j is not', (character) =>
    expect(smsSegments(character).coding).toBe('ucs2'),
  );

  it('loses nothing, keeps the order and never overflows a part', () => {
    const character = fc.oneof(
      fc.constantFrom(...'aB1 @€[]{}|~^\\\n'),
      fc.constantFrom('好', '的', '👍', '𠮷', '，'),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 500 }), (characters) => {
        const text = characters.join('');
        const { coding, parts } = smsSegments(text);
        expect(parts.join('')).toBe(text);
        const room = coding === 'gsm7' ? [160, 153] : [70, 67];
        for (const part of parts) {
          const units =
            coding === 'ucs2'
              ? part.length
              : [...part].reduce((sum, one) => sum + ('^{}\\[~]|€'.includes(one) ? 2 : 1), 0);
          expect(units).toBeLessThanOrEqual(room[parts.length === 1 ? 0 : 1] ?? 0);
        }
      }),
    );
  });
});
