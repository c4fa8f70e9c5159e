import { z } from 'zod';
import type { SavedReply } from '../../../domain/template/saved-reply.js';
import { blanksOf } from '../../../domain/template/saved-reply.js';
import { pageOf, pageQuery } from '../api/page.js';
import { idText, isoInstant, locale, toIso } from '../api/representation.js';
import { typedBlanks } from './message-schemas.js';

const title = z.string().trim().min(1).max(100);
const text = z.string().trim().min(1).max(4_000);

export const savedRepliesQuery = pageQuery.extend({ locale: locale.optional() });
export const savedReplyBody = z.strictObject({
  lenderId: idText.nullable().default(null),
  locale,
  title,
  text,
});
export const savedReplyChange = z.strictObject({
  locale: locale.optional(),
  title: title.optional(),
  text: text.optional(),
});

export const savedReplyAnswer = z
  .object({
    id: z.string(),
    version: z.int(),
    lenderId: z.string().nullable(),
    locale,
    title: z.string(),
    text: z.string(),
    blanks: z.array(z.string()),
    writtenBy: z.string(),
    changedAt: isoInstant,
  })
  .meta({ id: 'SavedReply' });
export const savedRepliesAnswer = pageOf(savedReplyAnswer);

export const fillBody = z.strictObject({ conversationId: idText, blanks: typedBlanks.optional() });
export const fillAnswer = z
  .object({ text: z.string(), left: z.array(z.string()) })
  .meta({ id: 'FilledReply' });

export const savedReplyView = (reply: SavedReply): z.infer<typeof savedReplyAnswer> => ({
  id: reply.id,
  version: reply.version,
  lenderId: reply.lenderId,
  locale: reply.locale,
  title: reply.title,
  text: reply.text,
  blanks: [...blanksOf(reply.text)],
  writtenBy: reply.writtenBy,
  changedAt: toIso(reply.changedAt),
});
