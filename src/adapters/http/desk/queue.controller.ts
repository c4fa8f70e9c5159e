import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { CountQueue } from '../../../application/desk/count-queue.js';
import { ListQueue } from '../../../application/desk/list-queue.js';
import { SearchQueue } from '../../../application/desk/search-queue.js';
import { TakeNext } from '../../../application/desk/take-next.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor } from '../api/page.js';
import {
  claimView,
  countsAnswer,
  nextAnswer,
  queueAnswer,
  queueQuery,
  rowView,
  searchAnswer,
  searchBody,
} from './queue-schemas.js';

/** What waits for people. */
@Controller('v1/desk')
export class QueueController {
  constructor(
    private readonly listQueue: ListQueue,
    private readonly countQueue: CountQueue,
    private readonly searchQueue: SearchQueue,
    private readonly takeNext: TakeNext,
  ) {}

  @Get('queue')
  @Operation({
    allow: 'desk.read',
    summary: 'Conversations that wait for a person: safety first, then by what is due first',
    answers: queueAnswer,
  })
  async list(
    @Caller() caller: Caller,
    @Query({ schema: queueQuery }) query: z.infer<typeof queueQuery>,
  ): Promise<z.infer<typeof queueAnswer>> {
    const { view, kind, lender, channel, cursor, limit } = query;
    const after = decodeCursor(cursor, 1)?.[0];
    const { rows, next } = await this.listQueue.run(
      caller.scope,
      {
        view,
        staff: caller.login,
        reason: kind ?? null,
        lender: lender ?? null,
        channel: channel ?? null,
      },
      after === undefined ? null : String(after),
      limit,
    );
    return { items: rows.map(rowView), next: next === null ? null : encodeCursor([next]) };
  }

  @Get('queue/counts')
  @Operation({ allow: 'desk.read', summary: 'How much waits, by view and by group', answers: countsAnswer })
  async counts(@Caller() caller: Caller): Promise<z.infer<typeof countsAnswer>> {
    const counts = await this.countQueue.run(caller.scope, caller.login);
    const { all, mine, later, waiting, safety, late, withinHour, today } = counts;
    return {
      views: { all, mine, later, waiting },
      groups: {
        safety,
        late,
        withinHour,
        today,
        later: all - safety - late - withinHour - today - waiting,
        waiting,
      },
    };
  }

  @Post('search')
  @Operation({
    allow: 'desk.read',
    summary: 'Rows by a name, the reference of a debt, or the last four of an ID or telephone',
    answers: searchAnswer,
  })
  async search(
    @Caller() caller: Caller,
    @Body({ schema: searchBody }) { text }: z.infer<typeof searchBody>,
  ): Promise<z.infer<typeof searchAnswer>> {
    return { items: (await this.searchQueue.run(caller.scope, text)).map(rowView) };
  }

  @Post('next')
  @Operation({
    allow: 'desk.work',
    summary: 'Take the first free item that you can answer',
    answers: nextAnswer,
  })
  async next(@Caller() caller: Caller): Promise<z.infer<typeof nextAnswer>> {
    const taken = await this.takeNext.run(caller.scope);
    return { claim: taken === null ? null : claimView(taken) };
  }
}
