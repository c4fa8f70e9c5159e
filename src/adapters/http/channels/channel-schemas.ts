import { z } from 'zod';
import type { AccountDetails } from '../../../application/channel/read-channel-account.js';
import type { AccountToday } from '../../../application/channel/read-channel-health.js';
import type { AccountChange } from '../../../application/ports/account-log.js';
import type { ProviderDescription } from '../../../application/ports/channel-directory.js';
import type { AccountLimits } from '../../../domain/channel/account-limits.js';
import { ACCOUNT_STATES } from '../../../domain/channel/account-state.js';
import { channel, isoInstant, reasonText, toIso, toIsoOrNull } from '../api/representation.js';

export const channelsQuery = z.strictObject({ zone: z.string().min(1).max(64).default('UTC') });
export const historyQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100) });

const condition = z
  .enum(ACCOUNT_STATES)
  .meta({ description: 'How the login or connection does, apart from being paused' });
const perDay = z.int().min(1).max(10_000_000).nullable();
const seconds = z.int().min(0).max(86_400);

/** What holds: the provider's own limits, and what the operator set before them. */
const limitsAnswer = z
  .object({
    perDay: z.int().nullable(),
    perDayAtFirst: z.int().nullable(),
    warmUpDays: z.int(),
    secondsBetweenPeople: z.number(),
    secondsBetweenTexts: z.number(),
  })
  .meta({ id: 'AccountLimits' });

const limitsBody = z.strictObject({
  perDay: perDay.optional(),
  perDayAtFirst: perDay.optional(),
  warmUpDays: z.int().min(0).max(365).optional(),
  secondsBetweenPeople: seconds.optional(),
  secondsBetweenTexts: seconds.optional(),
});

const shape = {
  id: z.string(),
  channel,
  provider: z.string(),
  label: z.string(),
  state: z.enum(['active', 'paused']),
  condition,
  detail: z.string().nullable(),
  conditionSince: isoInstant.nullable(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
  queued: z.int(),
  sentToday: z.int(),
  failedToday: z.int(),
  usedToday: z.int(),
  limitToday: z.int().nullable(),
  limits: limitsAnswer,
  version: z.int(),
};

export const channelAccountSchema = z.object(shape).meta({ id: 'ChannelAccount' });

export const channelsAnswer = z.object({
  since: z.string(),
  asOf: z.string(),
  items: z.array(channelAccountSchema),
});

const settingAnswer = z
  .object({
    name: z.string(),
    required: z.boolean(),
    secret: z.boolean(),
    sentence: z.string(),
    isSet: z.boolean(),
    value: z.string().nullable(),
  })
  .meta({ id: 'ChannelSetting' });

export const accountDetailsAnswer = z
  .object({
    ...shape,
    createdAt: isoInstant,
    settings: z.array(settingAnswer),
    ownLimits: limitsAnswer.partial(),
    slowUntil: isoInstant.nullable(),
    callbackUrl: z.string().nullable().meta({ description: 'Shown to whoever may manage channels' }),
  })
  .meta({ id: 'ChannelAccountDetails' });

export const providersAnswer = z
  .object({
    items: z.array(
      z.object({
        provider: z.string(),
        channels: z.array(channel),
        settings: z.array(settingAnswer.omit({ isSet: true, value: true })),
        buttons: z.boolean(),
        receipts: z.boolean(),
        maximumLength: z.int(),
        addresses: z.enum(['of-account', 'of-channel']),
        opensConversations: z.boolean(),
        replyWindow: z.object({ hours: z.number(), messages: z.int() }).nullable(),
        inbound: z.array(z.string()),
        answersWithinMinutes: z.number(),
        limits: limitsAnswer,
      }),
    ),
  })
  .meta({ id: 'ChannelProviders' });

const settingName = z.string().min(1).max(64);
const settingValue = z.string().max(10_000);
const label = z.string().trim().min(1).max(100);

export const accountBody = z.strictObject({
  channel,
  provider: z.string().min(1).max(32),
  label,
  settings: z.record(settingName, settingValue).default({}),
  limits: limitsBody.default({}),
});

export const editBody = z.strictObject({ label: label.optional(), limits: limitsBody.optional() });

export const rotateBody = z.strictObject({
  settings: z.record(settingName, settingValue.nullable()).default({}),
  newCallbackSecret: z.boolean().default(false),
});

export const checkAnswer = z.object({ condition, detail: z.string() }).meta({ id: 'ChannelCheck' });

export const historyAnswer = z
  .object({ items: z.array(z.object({ at: isoInstant, condition, detail: z.string() })) })
  .meta({ id: 'ChannelHistory' });

export const signInAnswer = z
  .object({
    condition,
    detail: z.string().nullable(),
    since: isoInstant.nullable(),
    signInCode: z.string().nullable().meta({ description: 'What a person scans to log in' }),
  })
  .meta({ id: 'ChannelSignIn' });

export const reasonBody = z.strictObject({ reason: reasonText });

/** Without what is not given, for the optional properties of the use cases. */
export const given = <Value extends object>(value: Value) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };

export const limitsOf = (body: z.infer<typeof limitsBody>): Partial<AccountLimits> => given(body);

export const accountView = (account: AccountToday): z.infer<typeof channelAccountSchema> => ({
  id: account.id,
  channel: account.channel,
  provider: account.provider,
  label: account.label,
  state: account.paused ? 'paused' : 'active',
  condition: account.state,
  detail: account.detail,
  conditionSince: toIsoOrNull(account.stateAt),
  changedBy: account.changedBy,
  changedAt: toIsoOrNull(account.changedAt),
  queued: account.queued,
  sentToday: account.sent,
  failedToday: account.failed,
  usedToday: account.usedToday,
  limitToday: account.limitToday,
  limits: account.limits,
  version: account.version,
});

export const detailsView = (
  account: AccountDetails,
  showsSecrets: boolean,
): z.infer<typeof accountDetailsAnswer> => ({
  ...accountView(account),
  createdAt: toIso(account.createdAt),
  settings: account.settings.map((setting) => ({ ...setting })),
  ownLimits: account.ownLimits,
  slowUntil: toIsoOrNull(account.slowUntil),
  callbackUrl: showsSecrets ? account.callbackUrl : null,
});

export const providerView = ({
  provider,
  capabilities,
  settings,
}: ProviderDescription): z.infer<typeof providersAnswer>['items'][number] => ({
  provider,
  channels: [...capabilities.channels],
  settings: settings.map((setting) => ({ ...setting })),
  buttons: capabilities.buttons,
  receipts: capabilities.receipts,
  maximumLength: capabilities.maximumLength,
  addresses: capabilities.addresses,
  opensConversations: capabilities.opensConversations,
  replyWindow: capabilities.replyWindow,
  inbound: [...capabilities.inbound],
  answersWithinMinutes: capabilities.answersWithinMinutes,
  limits: capabilities.limits,
});

export const changeView = ({ at, state, detail }: AccountChange) => ({
  at: toIso(at),
  condition: state,
  detail,
});

export const signInView = (latest: AccountChange | null): z.infer<typeof signInAnswer> => ({
  condition: latest?.state ?? 'unknown',
  detail: latest?.detail ?? null,
  since: toIsoOrNull(latest?.at ?? null),
  signInCode: latest?.signInCode ?? null,
});
