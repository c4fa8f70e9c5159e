import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AddPerson } from '../../src/application/people/add-person.js';
import { AcceptInvitation } from '../../src/application/people/accept-invitation.js';
import { ChangePerson } from '../../src/application/people/change-person.js';
import { InvitePerson } from '../../src/application/people/invite-person.js';
import { SignIn } from '../../src/application/people/sign-in.js';
import { Lenders } from '../../src/application/ports/lenders.js';
import { Tenants } from '../../src/application/ports/tenants.js';
import { UnitOfWork } from '../../src/application/ports/unit-of-work.js';
import type { WorkScope } from '../../src/application/ports/unit-of-work.js';
import { MINUTE, plus } from '../../src/domain/calendar/instant.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import type { Person } from '../../src/domain/people/person.js';
import { ROLES } from '../../src/domain/people/role.js';
import type { Role } from '../../src/domain/people/role.js';
import { createHttpApplication } from '../../src/http-application.js';
import type { Runtime } from '../../src/runtime.module.js';
import { Service } from './service.js';
import type { ServiceOptions } from './service.js';

/** Of everybody whom the tests make. */
export const PASSWORD = 'correct horse battery';

export interface Answer {
  readonly status: number;
  /** JSON, text, or null for none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
  readonly headers: Headers;
}

export interface As {
  /** `role1`, `role2` … unless given. */
  readonly login?: string;
  /** Codes of the lenders whom the role reaches; all unless given. */
  readonly lenders?: readonly string[];
  /** Slug of the tenant, made when it is missing; `default` unless given. */
  readonly tenant?: string;
}

/** Sends requests, with the token of somebody where there is one. */
export class ApiCaller {
  constructor(
    private readonly base: string,
    /** A token that is good now. */
    private readonly token: () => Promise<string | null>,
    readonly person: Person | null = null,
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  /** With an `Idempotency-Key` of its own unless one is given. */
  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', path, body, { 'Idempotency-Key': randomUUID(), ...headers });
  }

  patch(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('PATCH', path, body, headers);
  }

  put(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('PUT', path, body, headers);
  }

  delete(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('DELETE', path, body, headers);
  }

  /** Bytes go as they are, everything else as JSON. */
  async send(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const token = await this.token();
    const bytes = body instanceof Uint8Array;
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined
          ? {}
          : { 'Content-Type': bytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: bytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: text === '' ? null : isJson ? (JSON.parse(text) as unknown) : text,
      headers: response.headers,
    };
  }
}

/** A whole Parley that listens on a port of its own, with people who call it. */
export class ApiService {
  private count = 0;

  private constructor(
    readonly service: Service,
    /** `http://127.0.0.1:<port>`. */
    readonly base: string,
  ) {}

  static async start(
    url: string,
    start: Instant,
    lenders: readonly string[] = [],
    boot = (runtime: Runtime): Promise<NestFastifyApplication> => createHttpApplication(runtime, false),
    options: ServiceOptions & { readonly port?: number } = {},
  ): Promise<ApiService> {
    const service = await Service.start(url, start, lenders, boot, options);
    const app = service.app as NestFastifyApplication;
    await app.listen(options.port ?? 0, '127.0.0.1');
    const address = app.getHttpServer().address() as { port: number };
    return new ApiService(service, `http://127.0.0.1:${address.port}`);
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  /** Nobody: requests without a token. */
  nobody(): ApiCaller {
    return new ApiCaller(this.base, () => Promise.resolve(null));
  }

  /** Somebody with that token. */
  withToken(token: string): ApiCaller {
    return new ApiCaller(this.base, () => Promise.resolve(token));
  }

  /** Makes a person with the role, who stays signed in however far the clock moves. */
  async as(role: Role, { login, lenders, tenant = 'default' }: As = {}): Promise<ApiCaller> {
    const person = await this.makePerson(role, login ?? `${role}${(this.count += 1)}`, tenant, lenders);
    let signedIn: { readonly token: string; readonly at: Instant } | null = null;
    return new ApiCaller(
      this.base,
      async () => {
        const now = this.service.now();
        if (signedIn === null || plus(signedIn.at, 20 * MINUTE) <= now) {
          const { token } = await this.signIn(person.login, tenant);
          signedIn = { token, at: now };
        }
        return signedIn.token;
      },
      person,
    );
  }

  /** Somebody with every role, for all lenders or for some. */
  async withAllRoles(login: string, tenant = 'default', lenders?: readonly string[]): Promise<ApiCaller> {
    const caller = await this.as('administrator', { login, tenant, ...(lenders ? { lenders } : {}) });
    const { person } = caller;
    if (!person) throw new Error('the person is gone');
    const grants = ROLES.map((role) => ({ role, lenders: person.grants[0]?.lenders ?? [] }));
    const scope = await this.systemScope(tenant);
    await this.service.get(ChangePerson).run(scope, person.id, person.version, { grants });
    return caller;
  }

  signIn(login: string, tenant = 'default'): Promise<{ readonly token: string }> {
    return this.service.get(SignIn).run({ tenant, login, password: PASSWORD });
  }

  private async makePerson(
    role: Role,
    login: string,
    slug: string,
    codes: readonly string[] | undefined,
  ): Promise<Person> {
    const scope = await this.systemScope(slug);
    const lenders = codes === undefined ? 'all' : await this.lenderIds(scope, codes);
    const person = await this.service.get(AddPerson).run(scope, {
      login,
      name: login,
      locale: 'en',
      grants: [{ role, lenders }],
      capacity: 8,
      languages: ['zh-CN', 'en'],
    });
    const { token } = await this.service.get(InvitePerson).run(scope, person.id);
    return this.service.get(AcceptInvitation).run(token, PASSWORD);
  }

  private async systemScope(slug: string): Promise<WorkScope> {
    const tenant = await this.service.get(Tenants).ensure(slug, slug);
    return { tenantId: tenant.id, actor: { kind: 'system', name: 'test' } };
  }

  private async lenderIds(scope: WorkScope, codes: readonly string[]) {
    const all = await this.service.get(UnitOfWork).run(scope, () => this.service.get(Lenders).all());
    return codes.map((code) => {
      const found = all.find((lender) => lender.code === code);
      if (!found) throw new Error(`no lender has the code ${code}`);
      return found.id;
    });
  }
}
