import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EventLog } from '../../../src/application/ports/event-log.js';
import type { NewEvent } from '../../../src/application/ports/event-log.js';
import { Lenders } from '../../../src/application/ports/lenders.js';
import { RecurringJobs } from '../../../src/application/ports/recurring-jobs.js';
import { DeliverWebhooks } from '../../../src/application/webhook/deliver-webhooks.js';
import { DAY, instant, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import { ApiService } from '../../support/api.js';
import type { ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import { ParleyHome } from '../../support/parley-process.js';
import { START } from '../../support/people.js';
import { RunningProgram } from '../../support/processes.js';
import type { Received } from '../../support/webhook-receiver.js';

const KEY = Buffer.alloc(32, 11).toString('base64');

/** Another system, with what it was told. */
class Receiver {
  private constructor(
    private readonly program: RunningProgram,
    readonly url: string,
  ) {}

  static async start(answers: readonly number[] = []): Promise<Receiver> {
    const program = RunningProgram.start('test/support/webhook-receiver.ts', [JSON.stringify(answers)]);
    return new Receiver(program, `http://127.0.0.1:${await program.line()}/hook`);
  }

  async next(): Promise<Received> {
    return JSON.parse(await this.program.line()) as Received;
  }

  /** What it was told up to the event with that number. */
  async upTo(number: number): Promise<number[]> {
    const told: number[] = [];
    while (told.at(-1) !== number) told.push(numberOf(await this.next()));
    return told;
  }

  stop(): Promise<void> {
    return this.program.kill();
  }
}

const numberOf = ({ body }: Received): number =>
  (JSON.parse(body) as { payload: { number: number } }).payload.number;

const isSigned = ({ signature, body }: Received, secret: string): boolean => {
  const [, time, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  return given === createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
};

const happening = (number: number, subjects = {}): NewEvent => ({
  type: 'payment.recorded',
  subjects: { debt: 'none', ...subjects },
  reason: '张伟 called',
  payload: { number },
});

const append = (api: ApiService, ...events: readonly NewEvent[]): Promise<void> =>
  api.service.within(() => api.service.get(EventLog).append(events));

eachDatabase('webhooks', (place) => {
  let api: ApiService;
  let administrator: ApiCaller;
  let receiver: Receiver | null = null;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'northwind']);
    administrator = await api.as('administrator');
  });
  afterEach(async () => {
    await receiver?.stop();
    const { body } = await administrator.get('/v1/webhook-endpoints');
    for (const { id } of body.items) await administrator.delete(`/v1/webhook-endpoints/${id}`);
  });
  afterAll(() => api.stop());

  const endpoint = async (url: string, more = {}) => {
    const added = await administrator.post('/v1/webhook-endpoints', {
      url,
      eventTypes: ['payment.recorded'],
      ...more,
    });
    if (added.status !== 201) throw new Error(JSON.stringify(added.body));
    return { ...added.body.endpoint, secret: added.body.secret as string };
  };
  const receiving = async (answers: readonly number[] = [], more = {}) => {
    receiver = await Receiver.start(answers);
    return { receiver, added: await endpoint(receiver.url, more) };
  };
  /** Lets so much time pass, then everything that is due run. */
  const later = async (milliseconds: number = MINUTE): Promise<void> => {
    api.service.clock.advanceTo(plus(api.service.now(), milliseconds));
    await api.service.get(RecurringJobs).runNow('start-deliveries');
    await api.service.work();
  };
  const deliveries = async (id: string) =>
    (await administrator.get(`/v1/webhook-endpoints/${id}/deliveries`)).body.items;
  const read = async (id: string) => (await administrator.get(`/v1/webhook-endpoints/${id}`)).body;

  it('tell each event once, in order, signed, without anything a person wrote', async () => {
    const { receiver: told, added } = await receiving();
    await append(api, happening(1), { type: 'touch.planned', subjects: {} }, happening(2));
    await later();
    const [first, second] = [await told.next(), await told.next()];
    expect([first, second].map(numberOf)).toEqual([1, 2]);
    expect([first, second].every((one) => isSigned(one, added.secret))).toBe(true);
    expect(isSigned(first, 'another')).toBe(false);
    const body = JSON.parse(first.body);
    expect(body).toEqual({
      id: first.eventId,
      type: 'payment.recorded',
      at: expect.any(String),
      sequence: expect.any(Number),
      subjects: { debt: 'none' },
      payload: { number: 1 },
    });
    expect(first.body).not.toContain('张伟');
    await later();
    await append(api, happening(3));
    await later();
    expect(numberOf(await told.next())).toBe(3);
    expect(await deliveries(added.id)).toMatchObject([
      { state: 'delivered', tries: 1, lastStatus: 200 },
      { state: 'delivered' },
      { state: 'delivered', eventId: first.eventId },
    ]);
  });

  it('show the secret once and store neither it nor the URL in the clear', async () => {
    const added = await endpoint('https://hooks.example/key-4711');
    expect(await read(added.id)).not.toHaveProperty('secret');
    const stored = JSON.stringify(await api.service.sql('SELECT * FROM webhook_endpoints'));
    expect(stored).not.toContain(added.secret);
    expect(stored).not.toContain('key-4711');
    const log = JSON.stringify(await api.service.sql('SELECT * FROM events'));
    expect(log).not.toContain('key-4711');
  });

  it('try again after a failure, and nothing overtakes', async () => {
    const { receiver: told, added } = await receiving([500, 503]);
    await append(api, happening(1), happening(2), happening(3));
    await later();
    expect(await told.upTo(1)).toEqual([1]);
    expect((await deliveries(added.id)).at(-1)).toMatchObject({
      state: 'waiting',
      tries: 1,
      lastStatus: 500,
    });
    await later(30_000);
    await later(MINUTE);
    expect(await told.upTo(1)).toEqual([1]);
    await later(5 * MINUTE);
    expect(await told.upTo(3)).toEqual([1, 2, 3]);
    expect((await deliveries(added.id)).at(-1)).toMatchObject({
      state: 'delivered',
      tries: 3,
      lastFault: null,
    });
  });

  it('are delivered by several at once, each event once, in order', async () => {
    const { receiver: told, added } = await receiving();
    const numbers = Array.from({ length: 40 }, (_, at) => at + 1);
    await append(api, ...numbers.map((number) => happening(number)));
    const { tenantId } = api.service.scope;
    const deliver = () => api.service.get(DeliverWebhooks).run(tenantId);
    const runs = [deliver()];
    const seen: number[] = [];
    while (seen.at(-1) !== 40) {
      seen.push(numberOf(await told.next()));
      runs.push(deliver());
    }
    const counts = await Promise.all(runs);
    expect(seen).toEqual(numbers);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
    expect((await deliveries(added.id)).every(({ tries }: { tries: number }) => tries === 1)).toBe(true);
  });

  it('give up after ten tries, go on with the next event, and tell the first again when asked', async () => {
    const { receiver: told, added } = await receiving(Array<number>(10).fill(500));
    await append(api, happening(1), happening(2));
    for (let tried = 0; tried < 10; tried += 1) await later(DAY + 3 * 60 * MINUTE);
    expect((await deliveries(added.id)).at(-1)).toMatchObject({ state: 'failed', tries: 10 });
    expect((await read(added.id)).state).toBe('failing');
    const tries = [];
    for (let tried = 0; tried < 10; tried += 1) tries.push(await told.next());
    expect(new Set(tries.map(({ eventId }) => eventId)).size).toBe(1);
    await later();
    expect(await told.upTo(2)).toEqual([2]);
    expect((await read(added.id)).state).toBe('active');
    const [, first] = await deliveries(added.id);
    const replayed = await administrator.post(
      `/v1/webhook-endpoints/${added.id}/deliveries/${first.id}/replay`,
    );
    expect(replayed.body).toMatchObject({ state: 'waiting', tries: 0 });
    const twice = await administrator.post(`/v1/webhook-endpoints/${added.id}/deliveries/${first.id}/replay`);
    expect([twice.status, twice.body.code]).toEqual([409, 'WEBHOOK_DELIVERY.IN_PROGRESS']);
    await api.service.work();
    const again = await told.next();
    expect([numberOf(again), again.eventId]).toEqual([1, tries[0]?.eventId]);
  });

  it('keep what happens while an endpoint is paused', async () => {
    const { receiver: told, added } = await receiving();
    const change = (version: number, body: unknown) =>
      administrator.patch(`/v1/webhook-endpoints/${added.id}`, body, { 'If-Match': `"${version}"` });
    expect((await change(1, { state: 'paused' })).body).toMatchObject({ state: 'paused', version: 2 });
    expect((await change(1, { state: 'active' })).status).toBe(412);
    await append(api, happening(1));
    await later();
    expect(await deliveries(added.id)).toMatchObject([{ state: 'waiting', tries: 0 }]);
    await change(2, { state: 'active' });
    await api.service.work();
    expect(numberOf(await told.next())).toBe(1);
  });

  it('tell of one lender only where one is named', async () => {
    const { receiver: told } = await receiving([], { lender: 'northwind' });
    const lenders = await api.service.within(() => api.service.get(Lenders).all());
    const idOfLender = (code: string) => lenders.find((one) => one.code === code)?.id;
    await append(
      api,
      happening(1, { lender: idOfLender('lumen') }),
      happening(2),
      happening(3, { lender: idOfLender('northwind') }),
    );
    await later();
    expect(await told.upTo(3)).toEqual([3]);
  });

  it('are seen and changed only within tenant and reach', async () => {
    const added = await endpoint('https://hooks.example/', { lender: 'lumen' });
    const whole = await endpoint('https://hooks.example/');
    const elsewhere = await api.as('administrator', { tenant: 'elsewhere' });
    const limited = await api.as('administrator', { lenders: ['northwind'] });
    for (const who of [elsewhere, limited]) {
      for (const id of [added.id, whole.id]) {
        expect((await who.get(`/v1/webhook-endpoints/${id}`)).status).toBe(404);
        expect((await who.delete(`/v1/webhook-endpoints/${id}`)).status).toBe(404);
        expect((await who.post(`/v1/webhook-endpoints/${id}/test`)).status).toBe(404);
      }
      expect((await who.get('/v1/webhook-endpoints')).body.items).toEqual([]);
    }
    const body = { url: 'https://hooks.example/', eventTypes: ['payment.recorded'] };
    const refused = await limited.post('/v1/webhook-endpoints', body);
    expect([refused.status, refused.body.code]).toEqual([422, 'WEBHOOK.LENDER_NEEDED']);
    const other = await limited.post('/v1/webhook-endpoints', { ...body, lender: 'lumen' });
    expect([other.status, other.body.code]).toEqual([404, 'LENDER.UNKNOWN']);
    expect((await limited.post('/v1/webhook-endpoints', { ...body, lender: 'northwind' })).status).toBe(201);
  });

  it.each([
    'http://10.0.0.1/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://0x0a000001/',
    'ftp://hooks.example/',
  ])('do not go to %s', async (url) => {
    const answer = await administrator.post('/v1/webhook-endpoints', {
      url,
      eventTypes: ['payment.recorded'],
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'WEBHOOK.BAD_URL']);
  });

  it('are tried out with a made-up event', async () => {
    const { receiver: told, added } = await receiving([204, 500]);
    const test = () => administrator.post(`/v1/webhook-endpoints/${added.id}/test`);
    expect((await test()).body).toEqual({ delivered: true, status: 204, fault: null });
    expect((await test()).body).toEqual({ delivered: false, status: 500, fault: null });
    const received = await told.next();
    expect(isSigned(received, added.secret)).toBe(true);
    expect(JSON.parse(received.body)).toMatchObject({ type: 'webhook.test', id: received.eventId });
    expect(await deliveries(added.id)).toEqual([]);
  });
});

eachDatabase('webhooks of a process that is killed', (place) => {
  describe('in the middle of a delivery', () => {
    it('are delivered by the next one: the same event again, the rest once, in order', async () => {
      const url = await place.url();
      const receiver = await Receiver.start([200, 0]);
      const home = new ParleyHome({
        DATABASE_URL: url,
        FIELD_KEYS: `test:${KEY}`,
        INDEX_KEY: KEY,
        WEBHOOK_PRIVATE_NETWORKS: '127.0.0.1/32',
      });
      // The killed process has the wall clock.
      const now = Date.now();
      const before = await ApiService.start(url, instant(now));
      const administrator = await before.as('administrator', { login: 'root' });
      const { token } = await before.signIn('root');
      const { body } = await administrator.post('/v1/webhook-endpoints', {
        url: receiver.url,
        eventTypes: ['payment.recorded'],
      });
      await append(before, happening(1), happening(2), happening(3));
      await before.stop();

      const killed = await home.serve();
      const change = await fetch(`${killed.url}/v1/webhook-endpoints/${body.endpoint.id}`, {
        method: 'PATCH',
        headers: {
          'Content-Type': 'application/json',
          'If-Match': '"1"',
          Authorization: `Bearer ${token}`,
        },
        body: '{"state":"active"}',
      });
      expect(change.status).toBe(200);
      const seen = [await receiver.next(), await receiver.next()];
      killed.signal('SIGKILL');
      await killed.ended();

      const after = await ApiService.start(url, instant(now + 20 * MINUTE));
      await after.service.get(RecurringJobs).runNow('start-deliveries');
      await after.service.work();
      seen.push(await receiver.next(), await receiver.next());
      expect(seen.map(numberOf)).toEqual([1, 2, 2, 3]);
      expect(seen[1]?.eventId).toBe(seen[2]?.eventId);
      expect(seen.every((one) => isSigned(one, body.secret))).toBe(true);
      await after.stop();
      await receiver.stop();
      await home.remove();
    }, 180_000);
  });
});
