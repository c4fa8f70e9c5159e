import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DebtEntity } from '../../../src/adapters/persistence/entities/debt.entity.js';
import { OpenHandOff } from '../../../src/application/desk/open-hand-off.js';
import { EventLog } from '../../../src/application/ports/event-log.js';
import type { NewEvent } from '../../../src/application/ports/event-log.js';
import { Lenders } from '../../../src/application/ports/lenders.js';
import { Tenants } from '../../../src/application/ports/tenants.js';
import { UnitOfWork } from '../../../src/application/ports/unit-of-work.js';
import { instant, MINUTE, plus, SECOND } from '../../../src/domain/calendar/instant.js';
import type { HandOff } from '../../../src/domain/conversation/hand-off.js';
import { ApiService } from '../../support/api.js';
import { eachDatabase, onDatabase } from '../../support/databases.js';
import { ParleyHome } from '../../support/parley-process.js';
import { newDebtor, START } from '../../support/people.js';
import { StreamClient } from '../../support/stream.js';

const KEY = Buffer.alloc(32, 11).toString('base64');
const PARTS = ['conversation.event', 'brief.changed'];

/** A conversation at the desk of a new debtor. */
const atTheDesk = async (api: ApiService, locale: 'zh-CN' | 'en'): Promise<HandOff> => {
  const { service } = api;
  const { lender, reference } = await newDebtor(service, locale);
  const [debt] = await service.rows(DebtEntity, { reference });
  if (!debt) throw new Error(`no debt ${reference}`);
  return service.within(async () => {
    const found = await service.get(Lenders).byCode(lender);
    if (!found) throw new Error(`no lender ${lender}`);
    return service.get(OpenHandOff).run({
      conversationId: null,
      debtorId: debt.debtorId,
      lenderId: found.id,
      reason: 'requested',
      priority: 'normal',
    });
  });
};

const append = (api: ApiService, events: readonly NewEvent[], tenantId = api.service.scope.tenantId) =>
  api.service
    .get(UnitOfWork)
    .run({ ...api.service.scope, tenantId }, () => api.service.get(EventLog).append(events));

/** Each is told in two parts. */
const decided = (item: HandOff, number: number): NewEvent => ({
  type: 'conversation.decided',
  subjects: { conversation: item.conversationId, debtor: item.debtorId, record: String(number) },
});

eachDatabase('the live stream', (place) => {
  let api: ApiService;
  let chinese: HandOff;
  let english: HandOff;
  const open: StreamClient[] = [];

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'northwind']);
    chinese = await atTheDesk(api, 'zh-CN');
    english = await atTheDesk(api, 'en');
  });
  afterEach(() => open.splice(0).forEach((client) => client.cut()));
  afterAll(() => api.stop());

  const tokenFor = async (...asked: Parameters<ApiService['as']>): Promise<string> => {
    const { person } = await api.as(...asked);
    return (await api.signIn(person?.login ?? '', asked[1]?.tenant)).token;
  };
  const listen = async (token: string, from: Parameters<typeof StreamClient.open>[2] = {}) => {
    const client = await StreamClient.open(api.base, token, from);
    open.push(client);
    return client;
  };
  /** A stream that has begun to tell. */
  const listening = async (token: string, from: Parameters<typeof StreamClient.open>[2] = {}) => {
    const client = await listen(token, from);
    return client.until(({ frames }) => frames.length > 0);
  };

  it('begins with the time of the server, and is for no cache and no buffer', async () => {
    const client = await listening(await tokenFor('lead'));
    expect(client.status).toBe(200);
    expect(client.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' });
    expect(client.headers['cache-control']).toContain('no-cache');
    expect(client.headers['x-accel-buffering']).toBe('no');
    expect(client.frames[0]).toMatchObject({
      name: 'tick',
      content: { at: new Date(api.service.now()).toISOString() },
    });
  });

  it('is for who signed in', async () => {
    const answer = await api.nobody().get('/v1/stream');
    expect([answer.status, answer.body.code]).toEqual([401, 'ACCESS.SIGN_IN']);
    const lead = await api.as('lead');
    const bad = await lead.get('/v1/stream?lastEventId=nonsense');
    expect([bad.status, bad.body.code]).toEqual([400, 'REQUEST.INVALID']);
  });

  it('tells what was committed within a second, with ids and versions and nothing anybody wrote', async () => {
    const client = await listening(await tokenFor('lead'));
    const delays: number[] = [];
    for (let number = 0; number < 40; number += 1) {
      const { length } = client.named('brief.changed');

      const before = Date.now();
      await append(api, [decided(chinese, number)]);
      await client.until((one) => one.named('brief.changed').length > length);
      delays.push((client.named('brief.changed').at(-1)?.at ?? 0) - before);
    }
    delays.sort((a, b) => a - b);

    expect(delays[37]).toBeLessThan(1_000);
    const [first] = client.named('conversation.event');
    expect(first?.content).toEqual({
      conversationId: chinese.conversationId,
      recordId: '0',
      seq: null,
      type: 'conversation.decided',
      sequence: expect.any(Number),
      at: new Date(api.service.now()).toISOString(),
    });
  });

  it('tells of rows of the queue, and that its counts moved', async () => {
    const client = await listening(await tokenFor('lead'));
    await append(api, [
      { type: 'hand-off.raised', subjects: { handOff: chinese.id, conversation: chinese.conversationId } },
    ]);
    await client.until((one) => one.named('queue.counts').length > 0);
    expect(client.named('queue.row')[0]?.content).toEqual({
      handOffId: chinese.id,
      conversationId: chinese.conversationId,
      state: 'open',
      priority: 'normal',
      heldBy: null,
      version: 1,
      dueAt: new Date(chinese.answerBy).toISOString(),
      removed: false,
      cause: 'hand-off.raised',
    });
  });

  it('does not tell what is on no list, and goes on behind it', async () => {
    const client = await listening(await tokenFor('lead'));
    await append(api, [
      { type: 'touch.planned', subjects: { debtor: chinese.debtorId } },
      { type: 'evidence.kept', subjects: { conversation: chinese.conversationId } },
      decided(chinese, 1),
    ]);
    await client.until((one) => one.named('brief.changed').length > 0);
    expect(client.frames.map(({ name }) => name)).toEqual(['tick', ...PARTS]);
  });

  it('cut at any place and resumed, loses nothing and tells nothing twice', async () => {
    const token = await tokenFor('lead');
    const whole = await listening(token);
    let client = await listening(token);
    const told: string[] = [];
    const keep = (from: StreamClient): void => {
      told.push(
        ...from.named(...PARTS).map(({ id, content }) => `${id} ${content.recordId ?? content.type}`),
      );
    };
    let appended = 0;
    const more = async (count: number): Promise<void> => {
      const events = Array.from({ length: count }, () => decided(chinese, (appended += 1)));
      await append(api, events);
    };
    for (let round = 1; round <= 12; round += 1) {
      const writing = more(round * 3).then(() => more(round));
      const enough = (round % 5) + 1;
      await client.until((one) => one.named(...PARTS).length >= enough);
      client.cut();
      await client.ended();
      keep(client);
      const last = client.lastId;
      await writing;
      api.service.clock.advanceTo(plus(api.service.now(), 5 * SECOND));
      await more(2);
      client = await listen(token, round % 2 === 0 ? { header: last } : { query: `?lastEventId=${last}` });
    }
    await client.until((one) =>
      one.named('brief.changed').some(({ content }) => content.recordId === undefined),
    );
    await whole.until((one) => one.named('brief.changed').length === appended);
    const goal = whole.named(...PARTS).at(-1)?.id;
    await client.until((one) => one.named(...PARTS).at(-1)?.id === goal);
    keep(client);
    expect(told).toEqual(
      whole.named(...PARTS).map(({ id, content }) => `${id} ${content.recordId ?? content.type}`),
    );
    expect(new Set(told).size).toBe(2 * appended);
    expect(client.named('reset')).toEqual([]);
  });

  it('resumes after a minute, and says so when what was missed is too long ago', async () => {
    const token = await tokenFor('lead');
    const client = await listening(token);
    await append(api, [decided(chinese, 1)]);
    await client.until((one) => one.named('brief.changed').length > 0);
    client.cut();
    const last = client.lastId;
    await append(api, [decided(chinese, 2)]);
    api.service.clock.advanceTo(plus(api.service.now(), MINUTE));
    await append(api, [decided(chinese, 3)]);
    const resumed = await listen(token, { header: last });
    await resumed.until((one) => one.named('brief.changed').length === 2);
    expect(resumed.named('conversation.event').map(({ content }) => content.recordId)).toEqual(['2', '3']);
    api.service.clock.advanceTo(plus(api.service.now(), 10 * MINUTE));
    const late = await listening(token, { header: last });
    await late.until((one) => one.named('reset').length > 0);
    await append(api, [decided(chinese, 4)]);
    await late.until((one) => one.named('brief.changed').length > 0);
    expect(late.named('conversation.event').map(({ content }) => content.recordId)).toEqual(['4']);
    const future = await listening(token, { header: '999999' });
    expect(future.frames[0]?.name).toBe('reset');
  });

  it('never tells of another tenant, nor of a lender out of reach', async () => {
    const own = await listening(await tokenFor('lead'));
    const other = await listening(await tokenFor('lead', { tenant: 'elsewhere' }));
    const limited = await listening(await tokenFor('lead', { lenders: ['northwind'] }));
    const elsewhere = await api.service.get(Tenants).bySlug('elsewhere');
    await append(api, [decided(chinese, 1)]);
    await append(api, [
      { type: 'brief.none', subjects: {} },
      { type: 'payment.recorded', subjects: { debtor: chinese.debtorId } },
      { type: 'message.sent', subjects: { message: 'gone', debtor: chinese.debtorId } },
    ]);
    await append(api, [decided(english, 2)]);
    await append(api, [{ type: 'channel.paused', subjects: { channelAccount: 'x' } }], elsewhere.id);
    await append(api, [{ type: 'channel.paused', subjects: { channelAccount: 'y' } }]);
    for (const client of [own, other, limited])
      await client.until((one) => one.named('channel.health').length > 0);
    expect(other.named('channel.health').map(({ content }) => content.channelAccountId)).toEqual(['x']);
    expect(other.frames.map(({ name }) => name)).toEqual(['tick', 'channel.health']);
    const about = limited.named(...PARTS).map(({ content }) => content.conversationId);
    expect(about).toEqual([english.conversationId, english.conversationId]);
    expect(own.named(...PARTS).map(({ content }) => content.conversationId)).toContain(
      chinese.conversationId,
    );
  });

  it('tells only what the role may read, and what it may no longer read at once no more', async () => {
    const administrator = await api.as('administrator');
    const { person } = await api.as('staff', { login: 'moved' });
    const client = await listening((await api.signIn('moved')).token);
    await append(api, [{ type: 'channel.paused', subjects: { channelAccount: 'x' } }, decided(chinese, 1)]);
    await client.until((one) => one.named('brief.changed').length > 0);
    expect(client.named('channel.health')).toEqual([]);
    const grants = [{ role: 'administrator', lenders: 'all' }];
    const changed = await administrator.patch(
      `/v1/people/${person?.id}`,
      { grants },
      { 'If-Match': `"${(await administrator.get(`/v1/people/${person?.id}`)).body.version}"` },
    );
    expect(changed.status).toBe(200);
    await append(api, [decided(chinese, 2), { type: 'channel.paused', subjects: { channelAccount: 'y' } }]);
    await client.until((one) => one.named('channel.health').length > 0);
    const after = client.frames.slice(client.frames.findIndex(({ name }) => name === 'me.changed'));
    expect(after.map(({ name }) => name)).toEqual(['me.changed', 'channel.health']);
  });

  it('ends when the person is disabled or signs out', async () => {
    const administrator = await api.as('administrator');
    const { person } = await api.as('staff', { login: 'leaves' });
    const client = await listening((await api.signIn('leaves')).token);
    const disabled = await administrator.post(`/v1/people/${person?.id}/disable`, { reason: 'has left us' });
    expect(disabled.status).toBeLessThan(300);
    await client.ended();
    const token = await tokenFor('lead');
    const other = await listening(token);
    expect((await api.withToken(token).delete('/v1/sessions/current')).status).toBeLessThan(300);
    await other.ended();
  });

  it('is open four times at most in one session, and again when one is closed', async () => {
    const token = await tokenFor('lead');
    const four = [
      await listening(token),
      await listening(token),
      await listening(token),
      await listening(token),
    ];
    const fifth = await api.withToken(token).get('/v1/stream');
    expect([fifth.status, fifth.body.code]).toEqual([429, 'STREAM.TOO_MANY']);
    expect((await listening(await tokenFor('lead'))).status).toBe(200);
    four[0]?.cut();
    let again = await listen(token);
    while (again.status === 429) again = await listen(token);
    expect(again.status).toBe(200);
  });

  it('cuts who does not take what is told, and tells the others everything', async () => {
    const token = await tokenFor('lead');
    const slow = await listening(token);
    for (let more = 0; more < 3; more += 1) await listening(token);
    const quick = await listening(await tokenFor('lead'));
    slow.hang();
    const count = 4_000;
    const long = 'x'.repeat(3_000);
    const wordy = (number: number): NewEvent => {
      const event = decided(chinese, number);
      return { ...event, subjects: { ...event.subjects, record: `${long}${number}` } };
    };
    for (let appended = 0; appended < count; appended += 500) {
      await append(
        api,
        Array.from({ length: 500 }, (_, at) => wordy(appended + at)),
      );
    }
    await quick.until((one) => one.named('conversation.event').length === count);
    let again = await listen(token);
    while (again.status === 429) again = await listen(token);
    slow.goOn();
    await slow.ended();
    expect(slow.named('conversation.event').length).toBeLessThan(count);
    const resumed = await listen(await tokenFor('lead'), { header: slow.lastId });
    const all = () => [...slow.frames, ...resumed.frames].filter(({ name }) => name === 'conversation.event');
    await resumed.until(() => all().length >= count);
    expect(all().map(({ id }) => id)).toEqual(quick.named('conversation.event').map(({ id }) => id));
  });
});

onDatabase('mysql', 'the live stream of two processes', (place) => {
  let api: ApiService;
  let home: ParleyHome;
  let client: StreamClient | null = null;

  beforeAll(async () => {
    const url = await place.url();

    api = await ApiService.start(url, instant(Date.now()), ['lumen']);
    home = new ParleyHome({ DATABASE_URL: url, FIELD_KEYS: `test:${KEY}`, INDEX_KEY: KEY });
  });
  afterAll(async () => {
    client?.cut();
    await home.remove();
    await api.stop();
  });

  describe('a client of one', () => {
    it('is told within a second what the other one committed, in one order, once', async () => {
      const item = await atTheDesk(api, 'zh-CN');
      const { person } = await api.as('lead');
      const { token } = await api.signIn(person?.login ?? '');
      const other = await home.serve();
      const there = await StreamClient.open(other.url.replace('0.0.0.0', '127.0.0.1'), token);
      client = there;
      await there.until(({ frames }) => frames.length > 0);
      const here = await StreamClient.open(api.base, token);
      await here.until(({ frames }) => frames.length > 0);
      const delays: number[] = [];
      for (let number = 1; number <= 40; number += 1) {
        const before = Date.now();
        await append(api, [decided(item, number)]);
        const isTold = (one: StreamClient) =>
          one.named('conversation.event').some(({ content }) => content.recordId === String(number));
        await there.until(isTold);
        delays.push((there.named('conversation.event').at(-1)?.at ?? 0) - before);
      }
      await here.until((one) => one.named('conversation.event').at(-1)?.content.recordId === '40');
      const ids = (of: StreamClient) =>
        of
          .named('conversation.event')
          .flatMap(({ id, content }) => (content.recordId === undefined ? [] : id));
      expect(ids(there)).toEqual(ids(here));
      expect(new Set(ids(there)).size).toBe(40);
      delays.sort((a, b) => a - b);

      expect(delays[37]).toBeLessThan(1_000);
      here.cut();
      other.signal('SIGTERM');
      await there.ended();
      expect((await other.ended()).code).toBe(0);
    }, 180_000);
  });
});
