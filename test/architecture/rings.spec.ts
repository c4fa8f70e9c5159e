import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, project, type Cruise } from './cruise.js';
import { CLEAN, mainReaching, VIOLATIONS, type Files } from './violations.js';

const folders: string[] = [];

function projectOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'rings-'));
  folders.push(folder);
  for (const [path, text] of Object.entries({ ...files, 'src/main.ts': mainReaching(files) })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('the rings of this project', () => {
  it('have no violation and no cycle, and every edge was seen', async () => {
    const { breaches, modules, dependencies } = await cruise(project);
    expect(breaches).toEqual([]);
    expect(dependencies).toBeGreaterThan(modules);
  }, 120_000);
});

describe('each rule', () => {
  let clean: Cruise;
  let broken: Cruise;

  beforeAll(async () => {
    const violating = Object.assign({}, CLEAN, ...Object.values(VIOLATIONS)) as Files;
    [clean, broken] = await Promise.all([cruise(projectOf(CLEAN)), cruise(projectOf(violating))]);
  }, 120_000);

  it('has a deliberate violation', () => {
    expect(Object.keys(VIOLATIONS).sort()).toEqual([...clean.rules].sort());
  });

  it('is silent about a project that keeps it', () => {
    expect(clean.breaches).toEqual([]);
  });

  it.each(Object.entries(VIOLATIONS))('%s fires on its violation, and no other rule does', (rule, files) => {
    const fired = broken.breaches.filter(
      ({ from, to }) => from in files || (rule === 'no-orphan' && to in files),
    );
    expect(new Set(fired.map((breach) => breach.rule))).toEqual(new Set([rule]));
  });
});
