import { Injectable } from '@nestjs/common';
import type { WorkingHours } from '../../domain/calendar/working-hours.js';
import type { Lender } from '../../domain/debt/lender.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { sortedJson } from '../../domain/shared/sorted-json.js';
import { EventLog } from '../ports/event-log.js';
import { Lenders } from '../ports/lenders.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { ReachableLender } from './reachable-lender.js';

/** The profile of a lender as people may change it; limits are published by two people. */
export type LenderChanges = Partial<
  Omit<Lender, 'id' | 'code' | 'limits' | 'version' | 'workingHours'> & {
    /** By the clocks of the lender's zone. */
    readonly workingHours: Omit<WorkingHours, 'zone'>;
  }
>;

/** Changes the profile of a lender in reach. */
@Injectable()
export class EditLender {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lenders: Lenders,
    private readonly reachable: ReachableLender,
    private readonly events: EventLog,
  ) {}

  /** Throws `LENDER.UNKNOWN`, or `LENDER.CHANGED_MEANWHILE` when it has another version by now. */
  run(scope: WorkScope, code: string, version: number, changes: LenderChanges): Promise<Lender> {
    return this.unitOfWork.run(scope, async () => {
      const before = await this.reachable.byCode(scope, code);
      if (before.version !== version) {
        throw new DomainError('LENDER.CHANGED_MEANWHILE', `Lender ${code} was changed since you read it.`, {
          version: before.version,
        });
      }
      const { workingHours = before.workingHours, ...rest } = changes;
      const zone = rest.zone ?? before.zone;
      const lender: Lender = { ...before, ...rest, workingHours: { ...workingHours, zone } };
      const fields = changedFields(before, lender);
      if (fields.length === 0) return before;
      await this.lenders.save(lender);
      await this.events.append([
        { type: 'lender.updated', subjects: { lender: lender.id }, payload: { fields: fields.join(' ') } },
      ]);
      return { ...lender, version: version + 1 };
    });
  }
}

const changedFields = (before: Lender, after: Lender): string[] =>
  (Object.keys(after) as (keyof Lender)[]).filter(
    (field) => sortedJson(before[field]) !== sortedJson(after[field]),
  );
