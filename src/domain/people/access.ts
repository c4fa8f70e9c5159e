import type { LenderId } from '../shared/ids.js';
import type { Permission } from './permission.js';
import type { Role } from './role.js';
import { ROLE_PERMISSIONS } from './role.js';

/** Whose debts somebody may see: all lenders of the tenant, or some. */
export type LenderReach = 'all' | ReadonlySet<LenderId>;

/** A role, for all lenders or for some of them. */
export interface Grant {
  readonly role: Role;
  readonly lenders: 'all' | readonly LenderId[];
}

/** What somebody may do, and for which lenders. */
export type Permissions = ReadonlyMap<Permission, LenderReach>;

/** Whether something of that lender may be seen; an absent reach is the service's own and reaches everything. */
export const reaches = (reach: LenderReach | undefined, lenderId: LenderId): boolean =>
  reach === undefined || reach === 'all' || reach.has(lenderId);

/** The permissions of all grants together; a permission of several grants reaches the lenders of each. */
export const permissionsOf = (grants: readonly Grant[]): Permissions => {
  const permissions = new Map<Permission, LenderReach>();
  for (const grant of grants) {
    for (const permission of ROLE_PERMISSIONS[grant.role]) {
      permissions.set(permission, widen(permissions.get(permission), grant.lenders));
    }
  }
  return permissions;
};

const widen = (reach: LenderReach | undefined, lenders: Grant['lenders']): LenderReach =>
  reach === 'all' || lenders === 'all' ? 'all' : new Set([...(reach ?? []), ...lenders]);
