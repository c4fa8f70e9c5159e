import type { WorkingCalendar } from '../../domain/arrangement/limits.js';
import type { ResolvedPolicy } from '../../domain/contact-policy/resolve-policy.js';
import type { Locale } from '../../domain/shared/locale.js';

/** The validated packs of `config/contact-policies`. */
export abstract class PolicyPacks {
  /** Intersection of the packs of lender and debtor country; unknown countries use `default`. */
  abstract resolve(lenderCountry: string, debtorCountry: string | null): ResolvedPolicy;
  /** Public holidays of a country and the weekend days worked for them, as far as any calendar covers it. */
  abstract workingCalendar(country: string): WorkingCalendar;
  /** The wording of a disclosure; null where the pack has none in that language (the caller must then block). */
  abstract disclosureText(key: string, locale: Locale): string | null;
}
