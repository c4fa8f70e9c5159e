import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CsvTableFiles } from './csv-table-files.js';

const files = new CsvTableFiles();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

const given = async (content: string | Uint8Array): Promise<string> => {
  const path = join(folder, 'debts.csv');
  await writeFile(path, content);
  return path;
};

const readAll = async (content: string | Uint8Array) => {
  const table = await files.open(await given(content));
  const rows: { number: number; cells: readonly string[] }[] = [];
  for await (const row of table.rows()) rows.push(row);
  return { table, rows };
};

const refusal = async (content: string | Uint8Array): Promise<{ code: string; message: string }> =>
  readAll(content).then(
    () => ({ code: 'none', message: '' }),
    (error: { code: string; message: string }) => error,
  );

/** 编号,姓名⏎A1,张三 */
const GB18030 = Uint8Array.from([
  ...[0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0a],
  ...[0x41, 0x31, 0x2c, 0xd5, 0xc5, 0xc8, 0xfd, 0x0a],
]);

describe('CSV files', () => {
  it('reads UTF-8 with and without mark, all line ends, quoted commas, quotes and line breaks', async () => {
    const { table, rows } = await readAll('\uFEFFa,b\r\n1,"x, ""y""\nz"\n\n,2\r3,4');
    expect(table.header).toEqual(['a', 'b']);
    expect(table.rowCount).toBe(3);
    expect(rows).toEqual([
      { number: 2, cells: ['1', 'x, "y"\nz'] },
      { number: 4, cells: ['', '2'] },
      { number: 5, cells: ['3', '4'] },
    ]);
  });

  it('recognises GB18030', async () => {
    const { table, rows } = await readAll(GB18030);
    expect(table.header).toEqual(['编号', '姓名']);
    expect(rows[0]?.cells).toEqual(['A1', '张三']);
  });

  it('does not take a damaged UTF-8 file for GB18030, and says where the damage is', async () => {
    const damaged = Buffer.concat([
      Buffer.from('编号,姓名\nA1,张三李四王五赵六孙七\nA2,'),
      Buffer.from([0xe5, 0xbc, 0x0a]),
    ]);
    expect(await refusal(damaged)).toMatchObject({
      code: 'INTAKE.BAD_ENCODING',
      message: expect.stringMatching(/line 3/),
    });
  });

  it.each([
    ['an empty file', '', 'INTAKE.EMPTY_FILE'],
    ['blank lines only', '\n\r\n\n', 'INTAKE.EMPTY_FILE'],
    ['UTF-16', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'INTAKE.BAD_ENCODING'],
    ['text after a closing quote', 'a,b\n"x"y,1\n', 'INTAKE.BAD_QUOTES'],
    ['a quote within a cell', 'a,b\n1,x"y\n', 'INTAKE.BAD_QUOTES'],
    ['a quote that is never closed', 'a,b\n1,"x\n2,y\n', 'INTAKE.BAD_QUOTES'],
    ['a cell of 10 MB', `a,b\n1,${'x'.repeat(10_000_000)}\n`, 'INTAKE.RECORD_TOO_LONG'],
  ])('refuses %s', async (_what, content, code) => {
    expect((await refusal(content)).code).toBe(code);
  });

  it('names the line on which an unclosed quote begins', async () => {
    expect((await refusal('a,b\n1,2\n3,"x\n\n\n')).message).toContain('line 3');
  });

  it('says that a file is missing', async () => {
    await expect(files.open(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'INTAKE.NO_FILE' });
  });

  it('finds the same fingerprint for the same bytes only', async () => {
    const first = await files.open(await given('a\n1\n'));
    const again = await files.open(await given('a\n1\n'));
    const other = await files.open(await given('a\n2\n'));
    expect(again.fingerprint).toBe(first.fingerprint);
    expect(other.fingerprint).not.toBe(first.fingerprint);
  });

  it('keeps the rejections of rows that were done and drops the later ones', async () => {
    const path = join(folder, 'rejected.csv');
    await files.keepRejections(path, 0);
    await files.appendRejections(path, [{ row: 2, column: 'a "b"', code: 'X.Y', sentence: 'No.\nReally.' }]);
    await files.appendRejections(path, [{ row: 9, column: 'a', code: 'X.Y', sentence: 'No.' }]);
    await files.keepRejections(path, 8);
    expect(await readFile(path, 'utf8')).toBe('row,column,code,sentence\n2,"a ""b""",X.Y,"No. Really."\n');
  });
});

describe('bytes from elsewhere', () => {
  const bytesOf = (content: Uint8Array, chunk = 5) => ({
    name: 'The file',
    bytes: async function* () {
      for (let start = 0; start < content.length; start += chunk)
        yield content.subarray(start, start + chunk);
    },
  });

  it('are read like a file, however they are cut', async () => {
    const content = Buffer.from('名,b\r\n"一,\n二",3\r\n4,5');
    const table = await files.open(bytesOf(content));
    const rows: (readonly string[])[] = [];
    for await (const { cells } of table.rows()) rows.push(cells);
    expect([table.header, table.rowCount, rows]).toEqual([
      ['名', 'b'],
      2,
      [
        ['一,\n二', '3'],
        ['4', '5'],
      ],
    ]);
  });

  it('are read in the encoding that is stated, or refused', async () => {
    const gbk = Uint8Array.of(0x61, 0x0a, 0xd6, 0xd0);
    expect(await files.open(bytesOf(gbk))).toMatchObject({ encoding: 'gb18030' });
    await expect(files.open(bytesOf(gbk), 'utf-8')).rejects.toMatchObject({ code: 'INTAKE.BAD_ENCODING' });
    expect(await files.open(bytesOf(Buffer.from('a\n1')), 'gb18030')).toMatchObject({ encoding: 'gb18030' });
    expect(await files.open(bytesOf(Buffer.from('a\n1')))).toMatchObject({ encoding: 'utf-8' });
  });

  it('are shown from their beginning', async () => {
    const long = Buffer.from(`a,b\n${'1,二\n'.repeat(300_000)}`);
    const { header, rows, encoding } = await files.preview(bytesOf(long, 65_536), 3);
    expect([header, encoding]).toEqual([['a', 'b'], 'utf-8']);
    expect(rows).toEqual([2, 3, 4].map((number) => ({ number, cells: ['1', '二'] })));
    await expect(files.preview(bytesOf(Buffer.alloc(0)), 3)).rejects.toMatchObject({
      code: 'INTAKE.EMPTY_FILE',
    });
  });
});
