import type { LocalDate } from '../../src/domain/calendar/local-date.js';
import { daysBetween, localDate } from '../../src/domain/calendar/local-date.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import type { SimPlan } from './simulator.js';

/** One payment as it stands in a text. */
export interface SeenPayment {
  readonly dueOn: LocalDate;
  readonly amountMinor: number;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DATE: Readonly<Record<Locale, string>> = {
  'zh-CN': '(\\d{4})年(\\d{1,2})月(\\d{1,2})日（周.）',
  en: `(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (\\d{1,2}) (${MONTHS.join('|')}) (\\d{4})`,
};
const MONEY = '[^\\d\\s]*\\s?([\\d,]+[.]\\d{2})';

const minorOf = (written: string): number => Math.round(Number(written.replace(/,/g, '')) * 100);

function dayOf(locale: Locale, [first, second, third]: readonly string[]): LocalDate {
  const [year, month, day] =
    locale === 'en' ? [third, MONTHS.indexOf(second ?? '') + 1, first] : [first, second, third];
  return localDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

/** Every payment that a text lists with its day and amount, in the order of the text. */
export function paymentsIn(text: string, locale: Locale): readonly SeenPayment[] {
  const line =
    locale === 'en'
      ? new RegExp(`Payment \\d+, ${DATE.en}: ${MONEY}`, 'gu')
      : new RegExp(`第\\d+期 ${DATE['zh-CN']} ${MONEY}`, 'gu');
  return [...text.matchAll(line)].map((found) => ({
    dueOn: dayOf(locale, found.slice(1, 4)),
    amountMinor: minorOf(found[4] ?? ''),
  }));
}

/** The terms that a text offers in one sentence or lists; null: none can be read in it. */
export function offerIn(text: string, locale: Locale, today: LocalDate): SimPlan | null {
  const listed = paymentsIn(text, locale);
  if (listed.length > 0) return planOfPayments(listed, today);
  const forms = FORMS[locale];
  const once = forms.once.exec(text);
  if (once) {
    const { day, amounts } = partsOf(once, locale);
    return planOfPayments([{ dueOn: day, amountMinor: amounts[0] ?? 0 }], today);
  }
  const equal = forms.equal.exec(text);
  if (equal) {
    const { day, amounts, count } = partsOf(equal, locale);
    const [total = 0] = amounts.slice(1);
    return inParts(total, amounts[0] ?? 0, count - 1, day, today);
  }
  const first = forms.first.exec(text);
  if (!first) return null;
  const { day, amounts, count } = partsOf(first, locale);
  const [down = 0, , total = 0] = amounts;
  return inParts(total, down, count, day, today);
}

const FORMS: Readonly<Record<Locale, Readonly<Record<'once' | 'equal' | 'first', RegExp>>>> = {
  'zh-CN': {
    once: new RegExp(`${DATE['zh-CN']}一次付 ${MONEY}`, 'u'),
    equal: new RegExp(`分(?<count>\\d+)期，每\\S+ ${MONEY}，首期 ${DATE['zh-CN']}，合计 ${MONEY}`, 'u'),
    first: new RegExp(
      `${DATE['zh-CN']}先付 ${MONEY}，其余分(?<count>\\d+)期，每\\S+ ${MONEY}，合计 ${MONEY}`,
      'u',
    ),
  },
  en: {
    once: new RegExp(`one payment of ${MONEY} on ${DATE.en}`, 'u'),
    equal: new RegExp(
      `(?<count>\\d+) payments, ${MONEY} every [\\w ]+, the first on ${DATE.en}, ${MONEY} in all`,
      'u',
    ),
    first: new RegExp(
      `${MONEY} on ${DATE.en}, then (?<count>\\d+) payments of ${MONEY} every [\\w ]+, ${MONEY} in all`,
      'u',
    ),
  },
};

function partsOf(
  found: RegExpExecArray,
  locale: Locale,
): { readonly day: LocalDate; readonly amounts: readonly number[]; readonly count: number } {
  const count = Number(found.groups?.['count'] ?? 1);
  const groups = found.slice(1);
  const amounts = groups.filter((group) => /[.]\d{2}$/u.test(group)).map(minorOf);
  const year = groups.findIndex((group) => /^20\d{2}$/u.test(group));
  const date = locale === 'en' ? groups.slice(year - 2, year + 1) : groups.slice(year, year + 3);
  return { day: dayOf(locale, date), amounts, count };
}

const inParts = (total: number, down: number, n: number, first: LocalDate, today: LocalDate): SimPlan => ({
  kind: 'instalment',
  total,
  down,
  n,
  startDays: daysBetween(today, first),
});

function planOfPayments(payments: readonly SeenPayment[], today: LocalDate): SimPlan | null {
  const [first] = payments;
  if (!first) return null;
  const total = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const startDays = daysBetween(today, first.dueOn);
  return payments.length === 1
    ? { kind: 'lump', total, down: total, n: 0, startDays }
    : { kind: 'instalment', total, down: first.amountMinor, n: payments.length - 1, startDays };
}
