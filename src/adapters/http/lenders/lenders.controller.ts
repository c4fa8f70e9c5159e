import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { AddLender } from '../../../application/lender/add-lender.js';
import { EditLender } from '../../../application/lender/edit-lender.js';
import { ReadLenders } from '../../../application/lender/read-lenders.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor, pageQuery } from '../api/page.js';
import {
  changesOf,
  lenderAnswer,
  lenderBody,
  lenderChange,
  lenderParam,
  lendersAnswer,
  lenderView,
  newLender,
} from './lender-schemas.js';

type Code = z.infer<typeof lenderParam>;
type Answer = z.infer<typeof lenderAnswer>;

/** The creditors, as their debtors meet them. */
@Controller('v1/lenders')
export class LendersController {
  constructor(
    private readonly lenders: ReadLenders,
    private readonly addLender: AddLender,
    private readonly editLender: EditLender,
  ) {}

  @Get()
  @Operation({ allow: 'lenders.read', summary: 'The lenders whom you reach', answers: lendersAnswer })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: pageQuery }) { cursor, limit }: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof lendersAnswer>> {
    const after = decodeCursor(cursor, 1)?.[0] ?? null;
    const found = await this.lenders.list(scope, after === null ? null : String(after), limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(lenderView),
      next: last && found.length > limit ? encodeCursor([last.code]) : null,
    };
  }

  @Post()
  @Operation({
    allow: 'lenders.edit',
    summary: 'Add a lender; until limits are published only full payment is agreed',
    answers: lenderAnswer,
    creates: true,
  })
  async add(
    @Caller() { scope }: Caller,
    @Body({ schema: lenderBody }) body: z.infer<typeof lenderBody>,
  ): Promise<Answer> {
    return lenderView(await this.addLender.run(scope, newLender(body)));
  }

  @Get(':code')
  @Operation({ allow: 'lenders.read', summary: 'One lender', answers: lenderAnswer })
  async read(@Caller() { scope }: Caller, @Param({ schema: lenderParam }) { code }: Code): Promise<Answer> {
    return lenderView(await this.lenders.one(scope, code));
  }

  @Patch(':code')
  @Operation({
    allow: 'lenders.edit',
    summary: 'Change the profile of a lender; limits are published by two people',
    answers: lenderAnswer,
    ifMatch: true,
  })
  async change(
    @Caller() { scope }: Caller,
    @Param({ schema: lenderParam }) { code }: Code,
    @IfMatch() version: number,
    @Body({ schema: lenderChange }) body: z.infer<typeof lenderChange>,
  ): Promise<Answer> {
    return lenderView(await this.editLender.run(scope, code, version, changesOf(body)));
  }
}
