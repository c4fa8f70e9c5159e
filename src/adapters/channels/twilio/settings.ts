import { z } from 'zod';
import type { ChannelCapabilities } from '../../../application/ports/channel-directory.js';
import { UNLIMITED } from '../../../domain/channel/account-limits.js';
import { httpUrl, providerSettings, wholeNumber } from '../provider-settings.js';

/** What Twilio takes at most, in characters. */
export const LONGEST_TEXT = 1_600;

/** Parts of the longest text that Twilio takes. */
export const MOST_PARTS = 24;

export const TWILIO_SETTINGS = providerSettings(
  z.object({
    accountSid: z
      .string()
      .regex(/^AC[0-9a-f]{32}$/i, { error: 'must be AC and 32 hexadecimal digits' })
      .describe('Account SID, AC….'),
    authToken: z
      .string()
      .regex(/^[\u0021-\u007E]{16,128}$/, { error: 'must be the token as the console of Twilio shows it' })
      .describe('Auth token; callbacks are signed with it too.'),
    from: z
      .string()
      .regex(/^(\+\d{5,15}|[A-Za-z0-9 ]{2,11}|MG[0-9a-f]{32})$/i, {
        error: 'must be a number with +, a name of up to 11 letters and digits, or a messaging service MG…',
      })
      .describe('Number, sender name or messaging service (MG…) that texts come from.'),
    apiUrl: httpUrl
      .default('https://api.twilio.com')
      .describe('Address of the API; https://api.twilio.com where none is given.'),
    timeoutMs: wholeNumber(100, 60_000, 15_000).describe(
      'Longest wait for an answer in milliseconds; 15000 where none is given.',
    ),
  }),
  ['authToken'],
);

export type TwilioSettings = ReturnType<typeof TWILIO_SETTINGS.read>;

export const TWILIO_CAPABILITIES: ChannelCapabilities = {
  channels: ['sms'],
  buttons: false,
  receipts: true,
  maximumLength: LONGEST_TEXT,
  concurrency: 16,
  addresses: 'of-channel',
  opensConversations: true,
  replyWindow: null,
  inbound: ['text', 'picture', 'voice', 'file', 'unsupported'],
  answersWithinMinutes: 60,
  limits: UNLIMITED,
};
