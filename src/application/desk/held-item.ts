import { Injectable } from '@nestjs/common';
import { MINUTE, plus } from '../../domain/calendar/instant.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { HandOffId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { HandOffs } from '../ports/hand-offs.js';
import { LEASE_MINUTES } from './claim-hand-off.js';

/** Finds an item for the person who works on it, and renews the lease. Inside the caller's unit of work. */
@Injectable()
export class HeldItem {
  constructor(
    private readonly handOffs: HandOffs,
    private readonly clock: Clock,
  ) {}

  /** Throws `HAND_OFF.UNKNOWN` or, when `staff` does not hold it now, `HAND_OFF.NOT_YOURS`. */
  async of(id: HandOffId, staff: string): Promise<HandOff> {
    const now = this.clock.now();
    const item = await this.handOffs.byId(id);
    if (!item) throw new DomainError('HAND_OFF.UNKNOWN', `No item of the queue has the id ${id}.`);
    const free = item.leaseUntil === null || item.leaseUntil <= now;
    if (item.state !== 'claimed' || item.claimedBy !== staff || free) {
      throw new DomainError('HAND_OFF.NOT_YOURS', 'Claim this item first; you do not hold it now.');
    }
    await this.handOffs.update({ ...item, leaseUntil: plus(now, LEASE_MINUTES * MINUTE) });
    return { ...item, leaseUntil: plus(now, LEASE_MINUTES * MINUTE), version: item.version + 1 };
  }
}
