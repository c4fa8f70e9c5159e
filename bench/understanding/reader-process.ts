import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What a reader that is measured says of one message. */
export interface ReadLine {
  readonly id: string;
  /** Best first. */
  readonly intents: readonly { readonly name: string; readonly score: number }[];
  readonly slots: Readonly<Record<string, unknown>>;
  readonly ms: number;
}

/** What it says at the end. */
export interface ReaderLine {
  /** Seconds until it could read: training, or loading what was trained. */
  readonly readyAfter: number;
  /** Memory that its process holds beyond what it held before, in megabytes. */
  readonly megabytes: number;
}

export interface ReaderRun extends ReaderLine {
  readonly reads: readonly ReadLine[];
}

export const residentMegabytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
};

export const say = (line: ReadLine | ReaderLine): void => void process.send?.(line);

/** Runs a reader to its end; `program` stands beside this file. Throws when it ends without its last line. */
export async function runReader(program: string): Promise<ReaderRun> {
  const child = fork(new URL(program, import.meta.url), {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const reads: ReadLine[] = [];
  let last: ReaderLine | null = null;
  child.on('message', (said: ReadLine | ReaderLine) => {
    if ('id' in said) reads.push(said);
    else last = said;
  });
  await once(child, 'exit');
  if (last === null) throw new Error(`${program} ended before it had read everything.`);
  return { ...(last as ReaderLine), reads };
}
