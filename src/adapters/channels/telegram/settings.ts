import { z } from 'zod';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import type { ChannelCapabilities } from '../../../application/ports/channel-directory.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { httpUrl, providerSettings, wholeNumber } from '../provider-settings.js';
import type { SettingsOf } from '../provider-settings.js';

export const TELEGRAM_CAPABILITIES: ChannelCapabilities = {
  channels: ['telegram'],
  buttons: true,
  receipts: false,
  maximumLength: 4_096,
  concurrency: 8,
  addresses: 'of-account',
  opensConversations: false,
  replyWindow: null,
  inbound: ['text', 'voice', 'picture', 'file', 'sticker', 'location', 'unsupported'],
  answersWithinMinutes: 60,
  limits: {
    perDay: null,
    perDayAtFirst: null,
    warmUpDays: 0,
    secondsBetweenPeople: 0,
    secondsBetweenTexts: 1,
  },
};

const schema = z.object({
  token: z
    .string()
    .regex(/^[\w:-]{1,200}$/u, { error: 'must be the token as BotFather shows it, without spaces' })
    .describe('Token of the bot, from BotFather.'),
  botName: z
    .string()
    .regex(/^\w{1,64}$/u, { error: 'must be the user name of the bot without @' })
    .describe('User name of the bot without @; the links that bind a debtor lead to it.'),
  mode: z
    .enum(['polling', 'webhook'], { error: 'must be polling or webhook' })
    .default('polling')
    .describe('polling: Parley asks for updates; webhook: Telegram calls PUBLIC_URL, which must be https.'),
  webhookSecret: z
    .string()
    .regex(/^([\w-]{16,256})?$/u, {
      error: 'must have 16 to 256 letters, digits, hyphens or underscores',
    })
    .default('')
    .describe('Secret that Telegram shows with every call; needed for webhook.'),
  apiRoot: httpUrl.default('https://api.telegram.org').describe('Address of the Bot API.'),
  timeoutMs: wholeNumber(50, 120_000, 15_000).describe('Longest wait for an answer, in milliseconds.'),
  pollSeconds: wholeNumber(1, 50, 30).describe(
    'polling: how long Telegram holds a question open. webhook: how often the webhook is looked at.',
  ),
  fileLimitMb: wholeNumber(1, 20, 10).describe(
    'Larger files are not fetched; the Bot API gives no more than 20.',
  ),
});

export type TelegramSettings = z.output<typeof schema>;

const fields = providerSettings(schema, ['token', 'webhookSecret']);

const needsSecret = (settings: TelegramSettings): TelegramSettings => {
  if (settings.mode === 'polling' || settings.webhookSecret !== '') return settings;
  throw new DomainError(
    'CHANNEL_ACCOUNT.BAD_SETTING',
    'The setting webhookSecret is missing; mode webhook needs it, so that nobody else can pretend to be Telegram.',
  );
};

export const TELEGRAM_SETTINGS: SettingsOf<TelegramSettings> = {
  describe: () => fields.describe(),
  check: (settings) => {
    needsSecret(fields.read(settings));
    return fields.check(settings);
  },
  read: (settings) => needsSecret(fields.read(settings)),
};

/** Throws `CHANNEL_ACCOUNT.BAD_SETTING`. */
export const settingsOf = (account: Pick<ChannelAccount, 'settings'>): TelegramSettings =>
  TELEGRAM_SETTINGS.read(account.settings);
