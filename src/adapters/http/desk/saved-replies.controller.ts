import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { FillSavedReply } from '../../../application/desk/fill-saved-reply.js';
import { ReadSavedReplies } from '../../../application/desk/read-saved-replies.js';
import { RemoveSavedReply } from '../../../application/desk/remove-saved-reply.js';
import { SaveReply } from '../../../application/desk/save-reply.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { LenderId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor } from '../api/page.js';
import { idParam } from '../api/representation.js';
import { typedValues } from './message-schemas.js';
import {
  fillAnswer,
  fillBody,
  savedRepliesAnswer,
  savedRepliesQuery,
  savedReplyAnswer,
  savedReplyBody,
  savedReplyChange,
  savedReplyView,
} from './saved-reply-schemas.js';

type IdParam = z.infer<typeof idParam>;
type SavedReplyAnswer = z.infer<typeof savedReplyAnswer>;

/** Texts that people send again and again. */
@Controller('v1/saved-replies')
export class SavedRepliesController {
  constructor(
    private readonly readSavedReplies: ReadSavedReplies,
    private readonly saveReply: SaveReply,
    private readonly removeSavedReply: RemoveSavedReply,
    private readonly fillSavedReply: FillSavedReply,
  ) {}

  @Get()
  @Operation({ allow: 'desk.read', summary: 'The saved replies you may use', answers: savedRepliesAnswer })
  async list(
    @Caller() caller: Caller,
    @Query({ schema: savedRepliesQuery }) query: z.infer<typeof savedRepliesQuery>,
  ): Promise<z.infer<typeof savedRepliesAnswer>> {
    const { cursor, limit, locale = null } = query;
    const after = decodeCursor(cursor, 1)?.[0] ?? null;
    const replies = await this.readSavedReplies.run(caller.scope, locale, {
      after: after === null ? null : idOf(String(after)),
      limit: limit + 1,
    });
    const shown = replies.slice(0, limit);
    const last = replies.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(savedReplyView), next: last ? encodeCursor([last.id]) : null };
  }

  @Post()
  @Operation({
    allow: 'desk.lead',
    summary: 'Save a reply for all lenders or for one',
    answers: savedReplyAnswer,
    creates: true,
  })
  async add(
    @Caller() caller: Caller,
    @Body({ schema: savedReplyBody }) body: z.infer<typeof savedReplyBody>,
  ): Promise<SavedReplyAnswer> {
    const lenderId = body.lenderId === null ? null : idOf<LenderId>(body.lenderId);
    return savedReplyView(await this.saveReply.run(caller.scope, { ...body, lenderId }));
  }

  @Patch(':id')
  @Operation({
    allow: 'desk.lead',
    summary: 'Change a saved reply',
    answers: savedReplyAnswer,
    ifMatch: true,
  })
  async change(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: IdParam,
    @IfMatch() version: number,
    @Body({ schema: savedReplyChange }) { locale, title, text }: z.infer<typeof savedReplyChange>,
  ): Promise<SavedReplyAnswer> {
    const changed = await this.saveReply.run(caller.scope, {
      id: idOf(id),
      version,
      ...(locale === undefined ? {} : { locale }),
      ...(title === undefined ? {} : { title }),
      ...(text === undefined ? {} : { text }),
    });
    return savedReplyView(changed);
  }

  @Delete(':id')
  @Operation({ allow: 'desk.lead', summary: 'Take a saved reply away', answers: null })
  remove(@Caller() caller: Caller, @Param({ schema: idParam }) { id }: IdParam): Promise<void> {
    return this.removeSavedReply.run(caller.scope, idOf(id));
  }

  @Post(':id/fill')
  @Operation({
    allow: 'desk.work',
    summary: 'The reply as it reads in a conversation, and the blanks that are left',
    answers: fillAnswer,
  })
  async fill(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: fillBody }) { conversationId, blanks }: z.infer<typeof fillBody>,
  ): Promise<z.infer<typeof fillAnswer>> {
    const { text, left } = await this.fillSavedReply.run(
      caller.scope,
      idOf(id),
      idOf(conversationId),
      typedValues(blanks),
    );
    return { text, left: [...left] };
  }
}
