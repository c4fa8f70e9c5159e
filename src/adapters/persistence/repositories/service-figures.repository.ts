import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ServiceFigures } from '../../../application/ports/service-figures.js';
import type { NamedCount, ServiceFiguresNow } from '../../../application/ports/service-figures.js';
import { instant } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { sqlInstant } from '../column-codec.js';
import { EventEntity } from '../entities/event.entity.js';
import { MessageEntity } from '../entities/message.entity.js';
import { readRows } from '../rows.js';
import { TypeormUnitOfWork } from '../unit-of-work.js';

/** Every index begins with the tenant, so each tenant is looked up in it. */
const TENANTS = 'tenants t';
const NO_SANDBOX = 't.id NOT IN (SELECT id FROM sandboxes)';
const UNDER_WAY = `('queued', 'checking', 'deferred', 'unknown')`;

@Injectable()
export class SqlServiceFigures extends ServiceFigures {
  constructor(private readonly unitOfWork: TypeormUnitOfWork) {
    super();
  }

  now(at: Instant): Promise<ServiceFiguresNow> {
    return this.unitOfWork.runAcrossTenants(async (manager) => {
      const [unsealed] = await counts(
        manager,
        `SELECT 'unsealed' AS name, COUNT(*) AS n FROM ${TENANTS} JOIN events e
         ON e.tenant_id = t.id AND e.sequence IS NULL WHERE ${NO_SANDBOX}`,
      );
      const [unmatched] = await counts(
        manager,
        `SELECT 'unmatched' AS name, COUNT(*) AS n FROM ${TENANTS} JOIN inbound_messages i
         ON i.tenant_id = t.id AND i.state = 'unmatched' WHERE ${NO_SANDBOX}`,
      );
      return {
        unmatchedInbound: unmatched?.count ?? 0,
        messagesUnderWay: await counts(
          manager,
          `SELECT m.state AS name, COUNT(*) AS n FROM ${TENANTS} JOIN messages m
           ON m.tenant_id = t.id AND m.state IN ${UNDER_WAY} WHERE ${NO_SANDBOX} GROUP BY m.state`,
        ),
        queueDepth: await counts(
          manager,
          `SELECT h.reason AS name, COUNT(*) AS n FROM ${TENANTS} JOIN hand_offs h
           ON h.tenant_id = t.id AND h.state IN ('open', 'claimed') WHERE ${NO_SANDBOX} GROUP BY h.reason`,
        ),
        jobs: await jobs(manager),
        oldestDueSince: await oldestDue(manager, at),
        unsealedEvents: unsealed?.count ?? 0,
        oldestUnsealedAt: await oldestUnsealed(manager),
      };
    });
  }

  messagesEnded(): Promise<readonly NamedCount[]> {
    return this.unitOfWork.runAcrossTenants((manager) =>
      counts(
        manager,
        `SELECT m.state AS name, COUNT(*) AS n FROM ${TENANTS} JOIN messages m ON m.tenant_id = t.id
         AND m.state NOT IN ${UNDER_WAY} WHERE ${NO_SANDBOX} GROUP BY m.state`,
      ),
    );
  }
}

const counts = async (manager: EntityManager, sql: string): Promise<NamedCount[]> => {
  const rows = await manager.query<{ name: string; n: number | string }[]>(sql);
  return rows.map(({ name, n }) => ({ name, count: Number(n) }));
};

const jobs = async (manager: EntityManager): Promise<ServiceFiguresNow['jobs']> => {
  const rows = await manager.query<{ queue: string; state: string; n: number | string }[]>(
    'SELECT queue, state, COUNT(*) AS n FROM jobs GROUP BY queue, state',
  );
  return rows.map(({ queue, state, n }) => ({ queue, state, count: Number(n) }));
};

const oldestDue = async (manager: EntityManager, at: Instant): Promise<Instant | null> => {
  const [oldest] = await readRows(
    manager,
    MessageEntity,
    `WHERE state = 'queued' AND not_before_at <= ? AND tenant_id IN (SELECT t.id FROM ${TENANTS} WHERE ${NO_SANDBOX})
     ORDER BY not_before_at LIMIT 1`,
    [sqlInstant(at)],
  );
  return oldest === undefined ? null : instant(oldest.notBefore);
};

const oldestUnsealed = async (manager: EntityManager): Promise<Instant | null> => {
  const [oldest] = await readRows(
    manager,
    EventEntity,
    `WHERE sequence IS NULL AND tenant_id IN (SELECT t.id FROM ${TENANTS} WHERE ${NO_SANDBOX})
     ORDER BY at LIMIT 1`,
    [],
  );
  return oldest === undefined ? null : instant(oldest.at);
};
