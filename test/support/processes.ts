import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { compiledProgram } from './compile-programs.js';

/** A TypeScript file of this repository, running in a process of its own. */
export class RunningProgram {
  private readonly lines: string[] = [];
  private readonly errors: string[] = [];
  private wake: () => void = () => undefined;
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    if (!child.stdout || !child.stderr) throw new Error('no pipes');
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.lines.push(line);
      this.wake();
    });
    child.stderr.on('data', (part: Buffer) => this.errors.push(part.toString()));
    this.ended = once(child, 'exit').then(() => this.wake());
  }

  static start(file: string, programArguments: readonly string[]): RunningProgram {
    const child = spawn(process.execPath, [compiledProgram(file), ...programArguments], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new RunningProgram(child);
  }

  /** The next line of its output; throws with what it said on stderr when it ends first. */
  async line(): Promise<string> {
    for (;;) {
      const line = this.lines.shift();
      if (line !== undefined) return line;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`The program ended without a word: ${this.errors.join('')}`);
      }
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** SIGKILL: nothing of it gets a chance to tidy up. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  async end(): Promise<void> {
    await this.ended;
  }
}
