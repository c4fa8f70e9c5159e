/**
 * A number from 0 to 2^32 - 1 that is always the same for the same text and spreads evenly over similar texts
 * (FNV-1a over UTF-16 code units, with the final mixing of MurmurHash3). For drawing lots, not for secrets.
 */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The same as a fraction, from 0 up to but not including 1. */
export const stableFraction = (text: string): number => stableHash(text) / 2 ** 32;
