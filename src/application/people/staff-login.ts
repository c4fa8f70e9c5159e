import { DomainError } from '../../domain/shared/domain-error.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** The login of the person who acts; throws `ACCESS.PERSON_NEEDED` for an API key or the service itself. */
export const staffLogin = ({ actor }: WorkScope): string => {
  if (actor.kind === 'staff') return actor.name;
  throw new DomainError('ACCESS.PERSON_NEEDED', 'Only a person who signed in can do this.');
};
