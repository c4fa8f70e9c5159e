import { LEFT } from '../link.js';
import type { OpenOrder, Order, Said, SessionSignal, Word } from '../link.js';
import { SealedFile } from '../sealed-file.js';
import { MissingPackage, makeBot } from './bot.js';
import { Inbox } from './inbox.js';
import { WechatSession } from './session.js';

/**
 * Keeps one WeChat login by wechaty and tells its parent what it hears. A process of its own, because a link of
 * wechaty can hang for ever, and only the end of the process helps.
 */
let inbox: Inbox | null = null;
let session: WechatSession | null = null;
const LAST_WORDS_MS = 1_000;
const NOT_OPEN: Said = { kind: 'failed', code: null, text: 'not logged in' };

const tell = (word: Word): void => {
  if (process.connected) process.send?.(word);
};

function leave(code: number, signal: SessionSignal | null): void {
  inbox?.writeDown();
  const exit = (): never => process.exit(code);
  if (signal === null || !process.connected) {
    setTimeout(exit, process.connected ? LAST_WORDS_MS / 10 : 0);
    return;
  }
  setTimeout(exit, LAST_WORDS_MS);
  process.send?.({ kind: 'session', signal } satisfies Word, exit);
}

async function open(order: OpenOrder): Promise<void> {
  tell({ kind: 'session', signal: { kind: 'starting' } });
  const { file, secret } = order.journal;
  inbox = new Inbox(new SealedFile(file, secret), (sequence, heard) =>
    tell({ kind: 'heard', sequence, heard }),
  );
  inbox.recover();
  try {
    const bot = await makeBot(order);
    await bot.init();
    session = new WechatSession(bot, order, inbox, tell, leave);
    session.start();
  } catch (error) {
    leave(
      LEFT.hopeless,
      error instanceof MissingPackage
        ? { kind: 'no-package', name: error.packageName }
        : { kind: 'puppet-failed' },
    );
  }
}

function obey(order: Order): void {
  switch (order.kind) {
    case 'open':
      return void open(order);
    case 'say':
      if (session === null) return tell({ kind: 'said', request: order.request, said: NOT_OPEN });
      return void session.say(order.request, order.address, order.text);
    case 'ask':
      if (session === null) return tell({ kind: 'answer', request: order.request, well: false });
      return void session.ask(order.request);
    case 'taken':
      return inbox?.taken(order.sequence);
    case 'name':
      return session?.friends.name(order.address, order.alias);
    case 'aliases':
      return void session?.friends.aliases(order.of);
    case 'leave':
      return leave(0, null);
  }
}

process.on('message', (order) => obey(order as Order));
process.on('disconnect', () => leave(0, null));
process.on('uncaughtException', () => leave(LEFT.hung, null));
process.on('unhandledRejection', () => undefined);
// Only the parent ends this process: a signal to the whole group must not cut it off before it wrote down the rest.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
tell({ kind: 'ready-for-orders' });
