import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { FindLenderId } from '../../../application/lender/find-lender-id.js';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import type { WorkScope } from '../../../application/ports/unit-of-work.js';
import { DraftRevision } from '../../../application/publication/draft-revision.js';
import { ReadRevisions } from '../../../application/publication/read-revisions.js';
import { RollBackRevision } from '../../../application/publication/roll-back-revision.js';
import { ReadTreatments } from '../../../application/treatment/read-treatments.js';
import { TreatmentRules } from '../../../application/treatment/treatment-rules.js';
import type { Revision } from '../../../domain/revision/revision.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { RevisionId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import {
  faultsAnswer,
  faultsOf,
  historyBefore,
  historyPage,
  historyQuery,
  ofLenderQuery,
  rollBackBody,
} from '../revisions/revision-schemas.js';
import {
  asRevisionContent,
  asTreatmentContent,
  segmentCountAnswer,
  segmentCountQuery,
  treatmentAnswer,
  treatmentCheck,
  treatmentDraft,
  treatmentParam,
  treatmentRevision,
  treatmentRevisions,
  treatmentRevisionView,
  treatmentView,
  treatmentsAnswer,
} from './treatment-schemas.js';

type Name = z.infer<typeof treatmentParam>;
type OfLender = z.infer<typeof ofLenderQuery>;

/** Which debts are written to when: what is in force, and how that changes. */
@Controller('v1/treatments')
export class TreatmentsController {
  constructor(
    private readonly treatments: ReadTreatments,
    private readonly rules: TreatmentRules,
    private readonly lenderIds: FindLenderId,
    private readonly revisions: ReadRevisions,
    private readonly codes: LenderCodes,
    private readonly draftRevision: DraftRevision,
    private readonly rollBackRevision: RollBackRevision,
  ) {}

  @Get()
  @Operation({
    allow: 'treatments.read',
    summary: 'What is in force for a lender, or for all, and what is on its way',
    answers: treatmentsAnswer,
  })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: ofLenderQuery }) { lender }: OfLender,
  ): Promise<z.infer<typeof treatmentsAnswer>> {
    return { items: (await this.treatments.list(scope, lender ?? null)).map(treatmentView), next: null };
  }

  @Post('validate')
  @Operation({
    allow: 'treatments.read',
    summary: 'Everything that is wrong with a treatment, each with both places',
    answers: faultsAnswer,
  })
  async validate(
    @Caller() { scope }: Caller,
    @Body({ schema: treatmentCheck }) { content, lender }: z.infer<typeof treatmentCheck>,
  ): Promise<z.infer<typeof faultsAnswer>> {
    return faultsOf(await this.treatments.check(scope, asTreatmentContent(content), lender));
  }

  @Get(':name')
  @Operation({ allow: 'treatments.read', summary: 'One treatment', answers: treatmentAnswer })
  async read(
    @Caller() { scope }: Caller,
    @Param({ schema: treatmentParam }) { name }: Name,
    @Query({ schema: ofLenderQuery }) { lender }: OfLender,
  ): Promise<z.infer<typeof treatmentAnswer>> {
    return treatmentView(await this.treatments.one(scope, name, lender ?? null));
  }

  @Get(':name/segment-count')
  @Operation({
    allow: 'treatments.read',
    summary: 'How many open debts its segment takes in now, by lender',
    answers: segmentCountAnswer,
  })
  async segmentCount(
    @Caller() { scope }: Caller,
    @Param({ schema: treatmentParam }) { name }: Name,
    @Query({ schema: segmentCountQuery }) { lender, revision }: z.infer<typeof segmentCountQuery>,
  ): Promise<z.infer<typeof segmentCountAnswer>> {
    const id = revision === undefined ? null : idOf<RevisionId>(revision);
    const sizes = await this.treatments.sizes(scope, name, lender ?? null, id);
    return {
      total: sizes.reduce((sum, { debts }) => sum + debts, 0),
      lenders: sizes.map(({ lender: { code }, debts }) => ({ lender: code, debts })),
    };
  }

  @Get(':name/revisions')
  @Operation({
    allow: 'treatments.read',
    summary: 'Its revisions, newest first',
    answers: treatmentRevisions,
  })
  async history(
    @Caller() { scope }: Caller,
    @Param({ schema: treatmentParam }) { name }: Name,
    @Query({ schema: historyQuery }) { lender, cursor, limit }: z.infer<typeof historyQuery>,
  ): Promise<z.infer<typeof treatmentRevisions>> {
    const lenderId = await this.lenderIds.run(scope, lender ?? null);
    const subject = { kind: 'treatment', lenderId, name } as const;
    const page = await this.revisions.history(scope, subject, limit, historyBefore(cursor));
    const codes = await this.codes.run(scope);
    return historyPage(page, limit, (revision) => treatmentRevisionView(revision, codes));
  }

  @Post(':name/revisions')
  @Operation({
    allow: 'treatments.edit',
    summary: 'Begin a revision on top of what is in force',
    answers: treatmentRevision,
    creates: true,
  })
  async draft(
    @Caller() { scope }: Caller,
    @Param({ schema: treatmentParam }) { name }: Name,
    @Body({ schema: treatmentDraft }) { lender, basedOn, content }: z.infer<typeof treatmentDraft>,
  ): Promise<z.infer<typeof treatmentRevision>> {
    if (content.name !== name) {
      throw new DomainError('TREATMENT.OTHER_NAME', 'The content has another name than the path.');
    }
    const lenderId = await this.lenderIds.run(scope, lender);
    const draft = { lenderId, name, basedOn, content: asRevisionContent(content) };
    return this.view(scope, await this.draftRevision.run(scope, this.rules, draft));
  }

  @Post(':name/roll-back')
  @Operation({
    allow: 'treatments.edit',
    summary: 'An earlier content as a new revision in review',
    answers: treatmentRevision,
    creates: true,
  })
  async rollBack(
    @Caller() { scope }: Caller,
    @Param({ schema: treatmentParam }) { name }: Name,
    @Body({ schema: rollBackBody }) { lender, to, urgentReason }: z.infer<typeof rollBackBody>,
  ): Promise<z.infer<typeof treatmentRevision>> {
    const lenderId = await this.lenderIds.run(scope, lender);
    const wanted = { lenderId, name, to, urgentReason };
    return this.view(scope, await this.rollBackRevision.run(scope, this.rules, wanted));
  }

  private async view(scope: WorkScope, revision: Revision): Promise<z.infer<typeof treatmentRevision>> {
    return treatmentRevisionView(revision, await this.codes.run(scope));
  }
}
