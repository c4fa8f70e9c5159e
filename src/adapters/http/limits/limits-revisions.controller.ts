import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import type { z } from 'zod';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import { LimitsRules } from '../../../application/limits/limits-rules.js';
import type { WorkScope } from '../../../application/ports/unit-of-work.js';
import { EditRevision } from '../../../application/publication/edit-revision.js';
import { PublishRevision } from '../../../application/publication/publish-revision.js';
import { ReadRevisions } from '../../../application/publication/read-revisions.js';
import { ReturnRevision } from '../../../application/publication/return-revision.js';
import { SubmitRevision } from '../../../application/publication/submit-revision.js';
import type { Revision } from '../../../domain/revision/revision.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { RevisionId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { idParam } from '../api/representation.js';
import { returnBody } from '../revisions/revision-schemas.js';
import { asRevisionContent, limitsEdit, limitsRevision, limitsRevisionView } from './limits-schemas.js';

type IdParam = z.infer<typeof idParam>;
type Answer = z.infer<typeof limitsRevision>;

const revisionId = ({ id }: IdParam): RevisionId => idOf<RevisionId>(id);

/** One revision of limits on its way to be in force. */
@Controller('v1/limits-revisions')
export class LimitsRevisionsController {
  constructor(
    private readonly rules: LimitsRules,
    private readonly revisions: ReadRevisions,
    private readonly codes: LenderCodes,
    private readonly editRevision: EditRevision,
    private readonly submitRevision: SubmitRevision,
    private readonly publishRevision: PublishRevision,
    private readonly returnRevision: ReturnRevision,
  ) {}

  @Get(':id')
  @Operation({ allow: 'limits.read', summary: 'One revision', answers: limitsRevision })
  async read(@Caller() { scope }: Caller, @Param({ schema: idParam }) id: IdParam): Promise<Answer> {
    return this.view(scope, await this.revisions.one(scope, 'limits', revisionId(id)));
  }

  @Patch(':id')
  @Operation({
    allow: 'limits.edit',
    summary: 'Write a new content; its review begins again',
    answers: limitsRevision,
    ifMatch: true,
  })
  async edit(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @IfMatch() version: number,
    @Body({ schema: limitsEdit }) { content, basedOn }: z.infer<typeof limitsEdit>,
  ): Promise<Answer> {
    const edit = {
      id: revisionId(id),
      version,
      content: asRevisionContent(content),
      ...(basedOn === undefined ? {} : { basedOn }),
    };
    return this.view(scope, await this.editRevision.run(scope, this.rules, edit));
  }

  @Post(':id/submit')
  @Operation({
    allow: 'limits.edit',
    summary: 'Give it to a second person',
    answers: limitsRevision,
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
    allow: 'limits.publish',
    summary: 'Put it in force, by somebody who did not write in it',
    answers: limitsRevision,
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
    allow: 'limits.publish',
    summary: 'Give it back with a comment',
    answers: limitsRevision,
    ifMatch: true,
  })
  async return(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @IfMatch() version: number,
    @Body({ schema: returnBody }) { comment }: z.infer<typeof returnBody>,
  ): Promise<Answer> {
    const returned = await this.returnRevision.run(scope, 'limits', revisionId(id), version, comment);
    return this.view(scope, returned);
  }

  private async view(scope: WorkScope, revision: Revision): Promise<z.infer<typeof limitsRevision>> {
    return limitsRevisionView(revision, await this.codes.run(scope));
  }
}
