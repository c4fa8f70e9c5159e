import { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { ReadImports } from '../../../application/intake/read-imports.js';
import { RequestImport } from '../../../application/intake/request-import.js';
import { UndoImport } from '../../../application/intake/undo-import.js';
import { WriteRejectedFile } from '../../../application/intake/write-rejected-file.js';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import type { ImportId } from '../../../domain/shared/ids.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor, pageQuery } from '../api/page.js';
import { idParam } from '../api/representation.js';
import {
  importAnswer,
  importBody,
  importView,
  importsAnswer,
  undoBody,
  undoneAnswer,
  undoneView,
  wishOf,
} from './import-schemas.js';

/** Imports of uploaded files, and trials of them; a job does them one after the other. */
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly requestImport: RequestImport,
    private readonly readImports: ReadImports,
    private readonly writeRejectedFile: WriteRejectedFile,
    private readonly undoImport: UndoImport,
    private readonly lenderCodes: LenderCodes,
  ) {}

  @Post()
  @Operation({
    allow: 'imports.run',
    summary: 'Import an uploaded file, or try what that would do',
    answers: importAnswer,
    creates: true,
  })
  async request(
    @Caller() { scope }: Caller,
    @Body({ schema: importBody }) body: z.infer<typeof importBody>,
  ): Promise<z.infer<typeof importAnswer>> {
    const one = await this.requestImport.run(scope, wishOf(body));
    return importView(await this.readImports.one(scope, one.id), await this.lenderCodes.run(scope));
  }

  @Get()
  @Operation({ allow: 'imports.read', summary: 'Imports and trials, newest first', answers: importsAnswer })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: pageQuery }) { cursor, limit }: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof importsAnswer>> {
    const [before] = decodeCursor(cursor, 1) ?? [null];
    const from = before === null ? null : idOf<ImportId>(String(before));
    const found = await this.readImports.page(scope, from, limit + 1);
    const codes = await this.lenderCodes.run(scope);
    const items = found.slice(0, limit).map((one) => importView(one, codes));
    const last = found.length > limit ? items.at(-1) : undefined;
    return { items, next: last ? encodeCursor([last.id]) : null };
  }

  @Get(':id')
  @Operation({ allow: 'imports.read', summary: 'An import and how far it is', answers: importAnswer })
  async read(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<z.infer<typeof importAnswer>> {
    const one = await this.readImports.one(scope, idOf<ImportId>(id));
    return importView(one, await this.lenderCodes.run(scope));
  }

  @Get(':id/rejected')
  @Operation({
    allow: 'imports.run',
    summary: 'The rejected rows with their reasons, as CSV in UTF-8 with a byte order mark',
    answers: 'text/csv',
  })
  async rejected(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<StreamableFile> {
    const lines = await this.writeRejectedFile.run(scope, idOf<ImportId>(id));
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="rejected.csv"',
    });
  }

  @Post(':id/undo')
  @Operation({
    allow: 'imports.run',
    summary: 'Take back the debts that an import added, within a day and before anything was sent',
    answers: undoneAnswer,
  })
  async undo(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Body({ schema: undoBody }) { reason }: z.infer<typeof undoBody>,
  ): Promise<z.infer<typeof undoneAnswer>> {
    const undone = await this.undoImport.run(scope, idOf<ImportId>(id), reason);
    return undoneView(undone, await this.lenderCodes.run(scope));
  }
}
