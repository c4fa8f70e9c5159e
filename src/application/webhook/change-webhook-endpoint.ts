import { Injectable } from '@nestjs/common';
import type { WebhookEndpointId } from '../../domain/shared/ids.js';
import type { WebhookEndpoint } from '../../domain/webhook/webhook-endpoint.js';
import type { WebhookEventType } from '../../domain/webhook/webhook-event.js';
import { EventLog } from '../ports/event-log.js';
import { Jobs } from '../ports/jobs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { WebhookEndpoints } from '../ports/webhook-endpoints.js';
import { WebhookSender } from '../ports/webhook-sender.js';
import { endpointEvent } from './endpoint-event.js';
import { ReachableEndpoint } from './reachable-endpoint.js';

export interface WebhookEndpointChange {
  readonly url?: string | undefined;
  readonly eventTypes?: readonly WebhookEventType[] | undefined;
  readonly state?: 'active' | 'paused' | undefined;
}

/** Changes what is given; what waits is tried again at once. While paused, what happens is kept and delivered later. */
@Injectable()
export class ChangeWebhookEndpoint {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly endpoints: WebhookEndpoints,
    private readonly reachable: ReachableEndpoint,
    private readonly sender: WebhookSender,
    private readonly events: EventLog,
    private readonly jobs: Jobs,
  ) {}

  run(
    scope: WorkScope,
    id: WebhookEndpointId,
    version: number,
    change: WebhookEndpointChange,
  ): Promise<WebhookEndpoint> {
    if (change.url !== undefined) this.sender.checkUrl(change.url);
    return this.unitOfWork.run(scope, async () => {
      const endpoint = await this.reachable.unchanged(scope, id, version);
      const changed: WebhookEndpoint = {
        ...endpoint,
        url: change.url ?? endpoint.url,
        eventTypes: change.eventTypes ? [...new Set(change.eventTypes)] : endpoint.eventTypes,
        state: change.state ?? endpoint.state,
        restsUntil: null,
      };
      await this.endpoints.update(changed);
      await this.events.append([
        endpointEvent('changed', changed, { urlChanged: changed.url !== endpoint.url }),
      ]);
      if (changed.state !== 'paused') await this.jobs.enqueue('deliver-webhooks', {}, { key: 'waiting' });
      return { ...changed, version: version + 1 };
    });
  }
}
