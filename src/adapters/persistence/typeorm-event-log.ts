import { Injectable } from '@nestjs/common';
import { Clock } from '../../application/ports/clock.js';
import {
  CHAIN_START,
  EventLog,
  type ChainCheck,
  type ChainEnd,
  type ChainStretch,
  type EventQuery,
  type LogPosition,
  type NewEvent,
  type SealedEvent,
} from '../../application/ports/event-log.js';
import { Ids } from '../../application/ports/ids.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { sqlInstant } from './column-codec.js';
import { forUpdate } from './dialect.js';
import { EventEntity } from './entities/event.entity.js';
import { TenantEntity } from './entities/tenant.entity.js';
import { hashOf } from './event-chain.js';
import { insertRows, readRows, updateRows } from './rows.js';
import { TypeormUnitOfWork } from './unit-of-work.js';

const VERIFY_PAGE = 2_000;

/**
 * The head of the chain is on the tenant's row. Sealing locks that row, so two processes that seal at once
 * take turns; an event that a slow transaction commits later simply gets a later number.
 */
@Injectable()
export class TypeormEventLog extends EventLog {
  private readonly listeners: ((tenantId: TenantId) => void)[] = [];

  constructor(
    private readonly unitOfWork: TypeormUnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  async append(events: readonly NewEvent[]): Promise<void> {
    const { tenantId, actor } = this.unitOfWork.scope();
    const at = this.clock.now();
    const rows = events.map((event): EventEntity => ({
      tenantId,
      id: this.ids.next(),
      type: event.type,
      subjects: event.subjects,
      actor: actorLabel(actor),
      reason: event.reason ?? null,
      payload: event.payload ?? {},
      at,
      sequence: null,
      hash: null,
      previousHash: null,
    }));
    await insertRows(this.unitOfWork.currentManager(), EventEntity, rows);
    if (this.listeners.length === 0) return;
    this.unitOfWork.afterCommit(() => this.listeners.forEach((listener) => listener(tenantId)));
  }

  onAppended(listener: (tenantId: TenantId) => void): void {
    this.listeners.push(listener);
  }

  async seal(limit: number): Promise<number> {
    const manager = this.unitOfWork.currentManager();
    const tenant = await this.lockedTenant();
    const open = await readRows(
      manager,
      EventEntity,
      'WHERE tenant_id = ? AND sequence IS NULL ORDER BY id LIMIT ?',
      [tenant.id, limit],
    );
    let { sealedSequence: sequence, sealedHash: previousHash } = tenant;
    const sealed = open.map((event) => {
      sequence += 1;
      const hash = hashOf(event, sequence, previousHash);
      const link = { tenantId: event.tenantId, id: event.id, sequence, hash, previousHash };
      previousHash = hash;
      return link;
    });
    await updateRows(manager, EventEntity, sealed, ['sequence', 'hash', 'previousHash']);
    if (sealed.length > 0) {
      const head = { id: tenant.id, sealedSequence: sequence, sealedHash: previousHash };
      await updateRows(manager, TenantEntity, [head], ['sealedSequence', 'sealedHash']);
    }
    return sealed.length;
  }

  async after(sequence: number, limit: number): Promise<SealedEvent[]> {
    const rows = await readRows(
      this.unitOfWork.currentManager(),
      EventEntity,
      'WHERE tenant_id = ? AND sequence > ? ORDER BY sequence LIMIT ?',
      [this.unitOfWork.currentTenant(), sequence, limit],
    );
    return rows.map(toSealed);
  }

  async position(): Promise<LogPosition> {
    const tenantId = this.unitOfWork.currentTenant();
    const [row] = await this.unitOfWork
      .currentManager()
      .query<{ sealed: number; waiting: number | string }[]>(
        `SELECT t.sealed_sequence AS sealed,
         EXISTS (SELECT 1 FROM events e WHERE e.tenant_id = ? AND e.sequence IS NULL) AS waiting
         FROM tenants t WHERE t.id = ?`,
        [tenantId, tenantId],
      );
    return { sealed: row?.sealed ?? 0, waiting: Number(row?.waiting ?? 0) === 1 };
  }

  async newest(query: EventQuery, above: number, upTo: number, limit: number): Promise<SealedEvent[]> {
    const conditions: readonly (readonly [string, unknown])[] = [
      ['actor = ?', query.actor],
      ['type = ?', query.type],
      ['subjects LIKE ?', query.subject === undefined ? undefined : `%:${JSON.stringify(query.subject)}%`],
      ['at >= ?', query.from === undefined ? undefined : sqlInstant(query.from)],
      ['at < ?', query.until === undefined ? undefined : sqlInstant(query.until)],
    ];
    const asked = conditions.filter(([, value]) => value !== undefined);
    const rows = await readRows(
      this.unitOfWork.currentManager(),
      EventEntity,
      `WHERE tenant_id = ? AND sequence > ? AND sequence <= ?${asked.map(([sql]) => ` AND ${sql}`).join('')}
       ORDER BY sequence DESC LIMIT ?`,
      [this.unitOfWork.currentTenant(), above, upTo, ...asked.map(([, value]) => value), limit],
    );
    return rows.map(toSealed);
  }

  async verify(): Promise<ChainCheck> {
    await this.lockedTenant();
    const stored = await this.chainEnd();
    let end = CHAIN_START;
    for (;;) {
      const stretch = await this.checkStretch(end, VERIFY_PAGE);
      if (!stretch.intact) return stretch;
      const last = stretch.end.sequence - end.sequence < VERIFY_PAGE;
      end = stretch.end;
      if (last) break;
    }
    if (end.sequence !== stored.sequence || end.hash !== stored.hash) {
      return { intact: false, brokenAt: end.sequence + 1 };
    }
    return { intact: true, sealed: end.sequence, unsealed: await this.unsealed() };
  }

  async chainEnd(): Promise<ChainEnd> {
    const manager = this.unitOfWork.currentManager();
    const [tenant] = await readRows(manager, TenantEntity, 'WHERE id = ?', [this.unitOfWork.currentTenant()]);
    return tenant === undefined ? CHAIN_START : { sequence: tenant.sealedSequence, hash: tenant.sealedHash };
  }

  async checkStretch(start: ChainEnd, limit: number): Promise<ChainStretch> {
    let { sequence, hash } = start;
    const events = await readRows(
      this.unitOfWork.currentManager(),
      EventEntity,
      'WHERE tenant_id = ? AND sequence > ? ORDER BY sequence LIMIT ?',
      [this.unitOfWork.currentTenant(), sequence, limit],
    );
    for (const event of events) {
      const expected = hashOf(event, sequence + 1, hash);
      const follows = event.sequence === sequence + 1 && event.previousHash === hash;
      if (!follows || event.hash !== expected) return { intact: false, brokenAt: sequence + 1 };
      sequence += 1;
      hash = expected;
    }
    return { intact: true, end: { sequence, hash } };
  }

  async unsealed(): Promise<number> {
    const [open] = await this.unitOfWork
      .currentManager()
      .query<{ count: number | string }[]>(
        'SELECT COUNT(*) AS count FROM events WHERE tenant_id = ? AND sequence IS NULL',
        [this.unitOfWork.currentTenant()],
      );
    return Number(open?.count ?? 0);
  }

  private async lockedTenant(): Promise<TenantEntity> {
    const manager = this.unitOfWork.currentManager();
    const [tenant] = await readRows(manager, TenantEntity, `WHERE id = ?${forUpdate(manager)}`, [
      this.unitOfWork.currentTenant(),
    ]);
    if (tenant === undefined) {
      throw new DomainError('TENANT.UNKNOWN', 'The tenant of this unit of work is not stored.');
    }
    return tenant;
  }
}

const toSealed = (row: EventEntity): SealedEvent => ({
  id: row.id,
  type: row.type,
  subjects: row.subjects,
  payload: row.payload,
  ...(row.reason === null ? {} : { reason: row.reason }),
  sequence: row.sequence ?? 0,
  actor: row.actor,
  at: row.at,
  hash: row.hash ?? '',
});
