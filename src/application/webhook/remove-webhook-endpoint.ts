import { Injectable } from '@nestjs/common';
import type { WebhookEndpointId } from '../../domain/shared/ids.js';
import { EventLog } from '../ports/event-log.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { WebhookDeliveries } from '../ports/webhook-deliveries.js';
import { WebhookEndpoints } from '../ports/webhook-endpoints.js';
import { endpointEvent } from './endpoint-event.js';
import { ReachableEndpoint } from './reachable-endpoint.js';

/** Removes an endpoint with everything that still waits for it. */
@Injectable()
export class RemoveWebhookEndpoint {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: WebhookDeliveries,
    private readonly reachable: ReachableEndpoint,
    private readonly events: EventLog,
  ) {}

  run(scope: WorkScope, id: WebhookEndpointId): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const endpoint = await this.reachable.of(scope, id);
      await this.endpoints.remove(id);
      await this.deliveries.removeOf(id);
      await this.events.append([endpointEvent('removed', endpoint)]);
    });
  }
}
