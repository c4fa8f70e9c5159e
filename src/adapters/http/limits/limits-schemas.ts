import { z } from 'zod';
import type { ListedLimits } from '../../../application/limits/read-limits.js';
import type { Concessions, NegotiationLimits } from '../../../domain/arrangement/limits.js';
import {
  AUTHORITIES,
  MOST_INTEREST_PER_MILLE,
  PAYMENT_DAY_RULES,
} from '../../../domain/arrangement/limits.js';
import { STYLE_BOUNDS } from '../../../domain/arrangement/negotiation/negotiation-style.js';
import { DELINQUENCY_BUCKETS } from '../../../domain/debt/delinquency.js';
import type { Revision, RevisionContent } from '../../../domain/revision/revision.js';
import { pageOf } from '../api/page.js';
import type { Codes } from '../revisions/revision-schemas.js';
import {
  lenderCode,
  numberInForce,
  pendingAnswer,
  pendingOf,
  revisionAnswer,
  revisionAnswerOf,
} from '../revisions/revision-schemas.js';

export const frequency = z.enum(['weekly', 'fortnightly', 'monthly']);
const perMille = z.int().min(0).max(1000);

const concessions = z
  .strictObject({
    maximumInstalments: z.int().min(1).max(120),
    minimumInstalmentMinor: z.int().min(1),
    minimumFirstPaymentPerMille: perMille,
    startWithinDays: z.int().min(1).max(90),
    frequencies: z.array(frequency).max(3),
    lumpDiscountPerMille: z.int().min(0).max(900),
  })
  .meta({ id: 'Concessions' });

const byAuthority = z.strictObject({ assistant: concessions, staff: concessions, lead: concessions });

const style = z
  .strictObject(
    Object.fromEntries(
      Object.entries(STYLE_BOUNDS).map(([name, [least, most]]) => [
        name,
        z.number().min(least).max(most).optional(),
      ]),
    ),
  )
  .meta({
    id: 'NegotiationStyle',
    description: 'How the assistant negotiates inside the limits; what is left out is as by default',
  });

/** What a lender allows for one product; in a bucket that is left out only full payment is agreed. */
export const limitsContent = z
  .strictObject({
    buckets: z.partialRecord(z.enum(DELINQUENCY_BUCKETS), byAuthority),
    maximumRounds: z.int().min(1).max(20),
    promiseWithinDays: z.int().min(1).max(90),
    graceDays: z.int().min(0).max(30),
    selfServiceDateMoves: z.int().min(0).max(5),
    paymentDayRule: z.enum(PAYMENT_DAY_RULES).optional(),
    interestPerYearPerMille: z.int().min(0).max(MOST_INTEREST_PER_MILLE).optional(),
    style: style.optional(),
  })
  .meta({ id: 'NegotiationLimits' });

export const product = z.string().trim().min(1).max(100);

export const productParam = z.strictObject({ product });

export const limitsQuery = z.strictObject({ lender: lenderCode });

export const limitsCheck = z.strictObject({ lender: lenderCode, product, content: limitsContent });

export const limitsDraft = z.strictObject({
  lender: lenderCode,
  basedOn: numberInForce,
  content: limitsContent,
});

export const limitsEdit = z.strictObject({ basedOn: numberInForce.optional(), content: limitsContent });

export const limitsRevision = revisionAnswerOf(limitsContent, 'LimitsRevision');

export const limitsRevisions = pageOf(limitsRevision).meta({ id: 'LimitsRevisions' });

export const productLimitsAnswer = z
  .object({
    product: z.string(),
    content: limitsContent.nullable().meta({
      description: 'What is in force; null: nothing under this name, so the default or full payment',
    }),
    number: z.int().nullable().meta({ description: 'null: the file of the lender said so' }),
    pending: pendingAnswer.nullable(),
  })
  .meta({ id: 'ProductLimits' });

export const productLimitsPage = pageOf(productLimitsAnswer).meta({ id: 'ProductLimitsPage' });

export const productLimitsView = ({
  product: name,
  inForce,
  number,
  pending,
}: ListedLimits): z.infer<typeof productLimitsAnswer> => ({
  product: name,
  content: inForce && contentView(inForce),
  number,
  pending: pendingOf(pending),
});

export const limitsRevisionView = (revision: Revision, codes: Codes): z.infer<typeof limitsRevision> =>
  revisionAnswer<z.infer<typeof limitsContent>>(revision, codes);

export const asRevisionContent = (content: z.infer<typeof limitsContent>): RevisionContent => content;

/** What was left out is left out, not undefined. */
export const asLimits = (content: z.infer<typeof limitsContent>): NegotiationLimits =>
  content as NegotiationLimits;

const contentView = (limits: NegotiationLimits): z.infer<typeof limitsContent> => ({
  ...limits,
  buckets: Object.fromEntries(
    Object.entries(limits.buckets).map(([bucket, given]) => [
      bucket,
      Object.fromEntries(AUTHORITIES.map((authority) => [authority, copied(given[authority])])),
    ]),
  ) as z.infer<typeof limitsContent>['buckets'],
});

const copied = (given: Concessions): z.infer<typeof concessions> => ({
  ...given,
  frequencies: [...given.frequencies],
});
