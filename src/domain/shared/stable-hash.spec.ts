import { describe, expect, it } from '@jest/globals';
import { stableFraction, stableHash } from './stable-hash.js';

describe('stable hash', () => {
  it('never changes for a text', () => {
    expect(['', 'a', 'tone\nlumen\nLN-0001', '还款'].map(stableHash)).toEqual([
      2872998923, 2448022055, 550696766, 1436436943,
    ]);
  });

  it('spreads texts that differ in one digit evenly', () => {
    const buckets = Array<number>(10).fill(0);
    for (let n = 0; n < 20_000; n += 1) {
      const bucket = Math.floor(stableFraction(`tone\nlumen\nLN-${n}`) * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    for (const count of buckets) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });
});
