import { DomainError } from './domain-error.js';
import type { Locale } from './locale.js';

/** Currencies that Parley counts in (ISO 4217). */
export const CURRENCIES = ['CNY', 'USD', 'EUR', 'GBP', 'JPY', 'INR', 'IDR', 'SGD', 'HKD', 'AUD'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** An amount as a whole number of the currency's smallest unit. */
export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

/** Digits after the decimal point, by ISO 4217. */
const EXPONENTS: Readonly<Record<Currency, number>> = {
  CNY: 2,
  USD: 2,
  EUR: 2,
  GBP: 2,
  JPY: 0,
  INR: 2,
  IDR: 2,
  SGD: 2,
  HKD: 2,
  AUD: 2,
};

export const isCurrency = (raw: string): raw is Currency => (CURRENCIES as readonly string[]).includes(raw);

export const exponentOf = (currency: Currency): number => EXPONENTS[currency];

/** Throws `MONEY.NOT_EXACT` unless `minor` is a whole number that a double holds exactly. */
export function money(minor: number, currency: Currency): Money {
  if (!Number.isSafeInteger(minor)) {
    throw new DomainError(
      'MONEY.NOT_EXACT',
      `An amount in ${currency} is not an exact whole number of minor units.`,
    );
  }
  return { minor: minor === 0 ? 0 : minor, currency };
}

function sameCurrency(a: Money, b: Money): Currency {
  if (a.currency !== b.currency) {
    throw new DomainError(
      'MONEY.CURRENCY_MISMATCH',
      `An amount in ${a.currency} cannot meet one in ${b.currency}.`,
    );
  }
  return a.currency;
}

export const add = (a: Money, b: Money): Money => money(a.minor + b.minor, sameCurrency(a, b));
export const smaller = (a: Money, b: Money): Money => money(Math.min(a.minor, b.minor), sameCurrency(a, b));
export const larger = (a: Money, b: Money): Money => money(Math.max(a.minor, b.minor), sameCurrency(a, b));

/**
 * Divides an amount by whole-number weights, exactly: the parts add up to the total, and no part is a minor unit or
 * more away from its share. Left-over minor units go to the largest remainders, the earlier part first.
 * Throws `MONEY.BAD_WEIGHTS` unless every weight is a whole number from 0 and one is above.
 */
export function allocate(total: Money, weights: readonly number[]): Money[] {
  if (
    weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0) ||
    !weights.some((weight) => weight > 0)
  ) {
    throw new DomainError(
      'MONEY.BAD_WEIGHTS',
      'An amount can only be divided by whole numbers of which one is above 0.',
    );
  }
  const sign = total.minor < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(total.minor));
  const sum = weights.reduce((soFar, weight) => soFar + BigInt(weight), 0n);
  const shares = weights.map((weight, place) => {
    const product = whole * BigInt(weight);
    return { place, minor: Number(product / sum), remainder: product % sum };
  });
  let left = Math.abs(total.minor) - shares.reduce((soFar, share) => soFar + share.minor, 0);
  const parts = shares.map((share) => share.minor);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder) {
    if (left === 0) break;
    parts[share.place] = share.minor + 1;
    left -= 1;
  }
  return parts.map((minor) => money(sign * minor, total.currency));
}

/** Parts that differ by at most one minor unit, the larger ones first. */
export const splitEvenly = (total: Money, parts: number): Money[] =>
  allocate(
    total,
    Array.from({ length: parts }, () => 1),
  );

/**
 * Reads a plain decimal as lenders write it in files: ASCII digits, at most one point, no sign, grouping, exponent,
 * space or currency sign. Throws `MONEY.BAD_AMOUNT`, `MONEY.NEGATIVE`, `MONEY.TOO_MANY_DECIMALS` or
 * `MONEY.TOO_LARGE`; never repeats the text.
 */
export function parseAmount(text: string, currency: Currency): Money {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) {
    throw new DomainError(
      'MONEY.BAD_AMOUNT',
      'An amount must be plain digits with at most one decimal point, like 1234.50.',
    );
  }
  const [, sign, whole = '', fraction = ''] = match;
  if (sign === '-') throw new DomainError('MONEY.NEGATIVE', 'An amount must not be negative.');
  const exponent = exponentOf(currency);
  if (fraction.length > exponent) {
    throw new DomainError(
      'MONEY.TOO_MANY_DECIMALS',
      `An amount in ${currency} has at most ${exponent} decimals.`,
    );
  }
  const digits = whole.replace(/^0+/, '') + fraction.padEnd(exponent, '0');
  const minor = digits.length > 16 ? Infinity : Number(digits);
  if (!Number.isSafeInteger(minor)) {
    throw new DomainError(
      'MONEY.TOO_LARGE',
      `An amount in ${currency} is larger than can be counted exactly.`,
    );
  }
  return money(minor, currency);
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: Currency, locale: Locale): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    const digits = exponentOf(currency);
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format;
}

/** The amount for people, exact to the minor unit, e.g. `¥1,234.50`; with plain spaces, which every channel can carry. */
export function formatMoney(amount: Money, locale: Locale): string {
  const exponent = exponentOf(amount.currency);
  const digits = String(Math.abs(amount.minor)).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const decimal = exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  const signed = (amount.minor < 0 ? `-${decimal}` : decimal) as Intl.StringNumericLiteral;
  return formatOf(amount.currency, locale)
    .format(signed)
    .replace(/[\u00a0\u202f]/g, ' ');
}
