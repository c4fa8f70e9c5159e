import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { FindLenderId } from '../../../application/lender/find-lender-id.js';
import { LintWording } from '../../../application/template/lint-wording.js';
import { PreviewTemplate } from '../../../application/template/preview-template.js';
import { ReadTemplates } from '../../../application/template/read-templates.js';
import { revisionNameOf } from '../../../domain/template/template-content.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import {
  differenceAnswer,
  differenceOf,
  previewAnswer,
  previewOf,
  problemsAnswer,
  problemsOf,
  rowOf,
  sampleOf,
  templateAnswer,
  templatesAnswer,
  usageAnswer,
  usageOf,
} from './template-answers.js';
import {
  contentView,
  diffQuery,
  lenderQuery,
  templateParam,
  wordingBody,
  wordingOf,
} from './template-schemas.js';

/** What the messages of a lender say. */
@Controller('v1/templates')
export class TemplatesController {
  constructor(
    private readonly lenderIds: FindLenderId,
    private readonly templates: ReadTemplates,
    private readonly lintWording: LintWording,
    private readonly previewTemplate: PreviewTemplate,
  ) {}

  @Get()
  @Operation({
    allow: 'templates.read',
    summary: 'Every template in every language, with what is in force for the lender',
    answers: templatesAnswer,
  })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: lenderQuery }) { lender }: z.infer<typeof lenderQuery>,
  ): Promise<z.infer<typeof templatesAnswer>> {
    const lenderId = await this.lenderIds.one(scope, lender);
    return { items: (await this.templates.list(scope, lenderId)).map(rowOf), next: null };
  }

  @Post('lint')
  @Operation({
    allow: 'templates.read',
    summary: 'Everything that keeps a wording from being published, with its place',
    answers: problemsAnswer,
  })
  async lint(
    @Caller() { scope }: Caller,
    @Body({ schema: wordingBody }) body: z.infer<typeof wordingBody>,
  ): Promise<z.infer<typeof problemsAnswer>> {
    const lenderId = await this.lenderIds.one(scope, body.lender);
    return problemsOf(await this.lintWording.run(scope, lenderId, revisionNameOf(body), wordingOf(body)));
  }

  @Post('preview')
  @Operation({
    allow: 'templates.read',
    summary: 'A wording on the oddest cases of the lender, as it would arrive on each channel',
    answers: previewAnswer,
  })
  async preview(
    @Caller() { scope }: Caller,
    @Body({ schema: wordingBody }) body: z.infer<typeof wordingBody>,
  ): Promise<z.infer<typeof previewAnswer>> {
    const lenderId = await this.lenderIds.one(scope, body.lender);
    const wording = wordingOf(body);
    return previewOf(await this.previewTemplate.run(scope, { lenderId, name: revisionNameOf(body), wording }));
  }

  @Get(':locale/:name')
  @Operation({
    allow: 'templates.read',
    summary: 'One template: what is in force, the built-in text, the fields it may use',
    answers: templateAnswer,
  })
  async one(
    @Caller() { scope }: Caller,
    @Param({ schema: templateParam }) param: z.infer<typeof templateParam>,
    @Query({ schema: lenderQuery }) { lender }: z.infer<typeof lenderQuery>,
  ): Promise<z.infer<typeof templateAnswer>> {
    const lenderId = await this.lenderIds.one(scope, lender);
    const state = await this.templates.one(scope, lenderId, revisionNameOf(param));
    return {
      ...rowOf(state),
      inForce: contentView(state.inForce),
      builtIn: contentView(state.builtIn),
      fields: state.fields.map((field) => ({ ...field, sample: sampleOf(field.sample) })),
    };
  }

  @Get(':locale/:name/diff')
  @Operation({
    allow: 'templates.read',
    summary: 'What differs between two numbers, in words; 0 is the built-in text',
    answers: differenceAnswer,
  })
  async difference(
    @Caller() { scope }: Caller,
    @Param({ schema: templateParam }) param: z.infer<typeof templateParam>,
    @Query({ schema: diffQuery }) { lender, from, to }: z.infer<typeof diffQuery>,
  ): Promise<z.infer<typeof differenceAnswer>> {
    const lenderId = await this.lenderIds.one(scope, lender);
    return differenceOf(await this.templates.difference(scope, lenderId, revisionNameOf(param), from, to));
  }

  @Get(':locale/:name/usage')
  @Operation({
    allow: 'templates.read',
    summary: 'How each number that was in force was received; 0 is the built-in text',
    answers: usageAnswer,
  })
  async usage(
    @Caller() { scope }: Caller,
    @Param({ schema: templateParam }) param: z.infer<typeof templateParam>,
    @Query({ schema: lenderQuery }) { lender }: z.infer<typeof lenderQuery>,
  ): Promise<z.infer<typeof usageAnswer>> {
    const lenderId = await this.lenderIds.one(scope, lender);
    return usageOf(await this.templates.usageOf(scope, lenderId, revisionNameOf(param)));
  }
}
