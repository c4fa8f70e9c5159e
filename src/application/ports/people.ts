import type { Instant } from '../../domain/calendar/instant.js';
import type { Person } from '../../domain/people/person.js';
import type { InvitationId, PersonId } from '../../domain/shared/ids.js';

/** A link with which somebody sets a password, once. */
export interface Invitation {
  readonly id: InvitationId;
  readonly personId: PersonId;
  /** Digest of the secret in the link. */
  readonly digest: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly acceptedAt: Instant | null;
}

export abstract class People {
  abstract byId(id: PersonId): Promise<Person | null>;
  abstract byLogin(login: string): Promise<Person | null>;
  abstract byLogins(logins: readonly string[]): Promise<Map<string, Person>>;
  /** In the order of their logins, after that one. */
  abstract page(afterLogin: string | null, limit: number): Promise<Person[]>;
  /** Everybody; nobody else changes any of them until the transaction ends. */
  abstract lockAll(): Promise<Person[]>;
  /** Throws `PERSON.TAKEN` when the login is taken. */
  abstract add(person: Person): Promise<void>;
  /** Throws `PERSON.CHANGED_MEANWHILE`. */
  abstract update(person: Person): Promise<void>;
  /** Adds an invitation; open ones of the same person can no longer be accepted. */
  abstract invite(invitation: Invitation): Promise<void>;
  abstract invitationByDigest(digest: string): Promise<Invitation | null>;
  /** False when somebody accepted it meanwhile. */
  abstract accept(id: InvitationId, now: Instant): Promise<boolean>;
}
