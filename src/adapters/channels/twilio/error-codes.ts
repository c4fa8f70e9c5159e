import type { RefusalReason } from '../../../domain/message/send-outcome.js';

/** What an error of Twilio means for the text that it was the answer to. Source: https://www.twilio.com/docs/api/errors */
export type ErrorMeaning =
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly says: string }
  /** Nothing is wrong with the text; it was not taken. */
  | { readonly kind: 'too-fast'; readonly says: string }
  /** The account has to be put right by a person; nothing is lost until then. */
  | { readonly kind: 'account'; readonly says: string };

const refused = (reason: RefusalReason, says: string): ErrorMeaning => ({ kind: 'refused', reason, says });
const account = (says: string): ErrorMeaning => ({ kind: 'account', says });
const tooFast = (says: string): ErrorMeaning => ({ kind: 'too-fast', says });

/** Errors of the answer to a hand-over; none of these texts was taken. */
export const REQUEST_ERRORS: ReadonlyMap<number, ErrorMeaning> = new Map([
  [20003, account('the credentials are not right')],
  [20005, account('the account is not active')],
  [20404, account('there is no such account')],
  [20429, tooFast('too many requests')],
  [14107, tooFast('more messages a second than the sender may send')],
  [21611, tooFast('the queue of the sender is full')],
  [21610, refused('blocked-by-recipient', 'the recipient wrote STOP to this sender')],
  [21211, refused('unreachable-address', 'not a telephone number')],
  [21217, refused('unreachable-address', 'not a telephone number')],
  [21614, refused('unreachable-address', 'not a mobile number')],
  [21635, refused('unreachable-address', 'a landline')],
  [21602, refused('content-rejected', 'the text is empty')],
  [21605, refused('content-rejected', 'the text is too long')],
  [21617, refused('content-rejected', 'the text is longer than 1600 characters')],
  [21619, refused('content-rejected', 'neither text nor media')],
  [30007, refused('content-rejected', 'filtered')],
  [21408, refused('account-rejected', 'the region of the number is not enabled for this account')],
  [21612, refused('account-rejected', 'this sender cannot reach that number')],
  [21606, refused('account-rejected', 'the sender is no SMS number of this account')],
  [21603, refused('account-rejected', 'no sender is named')],
  [21212, refused('account-rejected', 'the sender is no telephone number')],
  [21659, refused('account-rejected', 'the sender is no number of this account')],
  [21660, refused('account-rejected', 'the sender belongs to another account')],
  [21608, refused('account-rejected', 'a trial account writes to verified numbers only')],
  [21609, refused('account-rejected', 'the address for callbacks is not valid; check PUBLIC_URL')],
]);

export interface DeliveryFailure {
  readonly says: string;
  /** What is known about the number from now on. */
  readonly reachability?: 'blocked' | 'gone';
}

/** Errors that a status callback names, of texts that were taken. */
export const DELIVERY_ERRORS: ReadonlyMap<number, DeliveryFailure> = new Map<number, DeliveryFailure>([
  [21610, { says: 'the recipient wrote STOP to this sender', reachability: 'blocked' }],
  [30001, { says: 'the queue was full' }],
  [30002, { says: 'the account is suspended' }],
  [30003, { says: 'the telephone is switched off or out of reach' }],
  [30004, { says: 'the recipient or the carrier blocks the text' }],
  [30005, { says: 'nobody has this number', reachability: 'gone' }],
  [30006, { says: 'a landline, or a carrier that cannot be reached', reachability: 'gone' }],
  [30007, { says: 'filtered by the carrier' }],
  [30008, { says: 'for a reason that the carrier does not tell' }],
  [30036, { says: 'not delivered within the contact window' }],
]);
