import { Injectable } from '@nestjs/common';
import type { NegotiationLimits } from '../../domain/arrangement/limits.js';
import { writtenOut } from '../../domain/arrangement/negotiation-limits.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { ContentFault } from '../../domain/revision/content-fault.js';
import type { Revision, RevisionContent } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { ReachableLender } from '../lender/reachable-lender.js';
import { Revisions } from '../ports/revisions.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { LimitsRules } from './limits-rules.js';

/** What a lender allows for one product, and what is on its way to replace it. */
export interface ListedLimits {
  readonly product: string;
  /** Null: nothing is in force under this name. */
  readonly inForce: NegotiationLimits | null;
  /** The revision in force; null: the lender's file said so. */
  readonly number: number | null;
  /** The newest revision that was not decided. */
  readonly pending: Revision | null;
}

/** Reads and checks the limits of a lender in reach. */
@Injectable()
export class ReadLimits {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lenders: ReachableLender,
    private readonly revisions: Revisions,
    private readonly rules: LimitsRules,
  ) {}

  /** By product; throws `LENDER.UNKNOWN`. */
  list(scope: WorkScope, lenderCode: string): Promise<ListedLimits[]> {
    return this.unitOfWork.run(scope, async () => this.listed(await this.lenders.byCode(scope, lenderCode)));
  }

  /** Throws `LIMITS.UNKNOWN` or `LENDER.UNKNOWN`. */
  async one(scope: WorkScope, product: string, lenderCode: string): Promise<ListedLimits> {
    const found = (await this.list(scope, lenderCode)).find((one) => one.product === product);
    if (found) return found;
    throw new DomainError('LIMITS.UNKNOWN', 'The lender has no limits under this name.');
  }

  /** Everything that is wrong with a content; throws `LENDER.UNKNOWN`. */
  check(
    scope: WorkScope,
    product: string,
    content: NegotiationLimits,
    lenderCode: string,
  ): Promise<readonly ContentFault[]> {
    return this.unitOfWork.run(scope, async () => {
      const lender = await this.lenders.byCode(scope, lenderCode);
      return this.rules.check(product, content as unknown as RevisionContent, lender);
    });
  }

  private async listed(lender: Lender): Promise<ListedLimits[]> {
    const revisions = await this.revisions.list('limits', [lender.id]);
    const numbers = new Map<string, number>();
    const pending = new Map<string, Revision>();
    for (const revision of revisions) {
      if (revision.state === 'published') numbers.set(revision.name, revision.number);
      else pending.set(revision.name, revision);
    }
    const products = [...new Set([...Object.keys(lender.limits), ...pending.keys()])].sort();
    return products.map((product) => {
      const limits = Object.hasOwn(lender.limits, product) ? lender.limits[product] : undefined;
      return {
        product,
        inForce: limits ? writtenOut(limits) : null,
        number: numbers.get(product) ?? null,
        pending: pending.get(product) ?? null,
      };
    });
  }
}
