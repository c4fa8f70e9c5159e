import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { project } from './cruise.js';

/** npm, the compiler and the driver of the trial project: each notes in `log` that it ran. */
const NPM = `
import { appendFileSync, cpSync, mkdirSync } from 'node:fs';
await new Promise((done) => setTimeout(done, 200));
appendFileSync('log', 'npm ' + process.argv[2] + '\\n');
process.stdout.write('noise of npm\\n');
if (process.argv[2] === 'ci') cpSync('packages', 'node_modules', { recursive: true });
`;
const NEST = `
const { appendFileSync, mkdirSync, cpSync, readFileSync } = require('node:fs');
appendFileSync('log', 'nest ' + process.argv[2] + '\\n');
if (readFileSync('src/cli.js', 'utf8').includes('mistake')) { console.error('TS1005'); process.exit(1); }
cpSync('src', 'dist/src', { recursive: true });
`;
const CLI = `
process.stdout.write(JSON.stringify(process.argv.slice(2)));
process.exitCode = 7;
`;

let folder = '';

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ready-'));
  cpSync(join(project, 'scripts'), join(folder, 'scripts'), { recursive: true });
  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{"packages":{"":{}}}');
  write('npm-cli.js', NPM);
  write('src/cli.js', CLI);
  write('packages/.package-lock.json', '{"packages":{}}');
  write('packages/@nestjs/cli/package.json', '{"type":"commonjs"}');
  write('packages/@nestjs/cli/bin/nest.js', NEST);
  write('packages/better-sqlite3/package.json', '{"type":"commonjs"}');
  write('packages/better-sqlite3/index.js', 'module.exports = class { close() {} };');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function parley(...given: string[]): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['scripts/ready.mjs', 'parley', ...given], {
      cwd: folder,
      env: { ...process.env, npm_execpath: join(folder, 'npm-cli.js') },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => done({ code, out, err }));
  });
}

function log(): string[] {
  const path = join(folder, 'log');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

describe('the command in front', () => {
  it('installs and builds first, hides their noise, and passes arguments and exit code', async () => {
    const { code, out, err } = await parley('chat', '--debtor', 'D 1');
    expect({ code, out }).toEqual({ code: 7, out: '["chat","--debtor","D 1"]' });
    expect(err).toContain('installing');
    expect(err).not.toContain('noise');
    expect(log()).toEqual(['npm ci', 'nest build']);
  });

  it('says and does nothing when nothing changed, and builds again when a source changed', async () => {
    await parley();
    expect((await parley()).err).toBe('');
    expect(log()).toEqual(['npm ci', 'nest build']);
    appendFileSync(join(folder, 'src/cli.js'), '// changed\n');
    await parley();
    expect(log()).toEqual(['npm ci', 'nest build', 'nest build']);
  });

  it('installs again when the lock file changed', async () => {
    await parley();
    write('package-lock.json', '{"packages":{"":{},"node_modules/new":{"version":"1.0.0"}}}');
    await parley();
    expect(log()).toEqual(['npm ci', 'nest build', 'npm ci', 'nest build']);
  });

  it('takes what npm installed before, without installing again', async () => {
    cpSync(join(folder, 'packages'), join(folder, 'node_modules'), { recursive: true });
    await parley();
    expect(log()).toEqual(['nest build']);
  });

  it('installs and builds once when two start together, also after one was killed', async () => {
    write('dist/.ready.lock', '999999999');
    const both = await Promise.all([parley(), parley()]);
    expect(both.map(({ code }) => code)).toEqual([7, 7]);
    expect(log()).toEqual(['npm ci', 'nest build']);
  });

  it('shows the compiler on a failed build, starts nothing, and builds again next time', async () => {
    write('src/cli.js', '// mistake');
    const { code, out, err } = await parley();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('TS1005');
    write('src/cli.js', CLI);
    expect((await parley()).code).toBe(7);
  });

  it('says one clear sentence when the SQLite driver can be neither fetched nor built', async () => {
    write('packages/better-sqlite3/index.js', "throw new Error('no binary');");
    const { code, err } = await parley();
    expect(code).toBe(1);
    expect(err.trim().split('\n').at(-1)).toMatch(
      /^parley: better-sqlite3 could be neither fetched .* nor built here/,
    );
    expect(log()).toEqual(['npm ci', 'npm rebuild']);
  });
});
