import { z } from 'zod';
import type { ChannelCapabilities } from '../../../application/ports/channel-directory.js';
import { UNLIMITED } from '../../../domain/channel/account-limits.js';
import { providerSettings, wholeNumber, yesOrNo } from '../provider-settings.js';

export const SMPP_CAPABILITIES: ChannelCapabilities = {
  channels: ['sms'],
  buttons: false,
  receipts: true,
  maximumLength: 1_530,
  concurrency: 64,
  addresses: 'of-channel',
  opensConversations: true,
  replyWindow: null,
  inbound: ['text', 'unsupported'],
  answersWithinMinutes: 60,
  limits: UNLIMITED,
};

const text = (longest: number) =>
  z
    .string()
    .max(longest, { error: `must have at most ${longest} characters` })
    .regex(/^[\x20-\x7e]*$/u, { error: 'must be written in plain letters, digits and signs' });

const statuses = z
  .string()
  .default('')
  .refine((list) => list === '' || /^0x[\da-f]{1,8}(,0x[\da-f]{1,8})*$/iu.test(list), {
    error: 'must be statuses like 0x441, with commas between them',
  })
  .transform((list) => new Set(list === '' ? [] : list.split(',').map(Number)));

const oneOf = <Name extends string>(names: readonly [Name, ...Name[]], fallback: Name) =>
  z.enum(names, { error: `must be ${names.join(' or ')}` }).default(fallback as never);

export const SMPP_SETTINGS = providerSettings(
  z.object({
    host: text(255).min(1, { error: 'must not be empty' }).describe('Name or address of the SMSC.'),
    port: wholeNumber(1, 65_535, 2_775).describe('Port of the SMSC.'),
    systemId: text(15).min(1, { error: 'must not be empty' }).describe('Our name at the SMSC.'),
    password: text(64).describe('Password of the system id; SMPP 3.4 itself knows 8 characters.'),
    systemType: text(12).default('').describe('System type, where the carrier gave one.'),
    mode: oneOf(['transceiver', 'pair'], 'transceiver').describe(
      'transceiver: one connection for both directions; pair: a transmitter and a receiver.',
    ),
    tls: yesOrNo('no').describe('Whether the connection is encrypted (yes or no).'),
    tlsCa: z
      .string()
      .default('')
      .describe('Certificate (PEM) that the certificate of the SMSC is checked with; empty: the usual ones.'),
    binds: wholeNumber(1, 10, 1).describe('Connections (or pairs) at once; ask the carrier.'),
    window: wholeNumber(1, 1_000, 10).describe(
      'Texts under way at once on each connection; ask the carrier.',
    ),
    perSecond: wholeNumber(0, 10_000, 0).describe(
      'Most parts in a second, all connections together; 0: no limit.',
    ),
    sourceAddress: text(20).describe('Who a text comes from: a number, a short code or a name.'),
    sourceTon: wholeNumber(0, 6, 0).describe('Type of that number: 0 unknown, 1 international, 5 a name.'),
    sourceNpi: wholeNumber(0, 18, 0).describe('Numbering of it: 0 unknown, 1 telephone numbers.'),
    destTon: wholeNumber(0, 6, 1).describe('Type of debtors’ numbers: 1 international.'),
    destNpi: wholeNumber(0, 18, 1).describe('Numbering of debtors’ numbers: 1 telephone numbers.'),
    numberFormat: oneOf(['digits', 'plus'], 'digits').describe(
      'How the SMSC wants numbers: 8613… or +8613….',
    ),
    countryCode: z
      .string()
      .regex(/^\d{0,3}$/u, { error: 'must be a country code in digits, like 86' })
      .default('')
      .describe('Country code of numbers that come in without one, like 86.'),
    longTexts: oneOf(['udh', 'sar', 'payload'], 'udh').describe(
      'How a long text goes: parts joined by a header (udh), by parameters (sar), or whole (payload).',
    ),
    maximumParts: wholeNumber(1, 255, 10).describe('A text of more parts is not sent.'),
    receiptIds: oneOf(['same', 'decimal-of-hex', 'hex-of-decimal'], 'same').describe(
      'How receipts write the id of an answer: the same, in decimal where the answer is hexadecimal, or the reverse.',
    ),
    receiptZoneMinutes: z
      .string()
      .default('0')
      .refine((minutes) => /^-?\d{1,3}$/u.test(minutes) && Math.abs(Number(minutes)) <= 840, {
        error: 'must be minutes from -840 to 840',
      })
      .transform(Number)
      .describe('Minutes by which times in receipts are ahead of UTC; 480 in China.'),
    blockedStatuses: statuses.describe(
      'Statuses by which the carrier says that the recipient does not want us, like 0x441,0x442.',
    ),
    timeoutMs: wholeNumber(50, 120_000, 10_000).describe('Longest wait for an answer, in milliseconds.'),
    enquireLinkSeconds: wholeNumber(1, 3_600, 30).describe('How often the connection is tried, in seconds.'),
    idleSeconds: wholeNumber(1, 3_600, 30).describe(
      'A connection made only for sending is closed after so many seconds without a text.',
    ),
    reconnectSeconds: wholeNumber(1, 3_600, 60).describe(
      'Longest pause before connecting again, in seconds.',
    ),
    badLoginSeconds: wholeNumber(1, 86_400, 300).describe(
      'Pause after the SMSC refused the system id or password, in seconds.',
    ),
    partsSeconds: wholeNumber(1, 86_400, 300).describe(
      'How long the missing parts of an incoming long text are waited for, in seconds.',
    ),
    partsHoldMs: wholeNumber(0, 60_000, 2_000).describe(
      'How long a part is left without an answer before the SMSC is asked to deliver it again, in milliseconds.',
    ),
  }),
  ['password'],
);

export type SmppSettings = ReturnType<typeof SMPP_SETTINGS.read>;
