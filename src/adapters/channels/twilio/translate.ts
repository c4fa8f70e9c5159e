import { z } from 'zod';
import { MINUTE, SECOND, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ChannelEvent } from '../../../domain/channel/channel-event.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import { retryAfterOf } from '../http-call.js';
import type { HttpReply } from '../http-call.js';
import { DELIVERY_ERRORS, REQUEST_ERRORS } from './error-codes.js';
import type { ErrorMeaning } from './error-codes.js';
import type { TwilioSettings } from './settings.js';

const THROTTLE_WAIT = 15 * SECOND;
const ACCOUNT_WAIT = 10 * MINUTE;

/** Seconds that Twilio lets a text wait in its queue at most. */
const LONGEST_WAIT = 36_000;

export const isNumber = (address: string): boolean => /^\+\d{5,15}$/.test(address);

export interface TextForTwilio {
  readonly address: string;
  readonly text: string;
  readonly validUntil: Instant;
  readonly reportTo: string;
}

/** The form of a POST to Messages. What has not left Twilio by the end of the contact window never does. */
export function messageForm(
  { from }: TwilioSettings,
  { address, text, validUntil, reportTo }: TextForTwilio,
  now: Instant,
): string {
  const seconds = Math.floor((validUntil - now) / SECOND);
  return new URLSearchParams({
    To: address,
    Body: text,
    [/^MG[0-9a-f]{32}$/i.test(from) ? 'MessagingServiceSid' : 'From']: from,
    ValidityPeriod: String(Math.min(LONGEST_WAIT, Math.max(1, seconds))),
    StatusCallback: reportTo,
  }).toString();
}

const taken = z.object({ sid: z.string().min(1) });
const failure = z.object({ code: z.int().catch(0) }).catch({ code: 0 });

/** Whether a person has to put the account right, and what is wrong with it; null: nothing is. */
export function accountTrouble({ status, body }: HttpReply): string | null {
  const meaning = REQUEST_ERRORS.get(codeOf(body));
  if (meaning?.kind === 'account') return meaning.says;
  if (status === 401) return 'the credentials are not right';
  return status === 404 ? 'there is no such account' : null;
}

/** What the answer to a hand-over means. A text is taken with 201, certainly not taken with 4xx, and else in doubt. */
export function outcomeOf(reply: HttpReply, now: Instant): SendOutcome {
  const { status, headers, body } = reply;
  if (status === 200 || status === 201) {
    const message = taken.safeParse(jsonOf(body));
    return message.success
      ? { kind: 'accepted', providerMessageId: message.data.sid }
      : { kind: 'unknown', reason: 'strange-answer' };
  }
  if (status < 400 || status >= 500 || status === 408) return { kind: 'unknown', reason: `status-${status}` };
  const code = codeOf(body);
  if (accountTrouble(reply) !== null) {
    return { kind: 'retry', after: plus(now, ACCOUNT_WAIT), reason: 'bad-credentials' };
  }
  const wait = retryAfterOf(headers) ?? THROTTLE_WAIT;
  if (status === 429) return { kind: 'retry', after: plus(now, wait), reason: 'throttled' };
  return whatItMeans(REQUEST_ERRORS.get(code), code, plus(now, wait));
}

function whatItMeans(meaning: ErrorMeaning | undefined, code: number, after: Instant): SendOutcome {
  switch (meaning?.kind) {
    case 'refused':
      return { kind: 'refused', reason: meaning.reason, detail: `${meaning.says} (${code})` };
    case 'too-fast':
      return { kind: 'retry', after, reason: 'throttled' };
    case 'account':
    case undefined:
      return { kind: 'refused', reason: 'other', detail: `refused by Twilio (${code})` };
  }
}

const codeOf = (body: Buffer): number => failure.parse(jsonOf(body)).code;

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** The fields of a callback, with their blanks; one that comes several times is a list, as signatures want it. */
export function fieldsOf(body: Uint8Array): Readonly<Record<string, string | string[]>> {
  const form = new URLSearchParams(Buffer.from(body).toString('utf8'));
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** A medium that somebody sent, still at Twilio. */
export interface MediaPlace {
  readonly index: number;
  readonly url: string;
  readonly mediaType: string;
}

export type Callback =
  | { readonly kind: 'status'; readonly events: readonly ChannelEvent[] }
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly from: string;
      readonly text: string;
      readonly media: readonly MediaPlace[];
    }
  | { readonly kind: 'not-understood' };

/** What a callback says; `attempt` is ours, from the address of the status callback. What Twilio adds is not looked at. */
export function callbackOf(
  fields: Readonly<Record<string, string | string[]>>,
  attempt: string | undefined,
  now: Instant,
): Callback {
  const field = (name: string): string => [fields[name] ?? ''].flat()[0] ?? '';
  const id = field('MessageSid') || field('SmsSid');
  if (!/^[A-Za-z0-9]{2,64}$/.test(id)) return { kind: 'not-understood' };
  const status = field('MessageStatus');
  if (status !== '') {
    const known = attempt !== undefined && /^[\w-]{1,64}$/.test(attempt) ? attempt : id;
    return { kind: 'status', events: statusEvents(status, field, known, now) };
  }
  const from = field('From');
  if (!/^\+?\d{3,15}$/.test(from)) return { kind: 'not-understood' };
  const count = Math.min(MOST_MEDIA, Number(field('NumMedia')) || 0);
  const media = Array.from({ length: count }, (_, index) => ({
    index,
    url: field(`MediaUrl${index}`),
    mediaType: field(`MediaContentType${index}`) || 'application/octet-stream',
  }));
  return { kind: 'message', id, from, text: field('Body'), media };
}

/** Of one message; Twilio takes ten. */
const MOST_MEDIA = 10;

/** Statuses may overtake one another: only what is final is told, and what is final stays so. */
function statusEvents(
  status: string,
  field: (name: string) => string,
  providerMessageId: string,
  at: Instant,
): ChannelEvent[] {
  switch (status) {
    case 'delivered':
    case 'read':
      return [{ kind: 'receipt', receipt: { providerMessageId, status, at, detail: null } }];
    case 'undelivered':
    case 'failed':
    case 'canceled': {
      const code = Number(field('ErrorCode')) || 0;
      const { says, reachability } = DELIVERY_ERRORS.get(code) ?? { says: status };
      const detail = code === 0 ? says : `${says} (${code})`;
      const events: ChannelEvent[] = [
        { kind: 'receipt', receipt: { providerMessageId, status: 'failed', at, detail } },
      ];
      const address = field('To');
      if (reachability !== undefined && isNumber(address)) {
        events.push({ kind: 'reachability', address, state: reachability, at, detail });
      }
      return events;
    }
    default:
      return [];
  }
}
