import type { WorkingHours } from '../calendar/working-hours.js';
import type { ZoneId } from '../calendar/zone.js';
import type { ProductLimits } from '../arrangement/limits.js';
import type { LenderId } from '../shared/ids.js';
import type { Localized } from '../shared/locale.js';

/** The creditor, as a debtor meets it, and what it allows Parley to agree. */
export interface Lender {
  readonly id: LenderId;
  /** Short stable name in files and commands, e.g. `lumen`. */
  readonly code: string;
  readonly legalName: string;
  readonly displayName: Localized;
  /** Who writes to the debtor, when an agency acts for the lender; the lender itself otherwise. */
  readonly organisation: Localized;
  /** ISO 3166-1 alpha-2; selects the policy pack of the lender's jurisdiction. */
  readonly country: string;
  readonly zone: ZoneId;
  readonly licence: string | null;
  readonly hotline: string;
  /** Where a debtor checks that a message is genuine, and reads the privacy notice. */
  readonly website: string;
  /** SMS signature, shown between 【】 where a pack asks for it. */
  readonly signature: string;
  /** Official ways to pay, one sentence per language. */
  readonly waysToPay: Localized;
  readonly workingHours: WorkingHours;
  /** Limits by product; `default` serves products that have none of their own. Without either: full payment only. */
  readonly limits: Readonly<Record<string, ProductLimits>>;
  readonly version: number;
}
