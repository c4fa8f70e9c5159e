import { z } from 'zod';
import type { Draft } from '../../../domain/conversation/draft.js';
import { DRAFT_MODES, LONGEST_DRAFT } from '../../../domain/conversation/draft.js';
import type { Note } from '../../../domain/conversation/note.js';
import { sequenceOf } from '../../../domain/conversation/sequence.js';
import { pageOf } from '../api/page.js';
import { idText, isoInstant, toIso } from '../api/representation.js';

export const noteBody = z.strictObject({ text: z.string().trim().min(1).max(4_000) });

export const noteAnswer = z
  .object({ id: z.string(), seq: z.int(), at: isoInstant, author: z.string(), text: z.string() })
  .meta({ id: 'Note' });
export const notesAnswer = pageOf(noteAnswer);

export const noteView = ({ id, author, text, writtenAt }: Note): z.infer<typeof noteAnswer> => ({
  id,
  seq: sequenceOf(id),
  at: toIso(writtenAt),
  author,
  text,
});

export const draftParam = z.strictObject({ id: idText, mode: z.enum(DRAFT_MODES) });
export const draftBody = z.strictObject({ text: z.string().min(1).max(LONGEST_DRAFT) });

export const draftAnswer = z
  .object({ mode: z.enum(DRAFT_MODES), text: z.string(), savedAt: isoInstant })
  .meta({ id: 'Draft' });
export const draftsAnswer = z.object({ items: z.array(draftAnswer) });

export const draftView = ({ mode, text, savedAt }: Draft): z.infer<typeof draftAnswer> => ({
  mode,
  text,
  savedAt: toIso(savedAt),
});
