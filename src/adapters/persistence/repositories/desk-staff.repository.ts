import { Injectable } from '@nestjs/common';
import { DeskStaff, type DeskPerson } from '../../../application/ports/desk-staff.js';
import { DEFAULT_CAPACITY } from '../../../domain/people/person.js';
import { PersonEntity } from '../entities/person.entity.js';
import { TenantRows } from './tenant-rows.js';

@Injectable()
export class TypeormDeskStaff extends DeskStaff {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  of(login: string): Promise<DeskPerson> {
    return this.read(login, '');
  }

  lock(login: string): Promise<DeskPerson> {
    return this.read(login, this.rows.forUpdate);
  }

  /** Somebody who works by the command line alone has no row, and the capacity of a new person. */
  private async read(login: string, tail: string): Promise<DeskPerson> {
    const [person] = await this.rows.read(PersonEntity, 'login = ?', [login], tail);
    return {
      login,
      capacity: person?.capacity ?? DEFAULT_CAPACITY,
      languages: person?.languages ?? [],
      active: person !== undefined && person.disabledAt === null,
    };
  }
}
