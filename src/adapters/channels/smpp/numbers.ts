import type { SmppSettings } from './settings.js';

export const TON_INTERNATIONAL = 1;
export const TON_NATIONAL = 2;
export const TON_NAME = 5;

/** Shortest number that can be a subscriber somewhere; shorter ones are short codes. */
const SHORTEST_SUBSCRIBER = 8;

/**
 * A sender as an SMSC writes it, in E.164. Names and short codes stay as they are. `countryCode` completes numbers
 * that come without one.
 */
export const toE164 = (raw: string, ton: number, countryCode: string): string => {
  const written = raw.trim();
  if (ton === TON_NAME || !/^\+?[\d\s().-]+$/u.test(written)) return written;
  const digits = written.replace(/\D/gu, '');
  if (written.startsWith('+') || ton === TON_INTERNATIONAL) return `+${digits.replace(/^00/u, '')}`;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  if (digits.length < SHORTEST_SUBSCRIBER) return digits;
  if (countryCode === '') return `+${digits}`;
  const complete =
    ton !== TON_NATIONAL &&
    digits.startsWith(countryCode) &&
    digits.length - countryCode.length >= SHORTEST_SUBSCRIBER + 1;
  return complete ? `+${digits}` : `+${countryCode}${digits.replace(/^0+/u, '')}`;
};

/** A debtor's number as the SMSC wants it. */
export const asDialled = (address: string, format: SmppSettings['numberFormat']): string => {
  const digits = address.replace(/\D/gu, '');
  return format === 'plus' ? `+${digits}` : digits;
};
