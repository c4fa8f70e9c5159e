import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { FindLenderId } from '../../../application/lender/find-lender-id.js';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import type { WorkScope } from '../../../application/ports/unit-of-work.js';
import { DraftRevision } from '../../../application/publication/draft-revision.js';
import { ReadRevisions } from '../../../application/publication/read-revisions.js';
import { RollBackRevision } from '../../../application/publication/roll-back-revision.js';
import { TemplateRules } from '../../../application/template/template-rules.js';
import type { Revision } from '../../../domain/revision/revision.js';
import { revisionNameOf } from '../../../domain/template/template-content.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { pageOf, pageQuery } from '../api/page.js';
import { historyBefore, historyPage, lenderCode, rollBackBody } from '../revisions/revision-schemas.js';
import { draftBody, templateParam, templateRevision, templateRevisionView, wordingOf } from './template-schemas.js';

const templateHistory = pageQuery.extend({ lender: lenderCode });
const templateRevisions = pageOf(templateRevision);
const templateRollBack = rollBackBody.extend({ lender: lenderCode });

type TemplateParam = z.infer<typeof templateParam>;

/** The wordings of a template, and how a new one begins. */
@Controller('v1/templates')
export class TemplateDraftsController {
  constructor(
    private readonly rules: TemplateRules,
    private readonly lenderIds: FindLenderId,
    private readonly codes: LenderCodes,
    private readonly revisions: ReadRevisions,
    private readonly draftRevision: DraftRevision,
    private readonly rollBackRevision: RollBackRevision,
  ) {}

  @Get('reviews')
  @Operation({
    allow: 'templates.read',
    summary: 'What waits for a second person, longest first',
    answers: templateRevisions,
  })
  async reviews(@Caller() { scope }: Caller): Promise<z.infer<typeof templateRevisions>> {
    const waiting = (await this.revisions.list(scope, 'template'))
      .filter(({ state }) => state === 'in-review')
      .sort((a, b) => Number(a.submittedAt) - Number(b.submittedAt));
    const codes = await this.codes.run(scope);
    return { items: waiting.map((revision) => templateRevisionView(revision, codes)), next: null };
  }

  @Get(':locale/:name/revisions')
  @Operation({
    allow: 'templates.read',
    summary: 'The wordings of a template, newest first',
    answers: templateRevisions,
  })
  async history(
    @Caller() { scope }: Caller,
    @Param({ schema: templateParam }) param: TemplateParam,
    @Query({ schema: templateHistory }) { lender, cursor, limit }: z.infer<typeof templateHistory>,
  ): Promise<z.infer<typeof templateRevisions>> {
    const lenderId = await this.lenderIds.one(scope, lender);
    const subject = { kind: 'template', lenderId, name: revisionNameOf(param) } as const;
    const page = await this.revisions.history(scope, subject, limit, historyBefore(cursor));
    const codes = await this.codes.run(scope);
    return historyPage(page, limit, (revision) => templateRevisionView(revision, codes));
  }

  @Post(':locale/:name/revisions')
  @Operation({
    allow: 'templates.edit',
    summary: 'Begin a wording on top of what is in force',
    answers: templateRevision,
    creates: true,
  })
  async draft(
    @Caller() { scope }: Caller,
    @Param({ schema: templateParam }) param: TemplateParam,
    @Body({ schema: draftBody }) body: z.infer<typeof draftBody>,
  ): Promise<z.infer<typeof templateRevision>> {
    const lenderId = await this.lenderIds.one(scope, body.lender);
    const name = revisionNameOf(param);
    const content = this.rules.contentFor(name, wordingOf(body));
    const draft = { lenderId, name, content, basedOn: body.basedOn };
    return this.view(scope, await this.draftRevision.run(scope, this.rules, draft));
  }

  @Post(':locale/:name/roll-back')
  @Operation({
    allow: 'templates.edit',
    summary: 'An earlier wording as a new revision in review; 0 is the built-in text',
    answers: templateRevision,
    creates: true,
  })
  async rollBack(
    @Caller() { scope }: Caller,
    @Param({ schema: templateParam }) param: TemplateParam,
    @Body({ schema: templateRollBack }) { lender, to, urgentReason }: z.infer<typeof templateRollBack>,
  ): Promise<z.infer<typeof templateRevision>> {
    const lenderId = await this.lenderIds.one(scope, lender);
    const wanted = { lenderId, name: revisionNameOf(param), to, urgentReason };
    return this.view(scope, await this.rollBackRevision.run(scope, this.rules, wanted));
  }

  private async view(scope: WorkScope, revision: Revision): Promise<z.infer<typeof templateRevision>> {
    return templateRevisionView(revision, await this.codes.run(scope));
  }
}
