import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it, expect } from '@jest/globals';
import type { SeenText } from '../../../src/adapters/channels/simulator/provider/provider-log.js';
import { MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { Instant } from '../../../src/domain/calendar/instant.js';
import type { MessageId } from '../../../src/domain/shared/ids.js';
import { eachDatabase } from '../../support/databases.js';
import type { OpenDatabase, Place } from '../../support/databases.js';
import { outboundLine } from '../../support/outbound-line.js';
import { lender, person, reminder, simulatorAccount, storePeople } from '../../support/portfolio.js';
import { RunningProgram } from '../../support/processes.js';
import type { LineOrders } from './line-process.js';

// Real: database, the whole line, its process, SIGKILL, the provider as another process with its own log.

const PROVIDER = 'src/adapters/channels/simulator/provider/main.ts';
const LINE = 'test/medium/outbound/line-process.ts';
/** How often the line is killed at each place; more with KILLS, see `npm run test:faults`. */
const KILLS = Number(process.env['KILLS'] ?? 6);
const TEXTS = 10;
const STEP = 2 * MINUTE;

const PAUSES: readonly LineOrders['pause'][] = [
  ...Array.from({ length: KILLS }, (_, round) => (round % 2 === 0 ? 'claimed' : 'before-send')),
  ...Array.from({ length: KILLS }, () => 'after-send' as const),
];

eachDatabase('a killed outbound line', (place) => {
  let folder: string;
  let provider: RunningProgram;
  let url: string;
  let log: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-kill-'));
    log = join(folder, 'provider.jsonl');
    provider = RunningProgram.start(PROVIDER, ['--port', '0', '--log', log]);
    url = await provider.line();
  });
  afterAll(async () => {
    await provider.kill();
    rmSync(folder, { recursive: true });
  });

  it(
    `hands over every message exactly once after ${PAUSES.length} kills`,
    async () => {
      const { start, ids } = await seed(place, url);
      for (const [round, pause] of PAUSES.entries()) {
        const now = plus(start, round * STEP);
        const program = await startLine(place, { now, pause, pauseAt: 1 + ((round * 3) % TEXTS) });
        expect(await program.line()).toBe('PAUSED');
        await program.kill();
      }
      for (const extra of [0, 1]) {
        const now = plus(start, (PAUSES.length + extra) * STEP);
        const program = await startLine(place, { now, pause: null, pauseAt: 0 });
        await program.line();
        await program.end();
      }
      const seen = readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as SeenText)
        .filter((record) => record.record === 'text');
      const times = new Map<string, number>();
      for (const { to } of seen) times.set(to, (times.get(to) ?? 0) + 1);
      expect([...times.values()].filter((count) => count > 1)).toEqual([]);
      expect(times.size).toBe(PAUSES.length * TEXTS);
      await expectExplained(place, ids, seen);
    },
    10 * MINUTE,
  );
});

async function seed(place: Place, url: string): Promise<{ start: Instant; ids: MessageId[] }> {
  const database = await place.open();
  const line = outboundLine(database, []);
  const lumen = lender(database.ids);
  const start = database.clock.now();
  const ids = await database.within(async () => {
    await line.lenders.save(lumen);
    await line.accounts.save(simulatorAccount(database.ids, url));
    const people = Array.from({ length: PAUSES.length * TEXTS }, (_, number) =>
      person(database.ids, lumen.id, number, start),
    );
    await storePeople(line, people);
    const requests = people.map((one, number) =>
      reminder(one, plus(start, Math.floor(number / TEXTS) * STEP)),
    );
    return (await line.queueMessages.run(requests)).map(({ id }) => id);
  });
  await database.close();
  return { start, ids };
}

const startLine = async (
  place: Place,
  orders: Pick<LineOrders, 'now' | 'pause' | 'pauseAt'>,
): Promise<RunningProgram> => {
  const rest = { batchSize: 500, lanes: 1, withoutLock: false, slowBudget: 0 };
  const all: LineOrders = { url: await place.url(), ...orders, ...rest };
  return RunningProgram.start(LINE, [JSON.stringify(all)]);
};

/** Every message is sent, by one attempt that the provider knows, with its verdicts, its slot and its events. */
async function expectExplained(
  place: Place,
  ids: readonly MessageId[],
  seen: readonly SeenText[],
): Promise<void> {
  const database: OpenDatabase = await place.open();
  const line = outboundLine(database, []);
  await database.within(async () => {
    const messages = [...(await line.messages.byIds(ids)).values()];
    expect(messages).toHaveLength(ids.length);
    expect(new Set(messages.map(({ state }) => state))).toEqual(new Set(['sent']));
    const attempts = await line.attempts.ofMessages(ids);
    const taken = attempts.filter(({ outcome }) => outcome === 'accepted');
    expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(ids.length);
    expect(taken.map(({ id }) => id).sort()).toEqual(seen.map(({ attemptId }) => attemptId).sort());
    expect(attempts.filter(({ outcome }) => outcome === null)).toEqual([]);
    const reserved = await line.budget.usedSince(
      messages.map(({ debtorId }) => debtorId),
      plus(database.clock.now(), -MINUTE),
    );
    expect(reserved.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort());
    while ((await line.eventLog.seal(1_000)) > 0);
    expect(await line.eventLog.verify()).toMatchObject({ intact: true, unsealed: 0 });
    const types = (await line.eventLog.after(0, 100_000)).map(({ type }) => type);
    const count = (type: string): number => types.filter((each) => each === type).length;
    expect(count('message.sent')).toBe(ids.length);
    expect(count('message.unknown')).toBeGreaterThan(KILLS);
    expect(count('message.returned')).toBeGreaterThan(0);
  });
  await database.close();
}
