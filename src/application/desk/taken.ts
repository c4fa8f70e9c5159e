import { toIso } from '../../domain/calendar/instant.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { DomainError } from '../../domain/shared/domain-error.js';

/** The refusal for whoever comes second: who holds the item, since when and until when. */
export const takenBy = (item: HandOff | null): DomainError => {
  if (!item || item.state === 'closed') {
    return new DomainError('HAND_OFF.TAKEN', 'This item is closed already.', { closed: true });
  }
  return new DomainError(
    'HAND_OFF.TAKEN',
    `This item is held by ${item.claimedBy ?? 'somebody else'}; it comes free when the lease ends.`,
    {
      holder: item.claimedBy,
      since: item.claimedAt === null ? null : toIso(item.claimedAt),
      leaseUntil: item.leaseUntil === null ? null : toIso(item.leaseUntil),
    },
  );
};
