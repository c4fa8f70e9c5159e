import { Injectable } from '@nestjs/common';
import type { Approval } from '../../domain/arrangement/approval.js';
import { decideApproval } from '../../domain/arrangement/approval.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ApprovalId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Approvals } from '../ports/approvals.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** A lead approves or refuses what somebody else asked for. */
@Injectable()
export class DecideApproval {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Throws `APPROVAL.UNKNOWN`, `APPROVAL.DECIDED`, `APPROVAL.SAME_PERSON`. */
  run(scope: WorkScope, id: ApprovalId, decision: 'approved' | 'refused', reason: string): Promise<Approval> {
    const login = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const approval = await this.approvals.byId(id);
      if (!approval || !reaches(scope.reach, approval.lenderId)) {
        throw new DomainError('APPROVAL.UNKNOWN', 'There is no such question to a lead.');
      }
      const decided = decideApproval(approval, decision, { login, reason, at: this.clock.now() });
      await this.approvals.update(decided);
      await this.events.append([
        {
          type: 'approval.decided',
          subjects: {
            approval: id,
            debt: approval.debtId,
            lender: approval.lenderId,
            ...(approval.conversationId ? { conversation: approval.conversationId } : {}),
          },
          reason: decision,
        },
      ]);
      return { ...decided, version: decided.version + 1 };
    });
  }
}
