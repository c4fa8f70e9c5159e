import { z } from 'zod';
import type { SealedEvent } from '../../../application/ports/event-log.js';
import { pageOf, pageQuery } from '../api/page.js';
import { fromIso, isoInstant, toIso } from '../api/representation.js';

export const eventsQuery = pageQuery.extend({
  actor: z.string().min(1).max(200).optional(),
  type: z.string().min(1).max(80).optional(),
  /** An id. */
  subject: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .optional(),
  from: isoInstant.optional(),
  to: isoInstant.optional(),
});

export const eventSchema = z
  .object({
    sequence: z.int(),
    id: z.string(),
    type: z.string(),
    at: z.string(),
    actor: z.string(),
    reason: z.string().nullable(),
    subjects: z.record(z.string(), z.string()),
    payload: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    hash: z.string(),
  })
  .meta({ id: 'AuditEvent' });

export const eventsAnswer = pageOf(eventSchema);

export const chainAnswer = z
  .object({
    intact: z.boolean(),
    sealed: z.int().nullable(),
    unsealed: z.int().nullable(),
    brokenAt: z.int().nullable(),
  })
  .meta({ id: 'ChainCheck' });

export const eventQueryOf = ({ actor, type, subject, from, to }: z.infer<typeof eventsQuery>) => ({
  ...(actor === undefined ? {} : { actor }),
  ...(type === undefined ? {} : { type }),
  ...(subject === undefined ? {} : { subject }),
  ...(from === undefined ? {} : { from: fromIso(from) }),
  ...(to === undefined ? {} : { until: fromIso(to) }),
});

export const eventView = (event: SealedEvent): z.infer<typeof eventSchema> => ({
  sequence: event.sequence,
  id: event.id,
  type: event.type,
  at: toIso(event.at),
  actor: event.actor,
  reason: event.reason ?? null,
  subjects: { ...event.subjects },
  payload: { ...event.payload },
  hash: event.hash,
});
