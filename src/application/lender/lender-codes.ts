import { Injectable } from '@nestjs/common';
import type { LenderId } from '../../domain/shared/ids.js';
import { Lenders } from '../ports/lenders.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** What people call lenders. */
@Injectable()
export class LenderCodes {
  constructor(
    private readonly lenders: Lenders,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async run(scope: WorkScope): Promise<ReadonlyMap<LenderId, string>> {
    const all = await this.unitOfWork.run(scope, () => this.lenders.all());
    return new Map(all.map(({ id, code }) => [id, code]));
  }
}
