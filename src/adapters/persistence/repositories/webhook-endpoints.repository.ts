import { Injectable } from '@nestjs/common';
import { WebhookEndpoints } from '../../../application/ports/webhook-endpoints.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LenderReach } from '../../../domain/people/access.js';
import type { WebhookEndpointId } from '../../../domain/shared/ids.js';
import type { WebhookEndpoint } from '../../../domain/webhook/webhook-endpoint.js';
import { sqlInstant } from '../column-codec.js';
import { WebhookEndpointEntity } from '../entities/webhook-endpoint.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

const CHANGED_BY_PEOPLE = ['url', 'eventTypes', 'state', 'restsUntil'] as const;

@Injectable()
export class TypeormWebhookEndpoints extends WebhookEndpoints {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async byId(id: WebhookEndpointId): Promise<WebhookEndpoint | null> {
    const row = await this.rows.readOne(WebhookEndpointEntity, 'id = ?', [id]);
    return row === null ? null : this.toEndpoint(row);
  }

  async page(reach: LenderReach, after: string | null, limit: number): Promise<WebhookEndpoint[]> {
    const lenders = reach === 'all' ? null : [...reach];
    if (lenders?.length === 0) return [];
    const within = lenders === null ? '' : ` AND lender_id IN (${marks(lenders)})`;
    const rows = await this.rows.read(
      WebhookEndpointEntity,
      `id > ?${within}`,
      [after ?? '', ...(lenders ?? []), limit],
      'ORDER BY id LIMIT ?',
    );
    return rows.map((row) => this.toEndpoint(row));
  }

  async any(): Promise<boolean> {
    return (await this.rows.readOne(WebhookEndpointEntity, '1 = 1', [])) !== null;
  }

  async lockAll(): Promise<WebhookEndpoint[]> {
    const rows = await this.rows.read(
      WebhookEndpointEntity,
      '1 = 1',
      [],
      `ORDER BY id${this.rows.forUpdate}`,
    );
    return rows.map((row) => this.toEndpoint(row));
  }

  async add(endpoint: WebhookEndpoint): Promise<void> {
    await this.rows.insert(WebhookEndpointEntity, [
      { ...this.toRow(endpoint), claimToken: null, leaseUntil: null },
    ]);
  }

  update(endpoint: WebhookEndpoint): Promise<void> {
    return this.rows.updateVersioned(
      WebhookEndpointEntity,
      [this.toRow(endpoint)],
      [...CHANGED_BY_PEOPLE],
      'WEBHOOK.CHANGED_MEANWHILE',
    );
  }

  async remove(id: WebhookEndpointId): Promise<void> {
    await this.rows.execute('DELETE FROM webhook_endpoints WHERE tenant_id = ? AND id = ?', [
      this.rows.tenantId,
      id,
    ]);
  }

  async moveTo(ids: readonly WebhookEndpointId[], position: number): Promise<void> {
    if (ids.length === 0) return;
    await this.rows.execute(
      `UPDATE webhook_endpoints SET position = ? WHERE tenant_id = ? AND id IN (${marks(ids)}) AND position < ?`,
      [position, this.rows.tenantId, ...ids, position],
    );
  }

  async claim(token: string, now: Instant, leaseUntil: Instant, limit: number): Promise<WebhookEndpointId[]> {
    const { tenantId } = this.rows;
    const free = await this.rows.read(
      WebhookEndpointEntity,
      `state <> 'paused' AND (rests_until_at IS NULL OR rests_until_at <= ?)
       AND (lease_until_at IS NULL OR lease_until_at <= ?)
       AND EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.tenant_id = ? AND d.endpoint_id = webhook_endpoints.id
         AND d.state = 'waiting')`,
      [sqlInstant(now), sqlInstant(now), tenantId, limit],
      `ORDER BY id LIMIT ?${this.rows.forUpdate}`,
    );
    const ids = free.map(({ id }) => id);
    if (ids.length === 0) return [];
    await this.rows.execute(
      `UPDATE webhook_endpoints SET claim_token = ?, lease_until_at = ? WHERE tenant_id = ? AND id IN (${marks(ids)})`,
      [token, sqlInstant(leaseUntil), tenantId, ...ids],
    );
    return ids;
  }

  async renew(
    id: WebhookEndpointId,
    token: string,
    now: Instant,
    leaseUntil: Instant,
  ): Promise<WebhookEndpoint | null> {
    const renewed = await this.rows.execute(
      `UPDATE webhook_endpoints SET lease_until_at = ? WHERE tenant_id = ? AND id = ? AND claim_token = ?
       AND state <> 'paused' AND (rests_until_at IS NULL OR rests_until_at <= ?)`,
      [sqlInstant(leaseUntil), this.rows.tenantId, id, token, sqlInstant(now)],
    );
    return renewed === 0 ? null : this.byId(id);
  }

  async afterDelivery(
    id: WebhookEndpointId,
    token: string,
    state: WebhookEndpoint['state'] | null,
    restsUntil: Instant | null,
  ): Promise<boolean> {
    const kept = await this.rows.execute(
      `UPDATE webhook_endpoints SET rests_until_at = ?, version = version + ?,
       state = CASE WHEN state = 'paused' THEN state ELSE COALESCE(?, state) END
       WHERE tenant_id = ? AND id = ? AND claim_token = ?`,
      [
        restsUntil === null ? null : sqlInstant(restsUntil),
        state === null ? 0 : 1,
        state,
        this.rows.tenantId,
        id,
        token,
      ],
    );
    return kept === 1;
  }

  async release(id: WebhookEndpointId, token: string): Promise<void> {
    await this.rows.execute(
      `UPDATE webhook_endpoints SET claim_token = NULL, lease_until_at = NULL
       WHERE tenant_id = ? AND id = ? AND claim_token = ?`,
      [this.rows.tenantId, id, token],
    );
  }

  private toRow(endpoint: WebhookEndpoint) {
    return {
      ...endpoint,
      url: this.cipher.encrypt(endpoint.url),
      secret: this.cipher.encrypt(endpoint.secret),
    };
  }

  private toEndpoint(row: WebhookEndpointEntity): WebhookEndpoint {
    const { claimToken, leaseUntil, ...endpoint } = untenanted(row);
    void [claimToken, leaseUntil];
    return {
      ...endpoint,
      url: this.cipher.decrypt(row.url),
      secret: this.cipher.decrypt(row.secret),
    };
  }
}
