import type { Instant } from '../../domain/calendar/instant.js';
import type { LenderReach } from '../../domain/people/access.js';
import type { LenderId, PaymentSourceId } from '../../domain/shared/ids.js';

/** Somebody who tells of payments by signed notifications: a bank, a lender's own system. */
export interface PaymentSource {
  readonly id: PaymentSourceId;
  readonly lenderId: LenderId;
  readonly label: string;
  /** What both sides sign with. */
  readonly secret: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly removedAt: Instant | null;
}

export abstract class PaymentSources {
  abstract add(source: PaymentSource): Promise<void>;
  /** Null where it was removed. */
  abstract byId(id: PaymentSourceId): Promise<PaymentSource | null>;
  /** In id order, those after `after`. */
  abstract page(
    reach: LenderReach | undefined,
    after: PaymentSourceId | null,
    limit: number,
  ): Promise<PaymentSource[]>;
  abstract remove(id: PaymentSourceId, now: Instant): Promise<void>;
}
