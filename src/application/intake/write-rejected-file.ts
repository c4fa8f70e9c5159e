import { Injectable } from '@nestjs/common';
import type { ImportId } from '../../domain/shared/ids.js';
import { EventLog } from '../ports/event-log.js';
import { ImportRejections } from '../ports/import-rejections.js';
import type { RejectedRecord } from '../ports/import-rejections.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { ReadImports } from './read-imports.js';
import { REJECTION_SENTENCES } from './rejection-sentences.js';
import { subjectsOf } from './stored-journal.js';

const BYTE_ORDER_MARK = '\uFEFF';
/** What is put behind the columns of the file itself. */
const REASON_COLUMNS = ['row', 'column', 'code', '原因', 'reason'];
/** A spreadsheet would take such a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/u;

/** The rejected rows of an import as a CSV file (RFC 4180) that spreadsheets open: the rows as they were, and why. */
@Injectable()
export class WriteRejectedFile {
  constructor(
    private readonly readImports: ReadImports,
    private readonly rejections: ImportRejections,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `IMPORT.UNKNOWN` before the first line. */
  async run(scope: WorkScope, id: ImportId): Promise<AsyncIterable<string>> {
    const { one } = await this.readImports.one(scope, id);
    const header = await this.unitOfWork.run(scope, async () => {
      await this.events.append([{ type: 'import.rejected-rows-read', subjects: subjectsOf(one) }]);
      return this.rejections.headerOf(id);
    });
    return this.lines(scope, id, header);
  }

  private async *lines(scope: WorkScope, id: ImportId, header: readonly string[]): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + lineOf([...header, ...REASON_COLUMNS]);
    for (let after = 0; ;) {
      const page = await this.unitOfWork.run(scope, () => this.rejections.after(id, after));
      if (page.length === 0) return;
      yield page.map((record) => lineOf(cellsOf(record, header.length))).join('');
      after = page.at(-1)?.row ?? after;
    }
  }
}

/** The cells of a row that is too short are filled up, so that the reasons stand in their columns. */
const cellsOf = ({ cells, row, column, code, sentence }: RejectedRecord, width: number): string[] => [
  ...cells,
  ...Array<string>(Math.max(0, width - cells.length)).fill(''),
  String(row),
  column,
  code,
  REJECTION_SENTENCES[code] ?? '',
  sentence,
];

const lineOf = (cells: readonly string[]): string => `${cells.map(escaped).join(',')}\r\n`;

const escaped = (cell: string): string => {
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};
