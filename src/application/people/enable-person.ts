import { Injectable } from '@nestjs/common';
import type { Person } from '../../domain/people/person.js';
import type { PersonId } from '../../domain/shared/ids.js';
import { EventLog } from '../ports/event-log.js';
import { People } from '../ports/people.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { AdministeredPeople } from './administered-people.js';

/** Lets somebody sign in again, with the password and the grants they had. */
@Injectable()
export class EnablePerson {
  constructor(
    private readonly administered: AdministeredPeople,
    private readonly people: People,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `PERSON.UNKNOWN`. */
  run(scope: WorkScope, id: PersonId, reason: string): Promise<Person> {
    return this.unitOfWork.run(scope, async () => {
      const { person } = await this.administered.toChange(scope, id, null);
      if (person.disabledAt === null) return person;
      const after = { ...person, disabledAt: null };
      await this.people.update(after);
      await this.events.append([{ type: 'person.enabled', subjects: { person: id }, reason }]);
      return { ...after, version: person.version + 1 };
    });
  }
}
