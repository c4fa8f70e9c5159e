import { Injectable } from '@nestjs/common';
import type { Dispute } from '../../domain/conversation/dispute.js';
import { Disputes } from '../ports/disputes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** Disputes in the order of their numbers. */
@Injectable()
export class ReadDisputes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly disputes: Disputes,
  ) {}

  run(scope: WorkScope, state: Dispute['state'], page: Parameters<Disputes['list']>[2]): Promise<Dispute[]> {
    return this.unitOfWork.run(scope, () => this.disputes.list(state, scope.reach ?? 'all', page));
  }
}
