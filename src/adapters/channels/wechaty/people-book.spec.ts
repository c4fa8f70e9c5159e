import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '../../../domain/calendar/instant.js';
import { PeopleBook } from './people-book.js';
import { SealedFile } from './sealed-file.js';
import { aliasOf } from './translate.js';

const NOW = instant(1_800_000_000_000);
const folders: string[] = [];
const aFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'people-'));
  folders.push(folder);
  return join(folder, 'people');
};
const bookIn = (file: string): PeopleBook => new PeopleBook(new SealedFile(file, 'secret'));
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('whom an account knows', () => {
  it('is met once, and remembered sealed', () => {
    const file = aFile();
    const book = bookIn(file);
    expect(book.meet('wxid_a')).toBe(aliasOf('wxid_a'));
    expect(book.meet('wxid_a')).toBeNull();
    expect(bookIn(file).meet('wxid_a')).toBeNull();
    expect(readFileSync(file, 'latin1')).not.toContain('wxid_a');
  });

  it('counts as nobody when the file cannot be read', () => {
    const file = aFile();
    bookIn(file).meet('wxid_a');
    expect(new PeopleBook(new SealedFile(file, 'another secret')).isEmpty).toBe(true);
    writeFileSync(file, 'torn');
    expect(bookIn(file).isEmpty).toBe(true);
  });

  it('is found again by the alias; who has none is no longer known here', () => {
    const file = aFile();
    const book = bookIn(file);
    for (const address of ['old-a', 'old-b', 'stays']) book.meet(address);
    const ids = ['new-a', 'stranger', 'stays'];
    expect(book.missesSomebody(ids)).toBe(true);
    expect(book.strangers(ids)).toEqual(['new-a', 'stranger']);
    const named = [
      { address: 'new-a', alias: aliasOf('old-a') },
      { address: 'stranger', alias: aliasOf('nobody we know') },
    ];
    expect(book.moved(ids, named, NOW)).toEqual({
      kind: 'addresses-changed',
      moved: [{ from: 'old-a', to: 'new-a' }],
      known: ids,
      at: NOW,
    });
    expect([book.missesSomebody(ids), book.meet('new-a'), book.meet('old-b')]).toEqual([
      false,
      null,
      aliasOf('old-b'),
    ]);
  });

  it('an alias beside a second contact moves nobody who is still there', () => {
    const book = bookIn(aFile());
    book.meet('a');
    book.meet('gone');
    const twice = [{ address: 'copy', alias: aliasOf('a') }];
    expect(book.moved(['a', 'copy'], twice, NOW).moved).toEqual([]);
  });
});
