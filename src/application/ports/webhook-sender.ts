import type { Instant } from '../../domain/calendar/instant.js';
import type { WebhookAnswer } from '../../domain/webhook/webhook-delivery.js';

export interface WebhookCall {
  readonly url: string;
  readonly secret: string;
  readonly eventId: string;
  /** JSON. */
  readonly body: string;
  readonly at: Instant;
}

/** Tells other systems. The network is used outside any unit of work only. */
export abstract class WebhookSender {
  /** Throws `WEBHOOK.BAD_URL` for a URL that can never be called, whatever its name stands for. */
  abstract checkUrl(url: string): void;
  /** Never throws: a failure is an answer. */
  abstract send(call: WebhookCall): Promise<WebhookAnswer>;
}
