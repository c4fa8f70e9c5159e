import { z } from 'zod';
import {
  CONSENT_RULES,
  DISCLOSURE_EXCEPTIONS,
  DISCLOSURE_MOMENTS,
} from '../../domain/contact-policy/pack.js';
import { CHANNELS } from '../../domain/shared/channel.js';
import { CASE_FIELDS, REVEALING_CASE_FIELDS } from '../../domain/template/case-field.js';
import { timeOfDay } from './time-of-day.js';

const words = z.record(z.string(), z.unknown());

const basis = z.strictObject({
  type: z.enum([
    'statute',
    'regulation',
    'regulatorCircular',
    'standard',
    'selfRegulatory',
    'guidance',
    'computed',
    'productPolicy',
  ]),
  confidence: z.enum(['found', 'found-secondary', 'recalled', 'policy']),
  sources: z.array(z.string().min(1)).min(1),
  note: z.string().optional(),
});

const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
const weekday = z.enum(WEEKDAYS).transform((name) => WEEKDAYS.indexOf(name) + 1);

const channel = z.enum(CHANNELS);
const channelGroup = z.enum(['message', 'call', 'any']);
const count = z.number().int().positive();

const window = z
  .strictObject({
    days: z.array(weekday).min(1),
    from: timeOfDay,
    to: timeOfDay,
    channelGroups: z.array(channelGroup).min(1),
    basis,
  })
  .refine(({ from, to }) => from < to, 'must have `from` before `to`');

const cap = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  scope: z.enum(['debt', 'debtor', 'contactPoint']),
  channelGroup,
  max: z.number().int().nonnegative(),
  per: z
    .strictObject({ days: count.max(31), mode: z.enum(['localCalendarDay', 'rollingCalendarDays']) })
    .refine(({ days, mode }) => mode !== 'localCalendarDay' || days === 1, 'counts one day only'),
  counts: z.string(),
  enforcement: z.literal('hard'),
  partitionBy: z.array(z.enum(['lender', 'person'])).default([]),
  basis,
});

const replyContent = z.enum([
  'acknowledge',
  'answerQuestionAsked',
  'howToPayIfAsked',
  'optoutConfirm',
  'crisisSupport',
  'disputeAck',
]);

const role = z.enum(['creditor', 'agency']);
const disclosureHead = {
  id: z.string().min(1),
  textKey: z.string().min(1),
  note: z.string().optional(),
  gate: z.string().optional(),
  how: z.string().optional(),
  basis,
};

const disclosure = z.discriminatedUnion('enforcedAs', [
  z.strictObject({
    ...disclosureHead,
    enforcedAs: z.literal('text'),
    when: z.enum(DISCLOSURE_MOMENTS),
    channels: z.array(channel).min(1),
    roles: z.array(role).min(1),
    revealsDebt: z.boolean().default(false),
    exceptions: z.array(z.enum(DISCLOSURE_EXCEPTIONS)).default([]),
  }),
  z.strictObject({
    ...disclosureHead,
    enforcedAs: z.literal('gate'),
    when: z.string(),
    roles: z.tuple([z.literal('agency')]),
    ruleId: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
    stops: z.enum(['proactive-and-debt', 'debt']),
  }),
  z.strictObject({ ...disclosureHead, enforcedAs: z.literal('record'), when: z.string() }),
]);

const timeBar = z
  .strictObject({
    years: count.nullable(),
    demand: z.enum(['block', 'disclose', 'none']),
    textKey: z.string().optional(),
    inWords: words,
    basis,
  })
  .refine(({ years, demand }) => demand === 'none' || years !== null, 'needs `years`')
  .refine(({ textKey, demand }) => demand !== 'disclose' || textKey !== undefined, 'needs `textKey`');

/** Sources by key: where a value was read. */
const sources = z.record(
  z.string(),
  z.strictObject({ title: z.string().min(1), url: z.string().min(1), status: z.string().min(1) }),
);

export const packFile = z.strictObject({
  id: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
  title: z.string().min(1),
  version: z.string().regex(/^\d{4}\.\d{2}\.\d+$/),
  status: z.enum(['draft-for-legal-review', 'reviewed']),
  appliesWhen: z.string(),
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)),
  computedFrom: z.array(z.string()).optional(),
  timezone: z.discriminatedUnion('strategy', [
    z.strictObject({
      strategy: z.literal('fixed'),
      zone: z.string(),
      inWords: words,
      basis: basis.optional(),
    }),
    z.strictObject({ strategy: z.literal('debtor-zones'), inWords: words, basis: basis.optional() }),
  ]),
  channelGroups: z.strictObject({
    message: z.array(channel).length(CHANNELS.length),
    call: z.array(z.literal('voice')),
    any: z.tuple([z.literal('message'), z.literal('call')]),
  }),
  contactWindows: z.array(window).min(1),
  holidays: z.strictObject({
    calendars: z.union([z.literal('ofCountries'), z.array(z.string()).min(1)]),
    mode: z.literal('noProactive'),
    law: z.boolean(),
    inWords: z.string().optional(),
    makeUpWorkdays: z.string().optional(),
    basis,
  }),
  caps: z.array(cap).min(1),
  minGap: z.strictObject({ minutes: count, basis }),
  replyPolicy: z.strictObject({
    ttlMinutes: count,
    maxRepliesPerInbound: count,
    maxReactivePerHour: count,
    outsideWindowContent: z.array(replyContent).min(1),
    outsideWindowForbidden: z.array(z.string()),
    inWords: words,
    basis,
  }),
  rightParty: z.strictObject({
    method: z.literal('two-facts'),
    hours: count,
    maximumTries: count,
    inWords: words,
    basis,
  }),
  channelConsent: z.strictObject({
    requires: z.strictObject({
      sms: z.enum(CONSENT_RULES),
      wechat: z.enum(CONSENT_RULES),
      telegram: z.enum(CONSENT_RULES),
      simulator: z.enum(CONSENT_RULES),
    }),
    missing: z.literal('BLOCK'),
    inWords: words,
    basis,
  }),
  reassignedNumber: z
    .strictObject({ everyDays: count, channels: z.array(channel).min(1), onExpiry: z.string(), basis })
    .optional(),
  requiredDisclosures: z.array(disclosure).min(1),
  optOut: z.strictObject({
    scope: z.enum(['contact-point', 'debtor']),
    keywords: z.record(z.string(), z.array(z.string().min(1)).min(1)),
    matching: z.string(),
    confirm: z.strictObject({ maxCount: z.literal(1), withinMinutes: count, content: z.string(), basis }),
    inWords: words,
    legalDeadline: words.optional(),
  }),
  vulnerability: z.strictObject({
    holdDays: count,
    signals: z.array(z.string()),
    effect: z.string(),
    crisis: z.string(),
    basis,
  }),
  complaint: z.strictObject({
    days: count,
    unit: z.literal('calendarDays'),
    ladder: z.array(count),
    note: z.string().optional(),
    basis,
  }),
  timeBar,
  retention: z.strictObject({
    years: count,
    minimums: z.array(words),
    rule: z.string().optional(),
    thereafter: z.string().optional(),
    basis: basis.optional(),
  }),
  guidance: words,
  uncertain: z.array(z.string()),
  sources,
});
export type PackFile = z.infer<typeof packFile>;

const days = z.record(z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date YYYY-MM-DD'), z.string());

export const holidaysFile = z.strictObject({
  calendars: z.record(
    z.string(),
    z.strictObject({
      countries: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
      from: z.string(),
      through: z.string(),
      basis,
      holidays: days,
      makeUpDays: days,
    }),
  ),
  sources,
});
export type HolidaysFile = z.infer<typeof holidaysFile>;

const isCaseField = (name: string): boolean => (CASE_FIELDS as readonly string[]).includes(name);

/** Many disclosures stand in messages to people who are not confirmed yet. */
const wording = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    for (const [, name = ''] of text.matchAll(/\{\{(?!\/if\}\})(?:#if )?([^}]*)\}\}/g)) {
      if (isCaseField(name) && !REVEALING_CASE_FIELDS.has(name)) continue;
      context.addIssue({
        code: 'custom',
        message: `{{${name}}} is not a case field that tells nothing of a debt`,
      });
    }
  });

const origin = z.enum(['research', 'rephrased', 'translated']);

export const disclosuresFile = z.strictObject({
  status: z.enum(['draft-for-legal-review', 'reviewed']),
  texts: z.record(
    z.string(),
    z.strictObject({
      'zh-CN': wording.optional(),
      en: wording.optional(),
      origin: z.strictObject({ 'zh-CN': origin.optional(), en: origin.optional() }),
    }),
  ),
});
export type DisclosuresFile = z.infer<typeof disclosuresFile>;
