import { Injectable } from '@nestjs/common';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId, WebhookEndpointId } from '../../domain/shared/ids.js';
import type { WebhookEndpoint } from '../../domain/webhook/webhook-endpoint.js';
import { Lenders } from '../ports/lenders.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { WebhookEndpoints } from '../ports/webhook-endpoints.js';

/** What is out of reach answers as if it did not exist. Inside the caller's unit of work. */
@Injectable()
export class ReachableEndpoint {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly lenders: Lenders,
  ) {}

  /** Throws `WEBHOOK.UNKNOWN`. */
  async of({ reach }: WorkScope, id: WebhookEndpointId): Promise<WebhookEndpoint> {
    const endpoint = await this.endpoints.byId(id);
    const within =
      endpoint !== null &&
      (endpoint.lenderId === null
        ? reach === undefined || reach === 'all'
        : reaches(reach, endpoint.lenderId));
    if (within) return endpoint;
    throw new DomainError('WEBHOOK.UNKNOWN', 'There is no webhook endpoint with this id.');
  }

  /** The same, still in the version that was looked at; else throws `WEBHOOK.CHANGED_MEANWHILE`. */
  async unchanged(scope: WorkScope, id: WebhookEndpointId, version: number): Promise<WebhookEndpoint> {
    const endpoint = await this.of(scope, id);
    if (endpoint.version === version) return endpoint;
    throw new DomainError(
      'WEBHOOK.CHANGED_MEANWHILE',
      'The endpoint was changed by somebody else meanwhile.',
      {
        version: endpoint.version,
      },
    );
  }

  /** The lender with that code; null: all lenders, for who reaches all. Throws `LENDER.UNKNOWN`. */
  async lenderId({ reach }: WorkScope, code: string | null): Promise<LenderId | null> {
    if (code === null) {
      if (reach === undefined || reach === 'all') return null;
      throw new DomainError('WEBHOOK.LENDER_NEEDED', 'Name the lender: you do not reach all of them.');
    }
    const lender = await this.lenders.byCode(code);
    if (lender && reaches(reach, lender.id)) return lender.id;
    throw new DomainError('LENDER.UNKNOWN', 'There is no lender with this code.');
  }
}
