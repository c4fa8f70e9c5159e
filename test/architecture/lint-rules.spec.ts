import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { project } from './cruise.js';

type Violation = readonly [why: string, path: string, text: string, rule: string | null];

const VIOLATIONS: readonly Violation[] = [
  [
    'a promise that nobody waits for',
    'src/domain/floating.ts',
    'export function f(save: () => Promise<void>): void {\n  save();\n}\n',
    '@typescript-eslint/no-floating-promises',
  ],
  [
    'a case that a switch over a union forgets',
    'src/domain/forgets.ts',
    "export function f(state: 'open' | 'kept'): number {\n  switch (state) {\n    case 'open':\n      return 1;\n  }\n  return 0;\n}\n",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  ['a file over 400 lines', 'src/domain/long.ts', 'export {};\n'.repeat(401), 'max-lines'],
  [
    'the environment',
    'src/adapters/http/port.ts',
    'export const port = process.env.PORT;\n',
    'no-restricted-syntax',
  ],
  ['the environment in its home', 'src/config/env.ts', 'export const port = process.env.PORT;\n', null],
  ['Date.now()', 'src/application/now.ts', 'export const now = Date.now();\n', 'no-restricted-syntax'],
  ['new Date()', 'src/adapters/http/now.ts', 'export const now = new Date();\n', 'no-restricted-syntax'],
  ['new Date(text)', 'src/adapters/http/parse.ts', 'export const day = new Date(0);\n', null],
  ['Math.random()', 'src/config/chance.ts', 'export const chance = Math.random();\n', 'no-restricted-syntax'],
  ['the clock in its home', 'src/adapters/system/clock.ts', 'export const now = Date.now();\n', null],
  [
    'more of Nest than @Injectable in a use case',
    'src/application/logs.ts',
    "export { Logger } from '@nestjs/common';\n",
    'no-restricted-imports',
  ],
];

let folder = '';
let reported: Map<string, Set<string>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'));
  const files = [
    ...VIOLATIONS.map(([, path, text]) => [path, text] as const),
    [
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { strict: true, types: [] }, include: ['src'] }),
    ] as const,
  ];
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const eslint = join(project, 'node_modules/eslint/bin/eslint.js');
  const config = join(project, 'eslint.config.mjs');
  const stdout = await new Promise<string>((done) => {
    execFile(process.execPath, [eslint, '-c', config, '--format', 'json', 'src'], { cwd: folder }, (_, out) =>
      done(out),
    );
  });
  const results = JSON.parse(stdout) as { filePath: string; messages: { ruleId: string | null }[] }[];
  reported = new Map(
    results.map(({ filePath, messages }) => [
      relative(folder, filePath),
      new Set(messages.map(({ ruleId }) => ruleId ?? 'parser')),
    ]),
  );
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('ESLint', () => {
  it.each(VIOLATIONS)('judges %s in %s', (_why, path, _text, rule) => {
    expect([...(reported.get(path) ?? ['not linted'])]).toEqual(rule === null ? [] : [rule]);
  });
});
