import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { DraftRevision } from '../../../application/publication/draft-revision.js';
import { EditRevision } from '../../../application/publication/edit-revision.js';
import { PublishRevision } from '../../../application/publication/publish-revision.js';
import { ReadRevisions } from '../../../application/publication/read-revisions.js';
import { ReturnRevision } from '../../../application/publication/return-revision.js';
import { RollBackRevision } from '../../../application/publication/roll-back-revision.js';
import { SubmitRevision } from '../../../application/publication/submit-revision.js';
import { TemplateRules } from '../../../application/template/template-rules.js';
import type { Revision } from '../../../domain/revision/revision.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { LenderId, RevisionId } from '../../../domain/shared/ids.js';
import { revisionNameOf, templateOf } from '../../../domain/template/template-content.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../api/page.js';
import { idParam, idText, reasonText } from '../api/representation.js';
import { returnBody, revisionAnswer } from '../revisions/revision-schemas.js';
import {
  contentView,
  draftBody,
  editBody,
  templateParam,
  templateRevisionAnswer,
} from './template-schemas.js';
import { wordingOf } from './templates.controller.js';

const historyQuery = pageQuery.extend({ lender: idText });
const revisionsAnswer = pageOf(templateRevisionAnswer);
const reviewsAnswer = z.object({ items: z.array(templateRevisionAnswer), next: z.null() });
const rollBackBody = z.strictObject({
  lender: idText,
  to: z.int().min(0).meta({ description: '0: the built-in text' }),
  urgentReason: reasonText.optional().meta({ description: 'Why it cannot wait; everybody is told' }),
});

type Answer = z.infer<typeof templateRevisionAnswer>;

/** How the wording of a lender comes into force: one person writes it, another one publishes it. */
@Controller('v1/templates')
export class TemplateRevisionsController {
  constructor(
    private readonly rules: TemplateRules,
    private readonly revisions: ReadRevisions,
    private readonly draftRevision: DraftRevision,
    private readonly editRevision: EditRevision,
    private readonly submitRevision: SubmitRevision,
    private readonly publishRevision: PublishRevision,
    private readonly returnRevision: ReturnRevision,
    private readonly rollBackRevision: RollBackRevision,
  ) {}

  @Get('reviews')
  @Operation({
    allow: 'templates.read',
    summary: 'What waits for a second person, longest first',
    answers: reviewsAnswer,
  })
  async reviews(@Caller() { scope }: Caller): Promise<z.infer<typeof reviewsAnswer>> {
    const waiting = (await this.revisions.list(scope, 'template'))
      .filter(({ state }) => state === 'in-review')
      .sort((a, b) => Number(a.submittedAt) - Number(b.submittedAt));
    return { items: waiting.map(answerOf), next: null };
  }

  @Get(':locale/:name/revisions')
  @Operation({ allow: 'templates.read', summary: 'Every number of a template', answers: revisionsAnswer })
  async history(
    @Caller() { scope }: Caller,
    @Param({ schema: templateParam }) param: z.infer<typeof templateParam>,
    @Query({ schema: historyQuery }) { lender, cursor, limit }: z.infer<typeof historyQuery>,
  ): Promise<z.infer<typeof revisionsAnswer>> {
    const subject = { kind: 'template', lenderId: idOf<LenderId>(lender), name: revisionNameOf(param) } as const;
    const before = decodeCursor(cursor, 1)?.[0];
    const found = await this.revisions.history(
      scope,
      subject,
      limit + 1,
      before === undefined ? undefined : Number(before),
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(answerOf),
      next: found.length > limit && last ? encodeCursor([last.number]) : null,
    };
  }

  @Post(':locale/:name/drafts')
  @Operation({
    allow: 'templates.edit',
    summary: 'Begin a wording on top of what is in force',
    answers: templateRevisionAnswer,
    creates: true,
  })
  async draft(
    @Caller() { scope }: Caller,
    @Param({ schema: templateParam }) param: z.infer<typeof templateParam>,
    @Body({ schema: draftBody }) body: z.infer<typeof draftBody>,
  ): Promise<Answer> {
    const name = revisionNameOf(param);
    const content = this.rules.contentFor(name, wordingOf(body));
    const lenderId = idOf<LenderId>(body.lender);
    const draft = { lenderId, name, content, basedOn: body.basedOn };
    return answerOf(await this.draftRevision.run(scope, this.rules, draft));
  }

  @Post(':locale/:name/roll-back')
  @Operation({
    allow: 'templates.edit',
    summary: 'Bring the wording of an earlier number to review as a new one',
    answers: templateRevisionAnswer,
    creates: true,
  })
  async rollBack(
    @Caller() { scope }: Caller,
    @Param({ schema: templateParam }) param: z.infer<typeof templateParam>,
    @Body({ schema: rollBackBody }) { lender, to, urgentReason }: z.infer<typeof rollBackBody>,
  ): Promise<Answer> {
    const back = {
      lenderId: idOf<LenderId>(lender),
      name: revisionNameOf(param),
      to,
      urgentReason: urgentReason ?? null,
    };
    return answerOf(await this.rollBackRevision.run(scope, this.rules, back));
  }

  @Get('revisions/:id')
  @Operation({ allow: 'templates.read', summary: 'One number of a template', answers: templateRevisionAnswer })
  async one(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<Answer> {
    return answerOf(await this.revisions.one(scope, 'template', idOf<RevisionId>(id)));
  }

  @Patch('revisions/:id')
  @Operation({
    allow: 'templates.edit',
    summary: 'Change a draft; a review under way begins again',
    answers: templateRevisionAnswer,
    ifMatch: true,
  })
  async edit(
    @Caller() { scope }: Caller,
    @IfMatch() version: number,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Body({ schema: editBody }) body: z.infer<typeof editBody>,
  ): Promise<Answer> {
    const before = await this.revisions.one(scope, 'template', idOf<RevisionId>(id));
    const content = this.rules.contentFor(before.name, wordingOf(body), before.content);
    const { basedOn } = body;
    const edit = { id: before.id, version, content, ...(basedOn === undefined ? {} : { basedOn }) };
    return answerOf(await this.editRevision.run(scope, this.rules, edit));
  }

  @Post('revisions/:id/submit')
  @Operation({
    allow: 'templates.edit',
    summary: 'Give a draft to a second person',
    answers: templateRevisionAnswer,
    ifMatch: true,
  })
  async submit(
    @Caller() { scope }: Caller,
    @IfMatch() version: number,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<Answer> {
    return answerOf(await this.submitRevision.run(scope, this.rules, idOf<RevisionId>(id), version));
  }

  @Post('revisions/:id/publish')
  @Operation({
    allow: 'templates.publish',
    summary: 'Put the wording of somebody else in force; what is queued keeps its own',
    answers: templateRevisionAnswer,
    ifMatch: true,
  })
  async publish(
    @Caller() { scope }: Caller,
    @IfMatch() version: number,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<Answer> {
    return answerOf(await this.publishRevision.run(scope, this.rules, idOf<RevisionId>(id), version));
  }

  @Post('revisions/:id/return')
  @Operation({
    allow: 'templates.publish',
    summary: 'Give a wording back to its author with a comment',
    answers: templateRevisionAnswer,
    ifMatch: true,
  })
  async return(
    @Caller() { scope }: Caller,
    @IfMatch() version: number,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Body({ schema: returnBody }) { comment }: z.infer<typeof returnBody>,
  ): Promise<Answer> {
    const returned = await this.returnRevision.run(scope, 'template', idOf<RevisionId>(id), version, comment);
    return answerOf(returned);
  }
}

const answerOf = (revision: Revision): Answer => ({
  ...revisionAnswer<Answer['content']>(revision),
  content: contentView(templateOf(revision)),
});
