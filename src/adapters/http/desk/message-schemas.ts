import { z } from 'zod';
import type { StaffContent } from '../../../application/desk/compose-staff-text.js';
import type { TypedValues } from '../../../application/desk/fill-reply.js';
import type { SentByPerson } from '../../../application/desk/send-as-person.js';
import { localDate } from '../../../domain/calendar/local-date.js';
import { LONGEST_DRAFT } from '../../../domain/conversation/draft.js';
import { sequenceOf } from '../../../domain/conversation/sequence.js';
import { CANCEL_CAUSES } from '../../../domain/message/message.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { WordingFinding } from '../../../domain/wording/check-wording.js';
import { idText, isoDay, isoInstant, reasonText, toIsoOrNull } from '../api/representation.js';
import { messageAnswer, messageView, verdictAnswer, verdictView } from './entry-schemas.js';

export const staffText = z.string().trim().min(1).max(4_000);

export const typedBlanks = z
  .strictObject({
    amountMinor: z.int().min(1).optional(),
    date: isoDay.optional(),
    planQuoteId: idText.optional(),
    person: z.string().trim().min(1).max(60).optional(),
  })
  .meta({ description: 'What the typed blanks of a saved reply are filled with' });

export const typedValues = (blanks: z.infer<typeof typedBlanks> | undefined): TypedValues => ({
  ...(blanks?.amountMinor === undefined ? {} : { amountMinor: blanks.amountMinor }),
  ...(blanks?.date === undefined ? {} : { date: localDate(blanks.date) }),
  ...(blanks?.planQuoteId === undefined ? {} : { planQuoteId: idOf(blanks.planQuoteId) }),
  ...(blanks?.person === undefined ? {} : { person: blanks.person }),
});

/** Exactly one of the three says what is sent. */
export const messageBody = z
  .strictObject({
    text: staffText.optional(),
    savedReplyId: idText.optional(),
    blanks: typedBlanks.optional(),
    planQuoteId: idText.optional(),
    neutral: z.boolean().optional(),
    basedOnSeq: z.int().min(0),
    notBefore: isoInstant.optional(),
    cancelIf: z.array(z.enum(CANCEL_CAUSES)).max(2).default([]),
    reason: reasonText.optional(),
  })
  .refine(
    ({ text, savedReplyId, planQuoteId }) =>
      [text, savedReplyId, planQuoteId].filter((one) => one !== undefined).length === 1,
    { path: ['text'], message: 'give one of text, savedReplyId and planQuoteId' },
  );

export const contentOf = ({
  text,
  savedReplyId,
  blanks,
  planQuoteId,
}: z.infer<typeof messageBody>): StaffContent => {
  if (planQuoteId !== undefined) return { kind: 'plan', planQuoteId: idOf(planQuoteId) };
  if (savedReplyId === undefined) return { kind: 'text', text: text ?? '' };
  return { kind: 'saved-reply', savedReplyId: idOf(savedReplyId), blanks: typedValues(blanks) };
};

export const forecastAnswer = z
  .object({
    verdict: verdictAnswer,
    counts: z.boolean(),
    used: z.int().nullable(),
    max: z.int().nullable(),
    answerUntil: isoInstant.nullable(),
  })
  .meta({
    id: 'ContactForecast',
    description: 'What the contact policy would say; it is asked again at sending',
  });

export const sentAnswer = z
  .object({ message: messageAnswer, forecast: forecastAnswer.nullable() })
  .meta({ id: 'SentMessage' });

export const sentView = ({ message, text, forecast }: SentByPerson): z.infer<typeof sentAnswer> => ({
  message: messageView(message, sequenceOf(message.id), { text, template: null, verdict: null }),
  forecast: forecast && {
    verdict: verdictView(forecast.verdict),
    counts: forecast.counts,
    used: forecast.used,
    max: forecast.max,
    answerUntil: toIsoOrNull(forecast.answerUntil),
  },
});

export const scheduledAnswer = z.object({ items: z.array(messageAnswer) });

export const wordingBody = z.strictObject({ conversationId: idText, text: z.string().max(LONGEST_DRAFT) });

export const wordingAnswer = z
  .object({
    findings: z.array(
      z
        .object({
          start: z.int(),
          end: z.int(),
          category: z.enum(['forbidden', 'crisis', 'privacy', 'ledger', 'blank']),
          severity: z.enum(['block', 'review']),
          reason: z.string(),
          written: z.string().nullable(),
          ledger: z.string().nullable(),
          suggestion: z.string().nullable(),
        })
        .meta({ id: 'WordingFinding' }),
    ),
  })
  .meta({ id: 'WordingCheck' });

export const wordingView = (findings: readonly WordingFinding[]): z.infer<typeof wordingAnswer> => ({
  findings: findings.map((finding) => ({ ...finding })),
});
