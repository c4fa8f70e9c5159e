import type { Instant } from '../../domain/calendar/instant.js';
import { latest } from '../../domain/calendar/instant.js';
import { addDays } from '../../domain/calendar/local-date.js';
import type { ZoneId } from '../../domain/calendar/zone.js';
import { instantAt, zonedTime } from '../../domain/calendar/zone.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { Debtor } from '../../domain/debtor/debtor.js';

/** The day and clock a debtor lives by; the lender's where nothing is known. */
export const zoneOf = (debtor: Debtor, lender: Lender): ZoneId => debtor.zones[0] ?? lender.zone;

/** Hours of the day in minutes after midnight. */
export interface PreferredHours {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Today within the hours on the debtor's clock; the start of tomorrow's hours when they are over. */
export function nextSlot(hours: PreferredHours, now: Instant, zone: ZoneId): Instant {
  const { date, minute } = zonedTime(now, zone);
  const day = minute < hours.notAfter ? date : addDays(date, 1);
  return latest(now, instantAt(day, hours.notBefore, zone));
}
