import { z } from 'zod';
import type { ChannelCapabilities } from '../../../application/ports/channel-directory.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { providerSettings, wholeNumber, yesOrNo } from '../provider-settings.js';
import type { SettingsOf } from '../provider-settings.js';

export const WECHATY_CAPABILITIES: ChannelCapabilities = {
  channels: ['wechat'],
  buttons: false,
  receipts: false,
  maximumLength: 2_000,
  concurrency: 1,
  addresses: 'of-account',
  opensConversations: false,
  replyWindow: null,
  inbound: ['text', 'voice', 'picture', 'file', 'sticker', 'location', 'recalled', 'transfer', 'unsupported'],
  answersWithinMinutes: 10,
  limits: { perDay: 200, perDayAtFirst: 20, warmUpDays: 14, secondsBetweenPeople: 4, secondsBetweenTexts: 1 },
};

const SERVICE = 'wechaty-puppet-service';

const schema = z.object({
  puppet: z
    .string()
    .regex(/^(@[a-z0-9-]+\/)?wechaty-puppet-[a-z0-9-]+$/, {
      error: 'must be the name of a package like wechaty-puppet-service',
    })
    .default(SERVICE)
    .describe('Package of the puppet that speaks to WeChat.'),
  puppetOptions: z
    .string()
    .default('{}')
    .transform((text, check): Record<string, unknown> => {
      const read = jsonObject(text);
      if (read !== null) return read;
      check.addIssue('must be a JSON object');
      return z.NEVER;
    })
    .describe('Further options of the puppet, as a JSON object.'),
  endpoint: z
    .string()
    .regex(/^[^\s:/]+:\d{1,5}$/, { error: 'must be <host>:<port>' })
    .optional()
    .describe('Host and port of the puppet gateway.'),
  token: z
    .string()
    .regex(/^[A-Za-z0-9._-]+_[^\s_]{8,}$/, {
      error: 'must be <name in the certificate>_<secret of at least 8 characters>',
    })
    .optional()
    .describe('Token of the puppet gateway; what is before the last _ is the name in its certificate.'),
  tls: yesOrNo('yes').describe('Whether the gateway speaks TLS; without it the token travels in clear.'),
  tlsCaCert: z
    .string()
    .includes('BEGIN CERTIFICATE', { error: 'must be a certificate in PEM' })
    .optional()
    .describe('Certificate in PEM that the certificate of the gateway is checked against.'),
  friendRequests: z
    .enum(['none', 'with-code'], { error: 'must be none or with-code' })
    .default('with-code')
    .describe('Which friend requests are accepted: none, or those whose greeting has a one-time code.'),
  secondsBetweenFriends: wholeNumber(0, 86_400, 60).describe(
    'Least seconds between two accepted friend requests.',
  ),
  mediaLimitMb: wholeNumber(1, 100, 20).describe(
    'Larger voices, pictures and files are noted but not kept; megabytes.',
  ),
  callTimeoutMs: wholeNumber(500, 120_000, 20_000).describe('Longest wait for an answer of the puppet.'),
  resetAfterMs: wholeNumber(1_000, 120_000, 20_000).describe(
    'Longest time until a connection has a login or shows a code; then the client is started again.',
  ),
  watchdogSeconds: wholeNumber(1, 600, 60).describe(
    'The gateway has to give a sign of life at least that often; then the connection is made anew.',
  ),
  restartPauseMs: wholeNumber(200, 600_000, 60_000).describe(
    'Longest pause before the client is started again.',
  ),
});

export type WechatySettings = z.output<typeof schema>;

const fields = providerSettings(schema, ['puppetOptions', 'token']);

/** Settings of wechaty accounts; the puppet service needs its gateway's address, or it would ask the internet for one. */
export const WECHATY_SETTINGS: SettingsOf<WechatySettings> = {
  describe: () => fields.describe(),
  check: (settings) => {
    const checked = fields.check(settings);
    gatewayOf(fields.read(settings));
    return checked;
  },
  read: (settings) => fields.read(settings),
};

/** Options of the puppet. Throws `CHANNEL_ACCOUNT.BAD_SETTING` where the puppet service has no gateway. */
export function puppetOptionsOf(settings: WechatySettings): Readonly<Record<string, unknown>> {
  gatewayOf(settings);
  const { endpoint, token, tls, tlsCaCert, watchdogSeconds, puppetOptions } = settings;
  return {
    timeoutSeconds: watchdogSeconds,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(token === undefined ? {} : { token }),
    ...(settings.puppet === SERVICE
      ? { tls: { disable: !tls, ...(tlsCaCert === undefined ? {} : { caCert: tlsCaCert }) } }
      : {}),
    ...puppetOptions,
  };
}

function gatewayOf({ puppet, endpoint, token }: WechatySettings): void {
  if (puppet !== SERVICE) return;
  for (const [name, value] of Object.entries({ endpoint, token })) {
    if (value !== undefined) continue;
    throw new DomainError(
      'CHANNEL_ACCOUNT.BAD_SETTING',
      `The setting ${name} is missing; ${SERVICE} needs it.`,
    );
  }
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
