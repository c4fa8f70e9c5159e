import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import type { RejectedRow, Table, TableRow } from '../../application/ports/table-files.js';
import { TableFiles } from '../../application/ports/table-files.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Encoding } from './encoding-scan.js';
import { EncodingScan } from './encoding-scan.js';
import { LONGEST_RECORD, StructureScan } from './structure-scan.js';

const REJECTED_HEADER = 'row,column,code,sentence\n';

/** CSV files on disk, in UTF-8 or GB18030. Every file is read twice: once to trust it, once to take its rows. */
export class CsvTableFiles extends TableFiles {
  override async open(path: string): Promise<Table> {
    const name = basename(path);
    await mustBeFile(path, name);
    const digest = createHash('sha256');
    const encodingScan = new EncodingScan(name);
    const structureScan = new StructureScan(name);
    for await (const bytes of createReadStream(path, { highWaterMark: 1 << 18 })) {
      digest.update(bytes as Buffer);
      encodingScan.take(bytes as Buffer);
      structureScan.take(bytes as Buffer);
    }
    const encoding = encodingScan.end();
    const records = structureScan.end();
    if (records === 0) throw new DomainError('INTAKE.EMPTY_FILE', `${name} was refused: it is empty.`);
    const header = await headerOf(path, name, encoding);
    if (header.every((cell) => cell.trim() === '')) {
      throw new DomainError('INTAKE.EMPTY_FILE', `${name} was refused: it has no header.`);
    }
    return {
      fingerprint: digest.digest('hex'),
      header,
      rowCount: records - 1,
      rows: () => dataRows(path, name, encoding),
    };
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

async function mustBeFile(path: string, name: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new DomainError('INTAKE.NO_FILE', `There is no file ${name}.`);
  if (!found.isFile()) throw new DomainError('INTAKE.NO_FILE', `${name} is not a file.`);
}

async function headerOf(path: string, name: string, encoding: Encoding): Promise<readonly string[]> {
  for await (const record of records(path, name, encoding)) {
    if (!isBlank(record)) return record;
  }
  return [];
}

async function* dataRows(path: string, name: string, encoding: Encoding): AsyncGenerator<TableRow> {
  let number = 0;
  let headerSeen = false;
  for await (const cells of records(path, name, encoding)) {
    number++;
    if (isBlank(cells)) continue;
    if (headerSeen) yield { number, cells };
    headerSeen = true;
  }
}

const isBlank = (cells: readonly string[]): boolean => cells.length === 1 && cells[0] === '';

async function* records(path: string, name: string, encoding: Encoding): AsyncGenerator<readonly string[]> {
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: 2 * LONGEST_RECORD,
  });
  const source = createReadStream(path, { highWaterMark: 1 << 16 });
  const decoder = new TextDecoder(encoding, { fatal: true });
  const feeding = (async () => {
    for await (const bytes of source) {
      const text = decoder.decode(bytes as Buffer, { stream: true });
      if (!parser.write(text)) await drained(parser);
    }
    parser.end(decoder.decode());
  })().catch((cause: unknown) => parser.destroy(cause as Error));
  try {
    for await (const record of parser) yield record as string[];
    await feeding;
  } catch (cause) {
    throw new DomainError(
      'INTAKE.UNREADABLE',
      `${name} could not be read to its end: ${(cause as Error).message}.`,
    );
  } finally {
    source.destroy();
    parser.destroy();
  }
}

const drained = (parser: NodeJS.WritableStream): Promise<void> =>
  new Promise((resolve) => {
    const go = (): void => {
      parser.off('drain', go).off('close', go);
      resolve();
    };
    parser.on('drain', go).on('close', go);
  });
