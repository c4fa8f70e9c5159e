import { Injectable } from '@nestjs/common';
import { DAY, plus } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Jobs } from '../ports/jobs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { WebhookDeliveries } from '../ports/webhook-deliveries.js';
import { WebhookEndpoints } from '../ports/webhook-endpoints.js';

const KEPT_FOR = 30 * DAY;

/** Asks for deliveries where anybody wants any, and forgets old ones. */
@Injectable()
export class StartDeliveries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: WebhookDeliveries,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  run(tenantId: TenantId): Promise<boolean> {
    return this.within(tenantId, async () => {
      const wanted = await this.endpoints.any();
      if (wanted) await this.jobs.enqueue('deliver-webhooks', {}, { key: 'waiting' });
      return wanted;
    });
  }

  forget(tenantId: TenantId): Promise<number> {
    return this.within(tenantId, () => this.deliveries.removeEnded(plus(this.clock.now(), -KEPT_FOR)));
  }

  private within<T>(tenantId: TenantId, work: () => Promise<T>): Promise<T> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'webhooks' } }, work);
  }
}
