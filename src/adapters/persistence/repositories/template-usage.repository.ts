import { Injectable } from '@nestjs/common';
import { TemplateUsage } from '../../../application/ports/template-usage.js';
import type { VersionUsage } from '../../../application/ports/template-usage.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { LenderId, TemplateVersionId } from '../../../domain/shared/ids.js';
import { marks } from '../rows.js';
import { TenantRows } from './tenant-rows.js';

/** Handed over, or may have been. */
const HANDED_OVER = `('sent', 'sent-unconfirmed', 'unknown', 'delivered', 'read', 'failed')`;

interface Counted {
  readonly version_id: string;
  readonly n: number | string;
}

@Injectable()
export class SqlTemplateUsage extends TemplateUsage {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async of(lenderId: LenderId, versionIds: readonly TemplateVersionId[]): Promise<VersionUsage[]> {
    if (versionIds.length === 0) return [];
    const mine = `m.tenant_id = ? AND m.lender_id = ? AND m.template_version_id IN (${marks(versionIds)})
      AND m.state IN ${HANDED_OVER}`;
    const count = async (from: string): Promise<Map<string, number>> => {
      const sql = `SELECT m.template_version_id AS version_id, COUNT(*) AS n ${from} GROUP BY m.template_version_id`;
      const rows = await this.rows.query<Counted>(sql, [this.rows.tenantId, lenderId, ...versionIds]);
      return new Map(rows.map(({ version_id, n }) => [version_id, Number(n)]));
    };
    const sent = await count(`FROM messages m WHERE ${mine}`);
    const optOuts = await count(
      `FROM messages m JOIN contact_points c ON c.tenant_id = m.tenant_id AND c.id = m.contact_point_id
       WHERE ${mine} AND m.sent_at < c.opted_out_at AND NOT EXISTS (SELECT 1 FROM messages n
         WHERE n.tenant_id = m.tenant_id AND n.contact_point_id = m.contact_point_id
         AND n.sent_at > m.sent_at AND n.sent_at < c.opted_out_at)`,
    );
    const complaints = await count(
      `FROM messages m JOIN hand_offs h ON h.tenant_id = m.tenant_id AND h.lender_id = m.lender_id
         AND h.debtor_id = m.debtor_id AND h.reason = 'complaint'
       WHERE ${mine} AND m.sent_at < h.opened_at AND NOT EXISTS (SELECT 1 FROM messages n
         WHERE n.tenant_id = m.tenant_id AND n.debtor_id = m.debtor_id AND n.lender_id = m.lender_id
         AND n.sent_at > m.sent_at AND n.sent_at < h.opened_at)`,
    );
    return [...sent].map(([id, count]) => ({
      versionId: idOf<TemplateVersionId>(id),
      sent: count,
      optOuts: optOuts.get(id) ?? 0,
      complaints: complaints.get(id) ?? 0,
    }));
  }
}
