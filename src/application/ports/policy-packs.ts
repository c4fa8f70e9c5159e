import type { ResolvedPolicy } from '../../domain/contact-policy/resolve-policy.js';
import type { Locale } from '../../domain/shared/locale.js';

/** The validated packs of `config/contact-policies`. */
export abstract class PolicyPacks {
  /** Intersection of the packs of lender and debtor country; unknown countries use `default`. */
  abstract resolve(lenderCountry: string, debtorCountry: string | null): ResolvedPolicy;
  /** The wording of a disclosure; null where the pack has none in that language (the caller must then block). */
  abstract disclosureText(key: string, locale: Locale): string | null;
}
