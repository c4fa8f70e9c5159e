/** When the debtor asked to be contacted, on the debtor's wall clock. It only ever narrows a pack's window. */
export interface ContactPreference {
  /** Minutes after midnight; contact not before. */
  readonly notBefore: number | null;
  /** Minutes after midnight; contact before this only. */
  readonly notAfter: number | null;
  /** 1 = Monday … 7 = Sunday; empty: any day. */
  readonly weekdays: readonly number[];
}
