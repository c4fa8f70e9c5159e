import { Injectable } from '@nestjs/common';
import type { DebtId } from '../../domain/shared/ids.js';
import { Cases } from '../ports/cases.js';
import type { CaseAccess } from '../ports/cases.js';
import type { OlderThan } from '../ports/notes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedCase } from './reached-case.js';

/** Who looked at a case or had something of it revealed, and why; newest first. */
@Injectable()
export class ListAccesses {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedCase,
    private readonly cases: Cases,
  ) {}

  /** Throws `CASE.UNKNOWN`. */
  run(scope: WorkScope, id: DebtId, page: OlderThan<string>): Promise<CaseAccess[]> {
    return this.unitOfWork.run(scope, async () => {
      const { debt } = await this.reached.of(id);
      return this.cases.accesses(debt.id, page);
    });
  }
}
