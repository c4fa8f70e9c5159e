import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Channel } from '../../../domain/shared/channel.js';
import type {
  ContactPointId,
  DebtId,
  DebtorId,
  LenderId,
  MessageId,
  TenantId,
} from '../../../domain/shared/ids.js';
import { Id, Key, Moment, OR_NULL, TenantKey, Varchar } from './column-types.js';

/** A message takes one slot, however often it is tried. */
@Entity('contact_reservations')
@Index(['tenantId', 'debtorId', 'at'])
export class ContactReservationEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('message_id') messageId!: MessageId;
  @Id('debtor_id') debtorId!: DebtorId;
  @Moment('reserved_at') at!: Instant;
  @Varchar('channel', 16) channel!: Channel;
  @Id('debt_id', OR_NULL) debtId!: DebtId | null;
  @Id('lender_id') lenderId!: LenderId;
  @Id('contact_point_id') contactPointId!: ContactPointId;
}
