import type { Instant } from '../../domain/calendar/instant.js';
import type { Person } from '../../domain/people/person.js';
import type { SignInTries } from '../../domain/people/sign-in-tries.js';
import type { PersonId, SessionId } from '../../domain/shared/ids.js';

/** What somebody who signed in holds until they sign out, or were idle for too long. */
export interface Session {
  readonly id: SessionId;
  readonly personId: PersonId;
  /** Digest of the secret in the token. */
  readonly digest: string;
  readonly createdAt: Instant;
  /** To the minute. */
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
}

/** A session with what decides about the person's access. */
export interface SessionOfPerson {
  readonly session: Session;
  readonly person: Pick<Person, 'login' | 'grants' | 'disabledAt'>;
}

export abstract class Sessions {
  abstract byDigest(digest: string): Promise<SessionOfPerson | null>;
  /** Newest first. */
  abstract ofPerson(personId: PersonId): Promise<Session[]>;
  abstract add(session: Session): Promise<void>;
  abstract seen(id: SessionId, now: Instant): Promise<void>;
  /** False when the person has no such session. */
  abstract end(personId: PersonId, id: SessionId): Promise<boolean>;
  /** Ends all sessions of a person but one; returns how many. */
  abstract endAll(personId: PersonId, except: SessionId | null): Promise<number>;
  abstract removeExpired(now: Instant): Promise<number>;

  /** Tries of that login; nobody else reads or changes them until the transaction ends. */
  abstract lockTries(loginDigest: string, now: Instant): Promise<SignInTries>;
  abstract keepTries(loginDigest: string, tries: SignInTries, forgetAt: Instant): Promise<void>;
  abstract forgetTries(loginDigest: string): Promise<void>;
  /** Forgets the tries that no longer matter. */
  abstract forgetOldTries(now: Instant): Promise<number>;
}
