import { Injectable } from '@nestjs/common';
import { Verdicts, type StoredVerdict } from '../../../application/ports/verdicts.js';
import type { ContactDecision } from '../../../domain/contact-policy/decision.js';
import type { MessageId } from '../../../domain/shared/ids.js';
import { VerdictEntity } from '../entities/verdict.entity.js';
import { TenantRows } from './tenant-rows.js';

const toRow = ({ id, messageId, at, verdict }: StoredVerdict): Omit<VerdictEntity, 'tenantId'> => ({
  id,
  messageId,
  decidedAt: at,
  decision: verdict.decision,
  ruleId: verdict.ruleId,
  untilAt: verdict.decision === 'DEFER' ? verdict.until : null,
  disclosures: verdict.decision === 'ALLOW' ? verdict.disclosures : null,
  packVersions: verdict.packVersions,
  inputs: verdict.inputs,
});

const toDecision = ({ decision, disclosures, untilAt, decidedAt }: VerdictEntity): ContactDecision => {
  switch (decision) {
    case 'ALLOW':
      return { decision, disclosures: disclosures ?? [] };
    case 'DEFER':
      return { decision, until: untilAt ?? decidedAt };
    case 'HOLD':
    case 'BLOCK':
    case 'CANCEL':
    case 'REVIEW':
      return { decision };
  }
};

const toVerdict = (row: VerdictEntity): StoredVerdict => ({
  id: row.id,
  messageId: row.messageId,
  at: row.decidedAt,
  verdict: {
    ...toDecision(row),
    ruleId: row.ruleId,
    packVersions: row.packVersions,
    inputs: row.inputs,
  },
});

@Injectable()
export class TypeormVerdicts extends Verdicts {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  record(verdicts: readonly StoredVerdict[]): Promise<void> {
    return this.rows.insert(VerdictEntity, verdicts.map(toRow));
  }

  async ofMessage(id: MessageId): Promise<StoredVerdict[]> {
    const rows = await this.rows.read(VerdictEntity, 'message_id = ?', [id], 'ORDER BY decided_at, id');
    return rows.map(toVerdict);
  }

  async latestOf(ids: readonly MessageId[]): Promise<Map<MessageId, StoredVerdict>> {
    const rows = await this.rows.readIn(VerdictEntity, 'message_id', ids, {
      tail: 'ORDER BY decided_at, id',
    });
    return new Map(rows.map((row) => [row.messageId, toVerdict(row)]));
  }
}
