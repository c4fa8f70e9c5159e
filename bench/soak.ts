/**
 * Whether listeners stay the size they are: each channel's listener and gateway in a process of its own, beside a
 * real peer, idle but for a burst each minute (texts out, messages in), for a quarter of an hour. After each burst
 * and a collection of garbage the heap, the resident memory and the open handles are noted.
 *
 *   npm run test:soak [-- --minutes 15] [--only telegram,smpp] [--burst 40]
 *
 * Ends with 1 when something grew: the heap by more than 6 MB between the second and the last third of the time, or
 * the number of handles at all.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PeerKind } from '../test/support/channel-peer.js';
import { ChannelHouse } from '../test/support/channel-house.js';
import { eventually } from '../test/support/eventually.js';
import { PEERS } from '../test/support/peers/all.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    burst: { type: 'string', default: '40' },
    only: { type: 'string' },
    kind: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
const burst = Number(values.burst);

const PEOPLE = 20;
const MB = 1024 * 1024;
const GROWTH_LIMIT_MB = 6;

interface Sample {
  readonly heapMb: number;
  readonly residentMb: number;
  readonly handles: number;
  readonly sent: number;
  readonly heard: number;
}

async function soak(kind: PeerKind): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-soak-'));
  const house = await ChannelHouse.open(kind, `sqlite:${join(folder, 'parley.db')}`);
  const addresses = Array.from({ length: PEOPLE }, (_, person) => house.peer.addressOf(person + 1));
  const counts = { sent: 0, heard: 0 };
  await eventually(async () => {
    const { state } = await house.registration.gateway.check(await house.account());
    if (state !== 'up') throw new Error(`the account is ${state}`);
  });
  for (let minute = 0; minute < minutes; minute += 1) {
    const end = performance.now() + 60_000;
    await oneBurst(house, addresses, counts);
    process.send?.(await sample(counts));
    await sleep(Math.max(0, end - performance.now()));
  }
  await house.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Half of the burst goes out, half comes in; ends when everything has arrived. */
async function oneBurst(
  house: ChannelHouse,
  addresses: readonly string[],
  counts: { sent: number; heard: number },
): Promise<void> {
  for (let number = 0; number < burst / 2; number += 1) {
    const address = addresses[number % addresses.length] ?? '';
    const outcome = await house.send(address, `浸泡 ${counts.sent}`);
    if (outcome.kind.startsWith('accepted')) counts.sent += 1;
    await house.peer.writes(address, { kind: 'text', text: `我在 ${counts.heard + number}` });
  }
  const wanted = counts.heard + burst / 2;
  await eventually(
    async () => {
      const [row] = await house.service.sql<{ n: number }>('SELECT COUNT(*) AS n FROM inbound_messages');
      if (Number(row?.n) < wanted) throw new Error(`${row?.n ?? 0} of ${wanted} messages arrived`);
    },
    { within: 45_000, every: 250 },
  );
  counts.heard = wanted;
}

async function sample({ sent, heard }: { readonly sent: number; readonly heard: number }): Promise<Sample> {
  await sleep(2_000);
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().filter((name) => !/Timeout|Immediate/.test(name)).length;
  return { heapMb: heapUsed / MB, residentMb: rss / MB, handles, sent, heard };
}

async function main(): Promise<void> {
  const names = values.only?.split(',') ?? Object.keys(PEERS);
  console.log(`${minutes} minutes, a burst of ${burst} each minute: ${names.join(', ')}`);
  const results = await Promise.all(names.map(async (name) => ({ name, samples: await inOwnProcess(name) })));
  console.log('\n| peer | out | in | heap MB: second third → last third | resident MB | handles | |');
  console.log('|---|---|---|---|---|---|---|');
  for (const { name, samples } of results) console.log(line(name, samples));
  if (results.some(({ samples }) => grew(samples))) process.exitCode = 1;
}

async function inOwnProcess(name: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  const child = fork(
    fileURLToPath(import.meta.url),
    ['--kind', name, '--minutes', String(minutes), '--burst', String(burst)],
    { execArgv: ['--expose-gc'] },
  );
  child.on('message', (message) => {
    samples.push(message as Sample);
    process.stdout.write('.');
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) console.error(`${name} ended with ${code ?? 'a signal'}`);
  return code === 0 ? samples : [];
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);
const thirds = (samples: readonly Sample[]) => ({
  second: samples.slice(Math.floor(samples.length / 3), Math.floor((2 * samples.length) / 3)),
  last: samples.slice(Math.floor((2 * samples.length) / 3)),
});

function grew(samples: readonly Sample[]): boolean {
  const { second, last } = thirds(samples);
  const heap = mean(last.map(({ heapMb }) => heapMb)) - mean(second.map(({ heapMb }) => heapMb));
  const handles = Math.max(...last.map((one) => one.handles)) - Math.max(...second.map((one) => one.handles));
  return samples.length < minutes || heap > GROWTH_LIMIT_MB || handles > 0;
}

function line(name: string, samples: readonly Sample[]): string {
  const { second, last } = thirds(samples);
  const end = samples.at(-1);
  const of = (part: readonly Sample[], pick: (one: Sample) => number): string =>
    mean(part.map(pick)).toFixed(1);
  const heap = `${of(second, (one) => one.heapMb)} → ${of(last, (one) => one.heapMb)}`;
  const resident = `${of(second, (one) => one.residentMb)} → ${of(last, (one) => one.residentMb)}`;
  const handles = `${Math.max(...second.map((one) => one.handles))} → ${Math.max(...last.map((one) => one.handles))}`;
  const verdict = grew(samples) ? 'GREW' : 'flat';
  return `| ${name} | ${end?.sent ?? 0} | ${end?.heard ?? 0} | ${heap} | ${resident} | ${handles} | ${verdict} |`;
}

if (values.kind === undefined) {
  await main();
} else {
  const kind = PEERS[values.kind];
  if (!kind) throw new Error(`There is no peer "${values.kind}"; known: ${Object.keys(PEERS).join(', ')}.`);
  await soak(kind);
  process.exit(0);
}
