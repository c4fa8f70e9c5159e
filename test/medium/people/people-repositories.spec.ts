import { beforeAll, describe, expect, it } from '@jest/globals';
import { TypeormApiKeys } from '../../../src/adapters/persistence/repositories/api-keys.repository.js';
import { TypeormIdempotencyKeys } from '../../../src/adapters/persistence/repositories/idempotency-keys.repository.js';
import { TypeormPeople } from '../../../src/adapters/persistence/repositories/people.repository.js';
import { TypeormSessions } from '../../../src/adapters/persistence/repositories/sessions.repository.js';
import { TenantRows } from '../../../src/adapters/persistence/repositories/tenant-rows.js';
import type { Invitation } from '../../../src/application/ports/people.js';
import type { Session } from '../../../src/application/ports/sessions.js';
import { HOUR, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { ApiKey } from '../../../src/domain/people/api-key.js';
import type { Person } from '../../../src/domain/people/person.js';
import type { LenderId, TenantId } from '../../../src/domain/shared/ids.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { NOW, newId } from '../../support/samples.js';

const aPerson = (given: Partial<Person> = {}): Person => ({
  id: newId(),
  login: 'li.na',
  name: '李娜',
  locale: 'zh-CN',
  grants: [{ role: 'lead', lenders: [newId<LenderId>()] }],
  capacity: 5,
  languages: ['zh-CN', 'en'],
  passwordHash: null,
  createdAt: NOW,
  disabledAt: null,
  version: 1,
  ...given,
});

const aSession = (person: Person, given: Partial<Session> = {}): Session => ({
  id: newId(),
  personId: person.id,
  digest: newId(),
  createdAt: NOW,
  lastSeenAt: NOW,
  expiresAt: plus(NOW, HOUR),
  ...given,
});

const anInvitation = (person: Person, given: Partial<Invitation> = {}): Invitation => ({
  id: newId(),
  personId: person.id,
  digest: newId(),
  createdAt: NOW,
  expiresAt: plus(NOW, HOUR),
  acceptedAt: null,
  ...given,
});

const anApiKey = (given: Partial<ApiKey> = {}): ApiKey => ({
  id: newId(),
  label: `key-${newId()}`,
  grants: [{ role: 'auditor', lenders: 'all' }],
  createdBy: 'li.na',
  createdAt: NOW,
  lastUsedAt: null,
  revokedAt: null,
  ...given,
});

eachDatabase('people, sessions, keys', (place) => {
  let database: OpenDatabase;
  let people: TypeormPeople;
  let sessions: TypeormSessions;
  let apiKeys: TypeormApiKeys;
  let answers: TypeormIdempotencyKeys;
  let stranger: TenantId;

  beforeAll(async () => {
    database = await place.open();
    const { unitOfWork, cipher, clock, ids } = database;
    const rows = new TenantRows(unitOfWork);
    people = new TypeormPeople(rows, cipher);
    sessions = new TypeormSessions(rows);
    apiKeys = new TypeormApiKeys(rows);
    answers = new TypeormIdempotencyKeys(rows, cipher, clock, ids);
    stranger = (await database.tenants.ensure('stranger', 'Somebody else')).id;
  });

  const own = <T>(work: () => Promise<T>): Promise<T> => database.within(work);
  const other = <T>(work: () => Promise<T>): Promise<T> =>
    database.unitOfWork.run({ tenantId: stranger, actor: { kind: 'system', name: 'test' } }, work);
  const added = async (given: Partial<Person> = {}): Promise<Person> => {
    const person = aPerson({ login: newId(), ...given });
    await own(() => people.add(person));
    return person;
  };

  describe('a person', () => {
    it('is read as it was written, its name encrypted', async () => {
      const person = await added({ login: 'li.na', passwordHash: 'hash', disabledAt: NOW });
      expect(await own(() => people.byId(person.id))).toEqual(person);
      expect(await own(() => people.byLogin('li.na'))).toEqual(person);
      expect(await own(() => people.byLogins(['li.na', 'nobody']))).toEqual(new Map([['li.na', person]]));
      expect(JSON.stringify(await database.dataSource.query('SELECT * FROM persons'))).not.toContain('李娜');
    });

    it('has a login of its own, in the tenant', async () => {
      const person = await added();
      await expect(own(() => people.add(aPerson({ login: person.login })))).rejects.toMatchObject({
        code: 'PERSON.TAKEN',
      });
      await other(() => people.add(aPerson({ login: person.login })));
      expect(await own(() => people.byLogin(person.login))).toEqual(person);
    });

    it('is changed in the version that was read, by its own tenant', async () => {
      const person = await added();
      await own(() => people.update({ ...person, name: '王芳', grants: [] }));
      const after = await own(() => people.byId(person.id));
      expect(after).toEqual({ ...person, name: '王芳', grants: [], version: 2 });
      for (const tenant of [own, other]) {
        await expect(tenant(() => people.update(person))).rejects.toMatchObject({
          code: 'PERSON.CHANGED_MEANWHILE',
        });
      }
    });

    it('is found in the order of logins, locked or not', async () => {
      const everybody = await own(() => people.lockAll());
      const logins = everybody.map(({ login }) => login);
      expect(logins).toEqual([...logins].sort());
      expect(await own(() => people.page(null, 2))).toEqual(everybody.slice(0, 2));
      expect(await own(() => people.page(logins[1] ?? '', 100))).toEqual(everybody.slice(2));
      expect(await other(() => people.byLogin('li.na'))).toBeNull();
    });
  });

  describe('an invitation', () => {
    it('is accepted once, and the next one ends it', async () => {
      const person = await added();
      const [first, second] = [anInvitation(person), anInvitation(person)];
      await own(() => people.invite(first));
      expect(await own(() => people.invitationByDigest(first.digest))).toEqual(first);
      await own(() => people.invite(second));
      expect(await own(() => people.invitationByDigest(first.digest))).toBeNull();
      expect(await other(() => people.accept(second.id, NOW))).toBe(false);
      const accepted = await Promise.all([1, 2].map(() => own(() => people.accept(second.id, NOW))));
      expect(accepted.sort()).toEqual([false, true]);
      expect(await own(() => people.invitationByDigest(second.digest))).toMatchObject({ acceptedAt: NOW });
    });
  });

  describe('a session', () => {
    it('is found by its digest with what the person may do now', async () => {
      const person = await added();
      const session = aSession(person);
      await own(() => sessions.add(session));
      const { login, grants } = person;
      expect(await own(() => sessions.byDigest(session.digest))).toEqual({
        session,
        person: { login, grants, disabledAt: null },
      });
      await own(() => people.update({ ...person, disabledAt: NOW, grants: [] }));
      await own(() => sessions.seen(session.id, plus(NOW, MINUTE)));
      expect(await own(() => sessions.byDigest(session.digest))).toEqual({
        session: { ...session, lastSeenAt: plus(NOW, MINUTE) },
        person: { login, grants: [], disabledAt: NOW },
      });
      expect(await other(() => sessions.byDigest(session.digest))).toBeNull();
    });

    it('ends alone, with the others, or by itself', async () => {
      const [person, colleague] = [await added(), await added()];
      const kept = aSession(person);
      const all = [kept, aSession(person), aSession(person), aSession(colleague)] as const;
      for (const session of all) await own(() => sessions.add(session));
      expect(await other(() => sessions.end(person.id, kept.id))).toBe(false);
      expect(await other(() => sessions.endAll(person.id, null))).toBe(0);
      expect(await own(() => sessions.end(colleague.id, kept.id))).toBe(false);
      expect(await own(() => sessions.end(person.id, all[1].id))).toBe(true);
      expect(await own(() => sessions.endAll(person.id, kept.id))).toBe(1);
      expect(await own(() => sessions.ofPerson(person.id))).toEqual([kept]);
      expect(await own(() => sessions.removeExpired(plus(NOW, HOUR - 1)))).toBe(0);
      expect(await other(() => sessions.removeExpired(plus(NOW, HOUR)))).toBe(0);
      expect(await own(() => sessions.removeExpired(plus(NOW, HOUR)))).toBeGreaterThanOrEqual(2);
    });
  });

  describe('tries', () => {
    it('of one login are counted by one at a time', async () => {
      const more = () =>
        own(async () => {
          const tries = await sessions.lockTries('digest', NOW);
          await sessions.keepTries('digest', [...tries, NOW], plus(NOW, MINUTE));
        });
      await Promise.all(Array.from({ length: 8 }, more));
      expect(await own(() => sessions.lockTries('digest', NOW))).toHaveLength(8);
      expect(await other(() => sessions.lockTries('digest', NOW))).toEqual([]);
      expect(await own(() => sessions.forgetOldTries(NOW))).toBe(0);
      expect(await own(() => sessions.forgetOldTries(plus(NOW, MINUTE)))).toBe(1);
      await more();
      await own(() => sessions.forgetTries('digest'));
      expect(await own(() => sessions.lockTries('digest', NOW))).toEqual([]);
    });
  });

  describe('an API key', () => {
    it('is found by its digest until it is revoked', async () => {
      const key = anApiKey();
      await own(() => apiKeys.add(key, 'key-digest'));
      expect(await own(() => apiKeys.byDigest('key-digest'))).toEqual(key);
      expect(await own(() => apiKeys.active())).toEqual([key]);
      expect(await other(() => apiKeys.byDigest('key-digest'))).toBeNull();
      await own(() => apiKeys.used(key.id, NOW));
      expect(await own(() => apiKeys.byId(key.id))).toEqual({ ...key, lastUsedAt: NOW });
      expect(await other(() => apiKeys.revoke(key.id, NOW))).toBe(false);
      expect(await own(() => apiKeys.revoke(key.id, NOW))).toBe(true);
      expect(await own(() => apiKeys.revoke(key.id, NOW))).toBe(false);
      expect(await own(() => apiKeys.byDigest('key-digest'))).toBeNull();
      expect(await own(() => apiKeys.active())).toEqual([]);
      await expect(own(() => apiKeys.add(anApiKey({ label: key.label }), 'd2'))).rejects.toMatchObject({
        code: 'API_KEY.TAKEN',
      });
    });
  });

  describe('a kept answer', () => {
    const request = (given = {}) => ({
      key: 'k1',
      caller: 'person:li.na',
      route: 'POST /v1/people',
      fingerprint: 'f1',
      ...given,
    });
    const answer = { status: 201, body: { name: '李娜' } };

    it('is given to a repetition, which waits for the first', async () => {
      let begun = (): void => undefined;
      const started = new Promise<void>((resolve) => (begun = resolve));
      let goOn = (): void => undefined;
      const gate = new Promise<void>((resolve) => (goOn = resolve));
      const first = own(async () => {
        expect(await answers.begin(request())).toBeNull();
        begun();
        await gate;
        await answers.keep(request(), answer);
      });
      await started;
      let answered = false;
      const second = own(() => answers.begin(request())).then((kept) => {
        answered = true;
        return kept;
      });
      for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      expect(answered).toBe(false);
      goOn();
      await first;
      expect(await second).toEqual(answer);
    });

    it('belongs to caller, route, key and tenant, and to one question', async () => {
      const nobodys = [{ caller: 'person:wang' }, { route: 'POST /v1/api-keys' }, { key: 'k2' }];
      for (const given of nobodys) expect(await own(() => answers.begin(request(given)))).toBeNull();
      expect(await other(() => answers.begin(request()))).toBeNull();
      await expect(own(() => answers.begin(request({ fingerprint: 'f2' })))).rejects.toMatchObject({
        code: 'REQUEST.IDEMPOTENCY_KEY_REUSED',
      });
      const stored = JSON.stringify(await database.dataSource.query('SELECT * FROM idempotency_keys'));
      expect(stored).not.toContain('李娜');
    });

    it('may be long', async () => {
      const long = { status: 200, body: Array.from({ length: 5_000 }, (_, row) => ({ row, state: 'open' })) };
      await own(async () => {
        await answers.begin(request({ key: 'long' }));
        await answers.keep(request({ key: 'long' }), long);
      });
      expect(await own(() => answers.begin(request({ key: 'long' })))).toEqual(long);
    });

    it('is gone with a request that failed', async () => {
      const failing = own(async () => {
        await answers.begin(request({ key: 'k3' }));
        throw new Error('refused');
      });
      await expect(failing).rejects.toThrow('refused');
      expect(await own(() => answers.begin(request({ key: 'k3' })))).toBeNull();
    });

    it('is removed when it is old', async () => {
      const now = database.clock.now();
      expect(await own(() => answers.removeOlderThan(now))).toBe(0);
      expect(await other(() => answers.removeOlderThan(plus(now, 1)))).toBe(1);
      expect(await own(() => answers.removeOlderThan(plus(now, 1)))).toBeGreaterThanOrEqual(4);
    });
  });

  it('needs a unit of work', async () => {
    const asked: readonly (() => Promise<unknown>)[] = [
      () => people.byLogin('x'),
      () => sessions.byDigest('x'),
      () => apiKeys.active(),
      () => answers.removeOlderThan(NOW),
    ];
    for (const ask of asked) {
      await expect(Promise.resolve().then(ask)).rejects.toMatchObject({ code: 'TENANT.MISSING' });
    }
  });
});
