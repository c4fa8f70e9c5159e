/**
 * How long a page of the desk's queue takes while 50 people ask for it, through the real HTTP API of a service in a
 * process of its own, with 10,000 conversations waiting; beside a peer that asks for each row.
 *
 *   npm run bench -- desk [--waiting 10000] [--clients 50] [--rows 50] [--pause 1000] [--requests 40]
 *                         [--only sqlite|mysql]
 *
 * Each client asks, reads for `pause` milliseconds and asks again, for `requests` times; with `--pause 0` at once.
 * MySQL or MariaDB is taken from TEST_MYSQL_URL; where no server answers, that part is left out and told.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { MINUTE, instant, plus } from '../src/domain/calendar/instant.js';
import type { HandOff } from '../src/domain/conversation/hand-off.js';
import { DESK_KEYS, openDeskWorld } from '../test/support/desk-world.js';
import { ManyRequests } from '../test/support/many-requests.js';

const { values } = parseArgs({
  options: {
    waiting: { type: 'string', default: '10000' },
    clients: { type: 'string', default: '50' },
    rows: { type: 'string', default: '50' },
    pause: { type: 'string', default: '1000' },
    requests: { type: 'string', default: '40' },
    only: { type: 'string' },
  },
});
const waiting = Number(values.waiting);
const clients = Number(values.clients);
const rows = Number(values.rows);
const pause = Number(values.pause);
const requests = Number(values.requests);

/** A busy morning: some are late, few are in danger, most are due within the day. */
const waits =
  (now: number) =>
  (at: number): Partial<HandOff> => ({
    answerBy: plus(instant(now), ((at % 600) - 60) * MINUTE),
    lastWords: `我想问一下第${at}笔账单，能不能晚几天还？`,
    unread: 1,
    ...(at % 2_000 === 0 ? { reason: 'crisis', priority: 'urgent' } : {}),
  });

async function fill(url: string): Promise<string[]> {
  const now = Date.now();
  const world = await openDeskWorld(url, instant(now));
  await world.addConversations(waiting, waits(now));
  const staff = await world.addStaff(clients, 8);
  await world.close();
  return staff.map(({ token }) => token);
}

async function start(program: string, url: string): Promise<{ child: ChildProcess; base: string }> {
  const file = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ...DESK_KEYS, PARLEY_MODE: 'test', LOG_LEVEL: 'silent', DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (!child.stdout) throw new Error('a service without output');
  const [base] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, base };
}

interface Times {
  readonly sorted: readonly number[];
  readonly failed: number;
  readonly perSecond: number;
  /** Milliseconds of the service's CPU per page, whatever else the machine does. */
  readonly cpu: number;
}

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send('cpu');
  const [usage] = (await once(child, 'message')) as [NodeJS.CpuUsage];
  return (usage.user + usage.system) / 1_000;
}

async function measure(
  program: string,
  url: string,
  path: string,
  tokens: readonly string[],
): Promise<Times> {
  const { child, base } = await start(program, url);
  const service = new ManyRequests(base, clients);
  const times: number[] = [];
  let failed = 0;
  const ask = async (token: string): Promise<number> => {
    const started = performance.now();
    const { status, text } = await service.send('GET', path, token);
    const items = status === 200 ? (JSON.parse(text) as { items: unknown[] }).items.length : 0;
    if (items !== Math.min(rows, waiting)) failed += 1;
    return performance.now() - started;
  };
  const client = async (token: string, at: number): Promise<void> => {
    await sleep((pause * at) / clients);
    for (let asked = 0; asked < requests; asked += 1) {
      times.push(await ask(token));
      await sleep(pause);
    }
  };
  try {
    for (const token of tokens.slice(0, 5)) await ask(token);
    const cpuBefore = await cpuOf(child);
    const started = performance.now();
    await Promise.all(tokens.map(client));
    const seconds = (performance.now() - started) / 1_000;
    const cpu = ((await cpuOf(child)) - cpuBefore) / times.length;
    return { sorted: times.sort((a, b) => a - b), failed, perSecond: times.length / seconds, cpu };
  } finally {
    service.close();
    child.kill();
    await once(child, 'close');
  }
}

const at = ({ sorted }: Times, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;

const told = (name: string, who: string, times: Times): string =>
  `${name.padEnd(8)} ${who.padEnd(8)} p50 ${at(times, 0.5).toFixed(1).padStart(7)} ms   p99 ` +
  `${at(times, 0.99).toFixed(1).padStart(7)} ms   ${times.perSecond.toFixed(0).padStart(5)}/s   ` +
  `CPU ${times.cpu.toFixed(1)} ms a page   ` +
  `${times.sorted.length} pages of ${rows} rows, ${times.failed} wrong\n`;

async function compare(name: string, url: string): Promise<boolean> {
  const tokens = await fill(url);
  const desk = await measure('desk-service', url, `/v1/desk/queue?limit=${rows}`, tokens);
  process.stdout.write(told(name, 'desk', desk));
  const peer = await measure('per-row-queue', url, `/?limit=${rows}`, tokens);
  process.stdout.write(told(name, 'per row', peer));
  return desk.failed === 0 && peer.failed === 0;
}

async function onSqlite(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    return await compare('SQLite', `sqlite:${join(folder, 'bench.db')}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function onMysql(server: string): Promise<boolean> {
  const name = `parley_bench_${process.pid}`;
  const connection = await createConnection({ uri: server, connectTimeout: 2_000 }).catch(() => null);
  if (!connection) {
    process.stdout.write('MySQL    left out: no server answers at TEST_MYSQL_URL\n');
    return true;
  }
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  try {
    return await compare('MySQL', `${server.replace(/\/$/u, '')}/${name}`);
  } finally {
    await connection.query(`DROP DATABASE ${name}`);
    await connection.end();
  }
}

const server = process.env['TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306';
const complete = [
  values.only === 'mysql' || (await onSqlite()),
  values.only === 'sqlite' || (await onMysql(server)),
];
if (complete.includes(false)) {
  process.stdout.write('Not every page was right; the figures above do not count.\n');
  process.exitCode = 1;
}
