import type { LenderReach } from '../../domain/people/access.js';
import type { Actor } from '../../domain/shared/actor.js';
import type { TenantId } from '../../domain/shared/ids.js';

export interface WorkScope {
  readonly tenantId: TenantId;
  readonly actor: Actor;
  /** Which lenders the actor may see; absent: all, for the service itself. */
  readonly reach?: LenderReach;
}

/**
 * One transaction for one tenant. Every repository works inside `run` and nowhere else.
 * Nested calls for the same tenant join the outer transaction; a nested call for another tenant throws.
 * Never await a network inside it.
 */
export abstract class UnitOfWork {
  abstract run<T>(scope: WorkScope, work: () => Promise<T>): Promise<T>;
  /** The scope of the running transaction; throws `TENANT.MISSING` outside one. */
  abstract scope(): WorkScope;
  /** Runs once, after the outermost transaction committed; dropped when it rolled back. */
  abstract afterCommit(effect: () => void): void;
}
