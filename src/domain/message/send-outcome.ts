import type { Instant } from '../calendar/instant.js';

/** What became of one hand-over to a provider. `unknown` may have been taken and is never sent again blindly. */
export type SendOutcome =
  | {
      readonly kind: 'accepted';
      readonly providerMessageId: string;
      /** Ids of all parts in order, where the provider took a long text in several; each gets receipts of its own. */
      readonly parts?: readonly string[];
    }
  | { readonly kind: 'accepted-unconfirmed' }
  | { readonly kind: 'retry'; readonly after: Instant; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly detail: string }
  | { readonly kind: 'unknown'; readonly reason: string };

export type RefusalReason =
  'blocked-by-recipient' | 'unreachable-address' | 'content-rejected' | 'account-rejected' | 'other';

/** What a provider reports later about a message it took. */
export interface Receipt {
  readonly providerMessageId: string;
  readonly status: 'delivered' | 'read' | 'failed';
  readonly at: Instant;
  readonly detail: string | null;
}
