import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import type { z } from 'zod';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import type { WorkScope } from '../../../application/ports/unit-of-work.js';
import { EditRevision } from '../../../application/publication/edit-revision.js';
import { PublishRevision } from '../../../application/publication/publish-revision.js';
import { ReadRevisions } from '../../../application/publication/read-revisions.js';
import { ReturnRevision } from '../../../application/publication/return-revision.js';
import { SubmitRevision } from '../../../application/publication/submit-revision.js';
import { TemplateRules } from '../../../application/template/template-rules.js';
import type { Revision } from '../../../domain/revision/revision.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { RevisionId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { idParam } from '../api/representation.js';
import { returnBody } from '../revisions/revision-schemas.js';
import { editBody, templateRevision, templateRevisionView, wordingOf } from './template-schemas.js';

type IdParam = z.infer<typeof idParam>;
type Answer = z.infer<typeof templateRevision>;

const revisionId = ({ id }: IdParam): RevisionId => idOf<RevisionId>(id);

/** How the wording of a lender comes into force: one person writes it, another one publishes it. */
@Controller('v1/template-revisions')
export class TemplateRevisionsController {
  constructor(
    private readonly rules: TemplateRules,
    private readonly revisions: ReadRevisions,
    private readonly codes: LenderCodes,
    private readonly editRevision: EditRevision,
    private readonly submitRevision: SubmitRevision,
    private readonly publishRevision: PublishRevision,
    private readonly returnRevision: ReturnRevision,
  ) {}

  @Get(':id')
  @Operation({ allow: 'templates.read', summary: 'One revision', answers: templateRevision })
  async read(@Caller() { scope }: Caller, @Param({ schema: idParam }) id: IdParam): Promise<Answer> {
    return this.view(scope, await this.revisions.one(scope, 'template', revisionId(id)));
  }

  @Patch(':id')
  @Operation({
    allow: 'templates.edit',
    summary: 'Change its wording; its review begins again',
    answers: templateRevision,
    ifMatch: true,
  })
  async edit(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @IfMatch() version: number,
    @Body({ schema: editBody }) body: z.infer<typeof editBody>,
  ): Promise<Answer> {
    const before = await this.revisions.one(scope, 'template', revisionId(id));
    const content = this.rules.contentFor(before.name, wordingOf(body), before.content);
    const { basedOn } = body;
    const edit = { id: before.id, version, content, ...(basedOn === undefined ? {} : { basedOn }) };
    return this.view(scope, await this.editRevision.run(scope, this.rules, edit));
  }

  @Post(':id/submit')
  @Operation({
    allow: 'templates.edit',
    summary: 'Give it to a second person',
    answers: templateRevision,
    ifMatch: true,
  })
  async submit(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @IfMatch() version: number,
  ): Promise<Answer> {
    return this.view(scope, await this.submitRevision.run(scope, this.rules, revisionId(id), version));
  }

  @Post(':id/publish')
  @Operation({
    allow: 'templates.publish',
    summary: 'Put it in force, by somebody who did not write in it; what is queued keeps its wording',
    answers: templateRevision,
    ifMatch: true,
  })
  async publish(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @IfMatch() version: number,
  ): Promise<Answer> {
    return this.view(scope, await this.publishRevision.run(scope, this.rules, revisionId(id), version));
  }

  @Post(':id/return')
  @Operation({
    allow: 'templates.publish',
    summary: 'Give it back with a comment',
    answers: templateRevision,
    ifMatch: true,
  })
  async return(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @IfMatch() version: number,
    @Body({ schema: returnBody }) { comment }: z.infer<typeof returnBody>,
  ): Promise<Answer> {
    const returned = await this.returnRevision.run(scope, 'template', revisionId(id), version, comment);
    return this.view(scope, returned);
  }

  private async view(scope: WorkScope, revision: Revision): Promise<Answer> {
    return templateRevisionView(revision, await this.codes.run(scope));
  }
}
