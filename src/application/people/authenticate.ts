import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { MINUTE, plus } from '../../domain/calendar/instant.js';
import { permissionsOf } from '../../domain/people/access.js';
import { ApiKeys } from '../ports/api-keys.js';
import { Clock } from '../ports/clock.js';
import { Secrets } from '../ports/secrets.js';
import type { Session } from '../ports/sessions.js';
import { Sessions } from '../ports/sessions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { Authenticated } from './authenticated.js';
import { readToken } from './token.js';
import type { Token } from './token.js';

/** How long a session lasts without a request. */
const IDLE = 30 * MINUTE;

/** The use of a session or key is noted at most this often. */
const NOTED_EVERY = MINUTE;

/** Tells who shows a token, with what they may do now; null for a token that is not, or no longer, good. */
@Injectable()
export class Authenticate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly apiKeys: ApiKeys,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** What does not count is no use of the session: it does not keep it alive. */
  async run(text: string, { counts } = { counts: true }): Promise<Authenticated | null> {
    const token = readToken(text);
    if (token === null || token.kind === 'invitation') return null;
    const scope = { tenantId: token.tenantId, actor: { kind: 'system', name: 'access' } } as const;
    const digest = this.secrets.digestOf(token.secret);
    return this.unitOfWork.run(scope, () =>
      token.kind === 'session' ? this.person(token, digest, counts) : this.program(token, digest),
    );
  }

  private async person({ tenantId }: Token, digest: string, counts: boolean): Promise<Authenticated | null> {
    const now = this.clock.now();
    const found = await this.sessions.byDigest(digest);
    if (found === null || found.person.disabledAt !== null || isOver(found.session, now)) return null;
    const { session, person } = found;
    if (counts && plus(session.lastSeenAt, NOTED_EVERY) <= now) await this.sessions.seen(session.id, now);
    return {
      tenantId,
      kind: 'person',
      login: person.login,
      personId: session.personId,
      sessionId: session.id,
      permissions: permissionsOf(person.grants),
    };
  }

  private async program({ tenantId }: Token, digest: string): Promise<Authenticated | null> {
    const now = this.clock.now();
    const key = await this.apiKeys.byDigest(digest);
    if (key === null) return null;
    if (key.lastUsedAt === null || plus(key.lastUsedAt, NOTED_EVERY) <= now) {
      await this.apiKeys.used(key.id, now);
    }
    return {
      tenantId,
      kind: 'api-key',
      login: key.label,
      personId: null,
      sessionId: null,
      permissions: permissionsOf(key.grants),
    };
  }
}

/** Whether a session ended by itself: its time is over, or nothing came for too long. */
export const isOver = ({ expiresAt, lastSeenAt }: Session, now: Instant): boolean =>
  expiresAt <= now || plus(lastSeenAt, IDLE) <= now;
