import { Entity } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LenderId, TenantId, WebhookEndpointId } from '../../../domain/shared/ids.js';
import type { WebhookEndpointState } from '../../../domain/webhook/webhook-endpoint.js';
import type { WebhookEventType } from '../../../domain/webhook/webhook-event.js';
import { Encrypted, Id, Json, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('webhook_endpoints')
export class WebhookEndpointEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: WebhookEndpointId;
  @Id('lender_id', OR_NULL) lenderId!: LenderId | null;
  /** It may hold a key of the other system. */
  @Encrypted('url') url!: string;
  @Json('event_types') eventTypes!: readonly WebhookEventType[];
  @Encrypted('secret') secret!: string;
  @Varchar('state', 8) state!: WebhookEndpointState;
  @Whole('position') position!: number;
  @Moment('rests_until_at', OR_NULL) restsUntil!: Instant | null;
  @Id('claim_token', OR_NULL) claimToken!: string | null;
  @Moment('lease_until_at', OR_NULL) leaseUntil!: Instant | null;
  @Moment('created_at') createdAt!: Instant;
  @Varchar('created_by', 100) createdBy!: string;
  @Whole('version') version!: number;
}
