import { Injectable } from '@nestjs/common';
import type { WebhookEndpointId } from '../../domain/shared/ids.js';
import type { WebhookAnswer } from '../../domain/webhook/webhook-delivery.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { WebhookSender } from '../ports/webhook-sender.js';
import { endpointEvent } from './endpoint-event.js';
import { ReachableEndpoint } from './reachable-endpoint.js';
import { webhookBody } from './webhook-body.js';

/** Sends one made-up event, signed like any other, and tells what came back; it is not tried again. */
@Injectable()
export class TestWebhookEndpoint {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reachable: ReachableEndpoint,
    private readonly sender: WebhookSender,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(scope: WorkScope, id: WebhookEndpointId): Promise<WebhookAnswer> {
    const { url, secret } = await this.unitOfWork.run(scope, async () => {
      const endpoint = await this.reachable.of(scope, id);
      await this.events.append([endpointEvent('tested', endpoint)]);
      return endpoint;
    });
    const at = this.clock.now();
    const eventId = this.ids.next();
    const event = { id: eventId, type: 'webhook.test', at, sequence: 0, subjects: { webhookEndpoint: id } };
    return this.sender.send({ url, secret, eventId, at, body: webhookBody(event) });
  }
}
