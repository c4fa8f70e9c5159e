import { Controller, Get, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ReadConversationEvents } from '../../../application/desk/read-conversation-events.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor } from '../api/page.js';
import { idParam } from '../api/representation.js';
import { entryView, eventsAnswer, eventsQuery } from './entry-schemas.js';

/** Everything that happened around a conversation. */
@Controller('v1/conversations/:id/events')
export class ConversationEventsController {
  constructor(private readonly readConversationEvents: ReadConversationEvents) {}

  @Get()
  @Operation({
    allow: 'desk.read',
    summary: 'What was said and done, sent and not sent, newest first',
    answers: eventsAnswer,
  })
  async list(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Query({ schema: eventsQuery }) { before, limit }: z.infer<typeof eventsQuery>,
  ): Promise<z.infer<typeof eventsAnswer>> {
    const after = decodeCursor(before, 1)?.[0] ?? null;
    const { entries, next } = await this.readConversationEvents.run(caller.scope, idOf(id), {
      before: after === null ? null : String(after),
      limit,
    });
    return { items: entries.map(entryView), next: next === null ? null : encodeCursor([next]) };
  }
}
