import type { PhoneNumbers } from '../../../application/ports/phone-numbers.js';
import { MINUTE, SECOND, earliest, instant, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ChannelEvent } from '../../../domain/channel/channel-event.js';
import type { InboundContent } from '../../../domain/conversation/inbound-content.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import { smsCoding } from '../../../domain/message/sms-segments.js';
import type { HttpReply } from '../http-call.js';
import type { KannelSettings } from './settings.js';

const BUSY_WAIT = 30 * SECOND;
const SETTINGS_WAIT = 10 * MINUTE;

/** Kannel splits what it is told at blanks and writes to each of the pieces. */
const NUMBER = /^\+?\d{3,20}$/;

/** All final and passing reports: delivered, failed, buffered, accepted by the SMSC, rejected by the SMSC. */
const EVERY_REPORT = 31;

export interface TextForKannel {
  readonly address: string;
  readonly text: string;
  readonly validUntil: Instant;
  readonly reportTo: string;
}

export const isNumber = (address: string): boolean => NUMBER.test(address);

/**
 * The head of a POST to sendsms. By POST, neither the text nor the password stands in an address that proxies write
 * down. Coding and charset are always named: Kannel takes what it would send as `??` with the same 202.
 */
export function sendsmsHeaders(
  { username, password, from, smscId }: KannelSettings,
  { address, text, validUntil, reportTo }: TextForKannel,
  now: Instant,
): Record<string, string> {
  return {
    'content-type': 'text/plain; charset=UTF-8',
    'x-kannel-username': username,
    'x-kannel-password': password,
    'x-kannel-from': from,
    'x-kannel-to': address,
    'x-kannel-coding': smsCoding(text) === 'gsm7' ? '0' : '2',
    'x-kannel-validity': String(Math.max(1, Math.floor((validUntil - now) / MINUTE))),
    'x-kannel-dlr-mask': String(EVERY_REPORT),
    'x-kannel-dlr-url': reportTo,
    ...(smscId === undefined ? {} : { 'x-kannel-smsc': smscId }),
  };
}

/** Kannel fills in `%d` and the like when it calls; a percent sign of the address itself is written double. */
export const reportAddress = (callback: string, attemptId: string): string =>
  `${callback.replaceAll('%', '%%')}?kind=dlr&attempt=${attemptId}&status=%d&answer=%A&ts=%T`;

const REFUSALS: readonly (readonly [RegExp, Extract<SendOutcome, { kind: 'refused' }>['reason']])[] = [
  [/^Not routable/, 'account-rejected'],
  [/^Number\(s\) has\/have been denied/, 'unreachable-address'],
  [/^(Garbage|Missing|Empty) ('to' field|receiver)/, 'unreachable-address'],
  [/^(Charset or body|UDH field)/, 'content-rejected'],
  [/^Sender missing/, 'account-rejected'],
];

export const isBadCredentials = ({ status, body }: HttpReply): boolean =>
  status === 403 && body.toString('utf8').startsWith('Authorization failed');

/**
 * What the answer to a hand-over means. Only answers that Kannel itself writes are proof: an error of something in
 * between may have followed a text that was taken. Our own id is the id of the text, since Kannel names none.
 */
export function outcomeOf(reply: HttpReply, attemptId: string, now: Instant): SendOutcome {
  const { status } = reply;
  const says = reply.body.toString('utf8').trim();
  if ((status === 202 || status === 200) && /^(0: |3: |Sent\.)/.test(says)) {
    return { kind: 'accepted', providerMessageId: attemptId };
  }
  if (isBadCredentials(reply)) {
    return { kind: 'retry', after: plus(now, SETTINGS_WAIT), reason: 'bad-credentials' };
  }
  if (status === 503 && says.startsWith('Temporal failure')) {
    return { kind: 'retry', after: plus(now, BUSY_WAIT), reason: 'provider-busy' };
  }
  const known = status === 400 || status === 403 ? REFUSALS.find(([sign]) => sign.test(says)) : undefined;
  if (known) return { kind: 'refused', reason: known[1], detail: sentenceOf(says) };
  if (status === 400 && says.endsWith('rejected')) {
    return { kind: 'refused', reason: 'account-rejected', detail: sentenceOf(says) };
  }
  if (status === 404) return { kind: 'retry', after: plus(now, SETTINGS_WAIT), reason: 'no-sendsms-there' };
  return { kind: 'unknown', reason: `status-${status}` };
}

/** Kannel's sentence without what it repeats of the request. */
const sentenceOf = (says: string): string => (/^[^:<]{1,120}/.exec(says)?.[0] ?? 'rejected').trim();

export type Translated = readonly ChannelEvent[] | 'not-understood';

/** What a report about a text of ours means. Passing reports mean nothing yet. */
export function reportEvents(query: Readonly<Record<string, string>>, now: Instant): Translated {
  const { attempt = '', status = '', answer = '', ts } = query;
  if (!/^[\w-]{1,64}$/.test(attempt)) return 'not-understood';
  const receipt = { providerMessageId: attempt, at: momentOf(ts, now) };
  switch (status) {
    case '1':
      return [{ kind: 'receipt', receipt: { ...receipt, status: 'delivered', detail: null } }];
    case '2':
    case '16':
      return [{ kind: 'receipt', receipt: { ...receipt, status: 'failed', detail: reasonOf(answer) } }];
    case '4':
    case '8':
    case '32':
      return [];
    default:
      return 'not-understood';
  }
}

/**
 * The state and error of what the SMSC said, without the words of the text that receipts may repeat:
 * `id:7 … stat:UNDELIV err:001 text:…` or `NACK/0x0000000b/Invalid Destination Address`.
 */
export function reasonOf(answer: string): string {
  const nack = /^NACK\/(0x[0-9a-fA-F]{1,8})/.exec(answer)?.[1];
  if (nack !== undefined) {
    return Number(nack) === 0x0b ? `unreachable: rejected by the SMSC with ${nack}` : `rejected with ${nack}`;
  }
  const stat = /\bstat:([A-Z]{1,10})/.exec(answer)?.[1];
  const err = /\berr:([0-9A-Za-z]{1,8})/.exec(answer)?.[1];
  return [stat, err && `error ${err}`].filter(Boolean).join(', ') || 'not delivered';
}

/**
 * What somebody wrote. `text` is read from the address as the bytes that they are, in the charset that Kannel names:
 * without `mo-recode` that is the one of the SMSC.
 */
export function messageEvents(
  url: string,
  query: Readonly<Record<string, string>>,
  numbers: PhoneNumbers,
  country: string,
  now: Instant,
): Translated {
  const { from = '', coding = '', charset = '', ts, id = '' } = query;
  if (from === '' || !/^[\w-]{1,64}$/.test(id)) return 'not-understood';
  const sender = from.replace(/^\s+(?=\d)/, '+');
  return [
    {
      kind: 'message',
      providerMessageId: id,
      address: numbers.normalise(sender, country) ?? sender,
      content: coding === '1' ? { kind: 'unsupported' } : contentOf(bytesOf(url, 'text'), charset),
      media: null,
      sentAt: momentOf(ts, now),
    },
  ];
}

function contentOf(bytes: Buffer, charset: string): InboundContent {
  try {
    const text = new TextDecoder(charset === '' ? 'utf-8' : charset, { fatal: true }).decode(bytes);
    return { kind: 'text', text };
  } catch {
    return { kind: 'unsupported' };
  }
}

/** The bytes of a field of the query, whatever charset they are in. */
function bytesOf(url: string, name: string): Buffer {
  const query = url.slice(url.indexOf('?') + 1);
  const field = query.split('&').find((one) => one.startsWith(`${name}=`)) ?? '';
  const bytes: number[] = [];
  const value = field.slice(name.length + 1);
  for (let at = 0; at < value.length; at += 1) {
    const escape = /^%([0-9a-fA-F]{2})/.exec(value.slice(at, at + 3))?.[1];
    if (escape !== undefined) {
      bytes.push(Number.parseInt(escape, 16));
      at += 2;
    } else {
      bytes.push(value[at] === '+' ? 0x20 : value.charCodeAt(at));
    }
  }
  return Buffer.from(bytes);
}

/** Seconds of the epoch; never later than now, whatever the clock of the gateway says. */
const momentOf = (seconds: string | undefined, now: Instant): Instant =>
  seconds !== undefined && /^\d{9,11}$/.test(seconds)
    ? earliest(instant(Number(seconds) * SECOND), now)
    : now;
