import { z } from 'zod';
import type { LenderProfile } from '../../application/ports/lender-files.js';
import { LenderFiles } from '../../application/ports/lender-files.js';
import type { ArrangementLimits } from '../../domain/arrangement/limits.js';
import { MOST_INTEREST_PER_MILLE, PAYMENT_DAY_RULES } from '../../domain/arrangement/limits.js';
import { localDate } from '../../domain/calendar/local-date.js';
import { zoneId } from '../../domain/calendar/zone.js';
import { DELINQUENCY_BUCKETS } from '../../domain/debt/delinquency.js';
import { soundStyle } from './negotiation-style-schema.js';
import { timeOfDay } from './time-of-day.js';
import { readYaml } from './validated-yaml.js';

const sentence = z.string().trim().min(1).max(500);
const localized = z.strictObject({ 'zh-CN': sentence, en: sentence });

const zone = z.string().transform((text, context) => {
  try {
    return zoneId(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be an IANA zone as in Asia/Shanghai' });
    return z.NEVER;
  }
});

const day = z.string().transform((text, context) => {
  try {
    return localDate(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a day as in 2026-10-01' });
    return z.NEVER;
  }
});

const perMille = z.int().min(0).max(1000);

const limits = z.strictObject({
  maximumInstalments: z.int().min(1).max(120),
  minimumInstalmentMinor: z.int().min(1),
  minimumFirstPaymentPerMille: perMille,
  startWithinDays: z.int().min(1).max(90),
  frequencies: z.array(z.enum(['weekly', 'fortnightly', 'monthly'])).min(1),
  lumpDiscountPerMille: z.partialRecord(z.enum(DELINQUENCY_BUCKETS), z.int().min(0).max(900)).default({}),
  maximumRounds: z.int().min(1).max(20),
  promiseWithinDays: z.int().min(1).max(90),
  graceDays: z.int().min(0).max(30),
  selfServiceDateMoves: z.int().min(0).max(5),
  paymentDayRule: z.enum(PAYMENT_DAY_RULES).optional(),
  interestPerYearPerMille: z.int().min(0).max(MOST_INTEREST_PER_MILLE).optional(),
  style: soundStyle.optional(),
});

const period = z
  .strictObject({ weekdays: z.array(z.int().min(1).max(7)).min(1), from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, { message: 'must end after it begins', path: ['to'] });

const lender = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be lower-case letters, digits and hyphens'),
  legalName: sentence,
  displayName: localized,
  organisation: localized.optional(),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 code as in CN'),
  zone,
  licence: sentence.nullable().default(null),
  hotline: sentence,
  website: z.url({ protocol: /^https$/, error: 'must be an https address' }),
  signature: z.string().trim().min(1).max(20),
  waysToPay: localized,
  workingHours: z.strictObject({
    periods: z.array(period).min(1),
    holidays: z.array(day).default([]),
    makeUpDays: z.array(day).default([]),
  }),
  limits: z
    .record(z.string(), limits)
    .refine((products) => 'default' in products, { message: 'must hold limits for "default"' }),
});

/** Lenders as YAML files; see `config/lenders`. */
export class YamlLenderFiles extends LenderFiles {
  override read(path: string): LenderProfile {
    const { organisation, workingHours, limits: products, ...profile } = readYaml(path, lender);
    return {
      ...profile,
      organisation: organisation ?? profile.displayName,
      workingHours: { zone: profile.zone, ...workingHours },
      limits: products as Readonly<Record<string, ArrangementLimits>>,
    };
  }
}
