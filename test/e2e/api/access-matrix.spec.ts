import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { openApiOf } from '../../../src/adapters/http/api/open-api.js';
import { AppModule } from '../../../src/app.module.js';
import { Lenders } from '../../../src/application/ports/lenders.js';
import { Env } from '../../../src/config/env.js';
import { ROLE_PERMISSIONS, ROLES } from '../../../src/domain/people/role.js';
import type { Role } from '../../../src/domain/people/role.js';
import type { Runtime } from '../../../src/runtime.module.js';
import { ApiDocument } from '../../support/api-document.js';
import { ApiService } from '../../support/api.js';
import type { ApiCaller } from '../../support/api.js';
import { onDatabase } from '../../support/databases.js';
import { makeOneOfEach } from '../../support/one-of-each.js';
import { SETTINGS, START, confirmedDebtor } from '../../support/people.js';
import { nameOf, routesOf, unguarded } from '../../support/routes.js';
import type { Route } from '../../support/routes.js';

/** What may be asked without a token; whatever joins them is put here on purpose. */
const OPEN_TO_ANYONE = [
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /v1/channel-callbacks/:key',
  'POST /v1/channel-callbacks/:key',
  'POST /v1/invitations/accept',
  'POST /v1/payment-sources/:id/notifications',
  'POST /v1/sessions',
];

/** Codes with which the guard turns somebody away. */
const TURNED_AWAY = ['ACCESS.SIGN_IN', 'ACCESS.DENIED', 'ACCESS.CLOSED'];

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

const boot = (): Promise<NestFastifyApplication> =>
  NestFactory.create<NestFastifyApplication>(
    AppModule.forRuntime({ env: new Env({ PARLEY_MODE: 'test' }), autostart: false }),
    new FastifyAdapter(),
    { preview: true, logger: false, abortOnError: false },
  );
const preview = await boot();
const ROUTES = routesOf(preview);
const DOCUMENT = new ApiDocument(
  openApiOf(preview) as unknown as ConstructorParameters<typeof ApiDocument>[0],
);

const permits = (role: Role, { operation }: Route): boolean => {
  const allow = operation?.allow;
  if (allow === undefined) return false;
  return allow === 'anyone' || allow === 'signed-in' || ROLE_PERMISSIONS[role].includes(allow);
};

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly code: string | null;
}

onDatabase('sqlite', 'routes × roles × tenants', (place) => {
  let api: ApiService;
  /** Of everything that the first tenant has stored. */
  let ids: string[];
  /** Of what belongs to the lender of the debt. */
  let boundIds: string[];
  const tokens = new Map<string, string>();

  /** A token that is good now, of the person in that tenant who has the role, or all roles. */
  const tokenOf = async (login: string, tenant: string): Promise<string> => {
    const known = tokens.get(login) ?? (await api.signIn(login, tenant)).token;
    tokens.set(login, known);
    return known;
  };

  const ask = async (
    token: string | null,
    route: Route,
    given: Readonly<Record<string, string>> = {},
    body: unknown = DOCUMENT.bodyOf(route),
    rest = '',
  ): Promise<Reply> => {
    const response = await fetch(`${api.base}${DOCUMENT.pathOf(route, given)}${rest}`, {
      method: route.method,
      headers: {
        'Idempotency-Key': randomUUID(),
        'If-Match': '"1"',
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith('text/event-stream')) {
      await response.body?.cancel();
      return { status: response.status, type, text: '', code: null };
    }
    const text = await response.text();
    const code = type.includes('problem+json') ? (JSON.parse(text) as { code: string }).code : null;
    // Whoever could just have signed out, or chosen a password, signs in again.
    if (/session|password/.test(route.path)) tokens.clear();
    return { status: response.status, type, text, code };
  };

  /** Lets somebody with every role make whatever can be made, out of samples; what is refused is not there then. */
  const makeThings = async (caller: ApiCaller): Promise<void> => {
    for (const route of ROUTES.filter(({ operation }) => operation?.creates === true)) {
      const answer = await caller.send(route.method, DOCUMENT.pathOf(route, {}), DOCUMENT.bodyOf(route), {
        'Idempotency-Key': randomUUID(),
      });
      expect([nameOf(route), answer.status < 500]).toEqual([nameOf(route), true]);
    }
  };

  /** Some ids of every table that belong to the tenant, of the lender alone where one is given. */
  const storedIds = async (lenderId?: string): Promise<string[]> => {
    const source = api.service.app.get<DataSource>(getDataSourceToken(), { strict: false });
    const found: string[] = [];
    for (const { tableName, columns } of source.entityMetadatas) {
      const names = columns.map(({ databaseName }) => databaseName);
      const needed = ['id', 'tenant_id', ...(lenderId === undefined ? [] : ['lender_id'])];
      if (!needed.every((name) => names.includes(name))) continue;
      const rows = await source.query<{ id: string }[]>(
        `SELECT id FROM ${tableName} WHERE tenant_id = ? ${lenderId === undefined ? '' : 'AND lender_id = ?'}
         ORDER BY id DESC LIMIT 3`,
        [api.service.scope.tenantId, ...(lenderId === undefined ? [] : [lenderId])],
      );
      found.push(...rows.map(({ id }) => id).filter((id) => UUID.test(id)));
    }
    return found;
  };

  /** Somebody with every role, to whom those ids mean nothing: no answer but refusals, and no list has them. */
  const knowsNothing = async (
    route: Route,
    login: string,
    tenant: string,
    foreign: readonly string[],
  ): Promise<void> => {
    const names = DOCUMENT.idsIn(route);
    const asked =
      names.length === 0
        ? [{}]
        : foreign.map((id) =>
            Object.fromEntries(names.map((name) => [name, name === 'code' ? 'lumen' : id])),
          );
    for (const given of asked) {
      const { status, text } = await ask(await tokenOf(login, tenant), route, given);
      if (names.length > 0) expect([given, status >= 400 && status < 500]).toEqual([given, true]);
      if (names.length > 0 && route.method === 'GET') expect([given, status]).toEqual([given, 404]);
      if (status < 300) expect(foreign.filter((id) => text.includes(id))).toEqual([]);
    }
  };

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'haitang']);
    const debtor = await confirmedDebtor(api.service, 'zh-CN');
    await api.service.nextWorkday('10:00', SETTINGS['zh-CN'].zone);
    await debtor.says('这笔钱不是我借的');
    await debtor.says('我要找人工客服');
    for (const role of ROLES) await api.as(role, { login: role });
    const everything = await api.withAllRoles('everything');
    await makeOneOfEach(everything);
    await makeThings(everything);
    await api.service.work();
    await api.withAllRoles('stranger', 'elsewhere');
    await api.withAllRoles('limited', 'default', ['haitang']);
    ids = await storedIds();
    const lumen = await api.service.within(() => api.service.get(Lenders).byCode('lumen'));
    boundIds = await storedIds(lumen?.id);
  });
  afterAll(() => api.stop());

  it('are found', () => {
    expect(ROUTES.length).toBeGreaterThan(60);
    expect(ids.length).toBeGreaterThan(20);
    expect(boundIds.length).toBeGreaterThan(3);
  });

  it('find what is their own, so that finding nothing says something', async () => {
    const reads = ROUTES.filter((route) => route.method === 'GET' && DOCUMENT.idsIn(route).length === 1);
    const blind: string[] = [];
    for (const route of reads) {
      const [name = ''] = DOCUMENT.idsIn(route);
      let found = false;
      for (const id of name === 'code' ? ['lumen'] : ids) {
        const { status } = await ask(await tokenOf('everything', 'default'), route, { [name]: id });
        found ||= status === 200;
      }
      if (!found) blind.push(nameOf(route));
    }
    expect(blind).toEqual([]);
  });

  it('all say who may call them', () => expect(unguarded(ROUTES)).toEqual([]));

  it('are open to anyone only where that is meant', () => {
    const open = ROUTES.filter(({ operation }) => operation?.allow === 'anyone').map(nameOf);
    expect(open).toEqual(OPEN_TO_ANYONE);
  });

  describe.each(ROUTES.map((route) => ({ name: nameOf(route), route })))('$name', ({ route }) => {
    const nothing = Object.fromEntries(DOCUMENT.idsIn(route).map((name) => [name, randomUUID()]));

    it('lets in exactly the roles that may', async () => {
      for (const role of ROLES) {
        const { status, code } = await ask(await tokenOf(role, 'default'), route, nothing);
        const expected = permits(role, route) ? 'in' : '403 ACCESS.DENIED';
        const told = TURNED_AWAY.includes(code ?? '') ? `${status} ${code}` : 'in';
        expect([role, told]).toEqual([role, expected]);
        expect([role, status < 500]).toEqual([role, true]);
      }
    });

    it('lets nobody in without a good token', async () => {
      if (route.operation?.allow === 'anyone') return;
      for (const token of [null, 'x', `session.${randomUUID()}.${'A'.repeat(43)}`]) {
        const { status, code } = await ask(token, route, nothing);
        expect([status, code]).toEqual([401, 'ACCESS.SIGN_IN']);
      }
    });

    it('knows nothing of another tenant', () => knowsNothing(route, 'stranger', 'elsewhere', ids));

    it('knows nothing of another lender', () => knowsNothing(route, 'limited', 'default', boundIds));

    it('refuses what it does not understand', async () => {
      const token = await tokenOf('everything', 'default');
      const body = DOCUMENT.bodyOf(route);
      const wrong: Reply[] = [];
      if (typeof body === 'object' && body !== null) {
        wrong.push(await ask(token, route, nothing, { ...body, 'no-such-field': 1 }));
        wrong.push(await ask(token, route, nothing, '{'));
      }
      if (DOCUMENT.hasQuery(route)) {
        const first = DOCUMENT.pathOf(route, nothing).includes('?') ? '&' : '?';
        wrong.push(await ask(token, route, nothing, body, `${first}no-such-field=1`));
      }
      if (DOCUMENT.idsIn(route).length > 0) {
        const long = Object.fromEntries(DOCUMENT.idsIn(route).map((name) => [name, 'x'.repeat(70)]));
        wrong.push(await ask(token, route, long));
      }
      for (const { status, type, code } of wrong) {
        expect([status >= 400 && status < 500, type]).toEqual([
          true,
          expect.stringContaining('problem+json'),
        ]);
        expect(code).toMatch(/^[A-Z_]+\.[A-Z_]+$/);
      }
    });
  });
});

@Controller('v1/open-door')
class OpenDoor {
  @Get()
  walkIn(): string {
    return 'come in';
  }
}

onDatabase('sqlite', 'a route that does not say who may call it', (place) => {
  let api: ApiService;

  beforeAll(async () => {
    const withOpenDoor = (runtime: Runtime): Promise<NestFastifyApplication> =>
      NestFactory.create<NestFastifyApplication>(
        { module: class OpenDoors {}, imports: [AppModule.forRuntime(runtime)], controllers: [OpenDoor] },
        new FastifyAdapter(),
        { logger: false, abortOnError: false },
      );
    api = await ApiService.start(await place.url(), START, [], withOpenDoor);
  });
  afterAll(() => api.stop());

  it('is found by the matrix', () => {
    expect(unguarded(routesOf(api.service.app))).toEqual(['GET /v1/open-door']);
  });

  it('lets nobody in, not even an administrator', async () => {
    const everybody = await api.withAllRoles('everything');
    for (const caller of [everybody, api.nobody()]) {
      expect((await caller.get('/v1/open-door')).body).toMatchObject({ status: 403, code: 'ACCESS.CLOSED' });
    }
  });
});
