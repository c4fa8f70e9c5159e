import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ListAccesses } from '../../../application/cases/list-accesses.js';
import { ListCases } from '../../../application/cases/list-cases.js';
import { ReadCaseFile } from '../../../application/cases/read-case-file.js';
import { ReadCaseMoney } from '../../../application/cases/read-case-money.js';
import { ReadTimeline } from '../../../application/cases/read-timeline.js';
import { RevealField } from '../../../application/cases/reveal-field.js';
import { SearchCases } from '../../../application/cases/search-cases.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { ContactPointId, DebtId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor, pageQuery } from '../api/page.js';
import {
  accessesAnswer,
  accessView,
  casesAnswer,
  casesQuery,
  revealAnswer,
  revealBody,
  rowView,
  searchAnswer,
  searchBody,
} from './case-list-schemas.js';
import { moneyAnswer, moneyView } from './case-money-schemas.js';
import { caseAnswer, caseParam, caseView } from './case-schemas.js';
import { entryView, timelineAnswer, timelineQuery } from './timeline-schemas.js';

/** How long a screen may show what was revealed. */
const HIDE_AFTER_SECONDS = 60;

type CaseParam = z.infer<typeof caseParam>;

/** Any case, and any question about it; people are masked. */
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly listCases: ListCases,
    private readonly searchCases: SearchCases,
    private readonly readCaseFile: ReadCaseFile,
    private readonly readTimeline: ReadTimeline,
    private readonly readCaseMoney: ReadCaseMoney,
    private readonly listAccesses: ListAccesses,
    private readonly revealField: RevealField,
  ) {}

  @Get()
  @Operation({ allow: 'cases.read', summary: 'Cases, filtered and sorted', answers: casesAnswer })
  async list(
    @Caller() caller: Caller,
    @Query({ schema: casesQuery }) query: z.infer<typeof casesQuery>,
  ): Promise<z.infer<typeof casesAnswer>> {
    const place = decodeCursor(query.cursor, 2);
    const { rows, total, next } = await this.listCases.run(caller.scope, {
      bucket: query.bucket ?? null,
      hold: query.hold ?? null,
      lender: query.lender ?? null,
      state: query.state ?? null,
      sort: query.sort,
      after:
        place === null ? null : { dueOn: String(place[0]) as LocalDate, id: idOf<DebtId>(String(place[1])) },
      limit: query.limit,
    });
    return {
      items: rows.map(rowView),
      next: next === null ? null : encodeCursor([next.dueOn, next.id]),
      total,
    };
  }

  @Post('search')
  @Operation({
    allow: 'cases.read',
    summary: 'Find cases by reference, name, or the last four of an ID or telephone',
    answers: searchAnswer,
  })
  async search(
    @Caller() caller: Caller,
    @Body({ schema: searchBody }) { text }: z.infer<typeof searchBody>,
  ): Promise<z.infer<typeof searchAnswer>> {
    const { rows, complete } = await this.searchCases.run(caller.scope, text);
    return { items: rows.map(rowView), complete };
  }

  @Get(':debtId')
  @Operation({ allow: 'cases.read', summary: 'A case as it is now', answers: caseAnswer })
  async show(
    @Caller() caller: Caller,
    @Param({ schema: caseParam }) { debtId }: CaseParam,
  ): Promise<z.infer<typeof caseAnswer>> {
    return caseView(await this.readCaseFile.run(caller.scope, idOf<DebtId>(debtId)));
  }

  @Get(':debtId/timeline')
  @Operation({
    allow: 'cases.read',
    summary: 'Everything that happened, sent and unsent, newest first',
    answers: timelineAnswer,
  })
  async timeline(
    @Caller() caller: Caller,
    @Param({ schema: caseParam }) { debtId }: CaseParam,
    @Query({ schema: timelineQuery }) { part, cursor, limit }: z.infer<typeof timelineQuery>,
  ): Promise<z.infer<typeof timelineAnswer>> {
    const page = { before: beforeOf(cursor), limit };
    const { entries, next } = await this.readTimeline.run(caller.scope, idOf<DebtId>(debtId), part, page);
    return { items: entries.map(entryView), next: next === null ? null : encodeCursor([next]) };
  }

  @Get(':debtId/money')
  @Operation({
    allow: 'cases.read',
    summary: 'What is owed by item, payments, and where each went',
    answers: moneyAnswer,
  })
  async money(
    @Caller() caller: Caller,
    @Param({ schema: caseParam }) { debtId }: CaseParam,
  ): Promise<z.infer<typeof moneyAnswer>> {
    return moneyView(await this.readCaseMoney.run(caller.scope, idOf<DebtId>(debtId)));
  }

  @Get(':debtId/access')
  @Operation({
    allow: 'cases.read',
    summary: 'Who looked at the case or had something revealed, and why',
    answers: accessesAnswer,
  })
  async access(
    @Caller() caller: Caller,
    @Param({ schema: caseParam }) { debtId }: CaseParam,
    @Query({ schema: pageQuery }) { cursor, limit }: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof accessesAnswer>> {
    const page = { before: beforeOf(cursor), limit: limit + 1 };
    const found = await this.listAccesses.run(caller.scope, idOf<DebtId>(debtId), page);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const next = found.length > limit && last ? encodeCursor([last.id]) : null;
    return { items: shown.map(accessView), next };
  }

  @Post(':debtId/reveal')
  @Header('Cache-Control', 'no-store')
  @Operation({
    allow: 'cases.reveal',
    summary: 'Show one value of the person to somebody who says why; it is logged first',
    answers: revealAnswer,
  })
  async reveal(
    @Caller() caller: Caller,
    @Param({ schema: caseParam }) { debtId }: CaseParam,
    @Body({ schema: revealBody }) { field, contactPointId, reason }: z.infer<typeof revealBody>,
  ): Promise<z.infer<typeof revealAnswer>> {
    const value = await this.revealField.run(caller.scope, idOf<DebtId>(debtId), {
      field,
      contactPointId: contactPointId === undefined ? null : idOf<ContactPointId>(contactPointId),
      reason,
    });
    return { value, hideAfterSeconds: HIDE_AFTER_SECONDS };
  }
}

const beforeOf = (cursor: string | undefined): string | null => {
  const key = decodeCursor(cursor, 1);
  return key === null ? null : String(key[0]);
};
