import { describe, expect, it } from '@jest/globals';
import { UuidIds } from '../../adapters/system/uuid-ids.js';
import { sequenceOf } from './sequence.js';

describe('sequenceOf', () => {
  it('rises with the ids of one process, exactly', () => {
    const ids = new UuidIds();
    const numbers = Array.from({ length: 5_000 }, () => sequenceOf(ids.next()));
    expect(numbers.every((number) => Number.isSafeInteger(number) && number > 0)).toBe(true);
    expect(numbers.every((number, place) => place === 0 || number > (numbers[place - 1] ?? 0))).toBe(true);
  });
});
