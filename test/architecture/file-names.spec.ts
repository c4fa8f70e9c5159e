import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { project } from './cruise.js';

const FOLDERS = ['src', 'migrations', 'bench', 'test', 'scripts'];
const SUFFIXES =
  '(callback|controller|filter|guard|interceptor|module|entity|repository|gateway|listener|pipeline|d)([.]contract)?([.]spec)?|spec|contract([.]spec)?|kill[.]spec';
const NAME = new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*([.](${SUFFIXES}))?[.](ts|mjs)$`);
const WORDS_THAT_SAY_NOTHING = new Set(
  'schedule account agent user plan process handle manager helper util utils common misc data info index'.split(
    ' ',
  ),
);

/** A name that others ask for: the negotiation simulator runs any module that is called so. */
const NAMED_FROM_OUTSIDE = new Set(['bench/negotiation/agent.mjs']);

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => /[.](ts|mjs)$/.test(path)),
);

describe('files', () => {
  it('are found', () => expect(files.length).toBeGreaterThan(100));

  it('have kebab-case names with a known suffix', () => {
    expect(files.filter((path) => !NAME.test(basename(path)))).toEqual([]);
  });

  it('are not named by a word that says nothing', () => {
    const empty = files.filter((path) => WORDS_THAT_SAY_NOTHING.has(basename(path).split('.')[0] ?? ''));
    expect(empty.filter((path) => !NAMED_FROM_OUTSIDE.has(path))).toEqual([]);
  });

  it('have at most 400 lines', () => {
    const lines = files.map(
      (path) => [path, readFileSync(join(project, path), 'utf8').split('\n').length - 1] as const,
    );
    expect(lines.filter(([, count]) => count > 400)).toEqual([]);
  });
});
