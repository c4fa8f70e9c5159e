import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { HOUR, plus } from '../../domain/calendar/instant.js';
import type { Person } from '../../domain/people/person.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { SessionId, TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { PasswordHashing } from '../ports/password-hashing.js';
import { People } from '../ports/people.js';
import { Secrets } from '../ports/secrets.js';
import { Sessions } from '../ports/sessions.js';
import type { Tenant } from '../ports/tenants.js';
import { Tenants } from '../ports/tenants.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { CountTries, NO_TENANT } from './count-tries.js';
import { writeToken } from './token.js';

/** How long a session lasts at most. */
const LASTS = 12 * HOUR;

export interface Credentials {
  /** The tenant's slug. */
  readonly tenant: string;
  readonly login: string;
  readonly password: string;
}

export interface SignedIn {
  readonly token: string;
  readonly sessionId: SessionId;
  readonly expiresAt: Instant;
  readonly person: Person;
}

/**
 * Opens a session. A wrong password, a login or a tenant that does not exist, and a person who is disabled or never
 * chose a password all get the same answer after the same time.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly tenants: Tenants,
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly countTries: CountTries,
    private readonly passwords: PasswordHashing,
    private readonly secrets: Secrets,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `ACCESS.WRONG_CREDENTIALS` or `ACCESS.TOO_MANY_TRIES`. */
  async run(credentials: Credentials): Promise<SignedIn> {
    const login = credentials.login.trim().toLowerCase();
    const tenant = (await this.tenants.all()).find(({ slug }) => slug === credentials.tenant) ?? null;
    await this.countTries.run(
      tenant?.id ?? NO_TENANT,
      tenant === null ? `${credentials.tenant}/${login}` : login,
    );
    const person = await this.find(tenant, login);
    const matches = await this.passwords.matches(credentials.password, person?.passwordHash ?? null);
    const signedIn =
      tenant === null || person === null ? null : await this.decide(tenant.id, person, matches);
    if (signedIn !== null) return signedIn;
    throw new DomainError('ACCESS.WRONG_CREDENTIALS', 'Tenant, login and password do not belong together.');
  }

  private find(tenant: Tenant | null, login: string): Promise<Person | null> {
    const scope = { tenantId: tenant?.id ?? NO_TENANT, actor: { kind: 'system', name: 'access' } } as const;
    return this.unitOfWork.run(scope, () => this.people.byLogin(login));
  }

  private decide(tenantId: TenantId, known: Person, matches: boolean): Promise<SignedIn | null> {
    const scope = { tenantId, actor: { kind: 'staff', name: known.login } } as const;
    return this.unitOfWork.run(scope, async () => {
      const person = await this.people.byId(known.id);
      if (!matches || person === null || person.disabledAt !== null || isOther(person, known)) {
        await this.events.append([{ type: 'session.refused', subjects: { person: known.id } }]);
        return null;
      }
      await this.countTries.forget(person.login);
      return this.open(tenantId, person);
    });
  }

  private async open(tenantId: TenantId, person: Person): Promise<SignedIn> {
    const now = this.clock.now();
    const secret = this.secrets.make();
    const session = {
      id: this.ids.next<SessionId>(),
      personId: person.id,
      digest: this.secrets.digestOf(secret),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: plus(now, LASTS),
    };
    await this.sessions.add(session);
    await this.events.append([
      { type: 'session.opened', subjects: { session: session.id, person: person.id } },
    ]);
    const token = writeToken({ kind: 'session', tenantId, secret });
    return { token, sessionId: session.id, expiresAt: session.expiresAt, person };
  }
}

/** Whether the password was changed while it was being compared. */
const isOther = (person: Person, known: Person): boolean => person.passwordHash !== known.passwordHash;
