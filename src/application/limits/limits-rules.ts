import { Injectable } from '@nestjs/common';
import { checkLimits } from '../../domain/arrangement/check-limits.js';
import type { NegotiationLimits } from '../../domain/arrangement/limits.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { ContentFault } from '../../domain/revision/content-fault.js';
import type { Revision, RevisionContent } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Lenders } from '../ports/lenders.js';
import { OpenDebtFigures } from '../ports/open-debt-figures.js';
import { RevisionRules } from '../publication/revision-rules.js';

/** What publishing asks of the limits of a product. Plans on the table keep the limits they were offered within. */
@Injectable()
export class LimitsRules extends RevisionRules {
  override readonly kind = 'limits';

  constructor(
    private readonly lenders: Lenders,
    private readonly figures: OpenDebtFigures,
  ) {
    super();
  }

  /** What a lender's file said is gone once something was published for the product. */
  override original(): Promise<null> {
    return Promise.resolve(null);
  }

  override async check(
    product: string,
    content: RevisionContent,
    lender: Lender | null,
  ): Promise<readonly ContentFault[]> {
    const products = await this.figures.largestByProduct(required(lender).id);
    return checkLimits(content as unknown as NegotiationLimits, { product, products });
  }

  override async afterPublish({ name, content }: Revision, lender: Lender | null): Promise<void> {
    const before = required(lender);
    const limits = { ...before.limits, [name]: content as unknown as NegotiationLimits };
    await this.lenders.save({ ...before, limits });
  }
}

const required = (lender: Lender | null): Lender => {
  if (lender) return lender;
  throw new DomainError('LIMITS.LENDER_NEEDED', 'Limits belong to one lender; name it.');
};
