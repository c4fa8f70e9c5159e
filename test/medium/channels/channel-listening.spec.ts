import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ChannelListener } from '../../../src/adapters/channels/channel-listener.js';
import { ChannelListening } from '../../../src/adapters/channels/channel-listening.js';
import { ChannelRegistry } from '../../../src/adapters/channels/channel-registry.js';
import type { ProviderRegistration } from '../../../src/adapters/channels/channel-registry.js';
import { TypeormChannelAccounts } from '../../../src/adapters/persistence/repositories/channel-accounts.repository.js';
import { SqlListenerLeases } from '../../../src/adapters/persistence/repositories/listener-leases.repository.js';
import { TenantRows } from '../../../src/adapters/persistence/repositories/tenant-rows.js';
import { MovableClock } from '../../../src/adapters/system/movable-clock.js';
import type { ChannelAccount } from '../../../src/application/ports/channel-accounts.js';
import { newChannelAccount } from '../../../src/application/ports/channel-accounts.js';
import { plus, SECOND } from '../../../src/domain/calendar/instant.js';
import type { ChannelAccountId } from '../../../src/domain/shared/ids.js';
import { eachDatabase } from '../../support/databases.js';
import type { OpenDatabase } from '../../support/databases.js';
import { eventually } from '../../support/eventually.js';

/** Every connection there is of all processes of a test, by account: who has it open, with which settings. */
type Open = Map<
  ChannelAccountId,
  { readonly by: string; readonly settings: Readonly<Record<string, string>> }[]
>;

/** Keeps a connection that exists only in `open`. */
class RecordingListener extends ChannelListener {
  override readonly provider = 'kept';
  readonly opened: ChannelAccountId[] = [];
  readonly closing: ChannelAccountId[] = [];
  /** What a close waits for, and what an open fails with. */
  closes: Promise<void> = Promise.resolve();
  refuses: Error | null = null;

  constructor(
    private readonly name: string,
    private readonly open_: Open,
  ) {
    super();
  }

  override open({ id, settings }: ChannelAccount): Promise<void> {
    if (this.refuses) return Promise.reject(this.refuses);
    this.opened.push(id);
    const others = (this.open_.get(id) ?? []).filter(({ by }) => by !== this.name);
    this.open_.set(id, [...others, { by: this.name, settings }]);
    return Promise.resolve();
  }

  override async close(id: ChannelAccountId): Promise<void> {
    this.closing.push(id);
    await this.closes;
    this.open_.set(
      id,
      (this.open_.get(id) ?? []).filter(({ by }) => by !== this.name),
    );
  }
}

eachDatabase('listening', (place) => {
  let databases: OpenDatabase[];
  let clock: MovableClock;
  let open: Open;

  beforeEach(async () => {
    const first = await place.open();
    databases = [first, first.dialect === 'mysql' ? await place.open() : first];
    clock = first.clock;
    open = new Map();
    await first.dataSource.query('DELETE FROM channel_accounts');
  });
  afterEach(async () => {
    for (const { dataSource } of databases) if (dataSource.isInitialized) await dataSource.destroy();
  });

  const database = (index = 0): OpenDatabase => {
    const found = databases[index];
    if (!found) throw new Error('no such database');
    return found;
  };

  const listeningOn = (index: number) => {
    const { unitOfWork, tenants, cipher, ids, eventLog } = database(index);
    const rows = new TenantRows(unitOfWork);
    const listener = new RecordingListener(`process ${index}`, open);
    const registration = { gateway: { provider: 'kept' }, listener } as unknown as ProviderRegistration;
    const deaf = { gateway: { provider: 'called' } } as unknown as ProviderRegistration;
    const accounts = new TypeormChannelAccounts(rows, cipher);
    const leases = new SqlListenerLeases(rows);
    const registry = new ChannelRegistry([registration, deaf]);
    const listening = new ChannelListening(
      unitOfWork,
      tenants,
      accounts,
      leases,
      registry,
      clock,
      eventLog,
      ids,
    );
    return { listening, listener };
  };

  const saved = (account: ChannelAccount): Promise<void> =>
    database().within(() => {
      const { unitOfWork, cipher } = database();
      return new TypeormChannelAccounts(new TenantRows(unitOfWork), cipher).save(account);
    });

  const add = async (provider = 'kept'): Promise<ChannelAccount> => {
    const account = newChannelAccount({
      id: database().ids.next(),
      tenantId: database().tenantId,
      channel: 'sms',
      provider,
      label: 'one',
      settings: { key: 'a' },
      callbackSecret: 'secret',
      createdAt: clock.now(),
    });
    await saved(account);
    return account;
  };
  const openOf = ({ id }: ChannelAccount): string[] => (open.get(id) ?? []).map(({ by }) => by);
  const later = (seconds: number): unknown => clock.advanceTo(plus(clock.now(), seconds * SECOND));

  it('opens what has a listener, in one of two processes alone', async () => {
    const accounts = [await add(), await add(), await add(), await add()];
    const called = await add('called');
    const unknown = await add('nobody knows it');
    const [one, two] = [listeningOn(0), listeningOn(1)];
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([one.listening.sync(), two.listening.sync()]);
      for (const account of accounts) expect(openOf(account)).toHaveLength(1);
      later(10);
    }
    expect([openOf(called), openOf(unknown)]).toEqual([[], []]);
    expect(one.listener.opened.length + two.listener.opened.length).toBe(4);
  });

  it('takes over from a process that died, when its lease has run out and not before', async () => {
    const account = await add();
    const [one, two] = [listeningOn(0), listeningOn(1)];
    await one.listening.sync();
    later(29);
    await two.listening.sync();
    expect(openOf(account)).toEqual(['process 0']);
    later(1);
    open.set(account.id, []);
    await two.listening.sync();
    expect(openOf(account)).toEqual(['process 1']);
  });

  it('stays with a process that renews its lease, however long', async () => {
    const account = await add();
    const [one, two] = [listeningOn(0), listeningOn(1)];
    for (let round = 0; round < 12; round += 1) {
      await one.listening.sync();
      await two.listening.sync();
      later(10);
    }
    expect(openOf(account)).toEqual(['process 0']);
    expect(one.listener.opened).toHaveLength(1);
  });

  it('closes what it finds to be another process’s', async () => {
    const account = await add();
    const [one, two] = [listeningOn(0), listeningOn(1)];
    await one.listening.sync();
    later(30);
    await two.listening.sync();
    await one.listening.sync();
    expect(openOf(account)).toEqual(['process 1']);
  });

  it('hands over at once when it is stopped', async () => {
    const account = await add();
    const [one, two] = [listeningOn(0), listeningOn(1)];
    await one.listening.sync();
    await one.listening.stop();
    expect(openOf(account)).toEqual([]);
    await two.listening.sync();
    expect(openOf(account)).toEqual(['process 1']);
  });

  it('opens anew for new settings, not for a new label', async () => {
    const account = await add();
    const { listening, listener } = listeningOn(0);
    await listening.sync();
    await saved({ ...account, label: 'two', limits: { perDay: 5 }, version: 2 });
    await listening.sync();
    expect(listener.opened).toHaveLength(1);
    await saved({ ...account, settings: { key: 'b' }, version: 3 });
    await listening.sync();
    expect(listener.opened).toHaveLength(2);
    expect(open.get(account.id)).toEqual([{ by: 'process 0', settings: { key: 'b' } }]);
  });

  it('listens on while an account rests: whoever writes is heard', async () => {
    const account = await add();
    const { listening, listener } = listeningOn(0);
    await listening.sync();
    await saved({ ...account, paused: true, version: 2 });
    await listening.sync();
    expect([openOf(account), listener.opened.length]).toEqual([['process 0'], 1]);
  });

  it('closes what has no listener any more, and opens it when it has', async () => {
    const account = await add();
    const { listening } = listeningOn(0);
    await listening.sync();
    await saved({ ...account, provider: 'sandbox', version: 2 });
    await listening.sync();
    expect(openOf(account)).toEqual([]);
    await saved({ ...account, version: 3 });
    await listening.sync();
    expect(openOf(account)).toEqual(['process 0']);
  });

  it('keeps the lease while a connection is still closing', async () => {
    const account = await add();
    const [one, two] = [listeningOn(0), listeningOn(1)];
    await one.listening.sync();
    let closed = (): void => undefined;
    one.listener.closes = new Promise((done) => (closed = done));
    await saved({ ...account, provider: 'sandbox', version: 2 });
    const slow = one.listening.sync();
    await eventually(() => expect(one.listener.closing).toEqual([account.id]));
    await saved({ ...account, version: 3 });
    later(20);
    await one.listening.sync();
    later(20);
    await two.listening.sync();
    expect(openOf(account)).toEqual(['process 0']);
    closed();
    await slow;
    await two.listening.sync();
    expect(openOf(account)).toEqual(['process 1']);
  });

  it('tries again what could not be opened', async () => {
    const account = await add();
    const { listening, listener } = listeningOn(0);
    listener.refuses = new Error('not today');
    await listening.sync();
    expect(openOf(account)).toEqual([]);
    listener.refuses = null;
    await listening.sync();
    expect(openOf(account)).toEqual(['process 0']);
  });

  it('goes on by itself, and closes everything when it is stopped', async () => {
    const account = await add();
    const { listening } = listeningOn(0);
    const reported: unknown[] = [];
    listening.start((error) => reported.push(error));
    await eventually(() => expect(openOf(account)).toEqual(['process 0']));
    await listening.stop();
    expect([openOf(account), reported]).toEqual([[], []]);
  });

  it('hears at once of a change in its own process', async () => {
    const { listening } = listeningOn(0);
    const first = await add();
    listening.start(() => undefined);
    await eventually(() => expect(openOf(first)).toEqual(['process 0']));
    const account = await add();
    await database().within(() => database().eventLog.append([{ type: 'channel.added', subjects: {} }]));
    await eventually(() => expect(openOf(account)).toEqual(['process 0']), { within: 5_000 });
    await listening.stop();
  });

  it.each([
    [19, ['process 1']],
    [20, []],
  ])('lets go in time when it cannot say its word any more: after %i s', async (seconds, then) => {
    const account = await add();
    const { listening } = listeningOn(1);
    await listening.sync();
    await database(1).dataSource.destroy();
    later(seconds);
    const reported: unknown[] = [];
    listening.start((error) => reported.push(error));
    await eventually(() => expect(reported).not.toEqual([]));
    await eventually(() => expect(openOf(account)).toEqual(then));
    await listening.stop();
    expect(openOf(account)).toEqual([]);
  });
});
