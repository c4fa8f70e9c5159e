import { describe, expect, it } from '@jest/globals';
import { readNumerals } from './read-numbers.js';

describe('numerals', () => {
  it.each([
    ['一千五', 1_500],
    ['一千零五', 1_005],
    ['三千零五十', 3_050],
    ['一千二百三十四', 1_234],
    ['叁仟伍佰', 3_500],
    ['1w2', 12_000],
    ['2万3千', 23_000],
    ['3千2百5', 3_250],
    ['1.5k', 1_500],
    ['1,250.50', 1_250.5],
    ['two fifty', 250],
    ['one twenty five', 125],
    ['twelve fifty', 1_250],
    ['twelve hundred', 1_200],
    ['a hundred and twenty', 120],
    ['a grand and a half', 1_500],
    ['two and a half grand', 2_500],
    ['half a dozen', 6],
    ['a couple', 2],
  ])('%s is %d', (text, value) => {
    expect(readNumerals(text)).toEqual([value]);
  });

  it.each([
    ['两三千', [2_000, 3_000]],
    ['三五百', [300, 500]],
    ['一千五六', [1_500, 1_600]],
    ['1.200', [1_200, 1.2]],
  ])('%s could be either of %j', (text, values) => {
    expect(readNumerals(text)).toEqual(values);
  });

  it.each(['', 'rent', '还', 'one more'])('%j is none', (text) => {
    expect(readNumerals(text)).toEqual([]);
  });
});
