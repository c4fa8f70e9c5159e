import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { FindLenderId } from '../../../application/lender/find-lender-id.js';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import { LimitsRules } from '../../../application/limits/limits-rules.js';
import { ReadLimits } from '../../../application/limits/read-limits.js';
import { TryLimits } from '../../../application/limits/try-limits.js';
import type { WorkScope } from '../../../application/ports/unit-of-work.js';
import { DraftRevision } from '../../../application/publication/draft-revision.js';
import { ReadRevisions } from '../../../application/publication/read-revisions.js';
import { RollBackRevision } from '../../../application/publication/roll-back-revision.js';
import type { Revision } from '../../../domain/revision/revision.js';
import { money } from '../../../domain/shared/money.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { pageQuery } from '../api/page.js';
import {
  faultsAnswer,
  faultsOf,
  historyBefore,
  historyPage,
  lenderCode,
  rollBackBody,
} from '../revisions/revision-schemas.js';
import {
  asLimits,
  asRevisionContent,
  limitsCheck,
  limitsDraft,
  limitsQuery,
  limitsRevision,
  limitsRevisions,
  limitsRevisionView,
  productLimitsAnswer,
  productLimitsPage,
  productLimitsView,
  productParam,
} from './limits-schemas.js';
import { trialAnswer, trialBody, trialView, wishOf } from './trial-schemas.js';

const limitsHistory = pageQuery.extend({ lender: lenderCode });
const limitsRollBack = rollBackBody.extend({ lender: lenderCode, to: z.int().min(1) });

type Product = z.infer<typeof productParam>;

/** What assistant, staff and leads may concede for a lender: what is in force, and how that changes. */
@Controller('v1/limits')
export class LimitsController {
  constructor(
    private readonly limits: ReadLimits,
    private readonly tryLimits: TryLimits,
    private readonly rules: LimitsRules,
    private readonly lenderIds: FindLenderId,
    private readonly revisions: ReadRevisions,
    private readonly codes: LenderCodes,
    private readonly draftRevision: DraftRevision,
    private readonly rollBackRevision: RollBackRevision,
  ) {}

  @Get()
  @Operation({
    allow: 'limits.read',
    summary: 'What a lender allows, by product, and what is on its way',
    answers: productLimitsPage,
  })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: limitsQuery }) { lender }: z.infer<typeof limitsQuery>,
  ): Promise<z.infer<typeof productLimitsPage>> {
    return { items: (await this.limits.list(scope, lender)).map(productLimitsView), next: null };
  }

  @Post('validate')
  @Operation({
    allow: 'limits.read',
    summary: 'Everything that contradicts itself in limits, each with both places',
    answers: faultsAnswer,
  })
  async validate(
    @Caller() { scope }: Caller,
    @Body({ schema: limitsCheck }) { lender, product, content }: z.infer<typeof limitsCheck>,
  ): Promise<z.infer<typeof faultsAnswer>> {
    return faultsOf(await this.limits.check(scope, product, asLimits(content), lender));
  }

  @Post('try')
  @Operation({
    allow: 'limits.read',
    summary: 'What assistant, staff and lead would concede to a wish, step by step',
    answers: trialAnswer,
  })
  async try(
    @Caller() { scope }: Caller,
    @Body({ schema: trialBody }) body: z.infer<typeof trialBody>,
  ): Promise<z.infer<typeof trialAnswer>> {
    const { lender, product, balanceMinor, currency, daysPastDue, wish, said = null, content } = body;
    const tried = await this.tryLimits.run(scope, {
      lender,
      product,
      balance: money(balanceMinor, currency),
      daysPastDue,
      wish: wishOf(wish, currency),
      said,
      instead: content ? asLimits(content) : null,
    });
    return trialView(tried);
  }

  @Get(':product')
  @Operation({ allow: 'limits.read', summary: 'The limits of one product', answers: productLimitsAnswer })
  async read(
    @Caller() { scope }: Caller,
    @Param({ schema: productParam }) { product }: Product,
    @Query({ schema: limitsQuery }) { lender }: z.infer<typeof limitsQuery>,
  ): Promise<z.infer<typeof productLimitsAnswer>> {
    return productLimitsView(await this.limits.one(scope, product, lender));
  }

  @Get(':product/revisions')
  @Operation({ allow: 'limits.read', summary: 'Their revisions, newest first', answers: limitsRevisions })
  async history(
    @Caller() { scope }: Caller,
    @Param({ schema: productParam }) { product: name }: Product,
    @Query({ schema: limitsHistory }) { lender, cursor, limit }: z.infer<typeof limitsHistory>,
  ): Promise<z.infer<typeof limitsRevisions>> {
    const lenderId = await this.lenderIds.run(scope, lender);
    const subject = { kind: 'limits', lenderId, name } as const;
    const page = await this.revisions.history(scope, subject, limit, historyBefore(cursor));
    const codes = await this.codes.run(scope);
    return historyPage(page, limit, (revision) => limitsRevisionView(revision, codes));
  }

  @Post(':product/revisions')
  @Operation({
    allow: 'limits.edit',
    summary: 'Begin a revision on top of what is in force',
    answers: limitsRevision,
    creates: true,
  })
  async draft(
    @Caller() { scope }: Caller,
    @Param({ schema: productParam }) { product: name }: Product,
    @Body({ schema: limitsDraft }) { lender, basedOn, content }: z.infer<typeof limitsDraft>,
  ): Promise<z.infer<typeof limitsRevision>> {
    const lenderId = await this.lenderIds.run(scope, lender);
    const draft = { lenderId, name, basedOn, content: asRevisionContent(content) };
    return this.view(scope, await this.draftRevision.run(scope, this.rules, draft));
  }

  @Post(':product/roll-back')
  @Operation({
    allow: 'limits.edit',
    summary: 'Earlier limits as a new revision in review',
    answers: limitsRevision,
    creates: true,
  })
  async rollBack(
    @Caller() { scope }: Caller,
    @Param({ schema: productParam }) { product: name }: Product,
    @Body({ schema: limitsRollBack }) { lender, to, urgentReason }: z.infer<typeof limitsRollBack>,
  ): Promise<z.infer<typeof limitsRevision>> {
    const lenderId = await this.lenderIds.run(scope, lender);
    const wanted = { lenderId, name, to, urgentReason };
    return this.view(scope, await this.rollBackRevision.run(scope, this.rules, wanted));
  }

  private async view(scope: WorkScope, revision: Revision): Promise<z.infer<typeof limitsRevision>> {
    return limitsRevisionView(revision, await this.codes.run(scope));
  }
}
