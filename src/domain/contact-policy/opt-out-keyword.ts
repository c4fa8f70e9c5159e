import { normaliseKeyword } from './normalise-keyword.js';
import type { OptOutScope } from './pack.js';
import type { ResolvedPolicy } from './resolve-policy.js';

/** Whether the whole message is an opt-out keyword. A keyword inside other words is not one. */
export const optOutKeyword = (text: string, policy: ResolvedPolicy): boolean =>
  policy.optOut.keywords.has(normaliseKeyword(text));

/** What an opt-out stops: this contact point, or every contact point of the debtor. */
export const optOutScope = (policy: ResolvedPolicy): OptOutScope => policy.optOut.scope;
