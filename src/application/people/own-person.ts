import { Injectable } from '@nestjs/common';
import type { Person } from '../../domain/people/person.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Locale } from '../../domain/shared/locale.js';
import { EventLog } from '../ports/event-log.js';
import { People } from '../ports/people.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { staffLogin } from './staff-login.js';

/** The person who is signed in, about and for themselves. */
@Injectable()
export class OwnPerson {
  constructor(
    private readonly people: People,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `ACCESS.PERSON_NEEDED`. */
  read(scope: WorkScope): Promise<Person> {
    const login = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const person = await this.people.byLogin(login);
      if (person !== null) return person;
      throw new DomainError('PERSON.UNKNOWN', `Nobody has the login "${login}".`);
    });
  }

  changeLocale(scope: WorkScope, locale: Locale): Promise<Person> {
    return this.unitOfWork.run(scope, async () => {
      const person = await this.read(scope);
      if (person.locale === locale) return person;
      await this.people.update({ ...person, locale });
      await this.events.append([
        { type: 'person.changed', subjects: { person: person.id }, payload: { locale } },
      ]);
      return { ...person, locale, version: person.version + 1 };
    });
  }
}
