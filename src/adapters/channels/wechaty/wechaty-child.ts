import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LEFT } from './link.js';
import type { OpenOrder, Order, Said, Word } from './link.js';

/** The program of the child, as it was compiled beside this file. */
export const CHILD_PROGRAM = { file: join(import.meta.dirname, 'child', 'main.js') };

/** Beyond the child's own deadlines. */
const GRACE_MS = 3_000;
const LEAVES_WITHIN_MS = 2_000;
const HOME = 'home-';

interface ChildHears {
  word(word: Word): void;
  left(hopeless: boolean): void;
}

/**
 * One child for one login, in a home of its own that is deleted with it: wechaty keeps names of contacts there. It
 * leaves when this process is gone.
 */
export class WechatyChild {
  private readonly child: ChildProcess;
  private readonly home: string;
  private readonly over: Promise<void>;
  private readonly waiting = new Map<number, (word: Word | null) => void>();
  private requests = 0;

  /** `folder` is the account's own; children of one account follow one another. */
  constructor(
    folder: string,
    private readonly order: OpenOrder,
    hears: ChildHears,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) {
      if (name.startsWith(HOME)) rmSync(join(folder, name), { recursive: true, force: true });
    }
    this.home = mkdtempSync(join(folder, HOME));
    this.child = fork(CHILD_PROGRAM.file, [], {
      cwd: folder,
      env: { HOME: this.home },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('message', (word) => this.heard(word as Word, hears));
    this.child.on('error', () => undefined);
    this.over = new Promise((resolve) => {
      this.child.once('close', (code) => {
        rmSync(this.home, { recursive: true, force: true });
        for (const answer of this.waiting.values()) answer(null);
        this.waiting.clear();
        resolve();
        hears.left(code === LEFT.hopeless);
      });
    });
  }

  tell(order: Order): void {
    if (this.child.connected) this.child.send(order, () => undefined);
  }

  /** `lost` also when the child leaves before it answers. */
  async say(address: string, text: string): Promise<Said> {
    if (!this.child.connected) return { kind: 'failed', code: null, text: 'not logged in' };
    const word = await this.request((request) => ({ kind: 'say', request, address, text }));
    return word?.kind === 'said' ? word.said : { kind: 'lost' };
  }

  /** Whether the puppet gives a sign of life. */
  async answers(): Promise<boolean> {
    const word = await this.request((request) => ({ kind: 'ask', request }));
    return word?.kind === 'answer' && word.well;
  }

  /** Resolves when the process is gone; the login at the gateway stays. */
  async leave(): Promise<void> {
    this.tell({ kind: 'leave' });
    const kill = setTimeout(() => this.child.kill('SIGKILL'), LEAVES_WITHIN_MS);
    await this.over;
    clearTimeout(kill);
  }

  private request(order: (request: number) => Order): Promise<Word | null> {
    const request = (this.requests += 1);
    return new Promise((resolve) => {
      const late = setTimeout(() => this.answer(request, null), this.order.callTimeoutMs * 2 + GRACE_MS);
      this.waiting.set(request, (word) => {
        clearTimeout(late);
        resolve(word);
      });
      this.tell(order(request));
    });
  }

  private heard(word: Word, hears: ChildHears): void {
    if (word.kind === 'ready-for-orders') this.tell(this.order);
    else if (word.kind === 'said' || word.kind === 'answer') this.answer(word.request, word);
    else hears.word(word);
  }

  private answer(request: number, word: Word | null): void {
    this.waiting.get(request)?.(word);
    this.waiting.delete(request);
  }
}
