import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, instant, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import { ApiService, PASSWORD } from '../../support/api.js';
import type { Answer } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';

const START = instant(Date.UTC(2026, 10, 2, 2));

eachDatabase('sessions over HTTP', (place) => {
  let api: ApiService;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START);
  });
  afterAll(() => api.stop());

  const signIn = (login: string, password = PASSWORD, tenant = 'default') =>
    api.nobody().post('/v1/sessions', { tenant, login, password });
  const me = (token: string) => api.withToken(token).get('/v1/me');
  const wait = (milliseconds: number) => api.service.clock.advanceTo(plus(api.service.now(), milliseconds));
  const told = ({ status, body }: Answer) => [status, body.code];
  const stored = async (table: string): Promise<string> =>
    JSON.stringify(await api.service.sql(`SELECT * FROM ${table}`));

  describe('signing in', () => {
    it('gives a token and a cookie, with which somebody is known', async () => {
      await api.as('lead', { login: 'wang.lei' });
      const { status, body, headers } = await signIn('Wang.Lei');
      expect(status).toBe(201);
      expect(headers.get('set-cookie')).toBe(
        `parley_session=${body.token}; HttpOnly; SameSite=Strict; Path=/`,
      );
      const answer = await me(body.token);
      expect(answer.body.person).toMatchObject({
        login: 'wang.lei',
        grants: [{ role: 'lead', lenders: 'all' }],
      });
      expect(answer.body.tenant).toEqual({ slug: 'default', name: 'Default' });
      expect(answer.body.permissions).toContainEqual({ permission: 'desk.lead', lenders: 'all' });
      expect(JSON.stringify([body, answer.body])).not.toMatch(/argon2|digest|hash/i);
    });

    it('stores neither token nor password', async () => {
      await api.as('lead', { login: 'stored' });
      const { body } = await signIn('stored');
      const [, , secret] = body.token.split('.');
      expect(await stored('sessions')).not.toContain(secret);
      expect(await stored('persons')).not.toContain(PASSWORD);
      expect(await stored('persons')).toContain('$argon2id$');
    });

    it('is refused alike, whatever is wrong', async () => {
      const administrator = await api.as('administrator');
      const { person } = await api.as('staff', { login: 'gone' });
      await administrator.post(`/v1/people/${person?.id}/disable`, { reason: 'left the team' });
      await api.as('staff', { login: 'there' });
      await administrator.post('/v1/people', { login: 'invited', name: 'Invited', grants: [] });
      const answers = await Promise.all([
        signIn('there', 'wrong password 1'),
        signIn('nobody'),
        signIn('there', PASSWORD, 'no-tenant'),
        signIn('gone'),
        signIn('invited'),
      ]);
      for (const answer of answers) {
        expect(told(answer)).toEqual([401, 'ACCESS.WRONG_CREDENTIALS']);
        expect(answer.body).toEqual(answers[0]?.body);
      }
    });

    it('takes as long for a login that does not exist', async () => {
      await api.as('staff', { login: 'timed' });
      const fastest = async (login: (round: number) => string): Promise<number> => {
        let best = Infinity;
        for (let round = 0; round < 4; round += 1) {
          const begin = performance.now();
          await signIn(login(round), 'wrong password 1');
          best = Math.min(best, performance.now() - begin);
        }
        return best;
      };
      const known = await fastest(() => 'timed');
      const unknown = await fastest((round) => `not-there-${round}`);
      expect(unknown).toBeGreaterThan(known / 3);
    });
  });

  describe('trying passwords', () => {
    it('ends after five failures within fifteen minutes, also with the right one', async () => {
      await api.as('staff', { login: 'tried' });
      for (let round = 0; round < 5; round += 1) {
        expect((await signIn('tried', 'wrong password 1')).status).toBe(401);
        wait(MINUTE);
      }
      const refused = await signIn('tried');
      expect(told(refused)).toEqual([429, 'ACCESS.TOO_MANY_TRIES']);
      expect(Number(refused.headers.get('retry-after'))).toBe(600);
      wait(10 * MINUTE);
      expect((await signIn('tried')).status).toBe(201);
    });

    it('is counted at once: of ten tries at the same moment five are made', async () => {
      await api.as('staff', { login: 'stormed' });
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => signIn('stormed', 'wrong password 1')),
      );
      const counts = (status: number) => answers.filter((answer) => answer.status === status).length;
      expect([counts(401), counts(429)]).toEqual([5, 5]);
    });

    it('looks the same for a tenant that does not exist', async () => {
      for (let round = 0; round < 5; round += 1) await signIn('x', PASSWORD, 'nowhere');
      expect(told(await signIn('x', PASSWORD, 'nowhere'))).toEqual([429, 'ACCESS.TOO_MANY_TRIES']);
    });

    it('is forgotten after a success', async () => {
      await api.as('staff', { login: 'clumsy' });
      for (let round = 0; round < 4; round += 1) await signIn('clumsy', 'wrong password 1');
      expect((await signIn('clumsy')).status).toBe(201);
      for (let round = 0; round < 4; round += 1) await signIn('clumsy', 'wrong password 1');
      expect((await signIn('clumsy')).status).toBe(201);
    });
  });

  describe('a session', () => {
    const token = async (login: string): Promise<string> => {
      await api.as('staff', { login });
      return (await signIn(login)).body.token;
    };

    it('ends after thirty minutes without a request, and twelve hours after all', async () => {
      const idle = await token('idle');
      wait(29 * MINUTE);
      expect((await me(idle)).status).toBe(200);
      wait(29 * MINUTE);
      expect((await me(idle)).status).toBe(200);
      wait(30 * MINUTE);
      expect(told(await me(idle))).toEqual([401, 'ACCESS.SIGN_IN']);

      const busy = (await signIn('idle')).body.token;
      for (let time = 0; time < 12 * HOUR; time += 20 * MINUTE) {
        expect((await me(busy)).status).toBe(200);
        wait(20 * MINUTE);
      }
      expect((await me(busy)).status).toBe(401);
    });

    it('is removed when it is over', async () => {
      await token('forgotten');
      for (const hours of [1, 13]) await api.service.moveTo(plus(api.service.now(), hours * HOUR));
      expect(JSON.parse(await stored('sessions'))).toEqual([]);
      expect(JSON.parse(await stored('sign_in_tries'))).toEqual([]);
    });

    it('is seen and ended by its owner alone', async () => {
      const first = await token('owner');
      const second = (await signIn('owner')).body;
      const other = await api.as('administrator');
      const list = await api.withToken(first).get('/v1/sessions');
      expect(list.body.items).toHaveLength(2);
      expect(list.body.items.map((one: { current: boolean }) => one.current)).toEqual([false, true]);
      expect((await other.delete(`/v1/sessions/${second.sessionId}`)).status).toBe(404);
      expect((await me(second.token)).status).toBe(200);
      expect((await api.withToken(first).delete(`/v1/sessions/${second.sessionId}`)).status).toBe(204);
      expect((await me(second.token)).status).toBe(401);
      expect((await api.withToken(first).delete('/v1/sessions/current')).status).toBe(204);
      expect((await me(first)).status).toBe(401);
    });

    it('of a browser acts for pages of its own origin only', async () => {
      const cookie = `theme=dark; parley_session=${await token('browser')}`;
      const send = (method: string, origin?: string) =>
        api.nobody().send(method, '/v1/me', method === 'GET' ? undefined : { locale: 'en' }, {
          Cookie: cookie,
          ...(origin === undefined ? {} : { Origin: origin }),
        });
      expect((await send('GET', 'https://elsewhere.example')).status).toBe(200);
      expect((await send('PATCH')).status).toBe(200);
      expect((await send('PATCH', api.base)).status).toBe(200);
      expect(told(await send('PATCH', 'https://elsewhere.example'))).toEqual([403, 'ACCESS.OTHER_ORIGIN']);
      expect((await send('PATCH', 'null')).status).toBe(403);
    });

    it.each(['', 'x', 'session.x.y', `session.${'0'.repeat(36)}.${'A'.repeat(43)}`])(
      'is none with the token "%s"',
      async (text) => {
        expect(told(await me(text))).toEqual([401, 'ACCESS.SIGN_IN']);
      },
    );
  });

  describe('a person', () => {
    it('chooses a language', async () => {
      const caller = await api.as('staff');
      expect((await caller.patch('/v1/me', { locale: 'zh-CN' })).body.person.locale).toBe('zh-CN');
      expect((await caller.get('/v1/me')).body.person.locale).toBe('zh-CN');
      expect((await caller.patch('/v1/me', { locale: 'fr' })).status).toBe(400);
    });

    it('chooses another password, which ends the other sessions', async () => {
      await api.as('staff', { login: 'careful' });
      const here = (await signIn('careful')).body.token;
      const elsewhere = (await signIn('careful')).body.token;
      const change = (old: string, next: string) =>
        api.withToken(here).post('/v1/me/password', { old, new: next });
      expect(told(await change('wrong password 1', 'another long one'))).toEqual([
        422,
        'PERSON.WRONG_PASSWORD',
      ]);
      expect(told(await change(PASSWORD, 'short'))).toEqual([422, 'PERSON.WEAK_PASSWORD']);
      expect((await change(PASSWORD, 'another long one')).status).toBe(204);
      expect((await me(here)).status).toBe(200);
      expect((await me(elsewhere)).status).toBe(401);
      expect((await signIn('careful')).status).toBe(401);
      expect((await signIn('careful', 'another long one')).status).toBe(201);
    });

    it('knows for whom they work', async () => {
      const caller = await api.as('auditor', { tenant: 'elsewhere' });
      expect((await caller.get('/v1/tenant')).body).toEqual({ slug: 'elsewhere', name: 'elsewhere' });
    });
  });
});
