import type { LocalDate } from '../calendar/local-date.js';
import { addDays, addMonths, dayOf, endOfMonth, weekdayOf } from '../calendar/local-date.js';
import type { ArrangementLimits, Frequency, WorkingCalendar } from './limits.js';

/** Where payments may fall. */
export type PaymentDays = Pick<ArrangementLimits, 'startWithinDays' | 'paymentDayRule' | 'calendar'>;

/** How a plan goes on after its first payment. */
export interface Rhythm {
  readonly frequency: Frequency;
  readonly count: number;
  /** Day of the month, 1 to 31, on which the debtor is paid; monthly instalments after the first fall on it. */
  readonly payDay?: number;
}

/** Between the first payment and the first one on a pay day lie at least so many days. */
const BEFORE_PAY_DAY = 14;
/** Longer than any run of days off. */
const SEARCH_DAYS = 31;
const NO_HOLIDAYS: WorkingCalendar = { holidays: [], makeUpDays: [] };

const moves = ({ paymentDayRule }: PaymentDays): boolean => (paymentDayRule ?? 'as-is') !== 'as-is';

const isWorkingDay = (date: LocalDate, { calendar = NO_HOLIDAYS }: PaymentDays): boolean =>
  calendar.makeUpDays.includes(date) || (weekdayOf(date) <= 5 && !calendar.holidays.includes(date));

function nearestWorkingDay(
  from: LocalDate,
  step: 1 | -1,
  until: LocalDate,
  days: PaymentDays,
): LocalDate | null {
  for (let date = from; step > 0 ? date <= until : date >= until; date = addDays(date, step)) {
    if (isWorkingDay(date, days)) return date;
  }
  return null;
}

/** The day on which something due on `date` is paid by the lender's rule. */
export function paymentDay(date: LocalDate, days: PaymentDays): LocalDate {
  if (!moves(days)) return date;
  const step = days.paymentDayRule === 'previous-working-day' ? -1 : 1;
  return nearestWorkingDay(date, step, addDays(date, step * SEARCH_DAYS), days) ?? date;
}

/**
 * The first payment moved into the days in which the limits let a plan start, and there to a working day where the
 * rule asks for one: the other way round where its own way leads out. Without any in these days it stays.
 */
export function startWithin(days: PaymentDays, today: LocalDate, wanted: LocalDate): LocalDate {
  const last = addDays(today, days.startWithinDays);
  const inside = wanted < today ? today : wanted > last ? last : wanted;
  const moved = paymentDay(inside, days);
  if (moved >= today && moved <= last) return moved;
  const [step, until] = moved > last ? ([-1, today] as const) : ([1, last] as const);
  return nearestWorkingDay(inside, step, until, days) ?? inside;
}

const payDayIn = (month: LocalDate, payDay: number): LocalDate => {
  const end = endOfMonth(month);
  return addDays(end, Math.min(payDay, dayOf(end)) - dayOf(end));
};

const payDaysFrom = (from: LocalDate, payDay: number, place: number): LocalDate => {
  const passed = payDayIn(from, payDay) < from ? 1 : 0;
  return payDayIn(addMonths(from, passed + place), payDay);
};

/** The next pay day on which a plan may start, from today on; null where the limits want the first payment sooner. */
export function startOnPayDay(days: PaymentDays, today: LocalDate, payDay: number): LocalDate | null {
  const next = payDaysFrom(today, payDay, 0);
  return next <= addDays(today, days.startWithinDays) ? startWithin(days, today, next) : null;
}

/**
 * The dates of a plan from its first payment on: the same weekday, the same day of the month, or the pay day, clamped to
 * the month's end and moved by the lender's rule; no two on one day. The first pay day counts that lies two weeks or
 * more after the first payment.
 */
export function instalmentDates(firstOn: LocalDate, rhythm: Rhythm, days: PaymentDays): LocalDate[] {
  const dates = [firstOn];
  for (let place = 1; place < rhythm.count; place += 1) {
    const before = dates[place - 1] ?? firstOn;
    const date = paymentDay(regularDate(firstOn, rhythm, place), days);
    const after = addDays(before, 1);
    const apart = nearestWorkingDay(after, 1, addDays(after, SEARCH_DAYS), days) ?? after;
    dates.push(date > before ? date : apart);
  }
  return dates;
}

function regularDate(firstOn: LocalDate, { frequency, payDay }: Rhythm, place: number): LocalDate {
  switch (frequency) {
    case 'weekly':
      return addDays(firstOn, 7 * place);
    case 'fortnightly':
      return addDays(firstOn, 14 * place);
    case 'monthly':
      return payDay === undefined
        ? addMonths(firstOn, place)
        : payDaysFrom(addDays(firstOn, BEFORE_PAY_DAY), payDay, place - 1);
  }
}
