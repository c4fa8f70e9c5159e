import { Injectable } from '@nestjs/common';
import { isWebhookEventType } from '../../domain/webhook/webhook-event.js';
import type { WebhookDelivery } from '../../domain/webhook/webhook-delivery.js';
import type { WebhookEndpoint } from '../../domain/webhook/webhook-endpoint.js';
import type { TenantId, WebhookDeliveryId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import type { SealedEvent } from '../ports/event-log.js';
import { EventPlaces } from '../ports/event-places.js';
import type { EventPlace } from '../ports/event-places.js';
import { Ids } from '../ports/ids.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { WebhookDeliveries } from '../ports/webhook-deliveries.js';
import { WebhookEndpoints } from '../ports/webhook-endpoints.js';

const EVENTS_AT_ONCE = 500;

/** Gives every endpoint a delivery for each sealed event that it asked for, once. */
@Injectable()
export class EnlistDeliveries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventLog,
    private readonly places: EventPlaces,
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: WebhookDeliveries,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId): Promise<number> {
    let enlisted = 0;
    for (;;) {
      const stretch = await this.stretch(tenantId);
      enlisted += stretch.enlisted;
      if (!stretch.more) return enlisted;
    }
  }

  private stretch(tenantId: TenantId): Promise<{ readonly enlisted: number; readonly more: boolean }> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'webhooks' } }, async () => {
      const endpoints = await this.endpoints.lockAll();
      if (endpoints.length === 0) return { enlisted: 0, more: false };
      await this.events.seal(EVENTS_AT_ONCE);
      const from = Math.min(...endpoints.map(({ position }) => position));
      const log = await this.events.after(from, EVENTS_AT_ONCE);
      const to = log.at(-1)?.sequence ?? from;
      const told = log.filter(({ type }) => isWebhookEventType(type));
      const places = endpoints.some(({ lenderId }) => lenderId !== null) ? await this.places.of(told) : [];
      const fresh = endpoints.flatMap((endpoint) =>
        told
          .filter((event, at) => wants(endpoint, event, places[at]))
          .map((event) => this.delivery(endpoint, event)),
      );
      await this.deliveries.add(fresh);
      await this.endpoints.moveTo(
        endpoints.map(({ id }) => id),
        to,
      );
      return { enlisted: fresh.length, more: log.length === EVENTS_AT_ONCE };
    });
  }

  private delivery(endpoint: WebhookEndpoint, event: SealedEvent): WebhookDelivery {
    return {
      id: this.ids.next<WebhookDeliveryId>(),
      endpointId: endpoint.id,
      sequence: event.sequence,
      eventId: event.id,
      eventType: event.type as WebhookDelivery['eventType'],
      state: 'waiting',
      tries: 0,
      lastTriedAt: null,
      lastStatus: null,
      lastFault: null,
      queuedAt: this.clock.now(),
    };
  }
}

const wants = (endpoint: WebhookEndpoint, event: SealedEvent, place: EventPlace | undefined): boolean =>
  event.sequence > endpoint.position &&
  endpoint.eventTypes.some((type) => type === event.type) &&
  (endpoint.lenderId === null || place?.lenderIds?.has(endpoint.lenderId) === true);
