import type { PlanTerms } from '../arrangement/arrangement.js';
import { planInterest } from '../arrangement/arrangement.js';
import type { Instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import { dayOf, monthOf, weekdayOf, yearOf } from '../calendar/local-date.js';
import type { ZoneId } from '../calendar/zone.js';
import { zonedTime } from '../calendar/zone.js';
import type { MessageFields } from '../message/message.js';
import type { Locale } from '../shared/locale.js';
import type { Currency } from '../shared/money.js';
import { formatMoney, money } from '../shared/money.js';

const WEEKDAYS: Record<Locale, readonly string[]> = {
  'zh-CN': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const FREQUENCIES: Record<Locale, Record<PlanTerms['frequency'], string>> = {
  'zh-CN': { once: '一次', weekly: '每周', fortnightly: '每两周', monthly: '每月' },
  en: { once: 'once', weekly: 'every week', fortnightly: 'every two weeks', monthly: 'every month' },
};

/** `2026年12月4日（周五）`, `Friday 4 December 2026`. */
export function writeDate(date: LocalDate, locale: Locale): string {
  const weekday = WEEKDAYS[locale][weekdayOf(date) - 1] ?? '';
  return locale === 'zh-CN'
    ? `${yearOf(date)}年${monthOf(date)}月${dayOf(date)}日（${weekday}）`
    : `${weekday} ${dayOf(date)} ${MONTHS[monthOf(date) - 1] ?? ''} ${yearOf(date)}`;
}

/** A time of day, `18:05`, from minutes after midnight. */
export const writeTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Day and time on the reader's wall clock. */
export function writeMoment(moment: Instant, zone: ZoneId, locale: Locale): string {
  const local = zonedTime(moment, zone);
  return `${writeDate(local.date, locale)} ${writeTime(local.minute)}`;
}

export const writeAmount = (minor: number, currency: Currency, locale: Locale): string =>
  formatMoney(money(minor, currency), locale);

/** The hours in which somebody wants to be written to. */
export function writeHours(notBefore: number | null, notAfter: number | null, locale: Locale): string {
  const from = notBefore === null ? null : writeTime(notBefore);
  const to = notAfter === null ? null : writeTime(notAfter);
  if (from !== null && to !== null) return `${from}–${to}`;
  if (from !== null) return locale === 'zh-CN' ? `${from} 以后` : `after ${from}`;
  return locale === 'zh-CN' ? `${to ?? ''} 以前` : `before ${to ?? ''}`;
}

/** One line per instalment: number, date, amount. */
export const writePlanLines = (
  instalments: readonly { readonly dueOn: LocalDate; readonly amountMinor: number }[],
  currency: Currency,
  locale: Locale,
  firstNumber = 1,
): string[] =>
  instalments.map((instalment, index) => {
    const number = firstNumber + index;
    const day = writeDate(instalment.dueOn, locale);
    const amount = writeAmount(instalment.amountMinor, currency, locale);
    return locale === 'zh-CN' ? `第${number}期 ${day} ${amount}` : `Payment ${number}, ${day}: ${amount}`;
  });

/** The plan in one sentence without its list of dates. */
export function writePlanSummary(terms: PlanTerms, locale: Locale): string {
  const [first, second] = terms.instalments;
  if (first === undefined) return '';
  const amount = (minor: number): string => writeAmount(minor, terms.currency, locale);
  const start = writeDate(first.dueOn, locale);
  const total = totalInWords(terms, locale);
  if (second === undefined) {
    const all = amount(terms.totalMinor);
    return locale === 'zh-CN' ? `${start}一次付 ${all}` : `one payment of ${all} on ${start}`;
  }
  const count = terms.instalments.length;
  const often = FREQUENCIES[locale][terms.frequency];
  if (first.amountMinor === second.amountMinor) {
    return locale === 'zh-CN'
      ? `分${count}期，${often} ${amount(first.amountMinor)}，首期 ${start}，${total}`
      : `${count} payments, ${amount(first.amountMinor)} ${often}, the first on ${start}, ${total}`;
  }
  return locale === 'zh-CN'
    ? `${start}先付 ${amount(first.amountMinor)}，其余分${count - 1}期，${often} ${amount(second.amountMinor)}，${total}`
    : `${amount(first.amountMinor)} on ${start}, then ${count - 1} payments of ${amount(second.amountMinor)} ${often}, ${total}`;
}

function totalInWords(terms: PlanTerms, locale: Locale): string {
  const total = writeAmount(terms.totalMinor, terms.currency, locale);
  const interest = writeAmount(planInterest(terms), terms.currency, locale);
  if (planInterest(terms) === 0) return locale === 'zh-CN' ? `合计 ${total}` : `${total} in all`;
  return locale === 'zh-CN'
    ? `合计 ${total}（含利息 ${interest}）`
    : `${total} in all (${interest} of it interest)`;
}

/** What the message says that puts a plan to the debtor: every date and amount, and what is interest or waived. */
export function writePlanFields(terms: PlanTerms, locale: Locale): MessageFields {
  const amount = (minor: number): string => writeAmount(minor, terms.currency, locale);
  const interest = planInterest(terms);
  return {
    planLines: writePlanLines(terms.instalments, terms.currency, locale),
    total: amount(terms.totalMinor),
    ...(interest > 0 ? { planInterest: amount(interest) } : {}),
    ...(terms.discountMinor > 0 ? { discount: amount(terms.discountMinor) } : {}),
  };
}
