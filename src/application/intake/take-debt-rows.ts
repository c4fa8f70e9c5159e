import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Debt } from '../../domain/debt/debt.js';
import { totalOwed } from '../../domain/debt/debt.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { groupBy } from '../../domain/shared/group-by.js';
import type { DebtId, DebtorId, ImportId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import type { ImportedDebt } from '../ports/debts.js';
import { Debts } from '../ports/debts.js';
import type { NewEvent } from '../ports/event-log.js';
import { EventLog } from '../ports/event-log.js';
import { Fingerprints } from '../ports/fingerprints.js';
import { Ids } from '../ports/ids.js';
import type { RejectedRow } from '../ports/table-files.js';
import type { BatchOutcome, NumberedRow } from './import-table.js';
import { MatchDebtors } from './match-debtors.js';
import type { DebtRow } from './read-debt-row.js';
import { TakeContactPoints } from './take-contact-points.js';

const SHARED = {
  code: 'CONTACT_POINT.SHARED',
  sentence: 'The address belongs to another debtor already; the debt was taken, the contact point was not.',
};

/** In place of the fingerprint of a debt whose import was undone: the next file that has it brings it back. */
export const UNDONE = 'undone';

interface KnownRow extends NumberedRow<DebtRow> {
  readonly fingerprint: string;
  readonly known: ImportedDebt | null;
}

/** Stores a batch of rows: debts, their debtors and contact points, within the caller's transaction. */
@Injectable()
export class TakeDebtRows {
  constructor(
    private readonly debts: Debts,
    private readonly matchDebtors: MatchDebtors,
    private readonly takeContactPoints: TakeContactPoints,
    private readonly events: EventLog,
    private readonly fingerprints: Fingerprints,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** `learnt`: IDs that earlier batches of a trial would have given to debtors, had they been kept. */
  async run(
    rows: readonly NumberedRow<DebtRow>[],
    importId: ImportId | null,
    learnt: Map<DebtorId, string> | null,
  ): Promise<BatchOutcome> {
    const now = this.clock.now();
    const rejections: RejectedRow[] = [];
    const found = await this.withKnown(
      rows.map((row) => ({ ...row, fingerprint: this.fingerprintOf(row.row) })),
    );
    const changed = found.filter((row) => row.known?.fingerprint !== row.fingerprint);
    const matches = await this.matchDebtors.run(
      changed.map(({ row, known }) => ({ row, debtorId: known?.debt.debtorId ?? null })),
      learnt,
    );
    const current = await this.withKnown(changed);
    const added: ImportedDebt[] = [];
    const updated: ImportedDebt[] = [];
    const takenBack: ImportedDebt[] = [];
    const contacts: { debtor: Debtor; row: DebtRow }[] = [];
    current.forEach((entry, place) => {
      const match = matches.of(place);
      const refusal = refusalOf(entry, match.debtor);
      if (refusal) {
        rejections.push({ row: entry.number, ...refusal });
        return;
      }
      const debtor = match.accept();
      contacts.push({ debtor, row: entry.row });
      if (entry.known) {
        const debt = reimported(entry.known, entry.row, now);
        const wasUndone = entry.known.fingerprint === UNDONE;
        (wasUndone ? takenBack : updated).push({ debt, fingerprint: entry.fingerprint });
      } else added.push({ debt: this.newDebt(entry.row, debtor.id), fingerprint: entry.fingerprint });
    });
    await matches.store();
    const shared = await this.takeContactPoints.run(contacts);
    await this.debts.add(added);
    await this.debts.reimport([...takenBack, ...updated]);
    const fresh = [...added, ...takenBack].map(({ debt }) => debt);
    await this.events.append([
      ...fresh.map((debt) => eventOf('debt.imported', debt, importId)),
      ...updated.map(({ debt }) => eventOf('debt.updated', debt, importId)),
    ]);
    return {
      added: fresh.length,
      updated: updated.length,
      unchanged: found.length - changed.length,
      rejections,
      notices: shared > 0 ? [{ ...SHARED, count: shared }] : [],
      addedDebts: fresh.map(({ id }) => id),
    };
  }

  private async withKnown<Row extends { readonly row: DebtRow }>(
    rows: readonly Row[],
  ): Promise<(Row & { readonly known: ImportedDebt | null })[]> {
    const byLender = groupBy(
      rows.map(({ row }) => row),
      ({ lender }) => lender.id,
    );
    const known = new Map<string, ImportedDebt>();
    for (const [lenderId, group] of byLender) {
      const stored = await this.debts.byReferences(
        lenderId,
        group.map((row) => row.reference),
      );
      for (const [reference, debt] of stored) known.set(`${lenderId} ${reference}`, debt);
    }
    return rows.map((row) => ({
      ...row,
      known: known.get(`${row.row.lender.id} ${row.row.reference}`) ?? null,
    }));
  }

  private fingerprintOf({ lender, ...row }: DebtRow): string {
    return this.fingerprints.of(JSON.stringify({ lender: lender.code, ...row }));
  }

  private newDebt(row: DebtRow, debtorId: DebtorId): Debt {
    return {
      id: this.ids.next<DebtId>(),
      lenderId: row.lender.id,
      debtorId,
      reference: row.reference,
      product: row.product,
      currency: row.currency,
      components: { ...row.components, paidMinor: 0 },
      dueOn: row.dueOn,
      tenantRole: row.tenantRole,
      assignmentNoticeOn: row.assignmentNoticeOn,
      state: 'open',
      closedAt: null,
      version: 1,
    };
  }
}

/** A debt is never moved to another person or currency by a file. */
function refusalOf({ row, known }: KnownRow, debtor: Debtor): Omit<RejectedRow, 'row'> | null {
  if (known && known.debt.currency !== row.currency) {
    return {
      column: 'currency',
      code: 'INTAKE.CURRENCY_CHANGED',
      sentence: `The debt is stored in ${known.debt.currency} and cannot change to ${row.currency}.`,
    };
  }
  const stored = debtor.checkFacts.idNumber;
  if (known && row.idNumber !== null && stored !== null && stored !== row.idNumber) {
    return {
      column: 'id_number',
      code: 'INTAKE.OTHER_DEBTOR',
      sentence: 'The debt is stored for a debtor with another ID; only a person can move it.',
    };
  }
  return null;
}

/** What was paid stays; a debt that is owed again, or whose import was undone, is open again. */
function reimported({ debt, fingerprint }: ImportedDebt, row: DebtRow, now: Instant): Debt {
  const next: Debt = {
    ...debt,
    ...(fingerprint === UNDONE ? { state: 'open', closedAt: null } : {}),
    product: row.product,
    components: { ...row.components, paidMinor: debt.components.paidMinor },
    dueOn: row.dueOn,
    tenantRole: row.tenantRole,
    assignmentNoticeOn: row.assignmentNoticeOn,
  };
  const covered = totalOwed(next).minor <= next.components.paidMinor;
  if (next.state === 'paid' && !covered) return { ...next, state: 'open', closedAt: null };
  if (next.state === 'open' && covered) return { ...next, state: 'paid', closedAt: now };
  return next;
}

const eventOf = (type: string, debt: Debt, importId: ImportId | null): NewEvent => ({
  type,
  subjects: {
    debt: debt.id,
    debtor: debt.debtorId,
    lender: debt.lenderId,
    ...(importId === null ? {} : { import: importId }),
  },
  payload: { owedMinor: totalOwed(debt).minor, currency: debt.currency, dueOn: debt.dueOn },
});
