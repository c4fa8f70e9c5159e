import { createHash } from 'node:crypto';
import { CODE_LENGTH, readBindingCode } from '../../../domain/channel/binding-code.js';
import type { ChannelEvent } from '../../../domain/channel/channel-event.js';
import { HOUR, MINUTE, SECOND, instant, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { InboundContent } from '../../../domain/conversation/inbound-content.js';
import type { RefusalReason, SendOutcome } from '../../../domain/message/send-outcome.js';
import type { Heard, HeardFriend, HeardMessage, Said } from './link.js';
import { mediaTypeOf } from './media-type.js';

/** Numbers of wechaty's message types. */
export const TYPE = {
  attachment: 1,
  voice: 2,
  sticker: 5,
  picture: 6,
  text: 7,
  location: 8,
  transfer: 11,
  redPacket: 12,
  recalled: 13,
  video: 15,
} as const;

/** Types whose bytes are kept. */
export const hasMedia = (type: number): boolean =>
  type === TYPE.attachment || type === TYPE.voice || type === TYPE.picture || type === TYPE.video;

/** Ids of groups, as the puppets write them: web, pad and desktop, WeCom. A group is never written to. */
export const isGroup = (address: string): boolean =>
  address.startsWith('@@') || address.endsWith('@chatroom') || address.startsWith('R:');

/** WeChat answers a text that was not delivered with such a line in the chat, and with no error. */
const NOTICES: readonly { readonly says: RegExp; readonly state: 'blocked' | 'gone' }[] = [
  { says: /^消息已发出，?但被对方拒收了[。.]?$/u, state: 'blocked' },
  { says: /^.{0,60}开启了朋友验证，?你还不是(他|她|他（她）|他\(她\))朋友.{0,80}$/su, state: 'gone' },
  { says: /^The message is successfully sent but rejected by the receiver\.?$/iu, state: 'blocked' },
  { says: /^.{0,60}has enabled Friend Confirmation.{0,160}$/isu, state: 'gone' },
];

const TOO_FAST = /操作过于频繁|操作频繁|too (frequent|fast|many)|frequency limit|rate limit/iu;
const RESTRICTED =
  /帐号.{0,8}(限制|封)|账号.{0,8}(限制|封)|account.{0,20}(restricted|banned|blocked|limited)/iu;
const NOT_LOGGED_IN = /not logged ?in|logonoff|未登录|请先登录/iu;

/** Errors of puppets that say that nothing was taken. */
const REFUSALS: readonly { readonly says: RegExp; readonly reason: RefusalReason }[] = [
  {
    says: /拒收|朋友验证|not (your|a) friend|(is|are|was) blocked by|rejected by the receiver/iu,
    reason: 'blocked-by-recipient',
  },
  {
    says: /contact.{0,80}(not (found|exist)|does ?n[o']t exist)|no (payload|contact) found|unknown contact|联系人不存在/iu,
    reason: 'unreachable-address',
  },
  { says: /敏感|违规|illegal content|content.{0,20}(refused|rejected|violat)/iu, reason: 'content-rejected' },
];

/** How long to wait after WeChat says that we are too fast; it names no time itself. */
const COOL_DOWN = HOUR;
const BAD_TOKEN_WAIT = 5 * MINUTE;
const LATER = 10 * SECOND;

/** gRPC status codes. */
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** A text that was never handed to the child. */
export const notHandedOver = (now: Instant, reason: string): SendOutcome => ({
  kind: 'retry',
  after: plus(now, LATER),
  reason,
});

/** What the answer of the puppet means. Whatever does not prove that nothing was taken is `unknown`. */
export function outcomeOf(said: Said, now: Instant): SendOutcome {
  switch (said.kind) {
    case 'taken':
      return said.id === null
        ? { kind: 'accepted-unconfirmed' }
        : { kind: 'accepted', providerMessageId: said.id };
    case 'lost':
      return { kind: 'unknown', reason: 'no-answer' };
    case 'failed':
      return outcomeOfFailure(said.code, said.text, now);
  }
}

function outcomeOfFailure(code: number | null, text: string, now: Instant): SendOutcome {
  if (code === UNAUTHENTICATED) {
    return { kind: 'retry', after: plus(now, BAD_TOKEN_WAIT), reason: 'bad-token' };
  }
  if ((code === UNAVAILABLE || code === null) && neverLeft(text)) {
    return notHandedOver(now, 'provider-unreachable');
  }
  if (code === UNAVAILABLE) return { kind: 'unknown', reason: 'link-lost' };
  switch (meaningOf(text)) {
    case 'too-fast':
      return { kind: 'retry', after: plus(now, COOL_DOWN), reason: 'throttled' };
    case 'not-logged-in':
      return notHandedOver(now, 'not-logged-in');
    case 'restricted':
      return { kind: 'retry', after: plus(now, COOL_DOWN), reason: 'login-restricted' };
    case null: {
      const refusal = REFUSALS.find(({ says }) => says.test(firstLine(text)));
      return refusal === undefined
        ? { kind: 'unknown', reason: 'error-of-puppet' }
        : { kind: 'refused', reason: refusal.reason, detail: 'The puppet refused the text.' };
    }
  }
}

/** Whether a failed text is certain to have gone nowhere, so that its echo need not be waited for. */
export function provesNotTaken(code: number | null, text: string): boolean {
  return outcomeOfFailure(code, text, instant(0)).kind !== 'unknown';
}

/** What a failure says about the login itself. */
export function meaningOf(text: string): 'too-fast' | 'restricted' | 'not-logged-in' | null {
  const line = firstLine(text);
  if (TOO_FAST.test(line)) return 'too-fast';
  if (RESTRICTED.test(line)) return 'restricted';
  return NOT_LOGGED_IN.test(line) ? 'not-logged-in' : null;
}

/** Until when an account is used slowly after WeChat said that it is too fast. */
export const coolDownFrom = (now: Instant): Instant => plus(now, COOL_DOWN);

/** What comes after it is the stack of the gateway. */
const firstLine = (text: string): string => text.split('\n')[0] ?? '';

/** The connection was not even made. */
export const neverLeft = (text: string): boolean =>
  /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|No connection established|NO CLIENT|no grpc manager/u.test(
    text,
  );

/** What somebody wrote, in the words of the domain; null: nothing that is recorded. */
export function eventOf(heard: Heard, now: Instant): ChannelEvent | null {
  return heard.kind === 'friend' ? bindingOf(heard, now) : eventOfMessage(heard, now);
}

function eventOfMessage(message: HeardMessage, now: Instant): ChannelEvent | null {
  const address = message.self ? message.listenerId : message.talkerId;
  if (address === '' || isGroup(address)) return null;
  const sentAt = momentOf(message.timestamp, now);
  const notice = noticeOf(message);
  if (notice !== null) {
    const detail = notice === 'blocked' ? 'WeChat: 被对方拒收' : 'WeChat: 开启了朋友验证';
    return { kind: 'reachability', address, state: notice, at: sentAt, detail };
  }
  if (isTooFastNotice(message)) return null;
  const providerMessageId = message.id;
  if (message.self) {
    const text = message.type === TYPE.text ? message.text : null;
    if (message.type === TYPE.recalled) return null;
    return { kind: 'own-message', providerMessageId, address, text, sentAt, author: 'unknown' };
  }
  const code = message.type === TYPE.text ? readBindingCode(message.text) : null;
  if (code !== null) return { kind: 'binding', providerMessageId, address, code, sentAt };
  const content = contentOf(message);
  return { kind: 'message', providerMessageId, address, content, media: message.media, sentAt };
}

function bindingOf(friend: HeardFriend, now: Instant): ChannelEvent | null {
  const code = codeInGreeting(friend.hello);
  if (code === null) return null;
  return {
    kind: 'binding',
    providerMessageId: `friend-${friend.id}`,
    address: friend.contactId,
    code,
    sentAt: momentOf(friend.timestamp, now),
  };
}

/** The one-time code in the greeting of a friend request: alone, or as a word of it. */
export function codeInGreeting(hello: string): string | null {
  const words = hello.normalize('NFKC').split(/[^0-9A-Za-z-]+/u);
  for (const candidate of [hello, ...words]) {
    const code = readBindingCode(candidate);
    if (code !== null) return code;
  }
  return null;
}

/** Seconds and milliseconds are both in use; without a time it is now, and never later than now. */
function momentOf(timestamp: number, now: Instant): Instant {
  if (!Number.isFinite(timestamp) || timestamp <= 0) return now;
  const milliseconds = timestamp < 1e11 ? timestamp * SECOND : timestamp;
  return instant(Math.min(Math.round(milliseconds), now));
}

/** A debtor who types the very words of a notice refuses us too. */
function noticeOf({ type, text, self }: HeardMessage): 'blocked' | 'gone' | null {
  if (self || (type !== TYPE.text && type !== 0)) return null;
  return NOTICES.find(({ says }) => says.test(text.trim()))?.state ?? null;
}

/** A line of WeChat in the chat, not of the debtor. */
export const isTooFastNotice = ({
  kind,
  type,
  text,
}: Pick<HeardMessage, 'kind' | 'type' | 'text'>): boolean =>
  kind === 'message' && type === 0 && TOO_FAST.test(text);

function contentOf({ type, text, filename, media }: HeardMessage): InboundContent {
  const name = filename === '' ? null : filename;
  const mediaType = media === null ? null : mediaTypeOf(media);
  switch (type) {
    case TYPE.text:
      return { kind: 'text', text };
    case TYPE.voice:
      return { kind: 'voice', mediaType: mediaType ?? 'audio/silk', name };
    case TYPE.picture:
      return { kind: 'picture', mediaType: mediaType ?? 'image/jpeg', name };
    case TYPE.attachment:
      return { kind: 'file', mediaType: mediaType ?? 'application/octet-stream', name };
    case TYPE.video:
      return { kind: 'file', mediaType: mediaType ?? 'video/mp4', name };
    case TYPE.sticker:
      return { kind: 'sticker' };
    case TYPE.location:
      return { kind: 'location' };
    case TYPE.transfer:
    case TYPE.redPacket:
      return { kind: 'transfer' };
    case TYPE.recalled:
      return { kind: 'recalled', recalledProviderMessageId: recalledId(text) };
    default:
      return { kind: 'unsupported' };
  }
}

/** The id alone, or the XML of the pad protocol around it. */
const recalledId = (text: string): string => /<newmsgid>(\d+)<\/newmsgid>/u.exec(text)?.[1] ?? text.trim();

/** What is written beside a contact so that it is found again when ids change; shows nothing about a person. */
export const aliasOf = (address: string): string =>
  `PARLEY-${createHash('sha256').update(address).digest('hex').slice(0, CODE_LENGTH).toUpperCase()}`;

export const isOurAlias = (alias: string): boolean => /^PARLEY-[0-9A-F]{10}$/u.test(alias);
