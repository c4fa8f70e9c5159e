import { z } from 'zod';
import { SECOND, instant, plus } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ChannelEvent } from '../../../domain/channel/channel-event.js';
import type { RefusalReason, SendOutcome } from '../../../domain/message/send-outcome.js';

/** What came back over the wire; headers in lower case. */
export interface WireReply {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

const DEFAULT_RETRY_SECONDS = 30;

const accepted = z.object({ id: z.string().min(1) });
const refusal = z.object({
  reason: z
    .enum(['blocked-by-recipient', 'unreachable-address', 'content-rejected', 'account-rejected', 'other'])
    .catch('other'),
  detail: z.string().catch(''),
});

/** What an answer to a hand-over means: 2xx taken, 429 and 4xx definitely not taken, all else unknown. */
export function outcomeOf(reply: WireReply, now: Instant): SendOutcome {
  if (reply.status === 429) {
    const seconds = Number(reply.retryAfter);
    const wait = Number.isFinite(seconds) && seconds >= 0 ? seconds : DEFAULT_RETRY_SECONDS;
    return { kind: 'retry', after: plus(now, wait * SECOND), reason: 'throttled' };
  }
  if (reply.status >= 400 && reply.status < 500) {
    const { reason, detail } = refusal.parse(jsonOf(reply.body) ?? {});
    return { kind: 'refused', reason: reason satisfies RefusalReason, detail };
  }
  if (reply.status < 200 || reply.status >= 300) {
    return { kind: 'unknown', reason: `status-${reply.status}` };
  }
  const taken = accepted.safeParse(jsonOf(reply.body));
  return taken.success
    ? { kind: 'accepted', providerMessageId: taken.data.id }
    : { kind: 'accepted-unconfirmed' };
}

/** What the answer to "what became of this attempt?" means; null when it says nothing. */
export function lookedUp(reply: WireReply, now: Instant): SendOutcome | null {
  if (reply.status === 404) return { kind: 'retry', after: now, reason: 'not-taken' };
  return reply.status === 200 ? outcomeOf(reply, now) : null;
}

const content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({
    kind: z.enum(['voice', 'picture', 'file']),
    mediaType: z.string(),
    name: z.string().nullable().default(null),
  }),
  z.object({ kind: z.enum(['sticker', 'location', 'transfer', 'unsupported']) }),
  z.object({ kind: z.literal('recalled'), recalledProviderMessageId: z.string() }),
]);

const event = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('receipt'),
    sequence: z.int(),
    providerMessageId: z.string(),
    status: z.enum(['delivered', 'read', 'failed']),
    at: z.number(),
    detail: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('message'),
    sequence: z.int(),
    providerMessageId: z.string(),
    from: z.string(),
    content: content.catch({ kind: 'unsupported' }),
    media: z.string().nullable(),
    sentAt: z.number(),
  }),
]);

export interface EventPage {
  readonly events: readonly ChannelEvent[];
  /** The last event of the page; null when it is empty. */
  readonly through: number | null;
}

export function eventPage(body: string): EventPage {
  const { events } = z.object({ events: z.array(event) }).parse(JSON.parse(body));
  return { events: events.map(channelEvent), through: events.at(-1)?.sequence ?? null };
}

function channelEvent(one: z.infer<typeof event>): ChannelEvent {
  switch (one.kind) {
    case 'receipt': {
      const { providerMessageId, status, at, detail } = one;
      return { kind: 'receipt', receipt: { providerMessageId, status, at: instant(at), detail } };
    }
    case 'message': {
      const { providerMessageId, from, content: said, media, sentAt } = one;
      return {
        kind: 'message',
        providerMessageId,
        address: from,
        content: said,
        media,
        sentAt: instant(sentAt),
      };
    }
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
