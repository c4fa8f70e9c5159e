import type { Instant } from '../../domain/calendar/instant.js';
import type { Channel } from '../../domain/shared/channel.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { ChannelAccountId, ContactPointId, DebtorId } from '../../domain/shared/ids.js';

export interface ChannelAddress {
  readonly channel: Channel;
  readonly address: string;
  /** Set where the address is an id of that account: the same id at another account is somebody else. */
  readonly within?: ChannelAccountId;
}

/** A contact point whose id at its account is another one now. */
export interface MovedAddress extends Pick<ContactPoint, 'id' | 'version'> {
  readonly channel: Channel;
  readonly address: string;
  readonly within: ChannelAccountId;
}

export abstract class ContactPoints {
  abstract byIds(ids: readonly ContactPointId[]): Promise<Map<ContactPointId, ContactPoint>>;
  /** In the order of the addresses; null where the tenant does not know one. */
  abstract byAddresses(addresses: readonly ChannelAddress[]): Promise<(ContactPoint | null)[]>;
  /** All contact points of the debtors, by debtor and position. */
  abstract ofDebtors(ids: readonly DebtorId[]): Promise<ContactPoint[]>;
  /** Those that hear from the account, in the order in which they were made. */
  abstract ofAccount(id: ChannelAccountId): Promise<ContactPoint[]>;
  /** `within`: their addresses are ids of that account. */
  abstract add(contactPoints: readonly ContactPoint[], within?: ChannelAccountId): Promise<void>;
  /** From now on the contact points hear from this sender; those that have one already keep it. */
  abstract keepSender(ids: readonly ContactPointId[], accountId: ChannelAccountId): Promise<void>;
  abstract update(contactPoints: readonly ContactPoint[]): Promise<void>;
  /** Addresses may be passed on among them. The version of each rises by one. */
  abstract move(moved: readonly MovedAddress[]): Promise<void>;
  /** Whether the report about the address is no older than the one that was noted last; then it is noted. */
  abstract noteReachability(id: ContactPointId, at: Instant): Promise<boolean>;
}
