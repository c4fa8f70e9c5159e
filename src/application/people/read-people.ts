import { Injectable } from '@nestjs/common';
import type { Person } from '../../domain/people/person.js';
import type { PersonId } from '../../domain/shared/ids.js';
import { People } from '../ports/people.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { AdministeredPeople } from './administered-people.js';
import { withinReach } from './check-grants.js';

export interface PeoplePage {
  readonly people: readonly Person[];
  /** The login after which the next page begins; null on the last one. */
  readonly next: string | null;
}

/** The people whom somebody administers, in the order of their logins. */
@Injectable()
export class ReadPeople {
  constructor(
    private readonly administered: AdministeredPeople,
    private readonly people: People,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `PERSON.UNKNOWN`. */
  one(scope: WorkScope, id: PersonId): Promise<Person> {
    return this.unitOfWork.run(scope, () => this.administered.one(scope, id));
  }

  run(scope: WorkScope, afterLogin: string | null, limit: number): Promise<PeoplePage> {
    return this.unitOfWork.run(scope, async () => {
      const found: Person[] = [];
      let last = afterLogin;
      for (;;) {
        const stretch = await this.people.page(last, limit + 1);
        found.push(...stretch.filter(({ grants }) => withinReach(grants, scope.reach)));
        last = stretch.at(-1)?.login ?? null;
        if (found.length > limit || stretch.length <= limit) break;
      }
      const people = found.slice(0, limit);
      return { people, next: found.length > limit ? (people.at(-1)?.login ?? null) : null };
    });
  }
}
