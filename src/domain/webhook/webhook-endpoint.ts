import type { Instant } from '../calendar/instant.js';
import type { LenderId, WebhookEndpointId } from '../shared/ids.js';
import type { WebhookEventType } from './webhook-event.js';

/** `failing`: a delivery was given up; it goes on trying with the next one. */
export type WebhookEndpointState = 'active' | 'paused' | 'failing';

/** Where another system is told what happens. */
export interface WebhookEndpoint {
  readonly id: WebhookEndpointId;
  /** Only what is about this lender; null: everything of the tenant. */
  readonly lenderId: LenderId | null;
  readonly url: string;
  readonly eventTypes: readonly WebhookEventType[];
  /** Key of the signature. */
  readonly secret: string;
  readonly state: WebhookEndpointState;
  /** Number of the last event of the log that was looked at for it. */
  readonly position: number;
  /** After a failure nothing is delivered before; null: at once. */
  readonly restsUntil: Instant | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly version: number;
}
