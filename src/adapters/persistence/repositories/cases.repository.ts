import { Injectable } from '@nestjs/common';
import { Cases } from '../../../application/ports/cases.js';
import type {
  CaseAccess,
  CaseFilter,
  CasePlace,
  CasesFound,
  CaseSort,
  HeardInCase,
} from '../../../application/ports/cases.js';
import type { PastHandOff } from '../../../application/ports/conversation-records.js';
import { Debts } from '../../../application/ports/debts.js';
import type { OlderThan } from '../../../application/ports/notes.js';
import type { Arrangement } from '../../../domain/arrangement/arrangement.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Dispute } from '../../../domain/conversation/dispute.js';
import type { InboundContent } from '../../../domain/conversation/inbound-content.js';
import type { Debt } from '../../../domain/debt/debt.js';
import type { Message } from '../../../domain/message/message.js';
import type { Allocation } from '../../../domain/payment/allocate-payment.js';
import type { LenderReach } from '../../../domain/people/access.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { ContactPointId, DebtId, PaymentId } from '../../../domain/shared/ids.js';
import { sqlInstant } from '../column-codec.js';
import { ArrangementEntity, InstalmentEntity } from '../entities/arrangement.entity.js';
import { DisputeEntity } from '../entities/dispute.entity.js';
import { EventEntity } from '../entities/event.entity.js';
import { HandOffEntity } from '../entities/hand-off.entity.js';
import { InboundMessageEntity } from '../entities/inbound-message.entity.js';
import { MessageEntity } from '../entities/message.entity.js';
import { PaymentAllocationEntity } from '../entities/payment.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { after, filtered, joined, ORDERS } from './case-filter.js';
import { CaseSearch } from './case-search.js';
import { MessageColumns } from './message-columns.js';
import { olderThan } from './older-than.js';
import type { Understanding } from '../../../domain/understanding/understanding.js';
import { TenantRows, untenanted } from './tenant-rows.js';

/** Conversations with the debtor of a debt for its lender. */
const OF_CASE = `conversation_id IN (SELECT c.id FROM conversations c
  WHERE c.tenant_id = ? AND c.debtor_id = ? AND c.lender_id = ?)`;
const ACCESS_TYPES = `('case.viewed', 'case.revealed')`;

@Injectable()
export class SqlCases extends Cases {
  constructor(
    private readonly rows: TenantRows,
    private readonly debts: Debts,
    private readonly caseSearch: CaseSearch,
    private readonly columns: MessageColumns,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async page(filter: CaseFilter, sort: CaseSort, place: CasePlace | null, limit: number): Promise<Debt[]> {
    const [sql, parameters] = joined([filtered(filter, this.rows.tenantId), after(sort, place)]);
    const rows = await this.rows.query<{ id: DebtId }>(
      `SELECT id FROM debts WHERE tenant_id = ? AND ${sql} ORDER BY ${ORDERS[sort]} LIMIT ?`,
      [this.rows.tenantId, ...parameters, limit],
    );
    return this.inOrder(rows.map(({ id }) => id));
  }

  async total(filter: CaseFilter): Promise<number> {
    const [sql, parameters] = filtered(filter, this.rows.tenantId);
    const [row] = await this.rows.query<{ n: number | string }>(
      `SELECT COUNT(*) AS n FROM debts WHERE tenant_id = ? AND ${sql}`,
      [this.rows.tenantId, ...parameters],
    );
    return Number(row?.n ?? 0);
  }

  async search(reach: LenderReach | undefined, text: string, limit: number): Promise<CasesFound> {
    const { ids, complete } = await this.caseSearch.run(reach, text, limit);
    return { debts: await this.inOrder(ids), complete };
  }

  async messages({ id, debtorId, lenderId }: Debt, page: OlderThan<string>): Promise<Message[]> {
    const older = olderThan(page);
    const rows = await this.rows.read(
      MessageEntity,
      `debtor_id = ? AND lender_id = ? AND (debt_id = ? OR debt_id IS NULL) ${older.condition}`,
      [debtorId, lenderId, id, ...older.parameters],
      older.tail,
    );
    return rows.map((row) => this.columns.toMessage(row));
  }

  async heard({ debtorId, lenderId }: Debt, page: OlderThan<string>): Promise<HeardInCase[]> {
    const older = olderThan(page);
    const rows = await this.rows.read(
      InboundMessageEntity,
      `${OF_CASE} ${older.condition}`,
      [this.rows.tenantId, debtorId, lenderId, ...older.parameters],
      older.tail,
    );
    return rows.map(({ id, channel, receivedAt, recalledAt, content, understanding }) => ({
      id,
      channel,
      receivedAt,
      recalledAt,
      content: JSON.parse(this.cipher.decrypt(content)) as InboundContent,
      understanding:
        understanding === null ? null : (JSON.parse(this.cipher.decrypt(understanding)) as Understanding),
    }));
  }

  async handOffs({ debtorId, lenderId }: Debt, page: OlderThan<string>): Promise<PastHandOff[]> {
    const older = olderThan(page);
    const rows = await this.rows.read(
      HandOffEntity,
      `${OF_CASE} ${older.condition}`,
      [this.rows.tenantId, debtorId, lenderId, ...older.parameters],
      older.tail,
    );
    return rows.map((row) => ({
      id: row.id,
      reason: row.reason,
      priority: row.priority,
      state: row.state,
      openedAt: row.openedAt,
      answerBy: row.answerBy,
      claimedBy: row.claimedBy,
      closedAt: row.closedAt,
      closedBy: row.closedBy,
      outcome: row.outcome,
      afterClose: row.afterClose,
    }));
  }

  async arrangements(debtId: DebtId, page: OlderThan<string>): Promise<Arrangement[]> {
    const older = olderThan(page);
    const rows = await this.rows.read(
      ArrangementEntity,
      `debt_id = ? ${older.condition}`,
      [debtId, ...older.parameters],
      older.tail,
    );
    const instalments = await this.rows.readIn(
      InstalmentEntity,
      'arrangement_id',
      rows.map(({ id }) => id),
      { tail: 'ORDER BY arrangement_id, number' },
    );
    return rows.map((row) => ({
      ...untenanted(row),
      instalments: instalments
        .filter(({ arrangementId }) => arrangementId === row.id)
        .map(({ id, number, dueOn, amountMinor, paidMinor, state, remindedAt }) => ({
          id,
          number,
          dueOn,
          amountMinor,
          paidMinor,
          state,
          remindedAt,
        })),
    }));
  }

  async disputes(debtId: DebtId): Promise<Dispute[]> {
    const rows = await this.rows.read(DisputeEntity, 'debt_id = ?', [debtId], 'ORDER BY id');
    return rows.map(untenanted);
  }

  async allocations(ids: readonly PaymentId[]): Promise<Map<PaymentId, Allocation[]>> {
    const rows = await this.rows.readIn(PaymentAllocationEntity, 'payment_id', ids, {
      tail: 'ORDER BY payment_id, position',
    });
    const allocations = new Map<PaymentId, Allocation[]>();
    for (const { paymentId, target, instalmentId, amountMinor } of rows) {
      const known = allocations.get(paymentId) ?? [];
      allocations.set(paymentId, [...known, { target, instalmentId, amountMinor }]);
    }
    return allocations;
  }

  async accesses(debtId: DebtId, page: OlderThan<string>): Promise<CaseAccess[]> {
    const older = olderThan(page);
    const rows = await this.rows.read(
      EventEntity,
      `type IN ${ACCESS_TYPES} AND subjects LIKE ? ${older.condition}`,
      [about(debtId), ...older.parameters],
      older.tail,
    );
    return rows.map(({ id, at, actor, type, payload, subjects, reason }) => ({
      id,
      at,
      actor,
      type: type === 'case.viewed' ? 'case.viewed' : 'case.revealed',
      field: typeof payload['field'] === 'string' ? payload['field'] : null,
      contactPointId:
        subjects['contactPoint'] === undefined ? null : idOf<ContactPointId>(subjects['contactPoint']),
      reason,
    }));
  }

  async viewedSince(debtId: DebtId, actor: string, since: Instant): Promise<boolean> {
    const rows = await this.rows.read(
      EventEntity,
      `type = 'case.viewed' AND at >= ? AND actor = ? AND subjects LIKE ?`,
      [sqlInstant(since), actor, about(debtId)],
      'LIMIT 1',
    );
    return rows.length > 0;
  }

  private async inOrder(ids: readonly DebtId[]): Promise<Debt[]> {
    const debts = await this.debts.byIds(ids);
    return ids.flatMap((id) => debts.get(id) ?? []);
  }
}

/** Events name their subjects by kind. */
const about = (debtId: DebtId): string => `%"debt":"${debtId}"%`;
