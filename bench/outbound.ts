import {
  SIMULATOR_CAPABILITIES,
  SIMULATOR_SETTINGS,
} from '../src/adapters/channels/simulator/simulator.gateway.js';
/**
 * Messages per second through the whole outbound line (policy, verdicts, reservations, attempts, events,
 * encryption) into a gateway that does nothing, beside a straightforward loop on the same database.
 *
 *   npm run bench -- outbound [--messages 20000] [--peer-messages 1500] [--only sqlite|mysql]
 *
 * MySQL or MariaDB is taken from TEST_MYSQL_URL; where no server answers, that part is left out and told.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { HandlebarsRenderer } from '../src/adapters/templating/handlebars-renderer.js';
import type { ChannelAccount } from '../src/application/ports/channel-accounts.js';
import { ChannelGateway } from '../src/application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../src/application/ports/channel-gateway.js';
import { instant } from '../src/domain/calendar/instant.js';
import type { SendOutcome } from '../src/domain/message/send-outcome.js';
import { openFoundations } from '../test/support/foundations.js';
import { outboundLine } from '../test/support/outbound-line.js';
import { lender, person, reminder, simulatorAccount, storePeople } from '../test/support/portfolio.js';
import { straightforwardLoop } from './straightforward-loop.js';

class NullGateway extends ChannelGateway {
  override readonly provider = 'simulator';
  taken = 0;

  override send(_: ChannelAccount, text: OutgoingText): Promise<SendOutcome> {
    this.taken += 1;
    return Promise.resolve({ kind: 'accepted', providerMessageId: `null-${text.attemptId}` });
  }

  override lookUp(): Promise<null> {
    return Promise.resolve(null);
  }

  override check(): Promise<AccountCheck> {
    return Promise.resolve({ state: 'up', detail: 'Answers.' });
  }
}

const PAGE = 500;
/** A Monday, ten o'clock in Shanghai: inside the contact window. */
const NOW = instant(Date.UTC(2026, 2, 2, 2));

async function open(url: string) {
  const foundations = await openFoundations(url, NOW);
  const { dataSource, ids, unitOfWork, tenantId, cipher } = foundations;
  const gateway = new NullGateway();
  const capabilities = SIMULATOR_CAPABILITIES;
  const line = outboundLine(foundations, [{ gateway, capabilities, settings: SIMULATOR_SETTINGS }]);
  const scope = { tenantId, actor: { kind: 'system', name: 'bench' } } as const;
  const lumen = lender(ids);
  await unitOfWork.run(scope, async () => {
    await line.lenders.save(lumen);
    await line.accounts.save(simulatorAccount(ids, 'http://nowhere'));
  });
  let people = 0;
  const fill = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= PAGE) {
      await unitOfWork.run(scope, async () => {
        const page = Array.from({ length: Math.min(PAGE, left) }, () => {
          people += 1;
          return person(ids, lumen.id, people, NOW);
        });
        await storePeople(line, page);
        await line.queueMessages.run(page.map((one) => reminder(one, NOW)));
      });
    }
  };
  return { dataSource, tenantId, cipher, gateway, line, fill };
}

async function perSecond(work: () => Promise<number>): Promise<{ count: number; rate: number }> {
  const started = performance.now();
  const count = await work();
  return { count, rate: (count / (performance.now() - started)) * 1_000 };
}

async function measure(name: string, url: string, messages: number, peerMessages: number): Promise<boolean> {
  const { dataSource, tenantId, cipher, gateway, line, fill } = await open(url);
  try {
    await fill(PAGE);
    await line.dispatch.run(tenantId);
    await fill(peerMessages);
    const template = line.templates.current('reminder-friendly', 'en');
    const peer = await perSecond(() =>
      straightforwardLoop(dataSource, tenantId, template, new HandlebarsRenderer(), cipher, NOW),
    );
    await fill(messages);
    gateway.taken = 0;
    const whole = await perSecond(async () => (await line.dispatch.run(tenantId)).handedOver);
    const ratio = (whole.rate / peer.rate).toFixed(1);
    process.stdout.write(
      `${name.padEnd(8)} whole line ${rounded(whole.rate)}/s (${whole.count} messages)   ` +
        `straightforward loop ${rounded(peer.rate)}/s (${peer.count} messages)   ratio ${ratio}\n`,
    );
    return gateway.taken === messages && whole.count === messages && peer.count === peerMessages;
  } finally {
    await dataSource.destroy();
  }
}

const rounded = (rate: number): string => Math.round(rate).toLocaleString('en').padStart(7);

async function onSqlite(messages: number, peerMessages: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    return await measure('SQLite', `sqlite:${join(folder, 'bench.db')}`, messages, peerMessages);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function onMysql(server: string, messages: number, peerMessages: number): Promise<boolean> {
  const name = `parley_bench_${process.pid}`;
  const connection = await createConnection({ uri: server, connectTimeout: 2_000 }).catch(() => null);
  if (!connection) {
    process.stdout.write('MySQL    left out: no server answers at TEST_MYSQL_URL\n');
    return true;
  }
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  const [rows] = await connection.query('SELECT VERSION() AS version');
  const label = JSON.stringify(rows).includes('MariaDB') ? 'MariaDB' : 'MySQL';
  try {
    return await measure(label, `${server.replace(/\/$/u, '')}/${name}`, messages, peerMessages);
  } finally {
    await connection.query(`DROP DATABASE ${name}`);
    await connection.end();
  }
}

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '20000' },
    'peer-messages': { type: 'string', default: '1500' },
    only: { type: 'string' },
  },
});
const messages = Number(values.messages);
const peerMessages = Number(values['peer-messages']);
const server = process.env['TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306';
const complete = [
  values.only === 'mysql' || (await onSqlite(messages, peerMessages)),
  values.only === 'sqlite' || (await onMysql(server, messages, peerMessages)),
];
if (complete.includes(false)) {
  process.stdout.write('Not every message was handed over; the figures above do not count.\n');
  process.exitCode = 1;
}
