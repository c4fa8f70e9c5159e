import { z } from 'zod';
import type { ListedTreatment } from '../../../application/treatment/read-treatments.js';
import { DELINQUENCY_BUCKETS } from '../../../domain/debt/delinquency.js';
import type { Revision, RevisionContent } from '../../../domain/revision/revision.js';
import { CURRENCIES } from '../../../domain/shared/money.js';
import { contentOf } from '../../../domain/treatment/treatment-content.js';
import type { TreatmentContent } from '../../../domain/treatment/treatment-content.js';
import { pageOf } from '../api/page.js';
import { channel } from '../api/representation.js';
import type { Codes } from '../revisions/revision-schemas.js';
import {
  lenderCode,
  numberInForce,
  pendingAnswer,
  pendingOf,
  revisionAnswer,
  revisionAnswerOf,
} from '../revisions/revision-schemas.js';

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens');
const time = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time as in 09:30')
  .meta({ description: 'A time of day, 24:00 at the end' });
const channels = z.array(channel).min(1).max(10);

const step = z.strictObject({
  id: slug,
  daysPastDue: z.int().min(-60).max(3650),
  template: z.string().min(1).max(80),
  channels: channels.optional(),
  window: z.strictObject({ from: time, to: time }),
  conditions: z
    .array(z.enum(['no-reply-yet', 'right-party-confirmed', 'right-party-unconfirmed']))
    .max(3)
    .optional(),
  arms: z.array(slug).min(1).max(20).optional(),
});

/** A treatment as its file writes it. */
export const treatmentContent = z
  .strictObject({
    name: slug,
    priority: z.int().min(0).max(1000),
    segment: z.strictObject({
      lenders: z.array(z.string().min(1).max(40)).min(1).max(500).optional(),
      products: z.array(z.string().min(1).max(100)).min(1).max(500).optional(),
      currencies: z.array(z.enum(CURRENCIES)).min(1).optional(),
      buckets: z.array(z.enum(DELINQUENCY_BUCKETS)).min(1).optional(),
      minimumOutstandingMinor: z.int().min(0).optional(),
    }),
    channels,
    experiment: z.strictObject({
      name: slug,
      arms: z
        .array(z.strictObject({ name: slug, weight: z.int().min(0).max(1_000_000), sends: z.boolean() }))
        .min(1)
        .max(20),
    }),
    steps: z.array(step).min(1).max(200),
  })
  .meta({ id: 'TreatmentContent' });

export const treatmentParam = z.strictObject({ name: slug });

export const treatmentCheck = z.strictObject({
  lender: lenderCode.nullable().default(null),
  content: treatmentContent,
});

export const treatmentDraft = z.strictObject({
  lender: lenderCode.nullable().default(null),
  basedOn: numberInForce,
  content: treatmentContent,
});

export const treatmentEdit = z.strictObject({ basedOn: numberInForce.optional(), content: treatmentContent });

export const segmentCountQuery = z.strictObject({
  lender: lenderCode.optional(),
  revision: z.string().min(1).max(64).optional().meta({ description: 'Count for a revision not in force' }),
});

export const segmentCountAnswer = z
  .object({
    total: z.int(),
    lenders: z.array(z.object({ lender: z.string(), debts: z.int() })),
  })
  .meta({ id: 'SegmentCount' });

export const treatmentRevision = revisionAnswerOf(treatmentContent, 'TreatmentRevision');

export const treatmentRevisions = pageOf(treatmentRevision).meta({ id: 'TreatmentRevisions' });

export const treatmentAnswer = z
  .object({
    name: z.string(),
    source: z
      .enum(['built-in', 'tenant', 'lender'])
      .nullable()
      .meta({ description: 'Where what is in force comes from; null: nothing is in force under this name' }),
    number: z.int().nullable(),
    basedOn: z.int().nullable().meta({ description: 'What a new revision of this owner is begun on' }),
    fingerprint: z.string().nullable().meta({ description: 'Kept with everything planned from it' }),
    content: treatmentContent.nullable(),
    pending: pendingAnswer.nullable(),
  })
  .meta({ id: 'Treatment' });

export const treatmentsAnswer = pageOf(treatmentAnswer).meta({ id: 'Treatments' });

export const treatmentView = ({
  name,
  inForce,
  basedOn,
  pending,
}: ListedTreatment): z.infer<typeof treatmentAnswer> => ({
  name,
  source: inForce?.source ?? null,
  number: inForce?.number ?? null,
  basedOn,
  fingerprint: inForce?.treatment.version ?? null,
  content: inForce ? contentView(contentOf(inForce.treatment)) : null,
  pending: pendingOf(pending),
});

export const treatmentRevisionView = (revision: Revision, codes: Codes): z.infer<typeof treatmentRevision> =>
  revisionAnswer<z.infer<typeof treatmentContent>>(revision, codes);

export const asRevisionContent = (content: z.infer<typeof treatmentContent>): RevisionContent => content;

export const asTreatmentContent = (content: z.infer<typeof treatmentContent>): TreatmentContent =>
  content as TreatmentContent;

const contentView = (content: TreatmentContent): z.infer<typeof treatmentContent> =>
  content as unknown as z.infer<typeof treatmentContent>;
