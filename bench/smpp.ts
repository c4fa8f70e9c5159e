/**
 * Messages per second through the whole outbound line on SQLite over SMPP, with window and throttling on, to an SMSC
 * in a process of its own; beside a plain loop of the package `smpp` that waits for each answer. Every message has
 * to be on its phone exactly once.
 *
 *   npm run bench -- smpp [--messages 10000] [--peer-messages 2000] [--window 50] [--smsc-per-second 4000]
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { instant } from '../src/domain/calendar/instant.js';
import { openFoundations } from '../test/support/foundations.js';
import { smppLine } from '../test/support/smpp-line.js';
import { plainSmppLoop } from './plain-smpp-loop.js';

/** A Monday, ten o'clock in Shanghai: inside the contact window. */
const NOW = instant(Date.UTC(2026, 2, 2, 2));

interface Tally {
  readonly phones: number;
  readonly twice: number;
  readonly undelivered: number;
  readonly throttled: number;
}

async function startSmsc(
  perSecond: number,
): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const file = fileURLToPath(new URL('smsc-service.js', import.meta.url));
  const child = spawn(process.execPath, [file, String(perSecond)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (!child.stdout) throw new Error('no pipe');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, port: Number(line) };
}

async function tally(child: ChildProcess, to: string): Promise<Tally> {
  child.send({ to });
  const [answer] = (await once(child, 'message')) as [Tally];
  return answer;
}

const settingsOf = (port: number, window: string): Readonly<Record<string, string>> => ({
  host: '127.0.0.1',
  port: String(port),
  systemId: 'parley',
  password: 'secret',
  sourceAddress: '10690',
  window,
});

async function plainLoop(messages: number): Promise<number> {
  const { child, port } = await startSmsc(0);
  try {
    const began = performance.now();
    await plainSmppLoop(port, messages);
    return (messages / (performance.now() - began)) * 1_000;
  } finally {
    child.kill('SIGKILL');
  }
}

async function wholeLine(
  messages: number,
  window: string,
  perSecond: number,
  folder: string,
): Promise<boolean> {
  const { child, port } = await startSmsc(perSecond);
  const foundations = await openFoundations(`sqlite:${join(folder, 'bench.db')}`, NOW);
  const { rig, fill, sendAll, count } = await smppLine(foundations, {
    ...settingsOf(port, window),
    longTexts: 'payload',
  });
  try {
    await fill(messages);
    await rig.listen();
    while (!rig.states.includes('up')) await new Promise((resolve) => setTimeout(resolve, 5));
    const began = performance.now();
    await sendAll();
    const seconds = (performance.now() - began) / 1_000;
    while ((await tally(child, '86138')).undelivered > 0) await sendAll();
    await sendAll();
    const drained = (performance.now() - began) / 1_000;
    const { phones, twice, throttled } = await tally(child, '86138');
    const delivered = await count('delivered');
    process.stdout.write(
      `whole line, window ${window}, SMSC takes ${perSecond}/s: ${rounded(messages / seconds)} messages/s; ` +
        `with every receipt recorded ${rounded(messages / drained)} messages/s\n` +
        `${messages} messages: ${phones} phones show one, ${twice} show more, ${delivered} delivered; ` +
        `throttled ${throttled} times\n`,
    );
    return phones === messages && twice === 0 && delivered === messages;
  } finally {
    await rig.close();
    await foundations.dataSource.destroy();
    child.kill('SIGKILL');
  }
}

const rounded = (rate: number): string => Math.round(rate).toLocaleString('en');

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000' },
    'peer-messages': { type: 'string', default: '2000' },
    window: { type: 'string', default: '50' },
    'smsc-per-second': { type: 'string', default: '4000' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'parley-bench-smpp-'));
try {
  const isComplete = await wholeLine(
    Number(values.messages),
    values.window,
    Number(values['smsc-per-second']),
    folder,
  );
  process.stdout.write(
    `plain loop without window, without a database: ${rounded(await plainLoop(Number(values['peer-messages'])))} messages/s\n`,
  );
  if (!isComplete) {
    process.stdout.write('Not every message is accounted for; the figures above do not count.\n');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
