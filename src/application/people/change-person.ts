import { Injectable } from '@nestjs/common';
import type { Grant } from '../../domain/people/access.js';
import type { Person } from '../../domain/people/person.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import { EventLog } from '../ports/event-log.js';
import { People } from '../ports/people.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { AdministeredPeople, keepAnAdministrator } from './administered-people.js';
import { CheckGrants } from './check-grants.js';
import { grantsAsText } from './grants-as-text.js';

/** What becomes otherwise; what is absent stays. */
export interface PersonChange {
  readonly name?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly grants?: readonly Grant[] | undefined;
  readonly capacity?: number | undefined;
  readonly languages?: readonly Locale[] | undefined;
}

/** Changes somebody; what they may do changes with their next request. Nobody changes their own grants. */
@Injectable()
export class ChangePerson {
  constructor(
    private readonly administered: AdministeredPeople,
    private readonly people: People,
    private readonly checkGrants: CheckGrants,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Throws `PERSON.UNKNOWN`, `PERSON.CHANGED_MEANWHILE`, `ACCESS.OWN_GRANTS`, `GRANT.BEYOND_REACH`,
   * `GRANT.NO_SUCH_LENDER` or `PERSON.LAST_ADMINISTRATOR`.
   */
  run(scope: WorkScope, id: PersonId, version: number, change: PersonChange): Promise<Person> {
    return this.unitOfWork.run(scope, async () => {
      const found = await this.administered.toChange(scope, id, version);
      const { person } = found;
      const after: Person = {
        ...person,
        name: change.name ?? person.name,
        locale: change.locale ?? person.locale,
        grants: change.grants ?? person.grants,
        capacity: change.capacity ?? person.capacity,
        languages: change.languages ?? person.languages,
      };
      const changed = CHANGEABLE.filter(
        (field) => JSON.stringify(after[field]) !== JSON.stringify(person[field]),
      );
      if (changed.length === 0) return person;
      if (changed.includes('grants')) {
        requireSomebodyElse(scope, person);
        await this.checkGrants.run(scope, after.grants);
        keepAnAdministrator(found, after);
      }
      await this.people.update(after);
      await this.events.append([
        {
          type: 'person.changed',
          subjects: { person: id },
          payload: {
            changed: changed.join(' '),
            ...(changed.includes('grants')
              ? { before: grantsAsText(person.grants), after: grantsAsText(after.grants) }
              : {}),
          },
        },
      ]);
      return { ...after, version: person.version + 1 };
    });
  }
}

const CHANGEABLE = ['name', 'locale', 'grants', 'capacity', 'languages'] as const;

const requireSomebodyElse = ({ actor }: WorkScope, { login }: Person): void => {
  if (actor.kind !== 'staff' || actor.name !== login) return;
  throw new DomainError('ACCESS.OWN_GRANTS', 'Somebody else has to change what you may do.');
};
