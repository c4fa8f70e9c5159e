import { Injectable } from '@nestjs/common';
import type { Person } from '../../domain/people/person.js';
import { administersAll } from '../../domain/people/person.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonId } from '../../domain/shared/ids.js';
import { People } from '../ports/people.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { withinReach } from './check-grants.js';

/** The people whom somebody may see and change: those who reach no further. Inside the caller's unit of work. */
@Injectable()
export class AdministeredPeople {
  constructor(private readonly people: People) {}

  /** Throws `PERSON.UNKNOWN`. */
  async one({ reach }: WorkScope, id: PersonId): Promise<Person> {
    const person = await this.people.byId(id);
    if (person === null || !withinReach(person.grants, reach)) throw unknown(id);
    return person;
  }

  /** For a change at that version; nobody else changes any person meanwhile. */
  async toChange(scope: WorkScope, id: PersonId, version: number | null): Promise<Administered> {
    const everybody = await this.people.lockAll();
    const person = everybody.find((one) => one.id === id);
    if (person === undefined || !withinReach(person.grants, scope.reach)) throw unknown(id);
    if (version !== null && person.version !== version) {
      throw new DomainError(
        'PERSON.CHANGED_MEANWHILE',
        'Somebody else changed this person since you read them; read them again.',
      );
    }
    return { person, others: everybody.filter((one) => one.id !== id) };
  }
}

export interface Administered {
  readonly person: Person;
  readonly others: readonly Person[];
}

/** Throws `PERSON.LAST_ADMINISTRATOR` when a change would leave nobody who administers the whole tenant. */
export const keepAnAdministrator = ({ person, others }: Administered, after: Person): void => {
  if (!administersAll(person) || administersAll(after) || others.some(administersAll)) return;
  throw new DomainError(
    'PERSON.LAST_ADMINISTRATOR',
    'Nobody else administers the whole tenant; make somebody else an administrator first.',
  );
};

const unknown = (id: PersonId): DomainError =>
  new DomainError('PERSON.UNKNOWN', `No person has the id ${id}.`);
