import { createInterface } from 'node:readline';
import { callerFolder } from '../../config/env.js';
import { LineQueue } from './line-queue.js';

/** Where a command's words go and its typed lines come from. */
export interface Terminal {
  readonly folder: string;
  out(line: string): void;
  error(line: string): void;
  progress(line: string): void;
  lines(): AsyncIterable<string>;
}

/**
 * The terminal this process was started in. Progress is drawn on one line, and only where somebody can see it. Ends
 * the process, as `head` expects, when nobody reads its output any more.
 */
export const ownTerminal = (): Terminal => {
  let drawn = false;
  const clear = (): void => {
    if (drawn) process.stderr.write('\r\u001b[2K');
    drawn = false;
  };
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.stderr.on('error', () => process.exit(1));
  return {
    folder: callerFolder(),
    out: (line) => {
      clear();
      process.stdout.write(`${line}\n`);
    },
    error: (line) => {
      clear();
      process.stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (!process.stderr.isTTY) return;
      process.stderr.write(`\r\u001b[2K${line}`);
      drawn = true;
    },
    lines: () => {
      const queue = new LineQueue();
      createInterface({ input: process.stdin })
        .on('line', (line) => queue.push(line))
        .on('close', () => queue.close());
      return queue;
    },
  };
};

/** Resolves once what was said has left this process. */
export const whenWritten = (): Promise<void> =>
  new Promise((done) => process.stdout.write('', () => process.stderr.write('', () => done())));
