import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { SessionId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import type { Session } from '../ports/sessions.js';
import { Sessions } from '../ports/sessions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { isOver } from './authenticate.js';
import { OwnPerson } from './own-person.js';

/** Where somebody is signed in, and how they sign out. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly ownPerson: OwnPerson,
    private readonly sessions: Sessions,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Newest first, without those that are over. */
  list(scope: WorkScope): Promise<Session[]> {
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const { id } = await this.ownPerson.read(scope);
      return (await this.sessions.ofPerson(id)).filter((session) => !isOver(session, now));
    });
  }

  /** Throws `SESSION.UNKNOWN`. */
  end(scope: WorkScope, id: SessionId): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const person = await this.ownPerson.read(scope);
      if (!(await this.sessions.end(person.id, id))) {
        throw new DomainError('SESSION.UNKNOWN', 'You have no session with this id.');
      }
      await this.events.append([{ type: 'session.ended', subjects: { session: id, person: person.id } }]);
    });
  }
}
