import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { runInService } from '../../src/adapters/cli/command-client.js';
import { commandSocketPath } from '../../src/adapters/cli/command-frames.js';
import type { Terminal } from '../../src/adapters/cli/terminal.js';
import { compiledProgram } from './compile-programs.js';

/** A process takes a second or several to start. */
jest.setTimeout(60_000);

/** How a command ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** A line of a stack trace: nothing that a person should ever be shown. */
export const STACK = /^\s+at .+\(?.+:\d+:\d+\)?$|\.[jt]s:\d+|node:internal/mu;

type Variables = Readonly<Record<string, string>>;

/** A folder in which a person runs Parley: its database, keys and files, and the real command line and service. */
export class ParleyHome {
  readonly folder = mkdtempSync(join(tmpdir(), 'parley-home-'));
  readonly databaseFile = join(this.folder, 'data/test/parley.db');

  private readonly started: ParleyProcess[] = [];

  constructor(
    private readonly variables: Variables = {},
    private readonly program: (file: string) => string = compiledProgram,
  ) {}

  /** Runs `parley <argv>` here. */
  run(...argv: readonly string[]): Promise<Ended> {
    return this.start('src/cli.ts', argv).ended();
  }

  /** Runs `parley <argv>` with variables set otherwise. */
  runWith(variables: Variables, ...argv: readonly string[]): Promise<Ended> {
    return this.start('src/cli.ts', argv, variables).ended();
  }

  /** The same, handed to the running service by this process, which saves the start of one. */
  async ask(...argv: readonly string[]): Promise<Ended> {
    const said = { out: '', error: '' };
    const terminal: Terminal = {
      folder: this.folder,
      out: (line) => void (said.out += `${line}\n`),
      error: (line) => void (said.error += `${line}\n`),
      progress: () => undefined,
      lines: () => Readable.from([]),
    };
    const code = await runInService(commandSocketPath(this.databaseFile), argv, terminal);
    return { code, ...said };
  }

  start(file: string, argv: readonly string[], variables: Variables = {}): ParleyProcess {
    const child = spawn(process.execPath, [this.program(file), ...argv], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], PARLEY_MODE: 'test', PORT: '0', ...this.variables, ...variables },
    });
    const started = new ParleyProcess(child);
    this.started.push(started);
    return started;
  }

  /** Starts the service here and waits until it listens. */
  async serve(variables: Variables = {}): Promise<ParleyProcess & { readonly url: string }> {
    const service = this.start('src/main.ts', [], variables);
    const [, url = ''] = await service.says(/Parley listens at (http:[^"]+)"/);
    return Object.assign(service, { url });
  }

  /** Writes a file here; returns its name. */
  file(name: string, content: string | Uint8Array): string {
    writeFileSync(join(this.folder, name), content);
    return name;
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  /** Rows of every table of the SQLite file that has any. */
  rowCounts(): Readonly<Record<string, number>> {
    const database = new Database(this.databaseFile, { readonly: true });
    try {
      const tables = database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        .pluck()
        .all() as string[];
      const counts = tables.map((name): [string, number] => [
        name,
        database.prepare(`SELECT COUNT(*) FROM "${name}"`).pluck().get() as number,
      ]);
      return Object.fromEntries(counts.filter(([, count]) => count > 0));
    } finally {
      database.close();
    }
  }

  /** What a query of the SQLite file answers. */
  rows(sql: string): unknown[] {
    const database = new Database(this.databaseFile, { readonly: true });
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  }

  /** Kills whatever is still running here, and deletes the folder. */
  async remove(): Promise<void> {
    for (const one of this.started) one.signal('SIGKILL');
    await Promise.all(this.started.map((one) => one.ended()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class ParleyProcess {
  private out = '';
  private error = '';
  private wake: () => void = () => undefined;
  private readonly end: Promise<number | null>;
  private over = false;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (part: Buffer) => {
      this.out += part.toString();
      this.wake();
    });
    child.stderr?.on('data', (part: Buffer) => {
      this.error += part.toString();
      this.wake();
    });
    this.end = new Promise((done) => {
      child.once('close', (code) => {
        this.over = true;
        this.wake();
        done(code);
      });
    });
  }

  /** Waits until it has said something that matches; throws with all it said when it ends first. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.out) ?? pattern.exec(this.error);
      if (match) return match;
      if (this.over) throw new Error(`It ended without saying ${String(pattern)}: ${this.out}${this.error}`);
      await new Promise<void>((wake) => (this.wake = wake));
    }
  }

  type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Closes what it reads from, waits for its end. */
  async ended(): Promise<Ended> {
    this.child.stdin?.end();
    return { code: await this.end, out: this.out, error: this.error };
  }
}
