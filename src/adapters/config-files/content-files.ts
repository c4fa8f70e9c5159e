import { z } from 'zod';
import { ContentFiles } from '../../application/ports/content-files.js';
import type { NegotiationLimits } from '../../domain/arrangement/limits.js';
import { MOST_INTEREST_PER_MILLE, PAYMENT_DAY_RULES } from '../../domain/arrangement/limits.js';
import { DELINQUENCY_BUCKETS } from '../../domain/debt/delinquency.js';
import type { TreatmentContent } from '../../domain/treatment/treatment-content.js';
import { negotiationStyle } from './negotiation-style-schema.js';
import { treatmentContent } from './treatment-content-schema.js';
import { readYaml, writeYaml } from './validated-yaml.js';

const concessions = z.strictObject({
  maximumInstalments: z.int().min(1).max(120),
  minimumInstalmentMinor: z.int().min(1),
  minimumFirstPaymentPerMille: z.int().min(0).max(1000),
  startWithinDays: z.int().min(1).max(90),
  frequencies: z.array(z.enum(['weekly', 'fortnightly', 'monthly'])),
  lumpDiscountPerMille: z.int().min(0).max(900),
});

const byAuthority = z.strictObject({ assistant: concessions, staff: concessions, lead: concessions });

const limits = z.strictObject({
  buckets: z.partialRecord(z.enum(DELINQUENCY_BUCKETS), byAuthority),
  maximumRounds: z.int().min(1).max(20),
  promiseWithinDays: z.int().min(1).max(90),
  graceDays: z.int().min(0).max(30),
  selfServiceDateMoves: z.int().min(0).max(5),
  paymentDayRule: z.enum(PAYMENT_DAY_RULES).optional(),
  interestPerYearPerMille: z.int().min(0).max(MOST_INTEREST_PER_MILLE).optional(),
  style: negotiationStyle.optional(),
});

/** Treatments and limits as YAML files. */
export class YamlContentFiles extends ContentFiles {
  override treatment(path: string): TreatmentContent {
    return readYaml(path, treatmentContent);
  }

  override limits(path: string): NegotiationLimits {
    return readYaml(path, limits) as NegotiationLimits;
  }

  override linesOf(limits: NegotiationLimits): readonly string[] {
    return writeYaml(limits);
  }
}
