import { z } from 'zod';
import type { ChannelCapabilities } from '../../../application/ports/channel-directory.js';
import { UNLIMITED } from '../../../domain/channel/account-limits.js';
import { httpUrl, providerSettings, wholeNumber } from '../provider-settings.js';

/** What a header can hold. */
const visible = z
  .string()
  .regex(/^[\u0021-\u007E]+$/, { error: 'must be letters, digits and signs of ASCII, without blanks' });

export const KANNEL_SETTINGS = providerSettings(
  z.object({
    url: httpUrl.describe('Address of sendsms, e.g. http://127.0.0.1:13013/cgi-bin/sendsms.'),
    username: visible.describe('Name of the sendsms-user.'),
    password: visible.describe('Password of the sendsms-user.'),
    from: z
      .string()
      .regex(/^\+?[A-Za-z0-9]{1,20}$/, { error: 'must be letters and digits' })
      .describe('Sender that phones show: a number, or a name of letters and digits.'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, { error: 'must be two capital letters, e.g. CN' })
      .default('CN')
      .describe(
        'Country of numbers that arrive without a plus (ISO 3166-1, e.g. CN); CN where none is given.',
      ),
    maxParts: wholeNumber(1, 10, 10).describe(
      'Parts a text may need; no more than max-messages of the sendsms-user. 10 where none is given.',
    ),
    smscId: z
      .string()
      .regex(/^[\w.-]{1,64}$/, { error: 'must be letters, digits, dots, dashes and underscores' })
      .optional()
      .describe('Connection of Kannel that texts leave by (smsc-id); Kannel chooses where none is given.'),
    timeoutMs: wholeNumber(100, 60_000, 15_000).describe(
      'Longest wait for an answer in milliseconds; 15000 where none is given.',
    ),
    statusUrl: httpUrl
      .optional()
      .describe('Address of the status page, e.g. http://127.0.0.1:13000/status.txt; asked by the check.'),
    statusPassword: z.string().optional().describe('Password of the status page (status-password).'),
  }),
  ['password', 'statusPassword'],
);

export type KannelSettings = ReturnType<typeof KANNEL_SETTINGS.read>;

export const KANNEL_CAPABILITIES: ChannelCapabilities = {
  channels: ['sms'],
  buttons: false,
  receipts: true,
  maximumLength: 1_530,
  concurrency: 16,
  addresses: 'of-channel',
  opensConversations: true,
  replyWindow: null,
  inbound: ['text', 'unsupported'],
  answersWithinMinutes: 60,
  limits: UNLIMITED,
};
