import type { LocalDate } from '../calendar/local-date.js';
import type { ZoneId } from '../calendar/zone.js';
import type { DebtorId } from '../shared/ids.js';
import type { Locale } from '../shared/locale.js';
import type { ContactPreference } from './contact-preference.js';

/** The person who owes. Keyed in the tenant by the ID where one is known, else by (lender, debtor reference). */
export interface Debtor {
  readonly id: DebtorId;
  readonly name: string | null;
  /** Non-public facts against which a right party is confirmed. */
  readonly checkFacts: CheckFacts;
  readonly locale: Locale;
  /** Zones the debtor may be in: stated, or of the residence. Empty: unknown. */
  readonly zones: readonly ZoneId[];
  /** ISO 3166-1 alpha-2 of the residence, null where unknown. */
  readonly country: string | null;
  readonly preference: ContactPreference | null;
  /** Recorded signs of vulnerability (hardship, illness, disaster …). */
  readonly vulnerabilities: readonly string[];
  readonly version: number;
}

export interface CheckFacts {
  /** Full ID as imported; only its last four characters are ever asked for. */
  readonly idNumber: string | null;
  readonly birthDate: LocalDate | null;
}
