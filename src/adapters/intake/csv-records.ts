import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { TableBytes, TableEncoding, TableRow } from '../../application/ports/table-files.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { LONGEST_RECORD } from './structure-scan.js';

/** The first record that is not blank. */
export async function headerOf(table: TableBytes, encoding: TableEncoding): Promise<readonly string[]> {
  for await (const record of records(table, encoding)) {
    if (!isBlank(record)) return record;
  }
  return [];
}

/** The records after the header, numbered as a spreadsheet does. */
export async function* dataRows(table: TableBytes, encoding: TableEncoding): AsyncGenerator<TableRow> {
  let number = 0;
  let headerSeen = false;
  for await (const cells of records(table, encoding)) {
    number++;
    if (isBlank(cells)) continue;
    if (headerSeen) yield { number, cells };
    headerSeen = true;
  }
}

const isBlank = (cells: readonly string[]): boolean => cells.length === 1 && cells[0] === '';

async function* records(table: TableBytes, encoding: TableEncoding): AsyncGenerator<readonly string[]> {
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: 2 * LONGEST_RECORD,
  });
  const source = Readable.from(table.bytes());
  const decoder = new TextDecoder(encoding, { fatal: true });
  const feeding = (async () => {
    for await (const bytes of source) {
      const text = decoder.decode(bytes as Uint8Array, { stream: true });
      if (!parser.write(text)) await drained(parser);
    }
    parser.end(decoder.decode());
  })().catch((cause: unknown) => parser.destroy(cause as Error));
  try {
    for await (const record of parser) yield record as string[];
    await feeding;
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError(
      'INTAKE.UNREADABLE',
      `${table.name} could not be read to its end: ${(cause as Error).message}.`,
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
