import type { TenantId } from '../../domain/shared/ids.js';

export interface Tenant {
  readonly id: TenantId;
  readonly slug: string;
  readonly name: string;
}

/** Who runs Parley; sandboxes are not among them. The only port that works outside a unit of work. */
export abstract class Tenants {
  abstract all(): Promise<Tenant[]>;
  /** Throws `TENANT.UNKNOWN` and names the known ones. */
  abstract bySlug(slug: string): Promise<Tenant>;
  /** Returns the tenant, made if missing. */
  abstract ensure(slug: string, name: string): Promise<Tenant>;
}
