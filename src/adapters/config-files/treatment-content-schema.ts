import { z } from 'zod';
import { DELINQUENCY_BUCKETS } from '../../domain/debt/delinquency.js';
import { CHANNELS } from '../../domain/shared/channel.js';
import { CURRENCIES } from '../../domain/shared/money.js';
import type { TreatmentContent } from '../../domain/treatment/treatment-content.js';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens');
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time as in "09:30"');
const channels = z.array(z.enum(CHANNELS)).min(1);

const step = z.strictObject({
  id: name,
  daysPastDue: z.int().min(-60).max(3650),
  template: z.string(),
  channels: channels.optional(),
  window: z.strictObject({ from: time, to: time }),
  conditions: z
    .array(z.enum(['no-reply-yet', 'right-party-confirmed', 'right-party-unconfirmed']))
    .optional(),
  arms: z.array(name).min(1).optional(),
});

const written = z.strictObject({
  name,
  priority: z.int().min(0).max(1000),
  segment: z.strictObject({
    lenders: z.array(z.string()).min(1).optional(),
    products: z.array(z.string()).min(1).optional(),
    currencies: z.array(z.enum(CURRENCIES)).min(1).optional(),
    buckets: z.array(z.enum(DELINQUENCY_BUCKETS)).min(1).optional(),
    minimumOutstandingMinor: z.int().min(0).optional(),
  }),
  channels,
  experiment: z.strictObject({
    name,
    arms: z.array(z.strictObject({ name, weight: z.int().min(0).max(1_000_000), sends: z.boolean() })).min(1),
  }),
  steps: z.array(step).min(1),
});

/** The form of a treatment in a file; what it means is checked by the domain. */
export const treatmentContent = written.transform(
  // Keys that were not written are left out, not undefined.
  (content) => JSON.parse(JSON.stringify(content)) as TreatmentContent,
);
