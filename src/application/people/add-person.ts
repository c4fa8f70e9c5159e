import { Injectable } from '@nestjs/common';
import type { Grant } from '../../domain/people/access.js';
import type { Person } from '../../domain/people/person.js';
import { requireLogin } from '../../domain/people/person.js';
import type { PersonId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { People } from '../ports/people.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { CheckGrants } from './check-grants.js';
import { grantsAsText } from './grants-as-text.js';

export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly locale: Locale;
  readonly grants: readonly Grant[];
  readonly capacity: number;
  readonly languages: readonly Locale[];
}

/** Adds somebody, who can sign in once they accepted an invitation. */
@Injectable()
export class AddPerson {
  constructor(
    private readonly people: People,
    private readonly checkGrants: CheckGrants,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `PERSON.BAD_LOGIN`, `PERSON.TAKEN`, `GRANT.BEYOND_REACH` or `GRANT.NO_SUCH_LENDER`. */
  run(scope: WorkScope, asked: NewPerson): Promise<Person> {
    return this.unitOfWork.run(scope, async () => {
      requireLogin(asked.login);
      await this.checkGrants.run(scope, asked.grants);
      const person: Person = {
        id: this.ids.next<PersonId>(),
        login: asked.login,
        name: asked.name,
        locale: asked.locale,
        grants: asked.grants,
        capacity: asked.capacity,
        languages: asked.languages,
        passwordHash: null,
        createdAt: this.clock.now(),
        disabledAt: null,
        version: 1,
      };
      await this.people.add(person);
      await this.events.append([
        {
          type: 'person.added',
          subjects: { person: person.id },
          payload: { login: person.login, grants: grantsAsText(person.grants) },
        },
      ]);
      return person;
    });
  }
}
