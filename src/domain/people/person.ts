import type { Instant } from '../calendar/instant.js';
import { DomainError } from '../shared/domain-error.js';
import type { PersonId } from '../shared/ids.js';
import type { Locale } from '../shared/locale.js';
import type { Grant } from './access.js';

/** Somebody who signs in: a member of staff of the tenant. */
export interface Person {
  readonly id: PersonId;
  /** Unique in the tenant and never changed: what a person did is kept under it. */
  readonly login: string;
  readonly name: string;
  /** The language in which they read Parley. */
  readonly locale: Locale;
  readonly grants: readonly Grant[];
  /** How many conversations they hold at once. */
  readonly capacity: number;
  /** The languages in which they can talk with debtors. */
  readonly languages: readonly Locale[];
  /** Null until an invitation was accepted. */
  readonly passwordHash: string | null;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
  readonly version: number;
}

export const DEFAULT_CAPACITY = 8;

const LOGIN = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** Throws `PERSON.BAD_LOGIN`. */
export const requireLogin = (login: string): void => {
  if (LOGIN.test(login)) return;
  throw new DomainError(
    'PERSON.BAD_LOGIN',
    'A login has 1 to 63 lower-case letters, digits, dots, dashes and underscores, and begins with a letter or digit.',
  );
};

const LEAST_PASSWORD = 12;
const MOST_PASSWORD = 128;

/** Throws `PERSON.WEAK_PASSWORD`. */
export const requirePassword = (login: string, password: string): void => {
  const length = [...password].length;
  if (length < LEAST_PASSWORD || length > MOST_PASSWORD) {
    throw new DomainError(
      'PERSON.WEAK_PASSWORD',
      `A password has ${LEAST_PASSWORD} to ${MOST_PASSWORD} characters.`,
    );
  }
  if (password.toLowerCase() === login) {
    throw new DomainError('PERSON.WEAK_PASSWORD', 'A password is not the login itself.');
  }
};

/** Whether somebody can sign in and administer the whole tenant. */
export const administersAll = ({ grants, disabledAt, passwordHash }: Person): boolean =>
  disabledAt === null &&
  passwordHash !== null &&
  grants.some(({ role, lenders }) => role === 'administrator' && lenders === 'all');
