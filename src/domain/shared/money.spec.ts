import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from './domain-error.js';
import type { Currency } from './money.js';
import {
  CURRENCIES,
  add,
  allocate,
  exponentOf,
  formatMoney,
  isCurrency,
  larger,
  money,
  parseAmount,
  smaller,
  splitEvenly,
} from './money.js';

const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'nothing thrown';
};

const currencies = fc.constantFrom<Currency>(...CURRENCIES);

describe('money', () => {
  it('adds and compares within one currency only', () => {
    expect(add(money(150, 'USD'), money(250, 'USD'))).toEqual({ minor: 400, currency: 'USD' });
    expect(smaller(money(1, 'EUR'), money(2, 'EUR')).minor).toBe(1);
    expect(larger(money(1, 'EUR'), money(2, 'EUR')).minor).toBe(2);
    expect(Object.is(money(-0, 'EUR').minor, 0)).toBe(true);
    expect(codeOf(() => add(money(1, 'USD'), money(1, 'CNY')))).toBe('MONEY.CURRENCY_MISMATCH');
    expect(isCurrency('CNY')).toBe(true);
    expect(isCurrency('cny')).toBe(false);
  });

  it.each([1.5, Number.NaN, Infinity, 2 ** 53])('refuses %p minor units', (minor) => {
    expect(codeOf(() => money(minor, 'USD'))).toBe('MONEY.NOT_EXACT');
  });

  it('gives left-over minor units to the largest remainders, the earlier part first', () => {
    expect(splitEvenly(money(10_000, 'CNY'), 3).map((part) => part.minor)).toEqual([3334, 3333, 3333]);
    expect(allocate(money(100, 'USD'), [1, 2, 3]).map((part) => part.minor)).toEqual([17, 33, 50]);
    expect(allocate(money(5, 'JPY'), [0, 1, 1]).map((part) => part.minor)).toEqual([0, 3, 2]);
    expect(codeOf(() => allocate(money(5, 'JPY'), [0, 0]))).toBe('MONEY.BAD_WEIGHTS');
    expect(codeOf(() => allocate(money(5, 'JPY'), []))).toBe('MONEY.BAD_WEIGHTS');
    expect(codeOf(() => allocate(money(5, 'JPY'), [1, 0.5]))).toBe('MONEY.BAD_WEIGHTS');
    expect(codeOf(() => allocate(money(5, 'JPY'), [2, -1]))).toBe('MONEY.BAD_WEIGHTS');
  });

  it('divides any amount exactly, each part less than one minor unit from its share', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc
          .array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 40 })
          .filter((all) => all.some((w) => w > 0)),
        (total, weights) => {
          const parts = allocate(money(total, 'USD'), weights).map((part) => part.minor);
          expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
          const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
          parts.forEach((part, place) => {
            const error = BigInt(part) * sum - BigInt(total) * BigInt(weights[place] ?? 0);
            expect(error < sum && error > -sum).toBe(true);
          });
        },
      ),
    );
  });

  it('reads plain decimals', () => {
    expect(parseAmount('1234.5', 'CNY').minor).toBe(123_450);
    expect(parseAmount('0', 'CNY').minor).toBe(0);
    expect(parseAmount('007.01', 'USD').minor).toBe(701);
    expect(parseAmount('500', 'JPY').minor).toBe(500);
    expect(parseAmount('90071992547409.91', 'USD').minor).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each([
    ['1,234.5', 'MONEY.BAD_AMOUNT'],
    ['１００', 'MONEY.BAD_AMOUNT'],
    ['6.2E+18', 'MONEY.BAD_AMOUNT'],
    ['', 'MONEY.BAD_AMOUNT'],
    ['.5', 'MONEY.BAD_AMOUNT'],
    ['5.', 'MONEY.BAD_AMOUNT'],
    [' 5', 'MONEY.BAD_AMOUNT'],
    ['5\n', 'MONEY.BAD_AMOUNT'],
    ['+5', 'MONEY.BAD_AMOUNT'],
    ['¥5', 'MONEY.BAD_AMOUNT'],
    ['0x10', 'MONEY.BAD_AMOUNT'],
    ['-5', 'MONEY.NEGATIVE'],
    ['5.001', 'MONEY.TOO_MANY_DECIMALS'],
    ['90071992547409.92', 'MONEY.TOO_LARGE'],
    ['9'.repeat(400), 'MONEY.TOO_LARGE'],
  ])('refuses %p with %s', (text, code) => {
    expect(codeOf(() => parseAmount(text, 'CNY'))).toBe(code);
  });

  it('refuses decimals where the currency has none', () => {
    expect(codeOf(() => parseAmount('5.0', 'JPY'))).toBe('MONEY.TOO_MANY_DECIMALS');
  });

  it('shows amounts in both languages', () => {
    expect(formatMoney(money(123_450, 'CNY'), 'zh-CN')).toBe('¥1,234.50');
    expect(formatMoney(money(123_450, 'CNY'), 'en')).toBe('CN¥1,234.50');
    expect(formatMoney(money(123_450, 'USD'), 'en')).toBe('$1,234.50');
    expect(formatMoney(money(-5, 'USD'), 'en')).toBe('-$0.05');
    expect(formatMoney(money(1_234, 'JPY'), 'en')).toBe('¥1,234');
    expect(formatMoney(money(123_450, 'IDR'), 'en')).toBe('IDR 1,234.50');
  });

  it('shows every amount to the last minor unit', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        currencies,
        fc.constantFrom('zh-CN' as const, 'en' as const),
        (minor, currency, locale) => {
          const shown = formatMoney(money(minor, currency), locale);
          expect(shown.replace(/\D/g, '').replace(/^0+(?=\d)/, '')).toBe(String(Math.abs(minor)));
          expect(shown.includes('-')).toBe(minor < 0);
        },
      ),
    );
  });

  it('reads back what it would write', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), currencies, (minor, currency) => {
        const digits = String(minor).padStart(exponentOf(currency) + 1, '0');
        const cut = digits.length - exponentOf(currency);
        const text = exponentOf(currency) === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
        expect(parseAmount(text, currency)).toEqual({ minor, currency });
      }),
    );
  });
});
