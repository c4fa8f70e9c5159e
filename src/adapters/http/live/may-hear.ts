import type { LiveEvent } from '../../../application/live/live-event.js';
import type { Authenticated } from '../../../application/people/authenticated.js';
import { reaches } from '../../../domain/people/access.js';
import type { LenderReach } from '../../../domain/people/access.js';

/** Whether one of the permissions that the event needs reaches one of the lenders that it is about. */
export const mayHear = (
  { needs, lenderIds }: Pick<LiveEvent, 'needs' | 'lenderIds'>,
  who: Authenticated,
): boolean =>
  needs.length === 0 ||
  needs.some((permission) => {
    const reach = who.permissions.get(permission);
    if (reach === undefined) return false;
    return lenderIds === null || reach === 'all' || [...lenderIds].some((id) => reaches(reach, id));
  });

/** Whether both may do the same for the same lenders. */
export const sameAccess = (one: Authenticated, other: Authenticated): boolean =>
  one.permissions.size === other.permissions.size &&
  [...one.permissions].every(([permission, reach]) => sameReach(reach, other.permissions.get(permission)));

const sameReach = (one: LenderReach, other: LenderReach | undefined): boolean =>
  one === 'all' || other === 'all' || other === undefined
    ? one === other
    : one.size === other.size && [...one].every((id) => other.has(id));
