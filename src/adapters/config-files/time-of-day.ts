import { z } from 'zod';

/** `09:30` as minutes after midnight; `24:00` is the end of the day. */
export const timeOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time as in "09:30"')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
