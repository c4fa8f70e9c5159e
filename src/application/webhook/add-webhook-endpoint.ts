import { Injectable } from '@nestjs/common';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { WebhookEndpointId } from '../../domain/shared/ids.js';
import type { WebhookEndpoint } from '../../domain/webhook/webhook-endpoint.js';
import type { WebhookEventType } from '../../domain/webhook/webhook-event.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Secrets } from '../ports/secrets.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { WebhookEndpoints } from '../ports/webhook-endpoints.js';
import { WebhookSender } from '../ports/webhook-sender.js';
import { endpointEvent } from './endpoint-event.js';
import { ReachableEndpoint } from './reachable-endpoint.js';

const MOST_ENDPOINTS = 20;

export interface NewWebhookEndpoint {
  readonly url: string;
  readonly eventTypes: readonly WebhookEventType[];
  /** Code of the lender; null: all lenders. */
  readonly lender: string | null;
}

/** Adds an endpoint that is told what happens from now on. Throws `WEBHOOK.BAD_URL`, `WEBHOOK.TOO_MANY`. */
@Injectable()
export class AddWebhookEndpoint {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly endpoints: WebhookEndpoints,
    private readonly reachable: ReachableEndpoint,
    private readonly sender: WebhookSender,
    private readonly secrets: Secrets,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, wanted: NewWebhookEndpoint): Promise<WebhookEndpoint> {
    this.sender.checkUrl(wanted.url);
    return this.unitOfWork.run(scope, async () => {
      const lenderId = await this.reachable.lenderId(scope, wanted.lender);
      if ((await this.endpoints.lockAll()).length >= MOST_ENDPOINTS) {
        throw new DomainError(
          'WEBHOOK.TOO_MANY',
          `A tenant has at most ${MOST_ENDPOINTS} webhook endpoints.`,
        );
      }
      const endpoint: WebhookEndpoint = {
        id: this.ids.next<WebhookEndpointId>(),
        lenderId,
        url: wanted.url,
        eventTypes: [...new Set(wanted.eventTypes)],
        secret: this.secrets.make(),
        state: 'active',
        position: (await this.events.position()).sealed,
        restsUntil: null,
        createdAt: this.clock.now(),
        createdBy: actorLabel(scope.actor),
        version: 1,
      };
      await this.endpoints.add(endpoint);
      await this.events.append([endpointEvent('added', endpoint)]);
      return endpoint;
    });
  }
}
