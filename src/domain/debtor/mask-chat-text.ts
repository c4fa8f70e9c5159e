import type { CheckFacts } from './debtor.js';
import { maskAddress, maskId } from './mask-address.js';
import { maskCheckFacts } from './mask-check-facts.js';

/** Solid digits too long for an amount or a date, with the check letter of Chinese IDs. */
const LONG_NUMBER = /(?<![\d.,])\d{9,}[xX]?(?![\d])/gu;
/** Digits in groups as telephone numbers are written: `138 0013 8000`, `+44 20 7946 0018`, `(212) 555-0188`. */
const GROUPED_TELEPHONE =
  /(?<![\d.,-])(?:\+\d{1,3}[ -]?)?(?:\(\d{2,4}\)|\d{2,5})[ -]\d{3,4}[ -]\d{3,4}(?![\d-])|\+\d[\d -]{7,}\d/gu;
const MAIL = /[^\s@,;，；：:]+@[^\s@,;，；]+\.[a-z]{2,}/giu;

/** Of an ID of 15 or 18 characters the last four are shown, of anything shorter what `maskAddress` shows. */
const LONGEST_TELEPHONE = 13;

/**
 * A chat text as people may read it without a reason: without the check facts of the debtor, and without any
 * full telephone number, mail address or identity number, whosever it is. Amounts and dates stay.
 */
export const maskChatText = (text: string, checkFacts: CheckFacts): string =>
  maskCheckFacts(text, checkFacts)
    .replace(MAIL, (mail) => maskAddress(mail))
    .replace(GROUPED_TELEPHONE, (number) => maskAddress(number.replace(/[^\d+]/gu, '')))
    .replace(LONG_NUMBER, (number) =>
      number.length > LONGEST_TELEPHONE ? maskId(number) : maskAddress(number),
    );
