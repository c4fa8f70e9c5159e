import { Injectable } from '@nestjs/common';
import { requirePassword } from '../../domain/people/person.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { SessionId } from '../../domain/shared/ids.js';
import { EventLog } from '../ports/event-log.js';
import { PasswordHashing } from '../ports/password-hashing.js';
import { People } from '../ports/people.js';
import { Sessions } from '../ports/sessions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { CountTries } from './count-tries.js';
import { OwnPerson } from './own-person.js';

export interface PasswordChange {
  readonly old: string;
  readonly new: string;
  /** The session that goes on; all others end. */
  readonly sessionId: SessionId | null;
}

/** Somebody chooses another password for themselves; guessing the old one is counted like signing in. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly ownPerson: OwnPerson,
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly countTries: CountTries,
    private readonly passwords: PasswordHashing,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `PERSON.WRONG_PASSWORD`, `PERSON.WEAK_PASSWORD` or `ACCESS.TOO_MANY_TRIES`. */
  async run(scope: WorkScope, change: PasswordChange): Promise<void> {
    const person = await this.ownPerson.read(scope);
    requirePassword(person.login, change.new);
    await this.countTries.run(scope.tenantId, person.login);
    if (!(await this.passwords.matches(change.old, person.passwordHash))) {
      throw new DomainError('PERSON.WRONG_PASSWORD', 'The old password is another one.');
    }
    const passwordHash = await this.passwords.hash(change.new);
    await this.unitOfWork.run(scope, async () => {
      await this.people.update({ ...person, passwordHash });
      await this.sessions.endAll(person.id, change.sessionId);
      await this.countTries.forget(person.login);
      await this.events.append([{ type: 'person.password-changed', subjects: { person: person.id } }]);
    });
  }
}
