import { Injectable } from '@nestjs/common';
import { Clock } from '../../application/ports/clock.js';
import {
  EventLog,
  type ChainCheck,
  type NewEvent,
  type SealedEvent,
} from '../../application/ports/event-log.js';
import { Ids } from '../../application/ports/ids.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { forUpdate } from './dialect.js';
import { EventEntity } from './entities/event.entity.js';
import { TenantEntity } from './entities/tenant.entity.js';
import { CHAIN_START, hashOf } from './event-chain.js';
import { insertRows, readRows, updateRows } from './rows.js';
import { TypeormUnitOfWork } from './unit-of-work.js';

const VERIFY_PAGE = 2_000;

/**
 * The head of the chain is on the tenant's row. Sealing locks that row, so two processes that seal at once
 * take turns; an event that a slow transaction commits later simply gets a later number.
 */
@Injectable()
export class TypeormEventLog extends EventLog {
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
    return rows.map((row) => ({
      type: row.type,
      subjects: row.subjects,
      payload: row.payload,
      ...(row.reason === null ? {} : { reason: row.reason }),
      sequence: row.sequence ?? 0,
      actor: row.actor,
      at: row.at,
      hash: row.hash ?? '',
    }));
  }

  async verify(): Promise<ChainCheck> {
    const manager = this.unitOfWork.currentManager();
    const tenant = await this.lockedTenant();
    let { sequence, hash }: { sequence: number; hash: string } = CHAIN_START;
    for (;;) {
      const page = await readRows(
        manager,
        EventEntity,
        'WHERE tenant_id = ? AND sequence > ? ORDER BY sequence LIMIT ?',
        [tenant.id, sequence, VERIFY_PAGE],
      );
      for (const event of page) {
        const expected = hashOf(event, sequence + 1, hash);
        const follows = event.sequence === sequence + 1 && event.previousHash === hash;
        if (!follows || event.hash !== expected) return { intact: false, brokenAt: sequence + 1 };
        sequence += 1;
        hash = expected;
      }
      if (page.length < VERIFY_PAGE) break;
    }
    if (sequence !== tenant.sealedSequence || hash !== tenant.sealedHash) {
      return { intact: false, brokenAt: sequence + 1 };
    }
    const [open] = await manager.query<{ count: number | string }[]>(
      'SELECT COUNT(*) AS count FROM events WHERE tenant_id = ? AND sequence IS NULL',
      [tenant.id],
    );
    return { intact: true, sealed: sequence, unsealed: Number(open?.count ?? 0) };
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
