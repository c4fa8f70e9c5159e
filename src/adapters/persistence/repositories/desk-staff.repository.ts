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

  /** Somebody who works by the command line alone has no row, and the capacity of a new person. */
  async lock(login: string): Promise<DeskPerson> {
    const [person] = await this.rows.read(PersonEntity, 'login = ?', [login], this.rows.forUpdate);
    return {
      login,
      capacity: person?.capacity ?? DEFAULT_CAPACITY,
      languages: person?.languages ?? [],
    };
  }
}
