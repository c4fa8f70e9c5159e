import { z } from 'zod';
import { SECOND, instant } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ArrivedMessage, ChannelEvent } from '../../../domain/channel/channel-event.js';
import type { InboundContent } from '../../../domain/conversation/inbound-content.js';
import { attemptIdOf } from './outcome-of.js';

const FROM_CUSTOMER = 3;
const FROM_PLATFORM = 4;
const FROM_PERSON = 5;

const text = z.string().catch('');
const media = z.looseObject({ media_id: text, filename: text });

const happening = z.looseObject({
  event_type: text,
  open_kfid: text,
  external_userid: text,
  scene_param: text,
  fail_msgid: text,
  fail_type: z.int().catch(0),
  recall_msgid: text,
});

const item = z.looseObject({
  msgid: z.string().min(1),
  open_kfid: text,
  external_userid: text,
  /** Seconds since 1970. */
  send_time: z.number().catch(0),
  origin: z.int().catch(FROM_CUSTOMER),
  msgtype: text,
  text: z.looseObject({ content: text }).optional().catch(undefined),
  image: media.optional().catch(undefined),
  voice: media.optional().catch(undefined),
  video: media.optional().catch(undefined),
  file: media.optional().catch(undefined),
  event: happening.optional().catch(undefined),
});
type Item = z.output<typeof item>;

const page = z.looseObject({
  next_cursor: z.string().max(500).catch(''),
  has_more: z.int().catch(0),
  msg_list: z.array(z.unknown()).catch([]),
});

/** One message or event of the platform, in our words. */
export type Heard =
  | { readonly kind: 'event'; readonly event: ChannelEvent }
  /** Its bytes are still at the platform. */
  | { readonly kind: 'with-media'; readonly message: ArrivedMessage; readonly mediaId: string }
  /** The account itself cannot go on; one sentence. */
  | { readonly kind: 'account-trouble'; readonly detail: string };

export interface HeardPage {
  /** Null: the platform gave none. */
  readonly cursor: string | null;
  readonly hasMore: boolean;
  readonly heard: readonly Heard[];
}

/** Null: not a page at all. What belongs to other customer service accounts is left out. */
export function heardPage(body: unknown, openKfId: string): HeardPage | null {
  const read = page.safeParse(body);
  if (!read.success) return null;
  const { next_cursor: cursor, has_more: more, msg_list: list } = read.data;
  return {
    cursor: cursor === '' ? null : cursor,
    hasMore: more === 1,
    heard: list.flatMap((raw) => {
      const one = item.safeParse(raw);
      if (!one.success) return [];
      const owner = one.data.open_kfid || (one.data.event?.open_kfid ?? '');
      return owner === '' || owner === openKfId ? heardOf(one.data) : [];
    }),
  };
}

function heardOf(one: Item): Heard[] {
  switch (one.origin) {
    case FROM_PLATFORM:
      return happened(one);
    case FROM_PERSON:
      return one.external_userid === '' ? [] : [event(typedByPerson(one))];
    default:
      return one.external_userid === '' ? [] : [written(one)];
  }
}

const event = (one: ChannelEvent): Heard => ({ kind: 'event', event: one });
const timeOf = ({ send_time: seconds }: Item): Instant => instant(Math.round(seconds * SECOND));

const typedByPerson = (one: Item): ChannelEvent => ({
  kind: 'own-message',
  providerMessageId: one.msgid,
  address: one.external_userid,
  text: one.msgtype === 'text' ? (one.text?.content ?? '') : null,
  sentAt: timeOf(one),
  author: 'person',
});

const arrived = (one: Item, address: string, content: InboundContent): ArrivedMessage => ({
  kind: 'message',
  providerMessageId: one.msgid,
  address,
  content,
  media: null,
  sentAt: timeOf(one),
});

/** Types that are kept by their bytes; the type of the bytes is the platform's word, used where it tells none. */
const KEPT = {
  image: { kind: 'picture', mediaType: 'image/jpeg' },
  voice: { kind: 'voice', mediaType: 'audio/amr' },
  video: { kind: 'file', mediaType: 'video/mp4' },
  file: { kind: 'file', mediaType: 'application/octet-stream' },
} as const;

function written(one: Item): Heard {
  const say = (content: InboundContent): Heard => event(arrived(one, one.external_userid, content));
  switch (one.msgtype) {
    case 'text':
      // A pressed menu entry comes as a text with the words of the entry.
      return one.text ? say({ kind: 'text', text: one.text.content }) : say({ kind: 'unsupported' });
    case 'location':
      return say({ kind: 'location' });
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const sent = one[one.msgtype];
      const { kind, mediaType } = KEPT[one.msgtype];
      const content = { kind, mediaType, name: sent?.filename || null } as const;
      if (sent === undefined || sent.media_id === '') return say(content);
      const message = arrived(one, one.external_userid, content);
      return { kind: 'with-media', message, mediaId: sent.media_id };
    }
    default:
      // link, business_card, miniprogram, msgmenu, merged_msg, channels and whatever comes next.
      return say({ kind: 'unsupported' });
  }
}

function happened(one: Item): Heard[] {
  const what = one.event;
  if (what === undefined) return [];
  const address = what.external_userid || one.external_userid;
  switch (what.event_type) {
    case 'enter_session': {
      const code = what.scene_param.trim();
      if (address === '' || code === '') return [];
      const providerMessageId = one.msgid;
      return [event({ kind: 'binding', providerMessageId, address, code, sentAt: timeOf(one) })];
    }
    case 'user_recall_msg':
      if (address === '' || what.recall_msgid === '') return [];
      return [
        event(arrived(one, address, { kind: 'recalled', recalledProviderMessageId: what.recall_msgid })),
      ];
    case 'msg_send_fail':
      return failed(one, what.fail_msgid, what.fail_type, address);
    default:
      // Servicers coming and going, sessions given from one to another: their messages say what matters.
      return [];
  }
}

const REFUSED_BY_CUSTOMER = 10;

const FAILURES: Readonly<Record<number, string>> = {
  0: 'The platform does not say why.',
  1: 'The customer service account was deleted.',
  2: 'The application was closed.',
  4: 'The customer had not written for 48 hours.',
  5: 'The conversation was closed.',
  6: 'More than five messages since the customer last wrote.',
  7: 'The account is not bound to a video account.',
  8: 'The enterprise is not verified.',
  9: 'The account is not bound to a video account, and the enterprise is not verified.',
  [REFUSED_BY_CUSTOMER]: 'The customer refused the message.',
};

/** Failures that every further message would meet as well. */
const OF_THE_ACCOUNT = new Set([1, 2, 7, 8, 9]);

function failed(one: Item, messageId: string, type: number, address: string): Heard[] {
  const detail = FAILURES[type] ?? `The platform failed with type ${type}.`;
  const at = timeOf(one);
  const heard: Heard[] = [];
  if (messageId !== '') {
    const providerMessageId = attemptIdOf(messageId);
    heard.push(event({ kind: 'receipt', receipt: { providerMessageId, status: 'failed', at, detail } }));
  }
  if (type === REFUSED_BY_CUSTOMER && address !== '') {
    heard.push(event({ kind: 'reachability', address, state: 'blocked', at, detail }));
  }
  if (OF_THE_ACCOUNT.has(type)) {
    heard.push({ kind: 'account-trouble', detail: `${detail} Look at it in the WeCom console.` });
  }
  return heard;
}
