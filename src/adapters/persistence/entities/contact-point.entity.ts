import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Provenance, RightParty } from '../../../domain/debtor/contact-point.js';
import type { Channel } from '../../../domain/shared/channel.js';
import type { ChannelAccountId, ContactPointId, DebtorId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Id, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

type Confirmed = Extract<RightParty, { state: 'confirmed' }>;

@Entity('contact_points')
@Index(['tenantId', 'optedOutAt'])
@Index(['tenantId', 'channel', 'addressIndex', 'addressScope'], { unique: true })
@Index(['tenantId', 'debtorId', 'position'])
export class ContactPointEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: ContactPointId;
  @Id('debtor_id') debtorId!: DebtorId;
  @Varchar('channel', 16) channel!: Channel;
  @Encrypted('address') address!: string;
  @Varchar('address_index', 64) addressIndex!: string;
  /** The account that the address is an id of; empty where it is one of the channel. */
  @Varchar('address_scope', 36, { default: '' }) addressScope!: string;
  /** Of the last report on whether anybody is there; an older one says nothing new. */
  @Moment('reachability_at', OR_NULL) reachabilityAt!: Instant | null;
  @Whole('position') position!: number;
  @Id('channel_account_id', OR_NULL) channelAccountId!: ChannelAccountId | null;
  @Varchar('provenance', 32) provenance!: Provenance;
  @Moment('consent_at', OR_NULL) consentAt!: Instant | null;
  @Varchar('consent_source', 500, OR_NULL) consentSource!: string | null;
  @Varchar('right_party_state', 16) rightPartyState!: RightParty['state'];
  @Whole('right_party_failed_tries') rightPartyFailedTries!: number;
  @Varchar('right_party_method', 16, OR_NULL) rightPartyMethod!: Confirmed['method'] | null;
  @Moment('right_party_at', OR_NULL) rightPartyAt!: Instant | null;
  @Moment('right_party_expires_at', OR_NULL) rightPartyExpiresAt!: Instant | null;
  @Moment('opted_out_at', OR_NULL) optedOutAt!: Instant | null;
  @Moment('unreachable_at', OR_NULL) unreachableAt!: Instant | null;
  @Moment('last_inbound_at', OR_NULL) lastInboundAt!: Instant | null;
  @Whole('version') version!: number;
}
