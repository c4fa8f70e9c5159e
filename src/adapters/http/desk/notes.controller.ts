import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { KeepDraft } from '../../../application/desk/keep-draft.js';
import { ReadDrafts } from '../../../application/desk/read-drafts.js';
import { ReadNotes } from '../../../application/desk/read-notes.js';
import { WriteNote } from '../../../application/desk/write-note.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor, pageQuery } from '../api/page.js';
import { idParam } from '../api/representation.js';
import {
  draftAnswer,
  draftBody,
  draftParam,
  draftsAnswer,
  draftView,
  noteAnswer,
  noteBody,
  notesAnswer,
  noteView,
} from './note-schemas.js';

type IdParam = z.infer<typeof idParam>;
type DraftParam = z.infer<typeof draftParam>;

/** What people write beside a conversation, and what they have not sent yet. */
@Controller('v1/conversations/:id')
export class NotesController {
  constructor(
    private readonly writeNote: WriteNote,
    private readonly readNotes: ReadNotes,
    private readonly keepDraft: KeepDraft,
    private readonly readDrafts: ReadDrafts,
  ) {}

  @Post('notes')
  @Operation({
    allow: 'desk.work',
    summary: 'Write a note that the debtor never sees',
    answers: noteAnswer,
    creates: true,
  })
  async write(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: noteBody }) { text }: z.infer<typeof noteBody>,
  ): Promise<z.infer<typeof noteAnswer>> {
    return noteView(await this.writeNote.run(caller.scope, idOf(id), text));
  }

  @Get('notes')
  @Operation({ allow: 'desk.read', summary: 'The notes, newest first', answers: notesAnswer })
  async notes(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: IdParam,
    @Query({ schema: pageQuery }) { cursor, limit }: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof notesAnswer>> {
    const before = decodeCursor(cursor, 1)?.[0] ?? null;
    const notes = await this.readNotes.run(caller.scope, idOf(id), {
      before: before === null ? null : idOf(String(before)),
      limit: limit + 1,
    });
    const shown = notes.slice(0, limit);
    const last = notes.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(noteView), next: last ? encodeCursor([last.id]) : null };
  }

  @Get('drafts')
  @Operation({ allow: 'desk.work', summary: 'What you typed here and did not send', answers: draftsAnswer })
  async drafts(
    @Caller() caller: Caller,
    @Param({ schema: idParam }) { id }: IdParam,
  ): Promise<z.infer<typeof draftsAnswer>> {
    return { items: (await this.readDrafts.run(caller.scope, idOf(id))).map(draftView) };
  }

  @Put('drafts/:mode')
  @Operation({ allow: 'desk.work', summary: 'Keep what you typed so far', answers: draftAnswer })
  async keep(
    @Caller() caller: Caller,
    @Param({ schema: draftParam }) { id, mode }: DraftParam,
    @Body({ schema: draftBody }) { text }: z.infer<typeof draftBody>,
  ): Promise<z.infer<typeof draftAnswer> | null> {
    const draft = await this.keepDraft.run(caller.scope, idOf(id), mode, text);
    return draft && draftView(draft);
  }

  @Delete('drafts/:mode')
  @Operation({ allow: 'desk.work', summary: 'Forget what you typed', answers: null })
  async discard(
    @Caller() caller: Caller,
    @Param({ schema: draftParam }) { id, mode }: DraftParam,
  ): Promise<void> {
    await this.keepDraft.run(caller.scope, idOf(id), mode, null);
  }
}
