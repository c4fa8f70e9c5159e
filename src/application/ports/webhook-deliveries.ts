import type { Instant } from '../../domain/calendar/instant.js';
import type { WebhookDeliveryId, WebhookEndpointId } from '../../domain/shared/ids.js';
import type { WebhookDelivery } from '../../domain/webhook/webhook-delivery.js';

export abstract class WebhookDeliveries {
  /** Adds them; one event goes to one endpoint once, whoever adds it. */
  abstract add(deliveries: readonly WebhookDelivery[]): Promise<void>;
  abstract byId(id: WebhookDeliveryId): Promise<WebhookDelivery | null>;
  /** The one whose turn it is. */
  abstract nextOf(endpointId: WebhookEndpointId): Promise<WebhookDelivery | null>;
  /** Newest first, before that number. */
  abstract page(
    endpointId: WebhookEndpointId,
    before: number | null,
    limit: number,
  ): Promise<WebhookDelivery[]>;
  abstract update(delivery: WebhookDelivery): Promise<void>;
  abstract removeOf(endpointId: WebhookEndpointId): Promise<void>;
  /** Removes what was delivered or given up before that moment; returns how many. */
  abstract removeEnded(before: Instant): Promise<number>;
}
