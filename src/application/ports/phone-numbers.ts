/** Knows how phone numbers are written. */
export abstract class PhoneNumbers {
  /** E.164 of a number written the way people of `country` (ISO 3166-1 alpha-2) write it; null if it is none. */
  abstract normalise(raw: string, country: string): string | null;
}
