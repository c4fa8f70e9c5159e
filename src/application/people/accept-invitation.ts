import { Injectable } from '@nestjs/common';
import type { Person } from '../../domain/people/person.js';
import { requirePassword } from '../../domain/people/person.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { PasswordHashing } from '../ports/password-hashing.js';
import type { Invitation } from '../ports/people.js';
import { People } from '../ports/people.js';
import { Secrets } from '../ports/secrets.js';
import { Sessions } from '../ports/sessions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { CountTries } from './count-tries.js';
import { readToken } from './token.js';

/** Sets the password of whoever was invited, once; sessions from before end. */
@Injectable()
export class AcceptInvitation {
  constructor(
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly countTries: CountTries,
    private readonly passwords: PasswordHashing,
    private readonly secrets: Secrets,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `INVITATION.UNKNOWN` for one that never was, is over or was accepted, or `PERSON.WEAK_PASSWORD`. */
  async run(text: string, password: string): Promise<Person> {
    const token = readToken(text);
    if (token?.kind !== 'invitation') throw unknown();
    const { tenantId } = token;
    const digest = this.secrets.digestOf(token.secret);
    const asSystem = { tenantId, actor: { kind: 'system', name: 'access' } } as const;
    const { person } = await this.unitOfWork.run(asSystem, () => this.open(digest));
    requirePassword(person.login, password);
    const passwordHash = await this.passwords.hash(password);
    const asPerson = { tenantId, actor: { kind: 'staff', name: person.login } } as const;
    return this.unitOfWork.run(asPerson, async () => {
      const { invitation, person: invited } = await this.open(digest);
      if (!(await this.people.accept(invitation.id, this.clock.now()))) throw unknown();
      await this.people.update({ ...invited, passwordHash });
      await this.sessions.endAll(invited.id, null);
      await this.countTries.forget(invited.login);
      await this.events.append([{ type: 'invitation.accepted', subjects: { person: invited.id } }]);
      return { ...invited, passwordHash, version: invited.version + 1 };
    });
  }

  private async open(digest: string): Promise<{ invitation: Invitation; person: Person }> {
    const invitation = await this.people.invitationByDigest(digest);
    if (invitation === null || invitation.acceptedAt !== null) throw unknown();
    if (invitation.expiresAt <= this.clock.now()) throw unknown();
    const person = await this.people.byId(invitation.personId);
    if (person === null || person.disabledAt !== null) throw unknown();
    return { invitation, person };
  }
}

const unknown = (): DomainError =>
  new DomainError('INVITATION.UNKNOWN', 'This invitation is not good, or no longer; ask for a new one.');
