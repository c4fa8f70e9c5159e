import type { LocalDate } from '../calendar/local-date.js';
import { dateOf, dayOf, epochDay, monthOf, yearOf } from '../calendar/local-date.js';
import { writeDate } from '../conversation/wording.js';
import { maskName } from '../debtor/mask-name.js';
import { formatMoney } from '../shared/money.js';
import type { PlainText, TextRange } from '../template/plain-text.js';
import { plainText } from '../template/plain-text.js';
import { readAmounts } from '../understanding/read-amounts.js';
import type { Ledger } from './ledger.js';

/** A figure or a name of the text that the ledger does not have; both are told. */
export interface LedgerDifference extends TextRange {
  readonly kind: 'amount-differs' | 'date-differs' | 'name-differs';
  readonly written: string;
  readonly ledger: string | null;
}

/** Every amount, day and name in a text that is not on record, by where it stands. */
export function compareWithLedger(text: string, ledger: Ledger): readonly LedgerDifference[] {
  const plain = plainText(text, 'single');
  return [...amounts(text, plain, ledger), ...dates(text, plain, ledger), ...names(text, ledger)].sort(
    (a, b) => a.start - b.start,
  );
}

function amounts(text: string, plain: PlainText, ledger: Ledger): LedgerDifference[] {
  const { outstanding, locale } = ledger;
  return readAmounts(plain.text, ledger.currency).flatMap(({ value, index, length }) => {
    const named = /[^\d\s.,]/u.test(plain.text.slice(index, index + length));
    const known = ledger.amounts.some(
      (amount) => amount.minor === value.minor && amount.currency === value.currency,
    );
    if (!named || known) return [];
    const range = plain.rangeOf(index, index + length);
    return [
      {
        ...range,
        kind: 'amount-differs' as const,
        written: text.slice(range.start, range.end).trim(),
        ledger: outstanding && formatMoney(outstanding, locale),
      },
    ];
  });
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(${MONTHS.join('|')})[a-z]*\\.?`;
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';

interface WrittenDay {
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

const whole = (digits: string | undefined): number | null => (digits === undefined ? null : Number(digits));
const monthNamed = (name = ''): number => MONTHS.indexOf(name.slice(0, 3)) + 1;

const DATES: readonly (readonly [RegExp, (match: RegExpMatchArray) => WrittenDay])[] = [
  [
    /(?:(\d{4})\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]/gu,
    ([, year, month, day]) => ({ year: whole(year), month: Number(month), day: Number(day) }),
  ],
  [
    /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/gu,
    ([, year, month, day]) => ({ year: whole(year), month: Number(month), day: Number(day) }),
  ],
  [
    new RegExp(`\\b${DAY} (?:of )?${MONTH}(?:,? (\\d{4}))?\\b`, 'gu'),
    ([, day, month, year]) => ({ year: whole(year), month: monthNamed(month), day: Number(day) }),
  ],
  [
    new RegExp(`\\b${MONTH} ${DAY}(?:,? (\\d{4}))?\\b`, 'gu'),
    ([, month, day, year]) => ({ year: whole(year), month: monthNamed(month), day: Number(day) }),
  ],
];

const sameDay = ({ year, month, day }: WrittenDay, date: LocalDate): boolean =>
  (year === null || year === yearOf(date)) && month === monthOf(date) && day === dayOf(date);

function dates(text: string, plain: PlainText, ledger: Ledger): LedgerDifference[] {
  const known = [...ledger.dates, ledger.today];
  return DATES.flatMap(([pattern, read]) =>
    [...plain.text.matchAll(pattern)].flatMap((match) => {
      const written = read(match);
      if (known.some((date) => sameDay(written, date))) return [];
      const range = plain.rangeOf(match.index, match.index + match[0].length);
      const nearest = nearestTo(written, ledger);
      return [
        {
          ...range,
          kind: 'date-differs' as const,
          written: text.slice(range.start, range.end),
          ledger: nearest && writeDate(nearest, ledger.locale),
        },
      ];
    }),
  );
}

function nearestTo({ year, month, day }: WrittenDay, { dates: known, today }: Ledger): LocalDate | null {
  if (month < 1 || month > 12 || day < 1 || day > 28) return known[0] ?? null;
  const meant = epochDay(dateOf(year ?? yearOf(today), month, day));
  const distance = (date: LocalDate): number => Math.abs(epochDay(date) - meant);
  return known.reduce<LocalDate | null>(
    (best, date) => (best === null || distance(date) < distance(best) ? date : best),
    null,
  );
}

const CHINESE_ADDRESS = /(\p{Script=Han}{1,2})(?:先生|女士|小姐)/gu;
const ENGLISH_ADDRESS = /\b(?:Mr|Mrs|Ms|Miss)\.? (\p{Lu}[\p{L}'-]+)/gu;
/** Before a title these are no surname: `您好先生`, `这位女士`. */
const NO_SURNAME = /[好位的各下，这那]$/u;

function names(text: string, { name, locale }: Ledger): LedgerDifference[] {
  if (name === null || name.trim() === '') return [];
  const parts = name.trim().toLowerCase().split(/\s+/u);
  const chinese = [...text.matchAll(CHINESE_ADDRESS)].filter(([, surname = '']) => {
    const last = [...surname].at(-1) ?? '';
    return !NO_SURNAME.test(surname) && !name.startsWith(surname) && !name.startsWith(last);
  });
  const english = [...text.matchAll(ENGLISH_ADDRESS)].filter(
    ([, surname = '']) => !parts.includes(surname.toLowerCase()),
  );
  return [...chinese, ...english].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'name-differs' as const,
    written: match[0],
    ledger: maskName(name, locale),
  }));
}
