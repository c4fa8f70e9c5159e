import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { WebhookDeliveryId, WebhookEndpointId } from '../../domain/shared/ids.js';
import { replayed } from '../../domain/webhook/webhook-delivery.js';
import type { WebhookDelivery } from '../../domain/webhook/webhook-delivery.js';
import { EventLog } from '../ports/event-log.js';
import { Jobs } from '../ports/jobs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { WebhookDeliveries } from '../ports/webhook-deliveries.js';
import { endpointEvent } from './endpoint-event.js';
import { ReachableEndpoint } from './reachable-endpoint.js';

/** Delivers the same event once more. Throws `WEBHOOK_DELIVERY.UNKNOWN`, `WEBHOOK_DELIVERY.IN_PROGRESS`. */
@Injectable()
export class ReplayDelivery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deliveries: WebhookDeliveries,
    private readonly reachable: ReachableEndpoint,
    private readonly events: EventLog,
    private readonly jobs: Jobs,
  ) {}

  run(scope: WorkScope, endpointId: WebhookEndpointId, id: WebhookDeliveryId): Promise<WebhookDelivery> {
    return this.unitOfWork.run(scope, async () => {
      const endpoint = await this.reachable.of(scope, endpointId);
      const delivery = await this.deliveries.byId(id);
      if (delivery?.endpointId !== endpointId) {
        throw new DomainError('WEBHOOK_DELIVERY.UNKNOWN', 'This endpoint has no delivery with this id.');
      }
      if (delivery.state === 'waiting') {
        throw new DomainError('WEBHOOK_DELIVERY.IN_PROGRESS', 'This delivery waits for its turn already.');
      }
      const again = replayed(delivery);
      await this.deliveries.update(again);
      await this.events.append([endpointEvent('replayed', endpoint, { sequence: delivery.sequence })]);
      await this.jobs.enqueue('deliver-webhooks', {}, { key: 'waiting' });
      return again;
    });
  }
}
