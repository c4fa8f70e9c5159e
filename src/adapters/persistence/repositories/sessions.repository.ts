import { Injectable } from '@nestjs/common';
import { Sessions, type Session, type SessionOfPerson } from '../../../application/ports/sessions.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Grant } from '../../../domain/people/access.js';
import type { SignInTries } from '../../../domain/people/sign-in-tries.js';
import type { PersonId, SessionId } from '../../../domain/shared/ids.js';
import { readInstant, sqlInstant } from '../column-codec.js';
import { SessionEntity, SignInTriesEntity } from '../entities/session.entity.js';
import { TenantRows, untenanted } from './tenant-rows.js';

interface JoinedRow {
  readonly id: SessionId;
  readonly personId: PersonId;
  readonly createdAt: unknown;
  readonly lastSeenAt: unknown;
  readonly expiresAt: unknown;
  readonly login: string;
  readonly grants: string;
  readonly disabledAt: unknown;
}

@Injectable()
export class TypeormSessions extends Sessions {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async byDigest(digest: string): Promise<SessionOfPerson | null> {
    const [row] = await this.rows.query<JoinedRow>(
      `SELECT s.id AS id, s.person_id AS personId, s.created_at AS createdAt, s.last_seen_at AS lastSeenAt,
              s.expires_at AS expiresAt, p.login AS login, p.grants AS grants, p.disabled_at AS disabledAt
       FROM sessions s JOIN persons p ON p.tenant_id = s.tenant_id AND p.id = s.person_id
       WHERE s.tenant_id = ? AND s.digest = ?`,
      [this.rows.tenantId, digest],
    );
    if (row === undefined) return null;
    const session: Session = {
      id: row.id,
      personId: row.personId,
      digest,
      createdAt: readInstant(row.createdAt),
      lastSeenAt: readInstant(row.lastSeenAt),
      expiresAt: readInstant(row.expiresAt),
    };
    const person = {
      login: row.login,
      grants: JSON.parse(row.grants) as Grant[],
      disabledAt: row.disabledAt === null ? null : readInstant(row.disabledAt),
    };
    return { session, person };
  }

  async ofPerson(personId: PersonId): Promise<Session[]> {
    const rows = await this.rows.read(SessionEntity, 'person_id = ?', [personId], 'ORDER BY id DESC');
    return rows.map(untenanted);
  }

  add(session: Session): Promise<void> {
    return this.rows.insert(SessionEntity, [session]);
  }

  async seen(id: SessionId, now: Instant): Promise<void> {
    await this.rows.execute('UPDATE sessions SET last_seen_at = ? WHERE tenant_id = ? AND id = ?', [
      sqlInstant(now),
      this.rows.tenantId,
      id,
    ]);
  }

  async end(personId: PersonId, id: SessionId): Promise<boolean> {
    const ended = await this.rows.execute(
      'DELETE FROM sessions WHERE tenant_id = ? AND person_id = ? AND id = ?',
      [this.rows.tenantId, personId, id],
    );
    return ended === 1;
  }

  endAll(personId: PersonId, except: SessionId | null): Promise<number> {
    return this.rows.execute('DELETE FROM sessions WHERE tenant_id = ? AND person_id = ? AND id <> ?', [
      this.rows.tenantId,
      personId,
      except ?? '',
    ]);
  }

  removeExpired(now: Instant): Promise<number> {
    return this.rows.execute('DELETE FROM sessions WHERE tenant_id = ? AND expires_at <= ?', [
      this.rows.tenantId,
      sqlInstant(now),
    ]);
  }

  async lockTries(loginDigest: string, now: Instant): Promise<SignInTries> {
    const fresh = { loginDigest, tries: [], forgetAt: now };
    await this.rows.insert(SignInTriesEntity, [fresh], { unlessTaken: ['tenant_id', 'login_digest'] });
    const [row] = await this.rows.read(
      SignInTriesEntity,
      'login_digest = ?',
      [loginDigest],
      this.rows.forUpdate,
    );
    return row?.tries ?? [];
  }

  async keepTries(loginDigest: string, tries: SignInTries, forgetAt: Instant): Promise<void> {
    await this.rows.update(SignInTriesEntity, [{ loginDigest, tries, forgetAt }], ['tries', 'forgetAt']);
  }

  async forgetTries(loginDigest: string): Promise<void> {
    await this.rows.execute('DELETE FROM sign_in_tries WHERE tenant_id = ? AND login_digest = ?', [
      this.rows.tenantId,
      loginDigest,
    ]);
  }

  forgetOldTries(now: Instant): Promise<number> {
    return this.rows.execute('DELETE FROM sign_in_tries WHERE tenant_id = ? AND forget_at <= ?', [
      this.rows.tenantId,
      sqlInstant(now),
    ]);
  }
}
