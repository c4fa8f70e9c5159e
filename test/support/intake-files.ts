import { CsvTableFiles } from '../../src/adapters/intake/csv-table-files.js';
import type { Table, TablePreview, TableSource } from '../../src/application/ports/table-files.js';
import { TableFiles } from '../../src/application/ports/table-files.js';

/** Stands for a process that is killed while it reads. */
export class StoppingFiles extends TableFiles {
  private readonly real = new CsvTableFiles();

  constructor(private readonly after: number) {
    super();
  }

  override async open(source: TableSource): Promise<Table> {
    const table = await this.real.open(source);
    const { after } = this;
    async function* rows() {
      let count = 0;
      for await (const one of table.rows()) {
        if (count++ === after) throw new Error('killed');
        yield one;
      }
    }
    return { ...table, rows };
  }

  override preview(...parameters: Parameters<TableFiles['preview']>): Promise<TablePreview> {
    return this.real.preview(...parameters);
  }

  override keepRejections(...parameters: Parameters<TableFiles['keepRejections']>): Promise<void> {
    return this.real.keepRejections(...parameters);
  }

  override appendRejections(...parameters: Parameters<TableFiles['appendRejections']>): Promise<void> {
    return this.real.appendRejections(...parameters);
  }
}

/** GB18030 by its two-byte table, which the decoder of the platform gives away. */
export function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail !== 0x7f) table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  const encode = (character: string): readonly number[] =>
    character < '\u0080' ? [character.charCodeAt(0)] : (table.get(character) ?? [0x3f]);
  return Uint8Array.from([...text].flatMap(encode));
}
