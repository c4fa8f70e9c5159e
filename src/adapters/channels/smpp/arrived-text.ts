import type { InboundContent } from '../../../domain/conversation/inbound-content.js';
import type { Delivery } from './delivery.js';
import { decodeText } from './text-coding.js';

/** Stands where a part never came. */
const MISSING = '[…]';

/**
 * What a debtor wrote. Parts that follow each other in one coding are decoded together, because a phone may cut a
 * character in two. Bytes that are no text (a ring tone, settings) are `unsupported`.
 */
export const arrivedText = (places: readonly (Delivery | null)[]): InboundContent => {
  const runs: { readonly dataCoding: number; readonly bytes: Buffer[] }[] = [];
  const texts: (() => string | null)[] = [];
  let run: { readonly dataCoding: number; readonly bytes: Buffer[] } | null = null;
  for (const part of places) {
    if (part === null) {
      run = null;
      texts.push(() => MISSING);
      continue;
    }
    if (run?.dataCoding !== part.dataCoding) {
      const begun: { readonly dataCoding: number; readonly bytes: Buffer[] } = {
        dataCoding: part.dataCoding,
        bytes: [],
      };
      run = begun;
      runs.push(begun);
      texts.push(() => decodeText(begun.dataCoding, Buffer.concat(begun.bytes)));
    }
    run?.bytes.push(part.bytes);
  }
  const read = texts.map((text) => text());
  return read.includes(null) ? { kind: 'unsupported' } : { kind: 'text', text: read.join('') };
};
