import { z } from 'zod';
import { REASONS_IN_WORDS, reasonInWords } from '../../../domain/arrangement/offer-reasons.js';
import type { ShownEvidence } from '../../../domain/conversation/shown-evidence.js';

/** Why the assistant put terms on the table. */
export const offerReason = z
  .object({
    code: z.enum(Object.keys(REASONS_IN_WORDS)),
    words: z.object({ 'zh-CN': z.string(), en: z.string() }),
  })
  .meta({ id: 'OfferReason' });

export const offerReasonView = (code: unknown): z.infer<typeof offerReason> | null => {
  const words = reasonInWords(code);
  return words && { code: String(code), words: { ...words } };
};

export const evidence = z
  .object({ intent: z.string(), words: z.string().nullable() })
  .meta({ id: 'Evidence', description: "The debtor's words that said an act; null where they are masked" });

export const evidenceView = (shown: readonly ShownEvidence[]): z.infer<typeof evidence>[] =>
  shown.map((one) => ({ ...one }));
