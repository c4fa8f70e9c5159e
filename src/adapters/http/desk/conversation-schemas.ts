import { z } from 'zod';
import type { HandBackPreview } from '../../../application/desk/preview-hand-back.js';
import { AFTER_CLOSE, CLOSE_OUTCOMES } from '../../../domain/conversation/close.js';
import { HOLD_REASONS } from '../../../domain/debtor/hold.js';
import { isoDay, isoInstant, reasonText, toIso, toIsoOrNull } from '../api/representation.js';

const note = z.string().trim().min(1).max(2_000);

export const handBackBody = z.strictObject({ note: note.optional() });

export const closeBody = z
  .strictObject({
    reason: z.enum(CLOSE_OUTCOMES),
    note: note.optional(),
    next: z.enum(AFTER_CLOSE),
    until: isoDay.optional(),
  })
  .refine(({ next, until }) => (next === 'silent-until') === (until !== undefined), {
    path: ['until'],
    message: 'goes with "silent-until", and only with it',
  });

export const leadBody = z.strictObject({ reason: reasonText });

export const handBackPreviewAnswer = z
  .object({
    assistantAnswers: z.boolean(),
    whatHappensNext: z.array(
      z.discriminatedUnion('kind', [
        z.object({ reference: z.string(), kind: z.literal('nothing') }),
        z.object({
          reference: z.string(),
          kind: z.literal('held'),
          reason: z.enum(HOLD_REASONS),
          until: isoInstant.nullable(),
        }),
        z.object({
          reference: z.string(),
          kind: z.literal('step'),
          treatment: z.string(),
          step: z.string(),
          template: z.string(),
          at: isoInstant,
        }),
      ]),
    ),
  })
  .meta({ id: 'HandBackPreview' });

export const previewView = ({
  assistantAnswers,
  next,
}: HandBackPreview): z.infer<typeof handBackPreviewAnswer> => ({
  assistantAnswers,
  whatHappensNext: next.map((one) => {
    switch (one.kind) {
      case 'held':
        return { ...one, until: toIsoOrNull(one.until) };
      case 'step':
        return { ...one, at: toIso(one.at) };
      case 'nothing':
        return one;
    }
  }),
});
