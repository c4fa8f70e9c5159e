import { Injectable } from '@nestjs/common';
import { People, type Invitation } from '../../../application/ports/people.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Person } from '../../../domain/people/person.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { InvitationId, PersonId } from '../../../domain/shared/ids.js';
import { sqlInstant } from '../column-codec.js';
import { InvitationEntity, PersonEntity } from '../entities/person.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormPeople extends People {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async byId(id: PersonId): Promise<Person | null> {
    const row = await this.rows.readOne(PersonEntity, 'id = ?', [id]);
    return row === null ? null : this.toPerson(row);
  }

  async byLogin(login: string): Promise<Person | null> {
    const row = await this.rows.readOne(PersonEntity, 'login = ?', [login]);
    return row === null ? null : this.toPerson(row);
  }

  async byLogins(logins: readonly string[]): Promise<Map<string, Person>> {
    const rows = await this.rows.readIn(PersonEntity, 'login', logins);
    return new Map(rows.map((row) => [row.login, this.toPerson(row)]));
  }

  async page(afterLogin: string | null, limit: number): Promise<Person[]> {
    const rows = await this.rows.read(
      PersonEntity,
      'login > ?',
      [afterLogin ?? '', limit],
      'ORDER BY login LIMIT ?',
    );
    return rows.map((row) => this.toPerson(row));
  }

  async lockAll(): Promise<Person[]> {
    const tail = `ORDER BY login${this.rows.forUpdate}`;
    return (await this.rows.read(PersonEntity, '1 = 1', [], tail)).map((row) => this.toPerson(row));
  }

  async add(person: Person): Promise<void> {
    await this.rows.insert(PersonEntity, [this.toRow(person)], { unlessTaken: ['tenant_id', 'login'] });
    const stored = await this.rows.readOne(PersonEntity, 'login = ?', [person.login]);
    if (stored?.id === person.id) return;
    throw new DomainError('PERSON.TAKEN', `Somebody has the login "${person.login}" already.`);
  }

  update(person: Person): Promise<void> {
    return this.rows.updateVersioned(
      PersonEntity,
      [this.toRow(person)],
      ['name', 'locale', 'grants', 'capacity', 'languages', 'passwordHash', 'disabledAt'],
      'PERSON.CHANGED_MEANWHILE',
    );
  }

  async invite(invitation: Invitation): Promise<void> {
    await this.rows.execute(
      'DELETE FROM invitations WHERE tenant_id = ? AND person_id = ? AND accepted_at IS NULL',
      [this.rows.tenantId, invitation.personId],
    );
    await this.rows.insert(InvitationEntity, [invitation]);
  }

  async invitationByDigest(digest: string): Promise<Invitation | null> {
    const row = await this.rows.readOne(InvitationEntity, 'digest = ?', [digest]);
    return row === null ? null : untenanted(row);
  }

  async accept(id: InvitationId, now: Instant): Promise<boolean> {
    const accepted = await this.rows.execute(
      'UPDATE invitations SET accepted_at = ? WHERE tenant_id = ? AND id = ? AND accepted_at IS NULL',
      [sqlInstant(now), this.rows.tenantId, id],
    );
    return accepted === 1;
  }

  private toRow(person: Person): Omit<PersonEntity, 'tenantId'> {
    return { ...person, name: this.cipher.encrypt(person.name) };
  }

  private toPerson(row: PersonEntity): Person {
    return { ...untenanted(row), name: this.cipher.decrypt(row.name) };
  }
}
