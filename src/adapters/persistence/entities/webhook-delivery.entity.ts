import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { TenantId, WebhookDeliveryId, WebhookEndpointId } from '../../../domain/shared/ids.js';
import type { WebhookDeliveryState, WebhookFault } from '../../../domain/webhook/webhook-delivery.js';
import type { WebhookEventType } from '../../../domain/webhook/webhook-event.js';
import { Id, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('webhook_deliveries')
@Index(['tenantId', 'endpointId', 'sequence'], { unique: true })
@Index(['tenantId', 'endpointId', 'state', 'sequence'])
export class WebhookDeliveryEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: WebhookDeliveryId;
  @Id('endpoint_id') endpointId!: WebhookEndpointId;
  @Whole('sequence') sequence!: number;
  @Id('event_id') eventId!: string;
  @Varchar('event_type', 80) eventType!: WebhookEventType;
  @Varchar('state', 10) state!: WebhookDeliveryState;
  @Whole('tries') tries!: number;
  @Moment('last_tried_at', OR_NULL) lastTriedAt!: Instant | null;
  @Whole('last_status', OR_NULL) lastStatus!: number | null;
  @Varchar('last_fault', 24, OR_NULL) lastFault!: WebhookFault | null;
  @Moment('queued_at') queuedAt!: Instant;
}
