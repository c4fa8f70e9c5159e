import { Injectable } from '@nestjs/common';
import { Approvals } from '../../../application/ports/approvals.js';
import type { Approval, ApprovalState } from '../../../domain/arrangement/approval.js';
import type { LenderReach } from '../../../domain/people/access.js';
import type { ApprovalId, PlanQuoteId } from '../../../domain/shared/ids.js';
import { ApprovalEntity } from '../entities/approval.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { sqlInstant } from '../column-codec.js';
import { marks } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormApprovals extends Approvals {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async byId(id: ApprovalId): Promise<Approval | null> {
    const row = await this.rows.readOne(ApprovalEntity, 'id = ?', [id]);
    return row === null ? null : this.toApproval(row);
  }

  async ofQuote(id: PlanQuoteId): Promise<Approval[]> {
    const rows = await this.rows.read(ApprovalEntity, 'plan_quote_id = ?', [id], 'ORDER BY id');
    return rows.map((row) => this.toApproval(row));
  }

  async list(
    state: ApprovalState,
    reach: LenderReach,
    { after, limit }: Parameters<Approvals['list']>[2],
  ): Promise<Approval[]> {
    const lenders = reach === 'all' ? null : ['', ...reach];
    const place = after === null ? [] : [sqlInstant(after.answerBy), sqlInstant(after.answerBy), after.id];
    const rows = await this.rows.read(
      ApprovalEntity,
      `state = ?${after === null ? '' : ' AND (answer_by_at > ? OR (answer_by_at = ? AND id > ?))'}` +
        (lenders === null ? '' : ` AND lender_id IN (${marks(lenders)})`),
      [state, ...place, ...(lenders ?? []), limit],
      'ORDER BY answer_by_at, id LIMIT ?',
    );
    return rows.map((row) => this.toApproval(row));
  }

  add(approval: Approval): Promise<void> {
    return this.rows.insert(ApprovalEntity, [this.toRow(approval)]);
  }

  update(approval: Approval): Promise<void> {
    return this.rows.updateVersioned(
      ApprovalEntity,
      [this.toRow(approval)],
      ['state', 'decidedBy', 'decisionReason', 'decidedAt'],
      'APPROVAL.CHANGED_MEANWHILE',
    );
  }

  private toRow(approval: Approval): Omit<ApprovalEntity, 'tenantId'> {
    return {
      ...approval,
      reason: this.cipher.encrypt(approval.reason),
      decisionReason: this.cipher.encryptOptional(approval.decisionReason),
    };
  }

  private toApproval(row: ApprovalEntity): Approval {
    return {
      ...untenanted(row),
      reason: this.cipher.decrypt(row.reason),
      decisionReason: this.cipher.decryptOptional(row.decisionReason),
    };
  }
}
