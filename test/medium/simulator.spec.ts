import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, it, expect } from '@jest/globals';
import { HttpSimulatedPhones } from '../../src/adapters/channels/simulator/simulator-phones.js';
import { SimulatorWire } from '../../src/adapters/channels/simulator/simulator-wire.js';
import {
  SIMULATOR_CAPABILITIES,
  SIMULATOR_SETTINGS,
  SimulatorGateway,
} from '../../src/adapters/channels/simulator/simulator.gateway.js';
import { SimulatorListener } from '../../src/adapters/channels/simulator/simulator.listener.js';
import { MovableClock } from '../../src/adapters/system/movable-clock.js';
import { UuidIds } from '../../src/adapters/system/uuid-ids.js';
import type { ChannelAccount } from '../../src/application/ports/channel-accounts.js';
import { SECOND, instant, plus } from '../../src/domain/calendar/instant.js';
import type { InboundMessageId, SendAttemptId } from '../../src/domain/shared/ids.js';
import { channelEventsOn } from '../support/channel-events.js';
import { eachDatabase } from '../support/databases.js';
import type { OpenDatabase } from '../support/databases.js';
import { outboundLine } from '../support/outbound-line.js';
import type { OutboundLine } from '../support/outbound-line.js';
import { lender, person, reminder, simulatorAccount, storePeople } from '../support/portfolio.js';
import type { Person } from '../support/portfolio.js';
import { RunningProgram } from '../support/processes.js';

// Real: the provider as a process of its own, HTTP over a socket, its log.

const PROVIDER = 'src/adapters/channels/simulator/provider/main.ts';
const TIMEOUT = 400;

const startProvider = async (log: string): Promise<{ program: RunningProgram; url: string }> => {
  const program = RunningProgram.start(PROVIDER, ['--log', log]);
  return { program, url: await program.line() };
};

describe('the simulator, sending', () => {
  const clock = new MovableClock('test', instant(Date.UTC(2026, 2, 2, 2)));
  const ids = new UuidIds();
  const wire = new SimulatorWire(TIMEOUT, 8);
  const gateway = new SimulatorGateway(clock, wire);
  let folder: string;
  let program: RunningProgram;
  let account: ChannelAccount;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-simulator-'));
    const started = await startProvider(join(folder, 'log.jsonl'));
    program = started.program;
    account = simulatorAccount(ids, started.url);
  });
  afterAll(async () => {
    wire.close();
    await program.kill();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    await fetch(`${account.settings['url']}/faults`, { method: 'DELETE' });
  });

  const fault = async (body: object): Promise<void> => {
    const answer = await fetch(`${account.settings['url']}/faults`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
  };
  const send = async () => {
    const attemptId = ids.next<SendAttemptId>();
    const text = { attemptId, address: 'sim-1', text: '您好', validUntil: plus(clock.now(), SECOND) };
    return { attemptId, outcome: await gateway.send(account, text) };
  };

  it('takes a text and gives it an id that it knows again', async () => {
    const { attemptId, outcome } = await send();
    expect(outcome).toEqual({ kind: 'accepted', providerMessageId: expect.stringMatching(/^out-\d+$/u) });
    expect(await gateway.lookUp(account, attemptId)).toEqual(outcome);
  });

  it.each(['accept-then-drop', 'hang', 'error-after-accept'])(
    'leaves it open what became of a text after %s, and tells when asked',
    async (kind) => {
      await fault({ kind });
      const { attemptId, outcome } = await send();
      expect(outcome.kind).toBe('unknown');
      expect(await gateway.lookUp(account, attemptId)).toMatchObject({ kind: 'accepted' });
    },
  );

  it('refuses definitely, and says when asked that it did not take the text', async () => {
    await fault({ kind: 'refuse', reason: 'unreachable-address' });
    const { attemptId, outcome } = await send();
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'unreachable-address' });
    expect(await gateway.lookUp(account, attemptId)).toMatchObject({ kind: 'retry', reason: 'not-taken' });
  });

  it('throttles with a moment to come back at', async () => {
    await fault({ kind: 'throttle', retryAfterSeconds: 7 });
    expect((await send()).outcome).toEqual({
      kind: 'retry',
      after: plus(clock.now(), 7 * SECOND),
      reason: 'throttled',
    });
  });

  it('strikes the named address only, as often as asked', async () => {
    await fault({ kind: 'refuse', to: 'sim-2', count: 1 });
    await fault({ kind: 'delay', milliseconds: 50, count: 2 });
    expect((await send()).outcome.kind).toBe('accepted');
    expect((await send()).outcome.kind).toBe('accepted');
  });

  it('knows nothing sent when nobody listens, and cannot be asked', async () => {
    const nobody = { ...account, settings: { url: 'http://127.0.0.1:1' } };
    const text = { attemptId: ids.next<SendAttemptId>(), address: 'a', text: 'b', validUntil: clock.now() };
    expect(await gateway.send(nobody, text)).toMatchObject({ kind: 'retry', reason: 'provider-unreachable' });
    expect(await gateway.lookUp(nobody, text.attemptId)).toBeNull();
  });

  it('remembers what it took after it was killed', async () => {
    const { attemptId, outcome } = await send();
    await program.kill();
    const started = await startProvider(join(folder, 'log.jsonl'));
    program = started.program;
    account = { ...account, settings: { url: started.url } };
    expect(await gateway.lookUp(account, attemptId)).toEqual(outcome);
    const next = (await send()).outcome;
    expect(next.kind).toBe('accepted');
    expect(next).not.toEqual(outcome);
  });
});

eachDatabase('the simulator, listening', (place) => {
  let database: OpenDatabase;
  let line: OutboundLine;
  let listener: SimulatorListener;
  let phones: HttpSimulatedPhones;
  let program: RunningProgram;
  let account: ChannelAccount;
  let folder: string;
  let who: Person;
  const wire = new SimulatorWire(5_000, 8);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-simulator-'));
    const started = await startProvider(join(folder, 'log.jsonl'));
    program = started.program;
    database = await place.open();
    const { unitOfWork, ids, clock, tenantId } = database;
    const gateway = new SimulatorGateway(clock, wire);
    line = outboundLine(database, [
      { gateway, capabilities: SIMULATOR_CAPABILITIES, settings: SIMULATOR_SETTINGS },
    ]);
    const takes = channelEventsOn(database, line, SIMULATOR_CAPABILITIES);
    listener = new SimulatorListener(unitOfWork, line.accounts, wire, takes);
    phones = new HttpSimulatedPhones(wire);
    account = simulatorAccount(ids, started.url);
    const lumen = lender(ids);
    who = person(ids, lumen.id, 1, clock.now());
    await database.within(async () => {
      await line.lenders.save(lumen);
      await line.accounts.save(account);
      await storePeople(line, [who]);
      await line.queueMessages.run([reminder(who, clock.now())]);
    });
    await line.dispatch.run(tenantId);
  });
  afterAll(async () => {
    wire.close();
    await program.kill();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  it('carries receipts to their messages, once', async () => {
    expect(await listener.poll(database.tenantId)).toBe(1);
    expect(await listener.poll(database.tenantId)).toBe(0);
    const delivered = await database.within(() => line.messages.inState('delivered', 10));
    expect(delivered).toHaveLength(1);
    expect(await phones.shown(account, 0)).toMatchObject([{ place: 0, address: who.contactPoint.address }]);
  });

  it('records what debtors write, also when the acknowledgement was lost', async () => {
    const contents = [
      { kind: 'text', text: '下周五还500' },
      { kind: 'picture', mediaType: 'application/octet-stream', name: null },
    ] as const;
    const messages = contents.map((content) => ({ address: who.contactPoint.address, content }));
    await phones.write(account, messages, database.clock.now());
    const call = wire.call.bind(wire);
    wire.call = (to, method, path, body) =>
      path === 'acknowledge'
        ? Promise.resolve({ kind: 'lost', reason: 'timeout' })
        : call(to, method, path, body);
    expect(await listener.poll(database.tenantId)).toBe(2);
    wire.call = call;
    expect(await listener.poll(database.tenantId)).toBe(2);
    expect(await listener.poll(database.tenantId)).toBe(0);
    const found: { id: InboundMessageId }[] = await database.dataSource.query(
      'SELECT id FROM inbound_messages ORDER BY id',
    );
    const stored = await database.within(() => line.inbound.byIds(found.map(({ id }) => id)));
    expect([...stored.values()].map(({ content, contactPointId }) => [content, contactPointId])).toEqual(
      contents.map((content) => [content, who.contactPoint.id]),
    );
  });
});
