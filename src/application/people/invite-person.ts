import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { DAY, plus } from '../../domain/calendar/instant.js';
import type { Person } from '../../domain/people/person.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { InvitationId, PersonId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { People } from '../ports/people.js';
import { Secrets } from '../ports/secrets.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { AdministeredPeople } from './administered-people.js';
import { writeToken } from './token.js';

const GOOD_FOR = 7 * DAY;

export interface IssuedInvitation {
  /** Shown once; only its digest is stored. */
  readonly token: string;
  readonly expiresAt: Instant;
}

/** Lets somebody choose a password: a first one, or another one when it was forgotten. */
@Injectable()
export class InvitePerson {
  constructor(
    private readonly administered: AdministeredPeople,
    private readonly people: People,
    private readonly secrets: Secrets,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `PERSON.UNKNOWN` or `PERSON.DISABLED`. */
  run(scope: WorkScope, id: PersonId): Promise<IssuedInvitation> {
    return this.unitOfWork.run(scope, async () => this.issue(scope, await this.administered.one(scope, id)));
  }

  /** The same for the person with that login. */
  byLogin(scope: WorkScope, login: string): Promise<IssuedInvitation> {
    return this.unitOfWork.run(scope, async () => {
      const person = await this.people.byLogin(login);
      if (person === null) throw new DomainError('PERSON.UNKNOWN', `Nobody has the login "${login}".`);
      return this.issue(scope, await this.administered.one(scope, person.id));
    });
  }

  private async issue({ tenantId }: WorkScope, person: Person): Promise<IssuedInvitation> {
    if (person.disabledAt !== null) {
      throw new DomainError('PERSON.DISABLED', 'Enable this person first, then invite them.');
    }
    const now = this.clock.now();
    const secret = this.secrets.make();
    const expiresAt = plus(now, GOOD_FOR);
    await this.people.invite({
      id: this.ids.next<InvitationId>(),
      personId: person.id,
      digest: this.secrets.digestOf(secret),
      createdAt: now,
      expiresAt,
      acceptedAt: null,
    });
    await this.events.append([{ type: 'person.invited', subjects: { person: person.id } }]);
    return { token: writeToken({ kind: 'invitation', tenantId, secret }), expiresAt };
  }
}
