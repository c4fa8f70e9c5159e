import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import type { z } from 'zod';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import type { WorkScope } from '../../../application/ports/unit-of-work.js';
import { EditRevision } from '../../../application/publication/edit-revision.js';
import { PublishRevision } from '../../../application/publication/publish-revision.js';
import { ReadRevisions } from '../../../application/publication/read-revisions.js';
import { ReturnRevision } from '../../../application/publication/return-revision.js';
import { SubmitRevision } from '../../../application/publication/submit-revision.js';
import { TreatmentRules } from '../../../application/treatment/treatment-rules.js';
import type { Revision } from '../../../domain/revision/revision.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { RevisionId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { idParam } from '../api/representation.js';
import { returnBody } from '../revisions/revision-schemas.js';
import {
  asRevisionContent,
  treatmentEdit,
  treatmentRevision,
  treatmentRevisionView,
} from './treatment-schemas.js';

type IdParam = z.infer<typeof idParam>;
type Answer = z.infer<typeof treatmentRevision>;

const revisionId = ({ id }: IdParam): RevisionId => idOf<RevisionId>(id);

/** One revision of a treatment on its way to be in force. */
@Controller('v1/treatment-revisions')
export class TreatmentRevisionsController {
  constructor(
    private readonly rules: TreatmentRules,
    private readonly revisions: ReadRevisions,
    private readonly codes: LenderCodes,
    private readonly editRevision: EditRevision,
    private readonly submitRevision: SubmitRevision,
    private readonly publishRevision: PublishRevision,
    private readonly returnRevision: ReturnRevision,
  ) {}

  @Get(':id')
  @Operation({ allow: 'treatments.read', summary: 'One revision', answers: treatmentRevision })
  async read(@Caller() { scope }: Caller, @Param({ schema: idParam }) id: IdParam): Promise<Answer> {
    return this.view(scope, await this.revisions.one(scope, 'treatment', revisionId(id)));
  }

  @Patch(':id')
  @Operation({
    allow: 'treatments.edit',
    summary: 'Write a new content; its review begins again',
    answers: treatmentRevision,
    ifMatch: true,
  })
  async edit(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @IfMatch() version: number,
    @Body({ schema: treatmentEdit }) { content, basedOn }: z.infer<typeof treatmentEdit>,
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
    allow: 'treatments.edit',
    summary: 'Give it to a second person',
    answers: treatmentRevision,
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
    allow: 'treatments.publish',
    summary: 'Put it in force, by somebody who did not write in it',
    answers: treatmentRevision,
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
    allow: 'treatments.publish',
    summary: 'Give it back with a comment',
    answers: treatmentRevision,
    ifMatch: true,
  })
  async return(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) id: IdParam,
    @IfMatch() version: number,
    @Body({ schema: returnBody }) { comment }: z.infer<typeof returnBody>,
  ): Promise<Answer> {
    const returned = await this.returnRevision.run(scope, 'treatment', revisionId(id), version, comment);
    return this.view(scope, returned);
  }

  private async view(scope: WorkScope, revision: Revision): Promise<z.infer<typeof treatmentRevision>> {
    return treatmentRevisionView(revision, await this.codes.run(scope));
  }
}
