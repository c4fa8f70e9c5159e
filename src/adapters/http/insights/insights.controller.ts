import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ListCounted } from '../../../application/insights/list-counted.js';
import { ReadInsight } from '../../../application/insights/read-insight.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor } from '../api/page.js';
import { insightCsv } from './insight-csv.js';
import {
  countedAnswer,
  countedQuery,
  countedView,
  figureParam,
  insightAnswer,
  insightParam,
  insightQuery,
  insightView,
  periodOf,
} from './insight-schemas.js';

/** Numbers that open the list they count. */
@Controller('v1/insights')
export class InsightsController {
  constructor(
    private readonly readInsight: ReadInsight,
    private readonly listCounted: ListCounted,
  ) {}

  @Get(':name')
  @Operation({
    allow: 'insights.read',
    summary: 'The figures of a page, with intervals and links',
    answers: insightAnswer,
  })
  async read(
    @Caller() caller: Caller,
    @Param({ schema: insightParam }) { name }: z.infer<typeof insightParam>,
    @Query({ schema: insightQuery }) query: z.infer<typeof insightQuery>,
  ): Promise<z.infer<typeof insightAnswer>> {
    return insightView(await this.readInsight.run(caller.scope, name, periodOf(query)), query.lender);
  }

  @Get(':name/csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="insight.csv"')
  @Operation({ allow: 'insights.read', summary: 'The same figures as a table', answers: 'text/csv' })
  async csv(
    @Caller() caller: Caller,
    @Param({ schema: insightParam }) { name }: z.infer<typeof insightParam>,
    @Query({ schema: insightQuery }) query: z.infer<typeof insightQuery>,
  ): Promise<string> {
    const insight = await this.readInsight.run(caller.scope, name, periodOf(query));
    return insightCsv(insightView(insight, query.lender));
  }

  @Get(':figure/cases')
  @Operation({ allow: 'insights.read', summary: 'What a figure counted, one by one', answers: countedAnswer })
  async cases(
    @Caller() caller: Caller,
    @Param({ schema: figureParam }) { figure }: z.infer<typeof figureParam>,
    @Query({ schema: countedQuery }) query: z.infer<typeof countedQuery>,
  ): Promise<z.infer<typeof countedAnswer>> {
    const { cursor, limit, part, from, to, lender, ...keys } = query;
    const key = decodeCursor(cursor, 2);
    const found = await this.listCounted.run(caller.scope, {
      ...periodOf({ from, to, lender }),
      figure,
      part,
      keys: Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)),
      after: key === null ? null : { at: Number(key[0]) as Instant, id: String(key[1]) },
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const next = found.length > limit && last ? encodeCursor([last.at, last.id]) : null;
    return { items: items.map(countedView), next };
  }
}
