import type { Channel } from '../../domain/shared/channel.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { ChannelAccountId, ContactPointId, DebtorId } from '../../domain/shared/ids.js';

export interface ChannelAddress {
  readonly channel: Channel;
  readonly address: string;
}

export abstract class ContactPoints {
  abstract byIds(ids: readonly ContactPointId[]): Promise<Map<ContactPointId, ContactPoint>>;
  /** In the order of the addresses; null where the tenant does not know one. */
  abstract byAddresses(addresses: readonly ChannelAddress[]): Promise<(ContactPoint | null)[]>;
  /** All contact points of the debtors, by debtor and position. */
  abstract ofDebtors(ids: readonly DebtorId[]): Promise<ContactPoint[]>;
  abstract add(contactPoints: readonly ContactPoint[]): Promise<void>;
  /** From now on the contact points hear from this sender; those that have one already keep it. */
  abstract keepSender(ids: readonly ContactPointId[], accountId: ChannelAccountId): Promise<void>;
  abstract update(contactPoints: readonly ContactPoint[]): Promise<void>;
}
