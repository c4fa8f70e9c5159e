import { Temporal } from 'temporal-polyfill';
import type { Brand } from '../shared/brand.js';
import { DomainError } from '../shared/domain-error.js';
import type { Instant } from './instant.js';
import { DAY, MINUTE, instant } from './instant.js';
import type { LocalDate } from './local-date.js';
import { epochDay, ofEpochDay, weekdayOfEpochDay } from './local-date.js';

/** An IANA time zone name, e.g. `Asia/Shanghai`. */
export type ZoneId = Brand<string, 'ZoneId'>;

/** What the clocks on the wall of a zone show. */
export interface ZonedTime {
  readonly date: LocalDate;
  /** Whole minutes after midnight by the wall clock, 0–1439. */
  readonly minute: number;
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday: number;
}

/** A span between two changes of the clocks, in which the offset from UTC stays the same. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

const known = new Map<string, ZoneId>();
const spansByZone = new Map<ZoneId, Span[]>();

/** Throws `CALENDAR.UNKNOWN_ZONE` for anything but the name of an IANA zone. */
export function zoneId(text: string): ZoneId {
  const found = known.get(text);
  if (found) return found;
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(text) || text.length > 64) throw unknownZone();
  let zone: ZoneId;
  try {
    zone = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId as ZoneId;
  } catch {
    throw unknownZone();
  }
  known.set(text, zone);
  return zone;
}

const unknownZone = (): DomainError =>
  new DomainError('CALENDAR.UNKNOWN_ZONE', 'A time zone must be an IANA name like Asia/Shanghai.');

function spanAt(moment: number, zone: ZoneId): Span {
  let spans = spansByZone.get(zone);
  if (!spans) {
    spans = [];
    spansByZone.set(zone, spans);
  }
  for (const span of spans) {
    if (moment >= span.start && moment < span.end) return span;
  }
  const there = Temporal.Instant.fromEpochMilliseconds(Math.floor(moment)).toZonedDateTimeISO(zone);
  const next = there.getTimeZoneTransition('next');
  const previous = there.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  const span: Span = {
    start: previous?.epochMilliseconds ?? -Infinity,
    end: next?.epochMilliseconds ?? Infinity,
    offset: there.offsetNanoseconds / 1_000_000,
  };
  spans.push(span);
  return span;
}

export function zonedTime(moment: Instant, zone: ZoneId): ZonedTime {
  const local = moment + spanAt(moment, zone).offset;
  const days = Math.floor(local / DAY);
  return {
    date: ofEpochDay(days),
    minute: Math.floor((local - days * DAY) / MINUTE),
    weekday: weekdayOfEpochDay(days),
  };
}

/**
 * The moment at which the wall clock shows so many minutes after midnight (0–1440). A time that is skipped when
 * clocks go forward moves forward by the length of the gap; of a time that comes twice, the earlier is meant.
 */
export function instantAt(date: LocalDate, minute: number, zone: ZoneId): Instant {
  const local = epochDay(date) * DAY + minute * MINUTE;
  const before = spanAt(local - DAY, zone).offset;
  const after = spanAt(local + DAY, zone).offset;
  const candidates = [local - before, local - after].filter(
    (moment) => moment + spanAt(moment, zone).offset === local,
  );
  return instant(candidates.length > 0 ? Math.min(...candidates) : local - before);
}

export const todayIn = (now: Instant, zone: ZoneId): LocalDate =>
  ofEpochDay(Math.floor((now + spanAt(now, zone).offset) / DAY));

/** Whole minutes that the wall clock of the zone is past 1970-01-01 00:00; its day is `Math.floor(minutes / 1440)`. */
export const localMinutes = (moment: Instant, zone: ZoneId): number =>
  Math.floor((moment + spanAt(moment, zone).offset) / MINUTE);
