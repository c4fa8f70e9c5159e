import { Injectable } from '@nestjs/common';
import type { Debt } from '../../domain/debt/debt.js';
import { HOUR, plus } from '../../domain/calendar/instant.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtId, ImportId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import type { NewEvent } from '../ports/event-log.js';
import { EventLog } from '../ports/event-log.js';
import type { Import } from '../ports/imports.js';
import { Imports } from '../ports/imports.js';
import { Messages } from '../ports/messages.js';
import { OutreachOfDebts } from '../ports/outreach-of-debts.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { reachesImport, unknownImport } from './read-imports.js';
import { subjectsOf } from './stored-journal.js';
import { UNDONE } from './take-debt-rows.js';

const WITHIN = 24 * HOUR;
const PAGE = 500;

export interface UndoneImport {
  readonly one: Import;
  readonly withdrawn: number;
  /** Debts that the import changed; they stay as they are. */
  readonly updatedRows: number;
}

/**
 * Takes back the debts that an import added, all or none: they are withdrawn, and what waits to be sent about them is
 * cancelled. The next import that has them brings them back.
 */
@Injectable()
export class UndoImport {
  constructor(
    private readonly imports: Imports,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
    private readonly messages: Messages,
    private readonly outreach: OutreachOfDebts,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `IMPORT.UNKNOWN`, `INTAKE.CANNOT_UNDO`, `INTAKE.UNDO_TOO_LATE`, `INTAKE.ALREADY_SENT` or `INTAKE.ALREADY_PAID`. */
  run(scope: WorkScope, id: ImportId, reason: string): Promise<UndoneImport> {
    return this.unitOfWork.run(scope, async () => {
      const asked = await this.imports.byId(id);
      if (!asked || !reachesImport(scope.reach, asked)) throw unknownImport();
      await this.imports.lockLender(asked.lenderId);
      const one = (await this.imports.byId(id)) ?? asked;
      this.refuseUnlessPossible(one);
      let withdrawn = 0;
      for (
        let page = await this.page(id, null);
        page.length > 0;
        page = await this.page(id, page.at(-1) ?? null)
      ) {
        withdrawn += await this.withdraw(one, page);
      }
      const undone = { at: this.clock.now(), by: actorLabel(scope.actor), reason };
      const stored = await this.imports.save({ ...one, state: 'undone', undone });
      await this.events.append([
        {
          type: 'import.undone',
          subjects: subjectsOf(one),
          reason,
          payload: { withdrawn, updatedRows: one.updated },
        },
      ]);
      return { one: stored, withdrawn, updatedRows: one.updated };
    });
  }

  private refuseUnlessPossible({ kind, trial, state, finishedAt }: Import): void {
    if (kind !== 'debts' || trial || (state !== 'finished' && state !== 'failed')) {
      throw new DomainError(
        'INTAKE.CANNOT_UNDO',
        'Only a finished import of debts can be undone, and only once.',
      );
    }
    if (finishedAt === null || plus(finishedAt, WITHIN) < this.clock.now()) {
      throw new DomainError('INTAKE.UNDO_TOO_LATE', 'The import ended more than 24 hours ago.');
    }
  }

  private page(id: ImportId, after: DebtId | null): Promise<DebtId[]> {
    return this.imports.addedDebts(id, after, PAGE);
  }

  private async withdraw(one: Import, ids: readonly DebtId[]): Promise<number> {
    const seen = [...(await this.debts.byIds(ids)).values()];
    await this.debtors.lock(seen.map(({ debtorId }) => debtorId));
    const sent = await this.outreach.attempted(ids);
    if (sent > 0) {
      throw new DomainError(
        'INTAKE.ALREADY_SENT',
        'Something was sent already about debts of this import; nothing was undone.',
      );
    }
    const debts = [...(await this.debts.byIds(ids)).values()];
    if (debts.some(({ components }) => components.paidMinor > 0)) {
      throw new DomainError(
        'INTAKE.ALREADY_PAID',
        'Money arrived already for debts of this import; nothing was undone.',
      );
    }
    const now = this.clock.now();
    for (const debtId of await this.outreach.waiting(ids)) {
      await this.messages.cancelQueued({ kind: 'debt', debtId }, 'import-undone', now, {
        includeReplies: true,
      });
    }
    const open = debts.filter(({ state }) => state !== 'withdrawn');
    const withdrawn = open.map((debt): Debt => ({ ...debt, state: 'withdrawn', closedAt: now }));
    await this.debts.reimport(withdrawn.map((debt) => ({ debt, fingerprint: UNDONE })));
    await this.events.append(withdrawn.map((debt) => closed(one, debt)));
    return withdrawn.length;
  }
}

const closed = (one: Import, debt: Debt): NewEvent => ({
  type: 'debt.closed',
  subjects: { debt: debt.id, debtor: debt.debtorId, lender: debt.lenderId, import: one.id },
  reason: 'withdrawn',
});
