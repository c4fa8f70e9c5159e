import type { Instant } from '../calendar/instant.js';

/** The six words of the policy packs, used everywhere. */
export type ContactDecision =
  | { readonly decision: 'ALLOW'; readonly disclosures: readonly string[] }
  | { readonly decision: 'DEFER'; readonly until: Instant }
  | { readonly decision: 'HOLD' }
  | { readonly decision: 'BLOCK' }
  | { readonly decision: 'CANCEL' }
  | { readonly decision: 'REVIEW' };

/** One evaluation of the contact policy: the decision, and everything needed to explain and repeat it. */
export type ContactVerdict = ContactDecision & {
  /** Stable id of the deciding rule, e.g. `window.closed`, `cap.us-msg-day`; `allow` when none objected. */
  readonly ruleId: string;
  /** `<pack id>@<version>` of every pack that was consulted. */
  readonly packVersions: readonly string[];
  /** The facts that the rule looked at; ids, counts and times only. */
  readonly inputs: Readonly<Record<string, string | number | boolean | null>>;
};
