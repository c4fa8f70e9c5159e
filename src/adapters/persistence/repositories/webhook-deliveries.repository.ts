import { Injectable } from '@nestjs/common';
import { WebhookDeliveries } from '../../../application/ports/webhook-deliveries.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { WebhookDeliveryId, WebhookEndpointId } from '../../../domain/shared/ids.js';
import type { WebhookDelivery } from '../../../domain/webhook/webhook-delivery.js';
import { sqlInstant } from '../column-codec.js';
import { WebhookDeliveryEntity } from '../entities/webhook-delivery.entity.js';
import { TenantRows, untenanted } from './tenant-rows.js';

const CHANGED = ['state', 'tries', 'lastTriedAt', 'lastStatus', 'lastFault'] as const;

@Injectable()
export class TypeormWebhookDeliveries extends WebhookDeliveries {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  add(deliveries: readonly WebhookDelivery[]): Promise<void> {
    return this.rows.insert(WebhookDeliveryEntity, deliveries, {
      unlessTaken: ['tenant_id', 'endpoint_id', 'sequence'],
    });
  }

  async byId(id: WebhookDeliveryId): Promise<WebhookDelivery | null> {
    const row = await this.rows.readOne(WebhookDeliveryEntity, 'id = ?', [id]);
    return row === null ? null : untenanted(row);
  }

  async nextOf(endpointId: WebhookEndpointId): Promise<WebhookDelivery | null> {
    const [row] = await this.rows.read(
      WebhookDeliveryEntity,
      `endpoint_id = ? AND state = 'waiting'`,
      [endpointId],
      'ORDER BY sequence LIMIT 1',
    );
    return row === undefined ? null : untenanted(row);
  }

  async page(
    endpointId: WebhookEndpointId,
    before: number | null,
    limit: number,
  ): Promise<WebhookDelivery[]> {
    const rows = await this.rows.read(
      WebhookDeliveryEntity,
      `endpoint_id = ?${before === null ? '' : ' AND sequence < ?'}`,
      [endpointId, ...(before === null ? [] : [before]), limit],
      'ORDER BY sequence DESC LIMIT ?',
    );
    return rows.map(untenanted);
  }

  async update(delivery: WebhookDelivery): Promise<void> {
    await this.rows.update(WebhookDeliveryEntity, [delivery], [...CHANGED]);
  }

  async removeOf(endpointId: WebhookEndpointId): Promise<void> {
    await this.rows.execute('DELETE FROM webhook_deliveries WHERE tenant_id = ? AND endpoint_id = ?', [
      this.rows.tenantId,
      endpointId,
    ]);
  }

  removeEnded(before: Instant): Promise<number> {
    return this.rows.execute(
      `DELETE FROM webhook_deliveries WHERE tenant_id = ? AND state <> 'waiting' AND queued_at < ?`,
      [this.rows.tenantId, sqlInstant(before)],
    );
  }
}
