import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandOffs } from '../../../src/application/ports/hand-offs.js';
import { EventLog } from '../../../src/application/ports/event-log.js';
import { Lenders } from '../../../src/application/ports/lenders.js';
import { DAY, HOUR, instant, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import { ApiService, PASSWORD } from '../../support/api.js';
import type { Answer, ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import { aHandOff } from '../../support/samples.js';

const START = instant(Date.UTC(2026, 10, 2, 2));

const somebody = (login: string, grants: unknown = [{ role: 'staff', lenders: 'all' }]) => ({
  login,
  name: '王小明',
  locale: 'zh-CN',
  grants,
});

eachDatabase('people over HTTP', (place) => {
  let api: ApiService;
  let administrator: ApiCaller;
  let ids: Record<string, string>;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'haitang']);
    administrator = await api.as('administrator', { login: 'root' });
    const all = await api.service.within(() => api.service.get(Lenders).all());
    ids = Object.fromEntries(all.map(({ code, id }) => [code, id]));
  });
  afterAll(() => api.stop());

  const add = async (login: string, grants?: unknown) =>
    (await administrator.post('/v1/people', somebody(login, grants))).body;
  const change = (who: ApiCaller, id: string, version: number, body: unknown) =>
    who.patch(`/v1/people/${id}`, body, { 'If-Match': `"${version}"` });
  const told = ({ status, body }: Answer) => [status, body?.code];
  const signIn = (login: string, password = PASSWORD) =>
    api.nobody().post('/v1/sessions', { tenant: 'default', login, password });
  const events = async (type: string) => {
    await api.service.within(() => api.service.get(EventLog).seal(5_000));
    const all = await api.service.within(() => api.service.get(EventLog).after(0, 5_000));
    return all.filter((event) => event.type === type);
  };

  describe('an administrator', () => {
    it('adds somebody, who accepts the invitation once and signs in', async () => {
      const added = await administrator.post('/v1/people', somebody('xiao.ming'));
      expect(added.status).toBe(201);
      expect(added.body).toMatchObject({ login: 'xiao.ming', capacity: 8, canSignIn: false, version: 1 });
      expect(JSON.stringify(await api.service.sql('SELECT * FROM persons'))).not.toContain('王小明');
      const invited = await administrator.post(`/v1/people/${added.body.id}/invitation`);
      expect(invited.status).toBe(201);
      const accept = (password: string) =>
        api.nobody().post('/v1/invitations/accept', { token: invited.body.token, password });
      expect(told(await accept('short'))).toEqual([422, 'PERSON.WEAK_PASSWORD']);
      const answers = await Promise.all([accept(PASSWORD), accept(PASSWORD)]);
      expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
      expect(answers.some(({ status }) => status === 200)).toBe(true);
      expect(told(await accept(PASSWORD))).toEqual([404, 'INVITATION.UNKNOWN']);
      expect((await signIn('xiao.ming')).status).toBe(201);
      expect(await events('invitation.accepted')).toContainEqual(
        expect.objectContaining({ actor: 'staff:xiao.ming', subjects: { person: added.body.id } }),
      );
    });

    it('finds everybody page by page', async () => {
      const logins: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const { body } = await administrator.get(`/v1/people?limit=1${query}`);
        logins.push(...body.items.map(({ login }: { login: string }) => login));
        cursor = body.next;
      }
      expect(logins).toEqual([...logins].sort());
      expect(logins).toEqual(expect.arrayContaining(['root', 'xiao.ming']));
      expect((await administrator.get('/v1/people?limit=200')).body.items).toHaveLength(logins.length);
    });

    it.each(['Upper', 'with space', '-dash', 'a'.repeat(63).concat('b'), '王'])(
      'cannot give the login "%s"',
      async (login) => {
        const { status, body } = await administrator.post('/v1/people', somebody(login));
        expect(status).toBeGreaterThanOrEqual(400);
        expect(['REQUEST.INVALID', 'PERSON.BAD_LOGIN']).toContain(body.code);
      },
    );

    it('cannot give a login twice', async () => {
      await add('twice');
      expect(told(await administrator.post('/v1/people', somebody('twice')))).toEqual([409, 'PERSON.TAKEN']);
    });

    it('changes grants, which apply at once', async () => {
      const caller = await api.as('staff');
      expect((await caller.get('/v1/people')).status).toBe(403);
      const id = caller.person?.id ?? '';
      const version = (await administrator.get(`/v1/people/${id}`)).body.version;
      const grants = [
        { role: 'lead', lenders: [ids['lumen']] },
        { role: 'administrator', lenders: 'all' },
      ];
      expect((await change(administrator, id, version, { grants })).body).toMatchObject({
        grants,
        version: version + 1,
      });
      expect((await caller.get('/v1/people')).status).toBe(200);
      const { permissions } = (await caller.get('/v1/me')).body;
      expect(permissions).toContainEqual({ permission: 'desk.lead', lenders: [ids['lumen']] });
      expect(permissions).toContainEqual({ permission: 'people.manage', lenders: 'all' });
      expect(await events('person.changed')).toContainEqual(
        expect.objectContaining({
          actor: 'staff:root',
          subjects: { person: id },
          payload: {
            changed: 'grants',
            before: 'staff(all)',
            after: `lead(${ids['lumen']}) administrator(all)`,
          },
        }),
      );
    });

    it('changes the version that was read, or nothing', async () => {
      const { id } = await add('versioned');
      expect((await administrator.patch(`/v1/people/${id}`, { capacity: 3 })).status).toBe(428);
      const answers = await Promise.all([3, 4].map((capacity) => change(administrator, id, 1, { capacity })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      expect((await administrator.get(`/v1/people/${id}`)).body.version).toBe(2);
      expect(
        told(await change(administrator, id, 2, { grants: [{ role: 'king', lenders: 'all' }] })),
      ).toEqual([400, 'REQUEST.INVALID']);
      expect(
        told(await change(administrator, id, 2, { grants: [{ role: 'lead', lenders: ['no-lender'] }] })),
      ).toEqual([422, 'GRANT.NO_SUCH_LENDER']);
    });

    it('cannot change their own grants', async () => {
      const own = (await administrator.get('/v1/me')).body.person;
      const grants = [...own.grants, { role: 'compliance', lenders: 'all' }];
      expect(told(await change(administrator, own.id, own.version, { grants }))).toEqual([
        403,
        'ACCESS.OWN_GRANTS',
      ]);
      expect((await change(administrator, own.id, own.version, { name: 'Root' })).status).toBe(200);
    });
  });

  describe('the last administrator', () => {
    it('cannot be disabled, also when two do it to each other', async () => {
      const one = await api.as('administrator', { tenant: 'alone', login: 'one' });
      const [me, reason] = [one.person?.id ?? '', { reason: 'a test of it' }];
      expect(told(await one.post(`/v1/people/${me}/disable`, reason))).toEqual([
        422,
        'PERSON.LAST_ADMINISTRATOR',
      ]);
      const two = await api.as('administrator', { tenant: 'alone', login: 'two' });
      const other = two.person?.id ?? '';
      for (const caller of [one, two]) expect((await caller.get('/v1/me')).status).toBe(200);
      const answers = await Promise.all([
        one.post(`/v1/people/${other}/disable`, reason),
        two.post(`/v1/people/${me}/disable`, reason),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const left = answers[0]?.status === 200 ? one : two;
      const { items } = (await left.get('/v1/people')).body;
      expect(items.filter(({ canSignIn }: { canSignIn: boolean }) => canSignIn)).toHaveLength(1);
    });

    it('is left also when two take the role from each other', async () => {
      const both = [
        await api.as('administrator', { tenant: 'pair', login: 'left' }),
        await api.as('administrator', { tenant: 'pair', login: 'right' }),
      ] as const;
      for (const caller of both) expect((await caller.get('/v1/me')).status).toBe(200);
      const demote = (who: ApiCaller, { person }: ApiCaller) =>
        change(who, person?.id ?? '', person?.version ?? 0, { grants: [{ role: 'lead', lenders: 'all' }] });
      const answers = await Promise.all([demote(both[0], both[1]), demote(both[1], both[0])]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });
  });

  describe('whoever is disabled', () => {
    it('is out at once, and what they held is free', async () => {
      const caller = await api.as('staff', { login: 'leaver' });
      expect((await caller.get('/v1/me')).status).toBe(200);
      const now = api.service.now();
      const item = aHandOff({
        state: 'claimed',
        claimedBy: 'leaver',
        leaseUntil: plus(now, 10 * MINUTE),
        closeReason: null,
      });
      await api.service.within(() => api.service.get(HandOffs).add(item));
      const id = caller.person?.id ?? '';
      const disabled = await administrator.post(`/v1/people/${id}/disable`, { reason: 'left the team' });
      expect(disabled.body).toMatchObject({ canSignIn: false, disabledAt: new Date(now).toISOString() });
      expect((await caller.get('/v1/me')).status).toBe(401);
      expect((await signIn('leaver')).status).toBe(401);
      expect(await api.service.within(() => api.service.get(HandOffs).byId(item.id))).toMatchObject({
        state: 'open',
        claimedBy: null,
      });
      expect(await events('person.disabled')).toContainEqual(
        expect.objectContaining({
          actor: 'staff:root',
          reason: 'left the team',
          payload: { sessionsEnded: 1, itemsReleased: 1 },
        }),
      );
      expect(told(await administrator.post(`/v1/people/${id}/invitation`))).toEqual([422, 'PERSON.DISABLED']);
      expect(
        (await administrator.post(`/v1/people/${id}/enable`, { reason: 'came back' })).body,
      ).toMatchObject({ canSignIn: true });
      expect((await signIn('leaver')).status).toBe(201);
    });
  });

  describe('an administrator of some lenders', () => {
    it('sees and makes only people who reach no further', async () => {
      const limited = await api.as('administrator', { lenders: ['lumen'] });
      const grant = (role: string, lenders: unknown) => [{ role, lenders }];
      const beyond = [
        grant('staff', 'all'),
        grant('staff', [ids['haitang']]),
        grant('staff', [ids['lumen'], ids['haitang']]),
      ];
      for (const grants of beyond) {
        const answer = await limited.post('/v1/people', somebody('beyond', grants));
        expect(told(answer)).toEqual([422, 'GRANT.BEYOND_REACH']);
      }
      const within = await limited.post('/v1/people', somebody('within', grant('staff', [ids['lumen']])));
      expect(within.status).toBe(201);
      const { items } = (await limited.get('/v1/people?limit=200')).body;
      expect(items.map(({ login }: { login: string }) => login)).toContain('within');
      expect(items.map(({ login }: { login: string }) => login)).not.toContain('root');
      const other = await add('other', grant('staff', [ids['haitang']]));
      for (const answer of [
        await limited.get(`/v1/people/${other.id}`),
        await change(limited, other.id, 1, { name: 'Changed' }),
        await limited.post(`/v1/people/${other.id}/disable`, { reason: 'not allowed' }),
        await limited.post(`/v1/people/${other.id}/invitation`),
      ]) {
        expect(told(answer)).toEqual([404, 'PERSON.UNKNOWN']);
      }
      const raised = await change(limited, within.body.id, 1, { grants: grant('staff', 'all') });
      expect(told(raised)).toEqual([422, 'GRANT.BEYOND_REACH']);
    });
  });

  describe('an API key', () => {
    it('is shown once, acts under its label, and stops when it is revoked', async () => {
      const made = await administrator.post('/v1/api-keys', {
        label: 'nightly-import',
        grants: [{ role: 'operations', lenders: 'all' }],
      });
      expect(made.status).toBe(201);
      const { key, token } = made.body;
      const listed = async () => (await administrator.get('/v1/api-keys')).body.items;
      expect(JSON.stringify(await listed())).not.toContain(token.split('.')[2]);
      expect(JSON.stringify(await api.service.sql('SELECT * FROM api_keys'))).not.toContain(
        token.split('.')[2],
      );
      expect(key).toMatchObject({ label: 'nightly-import', createdBy: 'root', lastUsedAt: null });
      const program = api.withToken(token);
      expect((await program.get('/v1/roles')).status).toBe(200);
      expect((await listed())[0].lastUsedAt).toBe(new Date(api.service.now()).toISOString());
      expect(told(await program.get('/v1/me'))).toEqual([403, 'ACCESS.PERSON_NEEDED']);
      expect((await program.get('/v1/people')).status).toBe(403);
      expect((await administrator.delete(`/v1/api-keys/${key.id}`)).status).toBe(204);
      expect((await program.get('/v1/roles')).status).toBe(401);
      expect(told(await administrator.delete(`/v1/api-keys/${key.id}`))).toEqual([404, 'API_KEY.UNKNOWN']);
      const again = { label: 'nightly-import', grants: [{ role: 'auditor', lenders: 'all' }] };
      expect(told(await administrator.post('/v1/api-keys', again))).toEqual([409, 'API_KEY.TAKEN']);
    });

    it('administers nobody', async () => {
      const asked = { label: 'robot', grants: [{ role: 'administrator', lenders: 'all' }] };
      expect(told(await administrator.post('/v1/api-keys', asked))).toEqual([
        422,
        'API_KEY.NO_ADMINISTRATION',
      ]);
    });
  });

  describe('a repeated request', () => {
    it('makes nothing and gets the first answer', async () => {
      const headers = { 'Idempotency-Key': 'add-once' };
      const [first, ...others] = await Promise.all(
        [1, 2, 3].map(() => administrator.post('/v1/people', somebody('once'), headers)),
      );
      for (const answer of [first, ...others])
        expect([answer?.status, answer?.body]).toEqual([201, first?.body]);
      const replayed = [first, ...others].filter(
        (one) => one?.headers.get('idempotency-replayed') === 'true',
      );
      expect(replayed).toHaveLength(2);
      const other = await administrator.post('/v1/people', somebody('once-more'), headers);
      expect(told(other)).toEqual([422, 'REQUEST.IDEMPOTENCY_KEY_REUSED']);
      const rows = JSON.stringify(await api.service.sql('SELECT * FROM idempotency_keys'));
      expect(rows).not.toContain('王小明');
      expect(rows).not.toContain('"login"');
    });

    it('needs a key, and one person’s key means nothing to another', async () => {
      const none = await administrator.post('/v1/people', somebody('keyless'), { 'Idempotency-Key': '' });
      expect(told(none)).toEqual([400, 'REQUEST.IDEMPOTENCY_KEY_MISSING']);
      const second = await api.as('administrator');
      const headers = { 'Idempotency-Key': 'shared-key' };
      expect((await administrator.post('/v1/people', somebody('shared-a'), headers)).status).toBe(201);
      expect((await second.post('/v1/people', somebody('shared-b'), headers)).status).toBe(201);
    });

    it('is one that failed when the first was refused', async () => {
      const headers = { 'Idempotency-Key': 'refused-first' };
      const asked = somebody('later', [{ role: 'lead', lenders: ['nobody-yet'] }]);
      for (let round = 0; round < 2; round += 1) {
        const answer = await administrator.post('/v1/people', asked, headers);
        expect(told(answer)).toEqual([422, 'GRANT.NO_SUCH_LENDER']);
      }
    });

    it('is a new one after a day', async () => {
      await api.service.moveTo(plus(api.service.now(), DAY + HOUR));
      expect(await api.service.sql('SELECT * FROM idempotency_keys')).toEqual([]);
    });
  });

  describe('the command line', () => {
    it('invites the first administrator of a tenant', async () => {
      await api.service.does('tenant', 'create', 'fresh', 'Fresh');
      const invite = ['--tenant', 'fresh', 'person', 'invite', 'first'];
      const said = await api.service.does(...invite, '--name', 'First', '--role', 'administrator');
      const token = said.split('\n').at(-1);
      const accepted = await api.nobody().post('/v1/invitations/accept', { token, password: PASSWORD });
      expect(accepted.body).toEqual({ login: 'first' });
      const { token: session } = await api.signIn('first', 'fresh');
      expect((await api.withToken(session).get('/v1/people')).body.items).toHaveLength(1);
      const again = await api.service.parley(...invite, '--name', 'First', '--role', 'administrator');
      expect(again.errors.join()).toContain('PERSON.TAKEN');
      const anew = await api.service.does('--tenant', 'fresh', 'person', 'invite-again', 'first');
      expect(anew).toContain('invitation.');
      const wrong = await api.service.parley(...invite, '--name', 'First', '--role', 'king');
      expect(wrong.errors.join()).toContain('CLI.BAD_ROLE');
      expect(await api.service.does('--tenant', 'fresh', 'person', 'list')).toBe(
        'first  First  active  administrator(all)',
      );
    });

    it('prints an invitation that ends after seven days', async () => {
      const said = await api.service.does(
        ...['person', 'invite', 'slow', '--name', 'Slow', '--role', 'lead', '--lenders', 'lumen'],
      );
      await api.service.moveTo(plus(api.service.now(), 7 * DAY));
      const late = { token: said.split('\n').at(-1), password: PASSWORD };
      expect(told(await api.nobody().post('/v1/invitations/accept', late))).toEqual([
        404,
        'INVITATION.UNKNOWN',
      ]);
    });
  });
});
