import { ofEpochDay, weekdayOfEpochDay } from '../calendar/local-date.js';
import type { Instant } from '../calendar/instant.js';
import { DAY, MINUTE, earliest, instant, plus } from '../calendar/instant.js';
import type { ZoneId } from '../calendar/zone.js';
import { instantAt, localMinutes } from '../calendar/zone.js';
import type { ContactPreference } from '../debtor/contact-preference.js';
import type { DayWindows, PackHours, ResolvedPolicy } from './resolve-policy.js';

/** How far ahead a next possible moment is looked for. */
export const HORIZON_DAYS = 31;

export type DayState = 'ordinary' | 'holiday' | 'unknown-year';

/** The zones in which a pack's hours must hold: the debtor's, and the pack's own. Empty: nobody knows. */
export function zonesOf(hours: PackHours, zones: readonly ZoneId[]): readonly ZoneId[] {
  if (hours.fixedZone === null || zones.includes(hours.fixedZone)) return zones;
  return zones.length === 0 ? hours.fixedZones : [hours.fixedZone, ...zones];
}

/** The zones whose wall clock a preference means. */
const preferenceZones = (policy: ResolvedPolicy, zones: readonly ZoneId[]): readonly ZoneId[] =>
  zones.length > 0 ? zones : policy.hours.flatMap((hours) => hours.fixedZones);

export const zonesKnown = (policy: ResolvedPolicy, zones: readonly ZoneId[]): boolean =>
  policy.hours.every((hours) => zonesOf(hours, zones).length > 0);

const MINUTES_A_DAY = 1440;

/** Whether hours are open at that many minutes of a wall clock since 1970-01-01. */
function openAt(byWeekday: readonly DayWindows[], local: number): boolean {
  const day = Math.floor(local / MINUTES_A_DAY);
  const minute = local - day * MINUTES_A_DAY;
  for (const window of byWeekday[weekdayOfEpochDay(day)] ?? []) {
    if (minute >= window.from && minute < window.to) return true;
  }
  return false;
}

/** Whether every pack's window is open in every zone it looks at; holidays and preference aside. */
export const windowOpen = (policy: ResolvedPolicy, zones: readonly ZoneId[], now: Instant): boolean =>
  policy.hours.every((hours) => {
    const candidates = zonesOf(hours, zones);
    return (
      candidates.length > 0 && candidates.every((zone) => openAt(hours.byWeekday, localMinutes(now, zone)))
    );
  });

export const preferenceOpen = (
  policy: ResolvedPolicy,
  zones: readonly ZoneId[],
  preference: ContactPreference | null,
  now: Instant,
): boolean => {
  if (preference === null) return true;
  const byWeekday = preferredHours(preference);
  return preferenceZones(policy, zones).every((zone) => openAt(byWeekday, localMinutes(now, zone)));
};

/** What the calendars of all packs say of the day that it is in each of their zones; the worst answer counts. */
export function dayState(policy: ResolvedPolicy, zones: readonly ZoneId[], now: Instant): DayState {
  let state: DayState = 'ordinary';
  for (const hours of policy.hours) {
    for (const zone of zonesOf(hours, zones)) {
      const found = stateOfDay(hours, Math.floor(localMinutes(now, zone) / MINUTES_A_DAY));
      if (found === 'unknown-year') return found;
      if (found === 'holiday') state = found;
    }
  }
  return state;
}

function stateOfDay(hours: PackHours, day: number): DayState {
  if (day < hours.calendarsFrom || day > hours.calendarsThrough) return 'unknown-year';
  return hours.holidays.has(day) ? 'holiday' : 'ordinary';
}

/** Hours by weekday that a preference leaves. `notAfter` before `notBefore` means across midnight. */
function preferredHours({ notBefore, notAfter, weekdays }: ContactPreference): readonly DayWindows[] {
  const from = notBefore ?? 0;
  const to = notAfter ?? 1440;
  const day: DayWindows =
    from <= to
      ? [{ from, to }]
      : [
          { from: 0, to },
          { from, to: 1440 },
        ];
  return Array.from({ length: 8 }, (_, weekday) =>
    weekdays.length === 0 || weekdays.includes(weekday) ? day : [],
  );
}

/**
 * The first moment, not before `start`, at which all windows and the preference are open in all zones and, if asked,
 * no calendar has a holiday. Null: not within the horizon, or in a year whose holidays are not known.
 */
export function nextOpen(
  policy: ResolvedPolicy,
  zones: readonly ZoneId[],
  preference: ContactPreference | null,
  start: Instant,
  options: { readonly holidays: boolean },
): Instant | null {
  if (!zonesKnown(policy, zones)) return null;
  const preferred = preference === null ? null : preferredHours(preference);
  const horizon = plus(start, HORIZON_DAYS * DAY);
  let moment = start;
  for (;;) {
    const before = moment;
    for (const hours of policy.hours) {
      for (const zone of zonesOf(hours, zones)) {
        const next = nextInZone(hours.byWeekday, options.holidays ? hours : null, zone, moment);
        if (next === null) return null;
        moment = next;
      }
    }
    if (preferred !== null) {
      for (const zone of preferenceZones(policy, zones)) {
        const next = nextInZone(preferred, null, zone, moment);
        if (next === null) return null;
        moment = next;
      }
    }
    if (moment > horizon) return null;
    if (moment === before) return moment;
  }
}

function nextInZone(
  byWeekday: readonly DayWindows[],
  calendars: PackHours | null,
  zone: ZoneId,
  start: Instant,
): Instant | null {
  const now = localMinutes(start, zone);
  const today = Math.floor(now / MINUTES_A_DAY);
  for (let day = today; day <= today + HORIZON_DAYS; day += 1) {
    const state = calendars === null ? 'ordinary' : stateOfDay(calendars, day);
    if (state === 'unknown-year') return null;
    if (state === 'holiday') continue;
    for (const window of byWeekday[weekdayOfEpochDay(day)] ?? []) {
      const from = day * MINUTES_A_DAY + window.from;
      const to = day * MINUTES_A_DAY + window.to;
      if (now >= to) continue;
      if (now >= from) return start;
      const opening = instantAt(ofEpochDay(day), window.from, zone);
      // The earlier of two equal clock times may lie before `start`; the later one is as far away as the clock shows.
      const moment = opening >= start ? opening : instant(start - (start % MINUTE) + (from - now) * MINUTE);
      const local = localMinutes(moment, zone);
      if (local >= from && local < to) return moment;
    }
  }
  return null;
}

/**
 * When the hours that are open now close; `now` when they are not open. A message handed to a provider must not be
 * valid for longer than that. Looks at windows and preference, not at holidays.
 */
export function windowEnd(
  policy: ResolvedPolicy,
  zones: readonly ZoneId[],
  preference: ContactPreference | null,
  now: Instant,
): Instant {
  if (!windowOpen(policy, zones, now) || !preferenceOpen(policy, zones, preference, now)) return now;
  let end = plus(now, DAY);
  for (const hours of policy.hours) {
    for (const zone of zonesOf(hours, zones)) end = earliest(end, closing(hours.byWeekday, zone, now));
  }
  if (preference !== null) {
    const preferred = preferredHours(preference);
    for (const zone of preferenceZones(policy, zones)) end = earliest(end, closing(preferred, zone, now));
  }
  return end;
}

function closing(byWeekday: readonly DayWindows[], zone: ZoneId, now: Instant): Instant {
  const local = localMinutes(now, zone);
  const day = Math.floor(local / MINUTES_A_DAY);
  const minute = local - day * MINUTES_A_DAY;
  const window = byWeekday[weekdayOfEpochDay(day)]?.find(({ from, to }) => minute >= from && minute < to);
  return window === undefined ? now : instantAt(ofEpochDay(day), window.to, zone);
}
