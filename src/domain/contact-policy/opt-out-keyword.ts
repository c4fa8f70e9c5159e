import type { OptOutScope } from './pack.js';
import type { ResolvedPolicy } from './resolve-policy.js';

/** NFKC, trimmed, without punctuation, inner spaces single, upper case: the `normalise` steps of the packs. */
export const normaliseKeyword = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{P}\p{S}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase();

/** Whether the whole message is an opt-out keyword. A keyword inside other words is not one. */
export const optOutKeyword = (text: string, policy: ResolvedPolicy): boolean =>
  policy.optOut.keywords.has(normaliseKeyword(text));

/** What an opt-out stops: this contact point, or every contact point of the debtor. */
export const optOutScope = (policy: ResolvedPolicy): OptOutScope => policy.optOut.scope;
