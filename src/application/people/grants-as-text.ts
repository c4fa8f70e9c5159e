import type { Grant } from '../../domain/people/access.js';

/** Grants as an event keeps them: `lead(all) staff(<lender>,<lender>)`. */
export const grantsAsText = (grants: readonly Grant[]): string =>
  grants.map(({ role, lenders }) => `${role}(${lenders === 'all' ? 'all' : lenders.join(',')})`).join(' ');
