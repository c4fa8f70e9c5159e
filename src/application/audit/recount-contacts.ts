import { daysBetween, epochDay } from '../../domain/calendar/local-date.js';
import { todayIn, zonedTime } from '../../domain/calendar/zone.js';
import type { ZoneId } from '../../domain/calendar/zone.js';
import type { Cap } from '../../domain/contact-policy/pack.js';
import type { PackHours, ResolvedPolicy } from '../../domain/contact-policy/resolve-policy.js';
import type { HandOver } from '../ports/audit-trail.js';

/** A hand-over that counts, with the rules and zones that applied to it. */
export interface AuditedContact {
  readonly handOver: HandOver;
  readonly zones: readonly ZoneId[];
  readonly policy: ResolvedPolicy;
}

/** Whether it fell outside the window, or on a holiday, of any pack in any zone. */
export const isOutsideWindow = (contact: AuditedContact): boolean =>
  contact.policy.hours.some((hours) =>
    zonesOf(contact, hours).some((zone) => {
      const { date, minute, weekday } = zonedTime(contact.handOver.at, zone);
      const open = hours.byWeekday[weekday]?.some(({ from, to }) => from <= minute && minute < to);
      return !open || hours.holidays.has(epochDay(date));
    }),
  );

/** How many of one debtor's contacts, in the order they were made, came when a cap was full already. */
export const capsBroken = (contacts: readonly AuditedContact[]): number =>
  contacts.filter((contact, index) => {
    const earlier = contacts.slice(0, index);
    return contact.policy.hours.some((hours) =>
      hours.caps.some(
        (cap) =>
          cap.channels.has(contact.handOver.message.channel) &&
          zonesOf(contact, hours).some((zone) => isFull(cap, contact, earlier, zone)),
      ),
    );
  }).length;

const zonesOf = (contact: AuditedContact, hours: PackHours): readonly ZoneId[] => [
  ...new Set([...contact.zones, ...hours.fixedZones]),
];

const isFull = (
  cap: Cap,
  contact: AuditedContact,
  earlier: readonly AuditedContact[],
  zone: ZoneId,
): boolean => {
  const today = todayIn(contact.handOver.at, zone);
  const counted = earlier.filter(
    (other) =>
      countsTogether(cap, contact, other) && daysBetween(todayIn(other.handOver.at, zone), today) < cap.days,
  );
  return counted.length >= cap.max;
};

const countsTogether = (cap: Cap, one: AuditedContact, other: AuditedContact): boolean => {
  const [a, b] = [one.handOver.message, other.handOver.message];
  if (!cap.channels.has(b.channel) || (cap.perLender && a.lenderId !== b.lenderId)) return false;
  if (cap.scope === 'debt') return a.debtId === b.debtId;
  return cap.scope === 'debtor' || a.contactPointId === b.contactPointId;
};
