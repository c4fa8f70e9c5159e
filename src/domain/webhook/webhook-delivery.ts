import { HOUR, MINUTE, plus } from '../calendar/instant.js';
import type { Instant } from '../calendar/instant.js';
import type { WebhookDeliveryId, WebhookEndpointId } from '../shared/ids.js';
import { stableFraction } from '../shared/stable-hash.js';
import type { WebhookEventType } from './webhook-event.js';

export type WebhookDeliveryState = 'waiting' | 'delivered' | 'failed';

/** Why nothing was answered. */
export type WebhookFault =
  'address-refused' | 'name-not-found' | 'connection-failed' | 'certificate-refused' | 'timeout';

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly id: WebhookDeliveryId;
  readonly endpointId: WebhookEndpointId;
  /** Number and id of the event in the log. */
  readonly sequence: number;
  readonly eventId: string;
  readonly eventType: WebhookEventType;
  readonly state: WebhookDeliveryState;
  readonly tries: number;
  readonly lastTriedAt: Instant | null;
  /** What the endpoint answered last; null when it did not answer. */
  readonly lastStatus: number | null;
  readonly lastFault: WebhookFault | null;
  readonly queuedAt: Instant;
}

/** Pauses after the first, second … failed try; after the last one the delivery is given up. */
const PAUSES = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  24 * HOUR,
] as const;

export const MOST_TRIES = PAUSES.length + 1;

/** Spreads the tries of many endpoints: each pause is up to this share longer. */
const JITTER = 0.1;

export type WebhookAnswer =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'failed'; readonly fault: WebhookFault };

export interface TriedDelivery {
  readonly delivery: WebhookDelivery;
  /** When the endpoint is tried again; null: at once. */
  readonly restsUntil: Instant | null;
}

/** What becomes of a delivery by an answer: only 2xx takes it. */
export const afterTry = (delivery: WebhookDelivery, answer: WebhookAnswer, now: Instant): TriedDelivery => {
  const status = answer.kind === 'answered' ? answer.status : null;
  const tries = delivery.tries + 1;
  const tried = {
    ...delivery,
    tries,
    lastTriedAt: now,
    lastStatus: status,
    lastFault: answer.kind === 'failed' ? answer.fault : null,
  };
  if (status !== null && status >= 200 && status < 300) {
    return { delivery: { ...tried, state: 'delivered' }, restsUntil: null };
  }
  const pause = PAUSES[tries - 1];
  if (pause === undefined) return { delivery: { ...tried, state: 'failed' }, restsUntil: plus(now, MINUTE) };
  const longer = Math.round(pause * JITTER * stableFraction(`${delivery.id}:${tries}`));
  return { delivery: tried, restsUntil: plus(now, pause + longer) };
};

/** The same once more from the beginning, with the same event. */
export const replayed = (delivery: WebhookDelivery): WebhookDelivery => ({
  ...delivery,
  state: 'waiting',
  tries: 0,
});
