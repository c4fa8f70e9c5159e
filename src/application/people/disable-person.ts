import { Injectable } from '@nestjs/common';
import { freed } from '../../domain/conversation/hand-off.js';
import type { Person } from '../../domain/people/person.js';
import type { PersonId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import type { NewEvent } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { People } from '../ports/people.js';
import { Sessions } from '../ports/sessions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { AdministeredPeople, keepAnAdministrator } from './administered-people.js';

/** Shuts somebody out at once: their sessions end, and what they hold at the desk is free for others. */
@Injectable()
export class DisablePerson {
  constructor(
    private readonly administered: AdministeredPeople,
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly handOffs: HandOffs,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `PERSON.UNKNOWN` or `PERSON.LAST_ADMINISTRATOR`. */
  run(scope: WorkScope, id: PersonId, reason: string): Promise<Person> {
    return this.unitOfWork.run(scope, async () => {
      const found = await this.administered.toChange(scope, id, null);
      const { person } = found;
      if (person.disabledAt !== null) return person;
      const after = { ...person, disabledAt: this.clock.now() };
      keepAnAdministrator(found, after);
      await this.people.update(after);
      const ended = await this.sessions.endAll(id, null);
      const released = await this.release(person.login, reason);
      await this.events.append([
        {
          type: 'person.disabled',
          subjects: { person: id },
          reason,
          payload: { sessionsEnded: ended, itemsReleased: released },
        },
      ]);
      return { ...after, version: person.version + 1 };
    });
  }

  private async release(login: string, reason: string): Promise<number> {
    const held = await this.handOffs.heldBy(login, this.clock.now());
    for (const item of held) await this.handOffs.update(freed(item));
    await this.events.append(
      held.map(({ id, conversationId, debtorId }): NewEvent => ({
        type: 'hand-off.requeued',
        subjects: { handOff: id, conversation: conversationId, debtor: debtorId },
        reason,
      })),
    );
    return held.length;
  }
}
