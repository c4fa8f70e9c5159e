import { Injectable } from '@nestjs/common';
import { ApiKeys } from '../../../application/ports/api-keys.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ApiKey } from '../../../domain/people/api-key.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { ApiKeyId } from '../../../domain/shared/ids.js';
import { sqlInstant } from '../column-codec.js';
import { ApiKeyEntity } from '../entities/api-key.entity.js';
import { TenantRows } from './tenant-rows.js';

const toApiKey = (row: ApiKeyEntity): ApiKey => ({
  id: row.id,
  label: row.label,
  grants: row.grants,
  createdBy: row.createdBy,
  createdAt: row.createdAt,
  lastUsedAt: row.lastUsedAt,
  revokedAt: row.revokedAt,
});

@Injectable()
export class TypeormApiKeys extends ApiKeys {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async byDigest(digest: string): Promise<ApiKey | null> {
    const row = await this.rows.readOne(ApiKeyEntity, 'digest = ? AND revoked_at IS NULL', [digest]);
    return row === null ? null : toApiKey(row);
  }

  async byId(id: ApiKeyId): Promise<ApiKey | null> {
    const row = await this.rows.readOne(ApiKeyEntity, 'id = ?', [id]);
    return row === null ? null : toApiKey(row);
  }

  async active(): Promise<ApiKey[]> {
    return (await this.rows.read(ApiKeyEntity, 'revoked_at IS NULL', [], 'ORDER BY label')).map(toApiKey);
  }

  async add(key: ApiKey, digest: string): Promise<void> {
    await this.rows.insert(ApiKeyEntity, [{ ...key, digest }], { unlessTaken: ['tenant_id', 'label'] });
    const stored = await this.rows.readOne(ApiKeyEntity, 'label = ?', [key.label]);
    if (stored?.id === key.id) return;
    throw new DomainError('API_KEY.TAKEN', `There is, or was, an API key with the label "${key.label}".`);
  }

  async used(id: ApiKeyId, now: Instant): Promise<void> {
    await this.rows.execute('UPDATE api_keys SET last_used_at = ? WHERE tenant_id = ? AND id = ?', [
      sqlInstant(now),
      this.rows.tenantId,
      id,
    ]);
  }

  async revoke(id: ApiKeyId, now: Instant): Promise<boolean> {
    const revoked = await this.rows.execute(
      'UPDATE api_keys SET revoked_at = ? WHERE tenant_id = ? AND id = ? AND revoked_at IS NULL',
      [sqlInstant(now), this.rows.tenantId, id],
    );
    return revoked === 1;
  }
}
