import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it, expect } from '@jest/globals';
import type { SeenText } from '../../../src/adapters/channels/simulator/provider/provider-log.js';
import { DAY, HOUR, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { Instant } from '../../../src/domain/calendar/instant.js';
import { stableFraction } from '../../../src/domain/shared/stable-hash.js';
import { CN } from '../../support/contact-policy.js';
import { eachDatabase } from '../../support/databases.js';
import type { Place } from '../../support/databases.js';
import { outboundLine } from '../../support/outbound-line.js';
import { lender, person, reminder, simulatorAccount, storePeople } from '../../support/portfolio.js';
import { RunningProgram } from '../../support/processes.js';
import type { LineOrders } from './line-process.js';

// Real: database, the whole line in several processes, the provider with its own log. Random: who is written to
// when. The caps are counted again from what the provider saw, by other code than the policy's.

const PROVIDER = 'src/adapters/channels/simulator/provider/main.ts';
const LINE = 'test/medium/outbound/line-process.ts';
const DEBTORS = 12;
const TEXTS_EACH = 9;
/** When the line runs, in hours after ten in the morning of a Monday. */
const RUNS = [0, 6, 23, 48, 100];

eachDatabase('contact caps under parallel workers', (place) => {
  let folder: string;
  let provider: RunningProgram;
  let url: string;
  let log: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-caps-'));
    log = join(folder, 'provider.jsonl');
    provider = RunningProgram.start(PROVIDER, ['--port', '0', '--log', log]);
    url = await provider.line();
  });
  afterAll(async () => {
    await provider.kill();
    rmSync(folder, { recursive: true });
  });

  const play = async (seed: string, withoutLock: boolean, runs: readonly number[]): Promise<string[]> => {
    const start = await queueHistory(place, url, seed);
    for (const hours of runs) await runLines(place, plus(start, hours * HOUR), withoutLock);
    return violations(textsByDebtor(log, seed));
  };

  it.each(['one', 'two'])(
    'are kept in the random history %s',
    async (seed) => {
      expect(await play(seed, false, RUNS)).toEqual([]);
      const sent = [...textsByDebtor(log, seed).values()].flat().length;
      expect(sent).toBeGreaterThan(DEBTORS * 2);
    },
    5 * MINUTE,
  );

  // On SQLite the one connection itself keeps workers apart; there is no lock to take away.
  if (place.dialect === 'mysql') {
    it(
      'are broken without the lock on the debtors, so that the tests above mean something',
      async () => {
        expect(await play('unlocked', true, [0])).not.toEqual([]);
      },
      5 * MINUTE,
    );
  }
});

/** Texts to each debtor at random hours of a week, spread so that every worker gets some of everybody's. */
async function queueHistory(place: Place, url: string, seed: string): Promise<Instant> {
  const database = await place.open();
  const line = outboundLine(database, []);
  const lumen = lender(database.ids, { code: seed });
  const start = database.clock.now();
  await database.within(async () => {
    await line.lenders.save(lumen);
    if ((await line.accounts.all()).length === 0) {
      await line.accounts.save(simulatorAccount(database.ids, url));
    }
    const people = Array.from({ length: DEBTORS }, (_, number) => {
      const one = person(database.ids, lumen.id, number, start);
      return { ...one, contactPoint: { ...one.contactPoint, address: addressOf(seed, number) } };
    });
    await storePeople(line, people);
    await line.queueMessages.run(
      Array.from({ length: TEXTS_EACH }, (_, text) =>
        people.map((one, number) => {
          const draw = stableFraction(`${seed} ${number} ${text}`);
          const hours = text < 4 ? 0 : Math.floor(draw * 120);
          const template = text % 2 === 0 ? 'reminder-friendly' : 'reminder-firm';
          return reminder(one, plus(start, hours * HOUR), { template, expiresAt: plus(start, 9 * DAY) });
        }),
      ).flat(),
    );
  });
  await database.close();
  return start;
}

/** Eight runs at once: in one process on SQLite, in two processes otherwise. */
async function runLines(place: Place, now: Instant, withoutLock: boolean): Promise<void> {
  const processes = place.dialect === 'sqlite' ? 1 : 2;
  const orders: LineOrders = {
    url: await place.url(),
    now,
    pause: null,
    pauseAt: 0,
    batchSize: 5,
    lanes: 8 / processes,
    withoutLock,
    slowBudget: 25,
  };
  const programs = Array.from({ length: processes }, () =>
    RunningProgram.start(LINE, [JSON.stringify(orders)]),
  );
  await Promise.all(
    programs.map(async (program) => {
      await program.line();
      await program.end();
    }),
  );
}

const addressOf = (seed: string, number: number): string => `${seed}-${number}`;

function textsByDebtor(log: string, seed: string): Map<string, number[]> {
  const texts = new Map<string, number[]>();
  for (const line of readFileSync(log, 'utf8').trim().split('\n')) {
    const record = JSON.parse(line) as SeenText;
    if (record.record !== 'text' || !record.to.startsWith(`${seed}-`)) continue;
    texts.set(record.to, [...(texts.get(record.to) ?? []), record.at]);
  }
  return texts;
}

/** Every pair too close together and every window of days with too many texts, in words. */
function violations(texts: ReadonlyMap<string, readonly number[]>): string[] {
  const caps = CN.hours.flatMap((hours) => hours.caps).filter((cap) => cap.channels.has('simulator'));
  expect(caps.length).toBeGreaterThan(1);
  const found: string[] = [];
  for (const [debtor, unsorted] of texts) {
    const moments = [...unsorted].sort((a, b) => a - b);
    moments.forEach((moment, place) => {
      const before = moments[place - 1];
      if (before !== undefined && moment - before < CN.minGapMinutes * MINUTE) {
        found.push(`${debtor}: two texts within ${(moment - before) / MINUTE} minutes`);
      }
      for (const { id, max, days } of caps) {
        const today = shanghaiDay(moment);
        const count = moments.filter((other) => {
          const day = shanghaiDay(other);
          return day > today - days && day <= today;
        }).length;
        if (count > max) found.push(`${debtor}: ${count} texts under ${id}`);
      }
    });
  }
  return found;
}

/** Shanghai has been eight hours ahead of UTC all year since 1991. */
const shanghaiDay = (moment: number): number => Math.floor((moment + 8 * HOUR) / DAY);
