import { z } from 'zod';
import type { ChannelEvent } from '../../../domain/channel/channel-event.js';
import { SECOND, earliest, instant } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { InboundContent } from '../../../domain/conversation/inbound-content.js';

/** Bytes that Telegram keeps and that have to be fetched. */
export interface RemoteFile {
  readonly fileId: string;
}

export interface HeardEvent {
  readonly event: ChannelEvent;
  /** Null: the event is complete. */
  readonly file: RemoteFile | null;
}

/** What one update says. Updates that say nothing to us have no events, and are confirmed all the same. */
export interface Heard {
  /** Null: the update cannot be read at all. */
  readonly updateId: number | null;
  readonly events: readonly HeardEvent[];
  readonly press: Press | null;
}

/** A pressed button, which turns until it is answered. */
export interface Press {
  readonly id: string;
  readonly chat: number;
  /** The text that it stands under; null: not told. */
  readonly messageId: number | null;
}

/** The kinds of updates that Telegram is asked for. */
export const UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** Message ids are unique in their chat only. */
export const messageKey = (chat: string | number, messageId: number): string => `${chat}:${messageId}`;

const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

const chat = z.object({ id: z.int(), type: z.string() });
const sender = z.object({ is_bot: z.boolean().catch(false) });
const file = z.object({
  file_id: z.string(),
  file_size: maybe(z.number()),
  mime_type: maybe(z.string()),
  file_name: maybe(z.string()),
});
type File = z.output<typeof file>;

const message = z.looseObject({
  message_id: z.int(),
  date: z.number(),
  edit_date: maybe(z.number()),
  chat,
  from: maybe(sender),
  text: maybe(z.string()),
  caption: maybe(z.string()),
  photo: maybe(z.array(file).min(1)),
  voice: maybe(file),
  audio: maybe(file),
  video: maybe(file),
  video_note: maybe(file),
  animation: maybe(file),
  document: maybe(file),
});
type Message = z.output<typeof message>;

const update = z.object({
  update_id: z.int(),
  message: maybe(message),
  edited_message: maybe(message),
  callback_query: maybe(
    z.object({
      id: z.string(),
      from: sender,
      message: z.object({ chat, message_id: maybe(z.int()) }),
      data: maybe(z.string().min(1)),
    }),
  ),
  my_chat_member: maybe(
    z.object({ chat, date: z.number(), new_chat_member: z.object({ status: z.string() }) }),
  ),
});

/** Fields of messages that nobody wrote: Telegram tells by them what happened in a chat. */
const TOLD_BY_TELEGRAM = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'write_access_allowed',
  'connected_website',
  'chat_background_set',
  'successful_payment',
  'refunded_payment',
  'users_shared',
  'chat_shared',
  'proximity_alert_triggered',
  'boost_added',
  'giveaway',
  'giveaway_created',
  'giveaway_winners',
  'giveaway_completed',
  'web_app_data',
] as const;

const START = /^\/start(?:@\w+)?\s+(\S{1,256})\s*$/u;

/** `limitBytes`: what is larger is not fetched and counts as unsupported. */
export const heardIn = (raw: unknown, receivedAt: Instant, limitBytes: number): Heard => {
  const read = update.safeParse(raw);
  if (!read.success) return { updateId: idIn(raw), events: [], press: null };
  const { update_id: updateId, callback_query: query, my_chat_member: member } = read.data;
  const heard = { updateId, press: null };
  if (read.data.message) {
    return { ...heard, events: written(read.data.message, null, receivedAt, limitBytes) };
  }
  if (read.data.edited_message) {
    return { ...heard, events: written(read.data.edited_message, updateId, receivedAt, limitBytes) };
  }
  if (query && isPrivate(query.message) && !query.from.is_bot) {
    const { chat: place, message_id: messageId = null } = query.message;
    const press = { id: query.id, chat: place.id, messageId };
    if (query.data === undefined) return { ...heard, events: [], press };
    const pressed: ChannelEvent = {
      kind: 'message',
      providerMessageId: `cb:${query.id}`,
      address: String(place.id),
      content: { kind: 'text', text: query.data },
      media: null,
      // Telegram does not tell when a button was pressed.
      sentAt: receivedAt,
    };
    return { ...heard, events: [{ event: pressed, file: null }], press };
  }
  if (member && isPrivate(member)) {
    const event = reachability(member, receivedAt);
    return { ...heard, events: event === null ? [] : [{ event, file: null }] };
  }
  return { ...heard, events: [] };
};

const idIn = (raw: unknown): number | null =>
  z.object({ update_id: z.int() }).safeParse(raw).data?.update_id ?? null;

const isPrivate = (place: { readonly chat: { readonly type: string } }): boolean =>
  place.chat.type === 'private';

/** Seconds in UTC; what claims to be from the future is from now. */
const at = (seconds: number, receivedAt: Instant): Instant => earliest(instant(seconds * SECOND), receivedAt);

const reachability = (
  { chat: { id }, date, new_chat_member: { status } }: NonNullable<z.output<typeof update>['my_chat_member']>,
  receivedAt: Instant,
): ChannelEvent | null => {
  const state =
    status === 'kicked' || status === 'left' ? 'blocked' : status === 'member' ? 'reachable' : null;
  if (state === null) return null;
  return { kind: 'reachability', address: String(id), state, at: at(date, receivedAt), detail: status };
};

/** `edit`: the update by which the message was changed; each change is a message of its own. */
const written = (
  given: Message,
  edit: number | null,
  receivedAt: Instant,
  limitBytes: number,
): readonly HeardEvent[] => {
  if (!isPrivate(given) || given.from?.is_bot === true) return [];
  if (TOLD_BY_TELEGRAM.some((field) => given[field] !== undefined)) return [];
  // A shared live position is edited every few seconds.
  if (edit !== null && given['location'] !== undefined) return [];
  const key = messageKey(given.chat.id, given.message_id);
  const about = {
    providerMessageId: edit === null ? key : `${key}:edit:${edit}`,
    address: String(given.chat.id),
    sentAt: at(given.edit_date ?? given.date, receivedAt),
  };
  const code = edit === null ? START.exec(given.text ?? '')?.[1] : undefined;
  if (code !== undefined) return [{ event: { kind: 'binding', ...about, code }, file: null }];
  const { content, fileId } = contentOf(given, limitBytes);
  const first: HeardEvent = {
    event: { kind: 'message', ...about, content, media: null },
    file: fileId === null ? null : { fileId },
  };
  if (given.caption === undefined || given.caption === '') return [first];
  const caption: ChannelEvent = {
    kind: 'message',
    ...about,
    providerMessageId: `${about.providerMessageId}:caption`,
    content: { kind: 'text', text: given.caption },
    media: null,
  };
  return [first, { event: caption, file: null }];
};

interface Content {
  readonly content: InboundContent;
  readonly fileId: string | null;
}

const contentOf = (given: Message, limitBytes: number): Content => {
  if (given.text !== undefined) return { content: { kind: 'text', text: given.text }, fileId: null };
  if (given.photo) return fetched(largest(given.photo, limitBytes), 'picture', 'image/jpeg', limitBytes);
  if (given.voice) return fetched(given.voice, 'voice', 'audio/ogg', limitBytes);
  if (given.audio) return fetched(given.audio, 'file', 'audio/mpeg', limitBytes);
  const moving = given.video ?? given.video_note ?? given.animation;
  if (moving) return fetched(moving, 'file', 'video/mp4', limitBytes);
  if (given.document) {
    const { mime_type: type = '' } = given.document;
    const kind = /^image\/(jpeg|png|gif|webp|heic|heif)$/u.test(type) ? 'picture' : 'file';
    return fetched(given.document, kind, 'application/octet-stream', limitBytes);
  }
  if (given['sticker'] !== undefined) return { content: { kind: 'sticker' }, fileId: null };
  if (given['location'] !== undefined) return { content: { kind: 'location' }, fileId: null };
  return { content: { kind: 'unsupported' }, fileId: null };
};

const largest = (sizes: readonly File[], limitBytes: number): File => {
  const bySize = [...sizes].sort((a, b) => (b.file_size ?? 0) - (a.file_size ?? 0));
  const fitting = bySize.find(({ file_size: size = 0 }) => size <= limitBytes);
  return fitting ?? (bySize[0] as File);
};

const fetched = (
  { file_id: fileId, file_size: size = 0, mime_type: type, file_name: name }: File,
  kind: 'voice' | 'picture' | 'file',
  usualType: string,
  limitBytes: number,
): Content =>
  size > limitBytes
    ? { content: unsupported(name), fileId: null }
    : { content: { kind, mediaType: type ?? usualType, name: name ?? null }, fileId };

/** What there was, without its bytes. */
export const unsupported = (name: string | null | undefined): InboundContent => ({
  kind: 'unsupported',
  ...(name === null || name === undefined ? {} : { name }),
});
