import { Injectable } from '@nestjs/common';
import { PortfolioFigures } from '../../../application/ports/portfolio-figures.js';
import type {
  ArmFigures,
  CountBy,
  MoneyFigures,
  PortfolioCounts,
} from '../../../application/ports/portfolio-figures.js';
import type { Currency } from '../../../domain/shared/money.js';
import { TenantRows } from './tenant-rows.js';

/** Handed over, or may have been. */
const HANDED_OVER = `('sent', 'sent-unconfirmed', 'unknown', 'delivered', 'read', 'failed')`;
const NOT_SENT = `('suppressed', 'cancelled', 'too-old')`;

const COUNTS: Readonly<Record<keyof PortfolioCounts, string>> = {
  debts: 'SELECT COUNT(*) AS n FROM debts WHERE tenant_id = ?',
  contacted: `SELECT COUNT(DISTINCT debt_id) AS n FROM messages WHERE tenant_id = ? AND state IN ${HANDED_OVER}`,
  rightParty: `SELECT COUNT(*) AS n FROM debts d WHERE d.tenant_id = ? AND EXISTS (SELECT 1 FROM contact_points c
    WHERE c.tenant_id = d.tenant_id AND c.debtor_id = d.debtor_id AND c.right_party_state = 'confirmed')`,
  replied: `SELECT COUNT(*) AS n FROM debts d WHERE d.tenant_id = ? AND EXISTS (SELECT 1 FROM contact_points c
    WHERE c.tenant_id = d.tenant_id AND c.debtor_id = d.debtor_id AND c.last_inbound_at IS NOT NULL)`,
  promised: 'SELECT COUNT(DISTINCT debt_id) AS n FROM promises WHERE tenant_id = ?',
  promisesKept: `SELECT COUNT(*) AS n FROM promises WHERE tenant_id = ? AND state = 'kept'`,
  promisesPartlyKept: `SELECT COUNT(*) AS n FROM promises WHERE tenant_id = ? AND state = 'partly-kept'`,
  promisesBroken: `SELECT COUNT(*) AS n FROM promises WHERE tenant_id = ? AND state = 'broken'`,
  plansAgreed: 'SELECT COUNT(*) AS n FROM arrangements WHERE tenant_id = ?',
  plansCompleted: `SELECT COUNT(*) AS n FROM arrangements WHERE tenant_id = ? AND state = 'completed'`,
  plansBroken: `SELECT COUNT(*) AS n FROM arrangements WHERE tenant_id = ? AND state = 'broken'`,
  paid: `SELECT COUNT(*) AS n FROM debts WHERE tenant_id = ? AND state IN ('paid', 'settled')`,
  disputes: 'SELECT COUNT(DISTINCT debt_id) AS n FROM disputes WHERE tenant_id = ?',
  optOuts: 'SELECT COUNT(*) AS n FROM contact_points WHERE tenant_id = ? AND opted_out_at IS NOT NULL',
  handOffs: 'SELECT COUNT(*) AS n FROM hand_offs WHERE tenant_id = ?',
  closedWithoutPerson: `SELECT COUNT(*) AS n FROM debts d WHERE d.tenant_id = ? AND d.state IN ('paid', 'settled')
    AND NOT EXISTS (SELECT 1 FROM hand_offs h WHERE h.tenant_id = d.tenant_id AND h.debtor_id = d.debtor_id)`,
};

@Injectable()
export class SqlPortfolioFigures extends PortfolioFigures {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async counts(): Promise<PortfolioCounts> {
    const counts: Partial<Record<keyof PortfolioCounts, number>> = {};
    for (const [name, sql] of Object.entries(COUNTS) as [keyof PortfolioCounts, string][]) {
      const [row] = await this.rows.query<{ n: number | string }>(sql, [this.rows.tenantId]);
      counts[name] = Number(row?.n ?? 0);
    }
    return counts as PortfolioCounts;
  }

  messagesByState(): Promise<CountBy[]> {
    return this.countsBy(
      'SELECT state AS name, COUNT(*) AS n FROM messages WHERE tenant_id = ? GROUP BY state',
    );
  }

  unsentByRule(): Promise<CountBy[]> {
    return this.countsBy(
      `SELECT COALESCE(state_reason, state) AS name, COUNT(*) AS n FROM messages
       WHERE tenant_id = ? AND state IN ${NOT_SENT} GROUP BY COALESCE(state_reason, state)`,
    );
  }

  async money(): Promise<MoneyFigures[]> {
    const rows = await this.rows.query<Record<'currency' | 'debts' | 'owed' | 'recovered', string | number>>(
      `SELECT currency, COUNT(*) AS debts, SUM(principal_minor + interest_minor + fees_minor) AS owed,
       SUM(paid_minor) AS recovered FROM debts WHERE tenant_id = ? GROUP BY currency ORDER BY currency`,
      [this.rows.tenantId],
    );
    return rows.map((row) => ({
      currency: String(row.currency) as Currency,
      debts: Number(row.debts),
      owedMinor: Number(row.owed),
      recoveredMinor: Number(row.recovered),
    }));
  }

  async arms(): Promise<ArmFigures[]> {
    const rows = await this.rows.query<
      Record<'experiment' | 'arm' | 'debts' | 'contacted' | 'paid', string | number>
    >(
      `SELECT e.experiment, e.arm, COUNT(*) AS debts,
       SUM(CASE WHEN EXISTS (SELECT 1 FROM messages m WHERE m.tenant_id = e.tenant_id AND m.debt_id = e.debt_id
         AND m.state IN ${HANDED_OVER}) THEN 1 ELSE 0 END) AS contacted,
       SUM(CASE WHEN d.state IN ('paid', 'settled') THEN 1 ELSE 0 END) AS paid
       FROM (SELECT DISTINCT tenant_id, debt_id, experiment, arm FROM enrolments WHERE tenant_id = ?) e
       JOIN debts d ON d.tenant_id = e.tenant_id AND d.id = e.debt_id
       GROUP BY e.experiment, e.arm ORDER BY e.experiment, e.arm`,
      [this.rows.tenantId],
    );
    return rows.map((row) => ({
      experiment: String(row.experiment),
      arm: String(row.arm),
      debts: Number(row.debts),
      contacted: Number(row.contacted),
      paid: Number(row.paid),
    }));
  }

  /** The most frequent first; equal ones by name. */
  private async countsBy(sql: string): Promise<CountBy[]> {
    const rows = await this.rows.query<{ name: string; n: number | string }>(sql, [this.rows.tenantId]);
    return rows
      .map((row) => ({ name: row.name, count: Number(row.n) }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  }
}
