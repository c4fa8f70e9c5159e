import { z } from 'zod';
import type { QueueRow } from '../../../application/desk/list-queue.js';
import { QUEUE_VIEWS } from '../../../application/ports/desk-queue.js';
import { HAND_OFF_REASONS } from '../../../domain/conversation/hand-off.js';
import type { HandOff } from '../../../domain/conversation/hand-off.js';
import { QUEUE_GROUPS } from '../../../domain/conversation/queue-order.js';
import { pageOf, pageQuery } from '../api/page.js';
import { channel, isoInstant, toIso, toIsoOrNull } from '../api/representation.js';

export const queueQuery = pageQuery.extend({
  view: z.enum(QUEUE_VIEWS).default('all'),
  kind: z.enum(HAND_OFF_REASONS).optional(),
  lender: z.string().min(1).max(64).optional(),
  channel: channel.optional(),
});

/** A name or a part of it, the reference of a debt, or four digits. */
export const searchBody = z.strictObject({ text: z.string().trim().min(2).max(100) });

export const queueRowAnswer = z
  .object({
    id: z.string().meta({ description: 'Of the conversation' }),
    handOffId: z.string(),
    version: z.int(),
    kind: z.enum(HAND_OFF_REASONS),
    dueAt: isoInstant,
    group: z.enum(QUEUE_GROUPS),
    lender: z.string(),
    nameMasked: z.string(),
    channel: channel.nullable(),
    amountMinor: z.int().optional().meta({ description: 'Outstanding; absent on a row about safety' }),
    currency: z.string().optional(),
    snippetMasked: z.string().nullable(),
    holder: z.string().nullable(),
    unread: z.int(),
  })
  .meta({ id: 'QueueRow' });

export const queueAnswer = pageOf(queueRowAnswer).meta({ id: 'Queue' });

export const searchAnswer = z.object({ items: z.array(queueRowAnswer) }).meta({ id: 'QueueSearch' });

export const countsAnswer = z
  .object({
    views: z.object({ all: z.int(), mine: z.int(), later: z.int(), waiting: z.int() }),
    groups: z.object({
      safety: z.int(),
      late: z.int(),
      withinHour: z.int(),
      today: z.int(),
      later: z.int(),
      waiting: z.int(),
    }),
  })
  .meta({ id: 'QueueCounts' });

/** An item as its holder gets it. */
export const claimAnswer = z
  .object({
    id: z.string().meta({ description: 'Of the conversation' }),
    handOffId: z.string(),
    version: z.int(),
    kind: z.enum(HAND_OFF_REASONS),
    holder: z.string().nullable(),
    since: isoInstant.nullable(),
    leaseUntil: isoInstant.nullable(),
    dueAt: isoInstant,
  })
  .meta({ id: 'DeskClaim' });

export const nextAnswer = z
  .object({ claim: claimAnswer.nullable().meta({ description: 'Null: nothing is free' }) })
  .meta({ id: 'DeskNext' });

export const rowView = ({
  item,
  group,
  lender,
  maskedName,
  amount,
  holder,
}: QueueRow): z.infer<typeof queueRowAnswer> => ({
  id: item.conversationId,
  handOffId: item.id,
  version: item.version,
  kind: item.reason,
  dueAt: toIso(item.answerBy),
  group,
  lender,
  nameMasked: maskedName,
  channel: item.channel,
  ...(amount ?? {}),
  snippetMasked: item.lastWords,
  holder,
  unread: item.unread,
});

export const claimView = (item: HandOff): z.infer<typeof claimAnswer> => ({
  id: item.conversationId,
  handOffId: item.id,
  version: item.version,
  kind: item.reason,
  holder: item.claimedBy,
  since: toIsoOrNull(item.claimedAt),
  leaseUntil: toIsoOrNull(item.leaseUntil),
  dueAt: toIso(item.answerBy),
});
