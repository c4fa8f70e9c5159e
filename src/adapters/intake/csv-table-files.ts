import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type {
  RejectedRow,
  Table,
  TableBytes,
  TableEncoding,
  TablePreview,
  TableRow,
  TableSource,
} from '../../application/ports/table-files.js';
import { TableFiles } from '../../application/ports/table-files.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { dataRows, headerOf } from './csv-records.js';
import { EncodingScan } from './encoding-scan.js';
import { StructureScan } from './structure-scan.js';

const REJECTED_HEADER = 'row,column,code,sentence\n';

/** Bytes by which the encoding of a preview is guessed and its rows are found. */
const PREVIEW_BYTES = 1_048_576;
const LINE_FEED = 0x0a;

/** CSV in UTF-8 or GB18030. Every table is read twice: once to trust it, once to take its rows. */
export class CsvTableFiles extends TableFiles {
  override async open(source: TableSource, encoding?: TableEncoding): Promise<Table> {
    const table = typeof source === 'string' ? await fileAt(source) : source;
    const digest = createHash('sha256');
    const encodingScan = new EncodingScan(table.name);
    const structureScan = new StructureScan(table.name);
    for await (const bytes of table.bytes()) {
      digest.update(bytes);
      encodingScan.take(bytes);
      structureScan.take(bytes);
    }
    const found = encodingScan.end(encoding);
    const records = structureScan.end();
    if (records === 0) throw new DomainError('INTAKE.EMPTY_FILE', `${table.name} was refused: it is empty.`);
    return {
      fingerprint: digest.digest('hex'),
      encoding: found,
      header: await headerIn(table, found),
      rowCount: records - 1,
      rows: () => dataRows(table, found),
    };
  }

  override async preview(source: TableBytes, count: number, encoding?: TableEncoding): Promise<TablePreview> {
    const beginning = await beginningOf(source);
    const scan = new EncodingScan(source.name);
    scan.take(beginning);
    const found = scan.end(encoding);
    const table: TableBytes = { name: source.name, bytes: () => chunksOf(beginning) };
    const header = await headerIn(table, found);
    const rows: TableRow[] = [];
    for await (const row of dataRows(table, found)) {
      if (rows.push(row) === count) break;
    }
    return { encoding: found, header, rows };
  }

  override async keepRejections(rejected: string, lastRow: number): Promise<void> {
    if (lastRow === 0) {
      await rm(rejected, { force: true });
      return;
    }
    const text = await readFile(rejected, 'utf8').catch(() => null);
    if (text === null) return;
    const kept = text.split('\n').filter((line, index) => index > 0 && Number.parseInt(line, 10) <= lastRow);
    await writeFile(rejected, REJECTED_HEADER + kept.map((line) => `${line}\n`).join(''));
  }

  override async appendRejections(rejected: string, rows: readonly RejectedRow[]): Promise<void> {
    const fresh = await stat(rejected).then(
      () => false,
      () => true,
    );
    const lines = rows.map(
      ({ row, column, code, sentence }) => `${row},${quoted(column)},${code},${quoted(sentence)}\n`,
    );
    await appendFile(rejected, (fresh ? REJECTED_HEADER : '') + lines.join(''));
  }
}

/** Line breaks become blanks, so that the file has one line per row. */
const quoted = (cell: string): string => `"${cell.replaceAll(/\s+/gu, ' ').replaceAll('"', '""')}"`;

async function fileAt(path: string): Promise<TableBytes> {
  const name = basename(path);
  const found = await stat(path).catch(() => null);
  if (found === null) throw new DomainError('INTAKE.NO_FILE', `There is no file ${name}.`);
  if (!found.isFile()) throw new DomainError('INTAKE.NO_FILE', `${name} is not a file.`);
  return { name, bytes: () => createReadStream(path, { highWaterMark: 1 << 17 }) };
}

async function headerIn(table: TableBytes, encoding: TableEncoding): Promise<readonly string[]> {
  const header = await headerOf(table, encoding);
  if (header.some((cell) => cell.trim() !== '')) return header;
  throw new DomainError('INTAKE.EMPTY_FILE', `${table.name} was refused: it has no header.`);
}

/** Whole lines from the beginning, unless the table is longer than that without any end of a line. */
async function beginningOf(table: TableBytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of table.bytes()) {
    chunks.push(bytes);
    length += bytes.length;
    if (length > PREVIEW_BYTES) {
      const read = Buffer.concat(chunks).subarray(0, PREVIEW_BYTES);
      return read.subarray(0, read.lastIndexOf(LINE_FEED) + 1 || read.length);
    }
  }
  return Buffer.concat(chunks);
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
