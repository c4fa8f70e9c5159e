import { Injectable } from '@nestjs/common';
import { Cases } from '../ports/cases.js';
import { Clock } from '../ports/clock.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { CaseRows } from './case-rows.js';
import type { CaseRow } from './case-rows.js';

const FOUND = 50;

export interface CasesFoundByText {
  readonly rows: readonly CaseRow[];
  /** False: there were more people than one search looks at; a reference, an ID or an address is always found. */
  readonly complete: boolean;
}

/** Finds cases by reference, name, ID, address, or the last four of an ID or telephone. */
@Injectable()
export class SearchCases {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cases: Cases,
    private readonly caseRows: CaseRows,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, text: string): Promise<CasesFoundByText> {
    return this.unitOfWork.run(scope, async () => {
      const { debts, complete } = await this.cases.search(scope.reach, text, FOUND);
      return { rows: await this.caseRows.of(debts, this.clock.now()), complete };
    });
  }
}
