import { Injectable } from '@nestjs/common';
import type { WebhookEndpointId } from '../../domain/shared/ids.js';
import type { WebhookDelivery } from '../../domain/webhook/webhook-delivery.js';
import type { WebhookEndpoint } from '../../domain/webhook/webhook-endpoint.js';
import { Lenders } from '../ports/lenders.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { WebhookDeliveries } from '../ports/webhook-deliveries.js';
import { WebhookEndpoints } from '../ports/webhook-endpoints.js';
import { ReachableEndpoint } from './reachable-endpoint.js';

/** An endpoint with the code of its lender. */
export interface ShownEndpoint {
  readonly endpoint: WebhookEndpoint;
  readonly lender: string | null;
}

/** Reads endpoints and what was delivered to them. */
@Injectable()
export class ReadWebhooks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: WebhookDeliveries,
    private readonly reachable: ReachableEndpoint,
    private readonly lenders: Lenders,
  ) {}

  page(scope: WorkScope, after: string | null, limit: number): Promise<ShownEndpoint[]> {
    return this.unitOfWork.run(scope, async () =>
      this.shown(await this.endpoints.page(scope.reach ?? 'all', after, limit)),
    );
  }

  one(scope: WorkScope, id: WebhookEndpointId): Promise<ShownEndpoint> {
    return this.unitOfWork.run(scope, async () => {
      const endpoint = await this.reachable.of(scope, id);
      const [shown] = await this.shown([endpoint]);
      return shown ?? { endpoint, lender: null };
    });
  }

  /** Newest first, before that number of the log. */
  deliveriesOf(
    scope: WorkScope,
    id: WebhookEndpointId,
    before: number | null,
    limit: number,
  ): Promise<WebhookDelivery[]> {
    return this.unitOfWork.run(scope, async () => {
      await this.reachable.of(scope, id);
      return this.deliveries.page(id, before, limit);
    });
  }

  private async shown(endpoints: readonly WebhookEndpoint[]): Promise<ShownEndpoint[]> {
    const lenders = await this.lenders.byIds(endpoints.flatMap(({ lenderId }) => lenderId ?? []));
    return endpoints.map((endpoint) => ({
      endpoint,
      lender: endpoint.lenderId === null ? null : (lenders.get(endpoint.lenderId)?.code ?? null),
    }));
  }
}
