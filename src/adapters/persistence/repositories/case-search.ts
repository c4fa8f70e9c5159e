import { Injectable } from '@nestjs/common';
import { ContactPoints } from '../../../application/ports/contact-points.js';
import { Debtors } from '../../../application/ports/debtors.js';
import type { LenderReach } from '../../../domain/people/access.js';
import { CHANNELS } from '../../../domain/shared/channel.js';
import type { DebtId, DebtorId, LenderId } from '../../../domain/shared/ids.js';
import { marks } from '../rows.js';
import { withinReach } from './case-filter.js';
import { DeskRows } from './desk-rows.js';
import { TenantRows } from './tenant-rows.js';

/** Debts whose people one search by name or last four looks at, at most; the newest first. */
const SEARCHED = 10_000;
const SEARCH_PAGE = 1_000;
const SHORTEST_NAME = 2;

export interface DebtsFound {
  readonly ids: readonly DebtId[];
  readonly complete: boolean;
}

/** Finds debts by what people type: exact values by index, parts of names and numbers by reading a bounded number. */
@Injectable()
export class CaseSearch {
  constructor(
    private readonly rows: TenantRows,
    private readonly desk: DeskRows,
    private readonly debtors: Debtors,
    private readonly contactPoints: ContactPoints,
  ) {}

  async run(reach: LenderReach | undefined, typed: string, limit: number): Promise<DebtsFound> {
    const text = typed.normalize('NFKC').trim();
    const found = new Set<DebtId>([
      ...(await this.byReference(reach, text)),
      ...(await this.ofDebtors(reach, await this.byKey(text))),
    ]);
    const complete = [...text].length < SHORTEST_NAME || (await this.byReading(reach, text, limit, found));
    return { ids: [...found].slice(0, limit), complete };
  }

  /** Adds to `found`; false when there were more people than it looks at. */
  private async byReading(
    reach: LenderReach | undefined,
    text: string,
    limit: number,
    found: Set<DebtId>,
  ): Promise<boolean> {
    const [inReach, lenders] = withinReach(reach);
    let last: DebtId | null = null;
    for (let looked = 0; looked < SEARCHED; looked += SEARCH_PAGE) {
      const page: { id: DebtId; debtor: DebtorId }[] = await this.rows.query(
        `SELECT id, debtor_id AS debtor FROM debts WHERE tenant_id = ? AND ${inReach}${last === null ? '' : ' AND id < ?'}
         ORDER BY id DESC LIMIT ?`,
        [this.rows.tenantId, ...lenders, ...(last === null ? [] : [last]), SEARCH_PAGE],
      );
      const matching = await this.desk.matching(
        page.map(({ debtor }) => debtor),
        text,
      );
      for (const { id, debtor } of page) if (matching.has(debtor)) found.add(id);
      if (page.length < SEARCH_PAGE || found.size >= limit) return true;
      last = page.at(-1)?.id ?? null;
    }
    return false;
  }

  private async byReference(reach: LenderReach | undefined, reference: string): Promise<DebtId[]> {
    const lenders =
      reach === undefined || reach === 'all'
        ? (
            await this.rows.query<{ id: LenderId }>('SELECT id FROM lenders WHERE tenant_id = ?', [
              this.rows.tenantId,
            ])
          ).map(({ id }) => id)
        : [...reach];
    const rows = await this.rows.inLists(lenders, (list) =>
      this.rows.query<{ id: DebtId }>(
        `SELECT id FROM debts WHERE tenant_id = ? AND lender_id IN (${marks(list)}) AND reference = ?`,
        [this.rows.tenantId, ...list, reference],
      ),
    );
    return rows.map(({ id }) => id);
  }

  /** By a whole ID, telephone number or address. */
  private async byKey(text: string): Promise<DebtorId[]> {
    const byId = await this.debtors.byKeys([{ kind: 'id-number', idNumber: text }]);
    const points = await this.contactPoints.byAddresses(
      CHANNELS.flatMap((channel) => addressesOf(text).map((address) => ({ channel, address }))),
    );
    return [
      ...byId.flatMap((debtor) => (debtor === null ? [] : [debtor.id])),
      ...points.flatMap((point) => (point === null ? [] : [point.debtorId])),
    ];
  }

  private async ofDebtors(reach: LenderReach | undefined, ids: readonly DebtorId[]): Promise<DebtId[]> {
    const [inReach, lenders] = withinReach(reach);
    const rows = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ id: DebtId }>(
        `SELECT id FROM debts WHERE tenant_id = ? AND debtor_id IN (${marks(list)}) AND ${inReach} ORDER BY id`,
        [this.rows.tenantId, ...list, ...lenders],
      ),
    );
    return rows.map(({ id }) => id);
  }
}

/** As it was typed, and as the international number that the digits may be. */
const addressesOf = (text: string): string[] => {
  const digits = text.replaceAll(/[\s()+-]/gu, '');
  if (!/^\d{8,15}$/u.test(digits)) return [text];
  return [text, `+${digits}`, ...(/^1\d{10}$/u.test(digits) ? [`+86${digits}`] : [])];
};
