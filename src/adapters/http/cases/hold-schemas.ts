import { z } from 'zod';
import { HOLD_REASONS, PLACED_BY_PEOPLE } from '../../../domain/debtor/hold.js';
import { idText, isoInstant, reasonText } from '../api/representation.js';
import { holdAnswer } from './case-parts.js';

export const placeBody = z.strictObject({
  debtId: idText,
  scope: z.enum(['debtor', 'debt']),
  reason: z.enum(PLACED_BY_PEOPLE),
  until: isoInstant.optional(),
  note: z.string().trim().min(1).max(2_000).optional(),
});
export const placedAnswer = z
  .object({ hold: holdAnswer, cancelled: z.int().meta({ description: 'Messages that will not be sent' }) })
  .meta({ id: 'PlacedHold' });

export const releaseBody = z.strictObject({
  debtId: idText,
  hold: z.enum(HOLD_REASONS),
  why: reasonText,
});
export const releasedAnswer = z.object({ released: z.int() });
