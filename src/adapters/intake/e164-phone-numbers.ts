import type { CountryCode } from 'libphonenumber-js';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { PhoneNumbers } from '../../application/ports/phone-numbers.js';

/** Numbers by the public numbering tables of libphonenumber. */
export class E164PhoneNumbers extends PhoneNumbers {
  override normalise(raw: string, country: string): string | null {
    const from: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
    const number = parsePhoneNumberFromString(raw, from === undefined ? {} : { defaultCountry: from });
    return number?.isPossible() === true ? number.number : null;
  }
}
