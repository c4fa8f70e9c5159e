import { z } from 'zod';
import type { ChannelCapabilities } from '../../../application/ports/channel-directory.js';
import { UNLIMITED } from '../../../domain/channel/account-limits.js';
import { httpUrl, providerSettings, wholeNumber } from '../provider-settings.js';

export const WECOM_CAPABILITIES: ChannelCapabilities = {
  channels: ['wechat'],
  buttons: false,
  receipts: false,
  maximumLength: 2_048,
  concurrency: 8,
  addresses: 'of-account',
  opensConversations: false,
  replyWindow: { hours: 48, messages: 5 },
  inbound: ['text', 'voice', 'picture', 'file', 'location', 'recalled', 'unsupported'],
  answersWithinMinutes: 60,
  limits: UNLIMITED,
};

/** The platform counts a text in bytes of UTF-8: 682 Chinese characters. */
export const LONGEST_TEXT_BYTES = 2_048;

const filled = z.string().trim().min(1, { error: 'must not be empty' });

export const WECOM_SETTINGS = providerSettings(
  z.object({
    corpId: filled.describe(
      'Id of the enterprise, from "My enterprise" in the WeCom console; begins with ww.',
    ),
    secret: filled.describe('Secret of the application "WeChat customer service".'),
    openKfId: filled.describe('Id of the customer service account; begins with wk.'),
    callbackToken: filled.describe('Token of the message callback, as set in the WeCom console.'),
    encodingAesKey: z
      .string()
      .regex(/^[0-9A-Za-z]{43}$/, { error: 'must be the 43 letters and digits of the EncodingAESKey' })
      .describe('EncodingAESKey of the message callback, as set in the WeCom console.'),
    entryUrl: httpUrl
      .optional()
      .describe('Link to the customer service account, made with a scene; one-time codes are put behind it.'),
    apiUrl: httpUrl.default('https://qyapi.weixin.qq.com').describe('Address of the WeCom interface.'),
    timeoutMs: wholeNumber(100, 60_000, 10_000).describe('Longest wait for one answer, in milliseconds.'),
    fetchSeconds: wholeNumber(1, 3_600, 60).describe(
      'Seconds between two looks for messages whose notice was lost.',
    ),
  }),
  ['secret', 'callbackToken', 'encodingAesKey'],
);

export type WecomSettings = ReturnType<typeof WECOM_SETTINGS.read>;
