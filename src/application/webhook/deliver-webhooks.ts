import { Injectable } from '@nestjs/common';
import { MINUTE, plus } from '../../domain/calendar/instant.js';
import type { TenantId, WebhookEndpointId } from '../../domain/shared/ids.js';
import { afterTry } from '../../domain/webhook/webhook-delivery.js';
import type { WebhookAnswer, WebhookDelivery } from '../../domain/webhook/webhook-delivery.js';
import type { WebhookEndpoint } from '../../domain/webhook/webhook-endpoint.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Jobs } from '../ports/jobs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { WebhookDeliveries } from '../ports/webhook-deliveries.js';
import { WebhookEndpoints } from '../ports/webhook-endpoints.js';
import { WebhookSender } from '../ports/webhook-sender.js';
import { endpointEvent } from './endpoint-event.js';
import { EnlistDeliveries } from './enlist-deliveries.js';
import { webhookBody } from './webhook-body.js';

/** Longer than one call may take. */
const LEASE = MINUTE;
const ENDPOINTS_AT_ONCE = 8;
const DELIVERIES_IN_A_ROW = 100;

interface Turn {
  readonly endpoint: WebhookEndpoint;
  readonly delivery: WebhookDelivery;
  readonly body: string;
}

/**
 * Delivers what waits, each endpoint in the order of the log: one delivery at a time, the next one only when the
 * one before was taken or given up. Killed in between, the same event is delivered again.
 */
@Injectable()
export class DeliverWebhooks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly enlist: EnlistDeliveries,
    private readonly endpoints: WebhookEndpoints,
    private readonly deliveries: WebhookDeliveries,
    private readonly events: EventLog,
    private readonly sender: WebhookSender,
    private readonly jobs: Jobs,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Returns how many were delivered. */
  async run(tenantId: TenantId): Promise<number> {
    await this.enlist.run(tenantId);
    const token = this.ids.next();
    const claimed = await this.within(tenantId, () =>
      this.endpoints.claim(token, this.clock.now(), this.leaseUntil(), ENDPOINTS_AT_ONCE),
    );
    const counts = await Promise.all(claimed.map((id) => this.row(tenantId, id, token)));
    const unfinished = counts.some((count) => count === DELIVERIES_IN_A_ROW);
    if (unfinished || claimed.length === ENDPOINTS_AT_ONCE) {
      await this.within(tenantId, () => this.jobs.enqueue('deliver-webhooks', {}, { key: 'waiting' }));
    }
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Delivers to one endpoint until nothing waits, it rests, or others shall have a turn. */
  private async row(tenantId: TenantId, id: WebhookEndpointId, token: string): Promise<number> {
    let delivered = 0;
    while (delivered < DELIVERIES_IN_A_ROW) {
      const turn = await this.within(tenantId, () => this.turn(id, token));
      if (turn === null) break;
      const { endpoint, delivery, body } = turn;
      const { url, secret } = endpoint;
      const answer = await this.sender.send({
        url,
        secret,
        eventId: delivery.eventId,
        body,
        at: this.clock.now(),
      });
      const taken = await this.within(tenantId, () => this.record(turn, token, answer));
      if (taken) delivered += 1;
    }
    await this.within(tenantId, () => this.endpoints.release(id, token));
    return delivered;
  }

  private async turn(id: WebhookEndpointId, token: string): Promise<Turn | null> {
    const endpoint = await this.endpoints.renew(id, token, this.clock.now(), this.leaseUntil());
    if (endpoint === null) return null;
    const delivery = await this.deliveries.nextOf(id);
    if (delivery === null) return null;
    const [event] = await this.events.after(delivery.sequence - 1, 1);
    return event ? { endpoint, delivery, body: webhookBody(event) } : null;
  }

  private async record({ endpoint, delivery }: Turn, token: string, answer: WebhookAnswer): Promise<boolean> {
    const tried = afterTry(delivery, answer, this.clock.now());
    const { state } = tried.delivery;
    const becomes = state === 'delivered' ? 'active' : state === 'failed' ? 'failing' : endpoint.state;
    const changed = becomes === endpoint.state ? null : becomes;
    const ours = await this.endpoints.afterDelivery(endpoint.id, token, changed, tried.restsUntil);
    if (!ours) return false;
    await this.deliveries.update(tried.delivery);
    if (changed === null) return state === 'delivered';
    const what = changed === 'failing' ? 'failing' : 'recovered';
    await this.events.append([endpointEvent(what, { ...endpoint, state: changed })]);
    return state === 'delivered';
  }

  private leaseUntil() {
    return plus(this.clock.now(), LEASE);
  }

  private within<T>(tenantId: TenantId, work: () => Promise<T>): Promise<T> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'webhooks' } }, work);
  }
}
