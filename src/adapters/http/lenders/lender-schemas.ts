import { z } from 'zod';
import type { LenderChanges } from '../../../application/lender/edit-lender.js';
import type { LenderProfile } from '../../../application/ports/lender-files.js';
import { localDate } from '../../../domain/calendar/local-date.js';
import type { WorkingHours } from '../../../domain/calendar/working-hours.js';
import { zoneId } from '../../../domain/calendar/zone.js';
import type { Lender } from '../../../domain/debt/lender.js';
import { pageOf } from '../api/page.js';
import { idText, isoDay } from '../api/representation.js';

const sentence = z.string().trim().min(1).max(500);
const localized = z.strictObject({ 'zh-CN': sentence, en: sentence });

const zone = z.string().refine(isZone, { message: 'must be an IANA zone as in Asia/Shanghai' });
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time as in 09:30');
const days = z.array(isoDay).max(1000);

const period = z
  .strictObject({ weekdays: z.array(z.int().min(1).max(7)).min(1).max(7), from: time, to: time })
  .refine(({ from, to }) => from < to, { message: 'must end after it begins', path: ['to'] });

const workingHours = z.strictObject({
  periods: z.array(period).min(1).max(50),
  holidays: days.default([]),
  makeUpDays: days.default([]),
});

const profile = {
  legalName: sentence,
  displayName: localized,
  organisation: localized,
  country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 code as in CN'),
  zone,
  licence: sentence.nullable(),
  hotline: sentence,
  website: z.url({ protocol: /^https$/, error: 'must be an https address' }).max(500),
  signature: z.string().trim().min(1).max(20),
  waysToPay: localized,
  workingHours,
};

export const lenderParam = z.strictObject({ code: z.string().min(1).max(40) });

export const lenderBody = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be lower-case letters, digits and hyphens'),
  ...profile,
  organisation: localized.optional().meta({ description: 'Who writes; the lender itself unless given' }),
  licence: profile.licence.default(null),
});

export const lenderChange = z.strictObject(profile).partial();

export const lenderAnswer = z
  .object({
    id: idText,
    code: z.string(),
    ...profile,
    zone: z.string(),
    workingHours: z.object({
      periods: z.array(z.object({ weekdays: z.array(z.int()), from: z.string(), to: z.string() })),
      holidays: z.array(isoDay),
      makeUpDays: z.array(isoDay),
    }),
    /** Products that have limits of their own; without any only full payment is agreed. */
    limitsFor: z.array(z.string()),
    version: z.int(),
  })
  .meta({ id: 'Lender' });

export const lendersAnswer = pageOf(lenderAnswer).meta({ id: 'Lenders' });

export const newLender = (body: z.infer<typeof lenderBody>): Omit<LenderProfile, 'limits'> => {
  const { organisation, zone: zoneName, workingHours: hours, ...rest } = body;
  const where = zoneId(zoneName);
  return {
    ...rest,
    organisation: organisation ?? rest.displayName,
    zone: where,
    workingHours: { zone: where, ...hoursOf(hours) },
  };
};

export const changesOf = (body: z.infer<typeof lenderChange>): LenderChanges => {
  const { zone: zoneName, workingHours: hours, ...rest } = body;
  return {
    ...(rest as LenderChanges),
    ...(zoneName === undefined ? {} : { zone: zoneId(zoneName) }),
    ...(hours === undefined ? {} : { workingHours: hoursOf(hours) }),
  };
};

export const lenderView = (lender: Lender): z.infer<typeof lenderAnswer> => {
  const { limits, workingHours: hours, ...rest } = lender;
  return {
    ...rest,
    workingHours: {
      periods: hours.periods.map(({ weekdays, from, to }) => ({
        weekdays: [...weekdays],
        from: timeOf(from),
        to: timeOf(to),
      })),
      holidays: [...hours.holidays],
      makeUpDays: [...hours.makeUpDays],
    },
    limitsFor: Object.keys(limits).sort(),
  };
};

const hoursOf = (given: z.infer<typeof workingHours>): Omit<WorkingHours, 'zone'> => ({
  periods: given.periods.map(({ weekdays, from, to }) => ({
    weekdays,
    from: minuteOf(from),
    to: minuteOf(to),
  })),
  holidays: given.holidays.map(localDate),
  makeUpDays: given.makeUpDays.map(localDate),
});

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

const timeOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

function isZone(text: string): boolean {
  try {
    zoneId(text);
    return true;
  } catch {
    return false;
  }
}
