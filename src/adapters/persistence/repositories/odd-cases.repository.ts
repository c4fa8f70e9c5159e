import { Injectable } from '@nestjs/common';
import { Debtors } from '../../../application/ports/debtors.js';
import { OddCases } from '../../../application/ports/odd-cases.js';
import type { Oddity } from '../../../application/ports/odd-cases.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { DebtId, DebtorId, LenderId } from '../../../domain/shared/ids.js';
import type { Locale } from '../../../domain/shared/locale.js';
import { TenantRows } from './tenant-rows.js';

/** How many of the newest debts are looked through for one without a name: names are encrypted. */
const LOOKED_THROUGH = 300;

const OWED = '(d.principal_minor + d.interest_minor + d.fees_minor)';
const OF_LENDER = 'd.tenant_id = ? AND d.lender_id = ?';

interface Found {
  readonly debt_id: string;
}

@Injectable()
export class SqlOddCases extends OddCases {
  constructor(
    private readonly rows: TenantRows,
    private readonly debtors: Debtors,
  ) {
    super();
  }

  async of(lenderId: LenderId, locale: Locale): Promise<ReadonlyMap<Oddity, DebtId>> {
    const found: readonly (readonly [Oddity, DebtId | null])[] = [
      ['no-name', await this.nameless(lenderId)],
      [
        'longest-amount',
        await this.first(
          `SELECT d.id AS debt_id FROM debts d WHERE ${OF_LENDER} AND d.state = 'open'
           ORDER BY ${OWED} - d.paid_minor DESC, d.id LIMIT 1`,
          lenderId,
        ),
      ],
      [
        'overpaid',
        await this.first(
          `SELECT d.id AS debt_id FROM debts d WHERE ${OF_LENDER} AND d.paid_minor >= ${OWED}
           ORDER BY d.paid_minor - ${OWED} DESC, d.id LIMIT 1`,
          lenderId,
        ),
      ],
      [
        'other-language',
        await this.first(
          `SELECT d.id AS debt_id FROM debts d JOIN debtors p ON p.tenant_id = d.tenant_id AND p.id = d.debtor_id
           WHERE ${OF_LENDER} AND d.state = 'open' AND p.locale <> ? ORDER BY d.id LIMIT 1`,
          lenderId,
          locale,
        ),
      ],
      [
        'several-debts',
        await this.first(
          `SELECT MIN(d.id) AS debt_id FROM debts d WHERE ${OF_LENDER} AND d.state = 'open'
           GROUP BY d.debtor_id HAVING COUNT(*) > 1 ORDER BY COUNT(*) DESC, MIN(d.id) LIMIT 1`,
          lenderId,
        ),
      ],
    ];
    return new Map(found.flatMap(([oddity, id]) => (id === null ? [] : [[oddity, id] as const])));
  }

  private async nameless(lenderId: LenderId): Promise<DebtId | null> {
    const newest = await this.rows.query<Found & { readonly debtor_id: string }>(
      `SELECT d.id AS debt_id, d.debtor_id AS debtor_id FROM debts d WHERE ${OF_LENDER}
       ORDER BY d.due_on DESC, d.id DESC LIMIT ${LOOKED_THROUGH}`,
      [this.rows.tenantId, lenderId],
    );
    const debtors = await this.debtors.byIds(newest.map((one) => idOf<DebtorId>(one.debtor_id)));
    const nameless = newest.find((one) => !debtors.get(idOf<DebtorId>(one.debtor_id))?.name?.trim());
    return nameless ? idOf<DebtId>(nameless.debt_id) : null;
  }

  private async first(sql: string, lenderId: LenderId, ...more: readonly string[]): Promise<DebtId | null> {
    const [found] = await this.rows.query<Found>(sql, [this.rows.tenantId, lenderId, ...more]);
    return found ? idOf<DebtId>(found.debt_id) : null;
  }
}
