import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { UnitOfWork, type WorkScope } from '../../application/ports/unit-of-work.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { unavailable } from './data-source.js';
import { isConflict } from './dialect.js';

const MAXIMUM_TRIES = 5;
const FIRST_PAUSE_MS = 20;

interface Transaction {
  readonly manager: EntityManager;
  readonly beforeCommit: (() => Promise<void>)[];
  readonly afterCommit: (() => void)[];
  open: boolean;
  /** The first error of a nested run; it rolls the whole transaction back, also when it was caught. */
  failure: { readonly error: unknown } | null;
}

interface Running {
  readonly transaction: Transaction;
  /** Null while working across tenants. */
  readonly scope: WorkScope | null;
}

/** Lets one holder in at a time, in the order of asking. */
class Mutex {
  private tail: Promise<unknown> = Promise.resolve();

  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }
}

/**
 * `AsyncLocalStorage` carries the transaction. On SQLite every outermost run passes one mutex, because all of
 * them share one connection. On MySQL a run is READ COMMITTED, and when the server sacrifices it to a deadlock
 * or a lock wait, `work` runs again from the start (up to five times): keep side effects in `afterCommit`.
 */
@Injectable()
export class TypeormUnitOfWork extends UnitOfWork {
  private readonly running = new AsyncLocalStorage<Running>();
  private readonly mutex = new Mutex();
  private readonly prepared = new WeakSet<object>();

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  run<T>(scope: WorkScope, work: () => Promise<T>): Promise<T> {
    const outer = this.current();
    if (outer === null) return this.begin(scope, work);
    if (outer.scope?.tenantId !== scope.tenantId) {
      return Promise.reject(
        new DomainError(
          'TENANT.MISMATCH',
          'A unit of work of one tenant cannot start inside the unit of work of another.',
        ),
      );
    }
    return this.join({ transaction: outer.transaction, scope }, work);
  }

  /** For tables that belong to no single tenant (tenants, jobs, recurring jobs); joins a running transaction. */
  runAcrossTenants<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const outer = this.current();
    if (outer === null) return this.begin(null, () => work(this.transaction().manager));
    return this.join(outer, () => work(outer.transaction.manager));
  }

  scope(): WorkScope {
    const scope = this.current()?.scope ?? null;
    if (scope === null) {
      throw new DomainError('TENANT.MISSING', 'This needs a unit of work of a tenant, and none is running.');
    }
    return scope;
  }

  /** The manager of the running transaction; throws `TENANT.MISSING` outside a unit of work of a tenant. */
  currentManager(): EntityManager {
    this.scope();
    return this.transaction().manager;
  }

  /** Throws `TENANT.MISSING` outside a unit of work of a tenant. */
  currentTenant(): TenantId {
    return this.scope().tenantId;
  }

  /** Runs inside the transaction, as the last thing before it commits. */
  beforeCommit(step: () => Promise<void>): void {
    this.transaction().beforeCommit.push(step);
  }

  afterCommit(effect: () => void): void {
    this.transaction().afterCommit.push(effect);
  }

  private current(): Running | null {
    const running = this.running.getStore();
    return running?.transaction.open === true ? running : null;
  }

  private transaction(): Transaction {
    const running = this.current();
    if (running === null) {
      throw new DomainError('TENANT.MISSING', 'This needs a unit of work, and none is running.');
    }
    return running.transaction;
  }

  private async join<T>(running: Running, work: () => Promise<T>): Promise<T> {
    try {
      return await this.running.run(running, work);
    } catch (error) {
      running.transaction.failure ??= { error };
      throw error;
    }
  }

  private async begin<T>(scope: WorkScope | null, work: () => Promise<T>): Promise<T> {
    if (this.dataSource.options.type === 'better-sqlite3') {
      return this.mutex.run(() => this.once(scope, work));
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(scope, work);
      } catch (error) {
        if (!isConflict(error) || attempt === MAXIMUM_TRIES)
          throw unavailable(error, this.dataSource.options);
        await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }

  private async once<T>(scope: WorkScope | null, work: () => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const transaction: Transaction = {
      manager: runner.manager,
      beforeCommit: [],
      afterCommit: [],
      open: true,
      failure: null,
    };
    let result: T;
    try {
      await this.prepare(runner);
      await runner.startTransaction();
      result = await this.running.run({ transaction, scope }, async () => {
        const answer = await work();
        for (const step of transaction.beforeCommit) await step();
        return answer;
      });
      if (transaction.failure !== null) throw transaction.failure.error;
      transaction.open = false;
      await runner.commitTransaction();
    } catch (error) {
      transaction.open = false;
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
    this.running.exit(() => transaction.afterCommit.forEach((effect) => effect()));
    return result;
  }

  /** One round trip per connection instead of one per transaction. */
  private async prepare(runner: QueryRunner): Promise<void> {
    if (this.dataSource.options.type === 'better-sqlite3') return;
    const connection = (await runner.connect()) as object;
    if (this.prepared.has(connection)) return;
    await runner.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    this.prepared.add(connection);
  }
}
