import { z } from 'zod';
import type { Instant } from '../../../domain/calendar/instant.js';
import { instant, toIso } from '../../../domain/calendar/instant.js';
import { CHANNELS } from '../../../domain/shared/channel.js';
import { LOCALES } from '../../../domain/shared/locale.js';

export { toIso };
export const toIsoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));
export const fromIso = (text: string): Instant => instant(Date.parse(text));

export const isoInstant = z.iso.datetime({ offset: true }).meta({ description: 'A moment, ISO 8601' });
export const isoDay = z.iso.date().meta({ description: 'A calendar day' });
export const idText = z.string().min(1).max(64);
export const reasonText = z.string().trim().min(2).max(500);
export const locale = z.enum(LOCALES);
export const channel = z.enum(CHANNELS);

/** Money in minor units of its currency. */
export const moneySchema = z.object({ amountMinor: z.int(), currency: z.string() }).meta({ id: 'Money' });

/** Path parameters with one id. */
export const idParam = z.strictObject({ id: idText });
