import type { Instant } from '../../domain/calendar/instant.js';
import type { LenderReach } from '../../domain/people/access.js';
import type { WebhookEndpointId } from '../../domain/shared/ids.js';
import type { WebhookEndpoint } from '../../domain/webhook/webhook-endpoint.js';

export abstract class WebhookEndpoints {
  abstract byId(id: WebhookEndpointId): Promise<WebhookEndpoint | null>;
  /** In the order of their ids, after that one; an endpoint without lender only for who reaches all. */
  abstract page(reach: LenderReach, after: string | null, limit: number): Promise<WebhookEndpoint[]>;
  abstract any(): Promise<boolean>;
  /** All of them; nobody else changes any until the transaction ends. */
  abstract lockAll(): Promise<WebhookEndpoint[]>;
  abstract add(endpoint: WebhookEndpoint): Promise<void>;
  /** Writes what people change; throws `WEBHOOK.CHANGED_MEANWHILE`. */
  abstract update(endpoint: WebhookEndpoint): Promise<void>;
  abstract remove(id: WebhookEndpointId): Promise<void>;
  abstract moveTo(ids: readonly WebhookEndpointId[], position: number): Promise<void>;

  /**
   * Endpoints that are not paused, do not rest, have something waiting and are claimed by nobody, now claimed
   * under the token; each is claimed by one at a time, so that its deliveries stay in order.
   */
  abstract claim(
    token: string,
    now: Instant,
    leaseUntil: Instant,
    limit: number,
  ): Promise<WebhookEndpointId[]>;
  /** The endpoint, its lease renewed; null when it is not ours any more, rests, or is paused or gone. */
  abstract renew(
    id: WebhookEndpointId,
    token: string,
    now: Instant,
    leaseUntil: Instant,
  ): Promise<WebhookEndpoint | null>;
  /** How the last delivery ended for the endpoint; false when it is not ours any more. */
  abstract afterDelivery(
    id: WebhookEndpointId,
    token: string,
    state: WebhookEndpoint['state'] | null,
    restsUntil: Instant | null,
  ): Promise<boolean>;
  abstract release(id: WebhookEndpointId, token: string): Promise<void>;
}
