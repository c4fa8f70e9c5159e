import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../application/ports/clock.js';
import {
  IdempotencyKeys,
  type IdempotentRequest,
  type KeptAnswer,
} from '../../../application/ports/idempotency-keys.js';
import { Ids } from '../../../application/ports/ids.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { sqlInstant } from '../column-codec.js';
import { IdempotencyKeyEntity } from '../entities/idempotency-key.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { TenantRows } from './tenant-rows.js';

const UNIQUE = ['tenant_id', 'caller', 'route', 'request_key'];

/** Compressed: an answer may be longer than what a text column takes. */
const packed = (body: unknown): string => deflateRawSync(JSON.stringify(body ?? null)).toString('base64');

const unpacked = (text: string): unknown =>
  JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString('utf8'));

/** The unique key makes a repetition wait for the transaction of the first request, and then see its row. */
@Injectable()
export class TypeormIdempotencyKeys extends IdempotencyKeys {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  async begin({ key, caller, route, fingerprint }: IdempotentRequest): Promise<KeptAnswer | null> {
    const firstId = this.ids.next();
    const row = { caller, route, requestKey: key, fingerprint, firstId, begunAt: this.clock.now() };
    await this.rows.insert(IdempotencyKeyEntity, [{ ...row, status: null, body: null }], {
      unlessTaken: UNIQUE,
    });
    const kept = await this.rows.readOne(
      IdempotencyKeyEntity,
      'caller = ? AND route = ? AND request_key = ?',
      [caller, route, key],
    );
    if (kept === null || kept.firstId === firstId) return null;
    if (kept.fingerprint !== fingerprint) {
      throw new DomainError(
        'REQUEST.IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key came with another request before; send a new key for a new thing.',
      );
    }
    const body = kept.body === null ? null : unpacked(this.cipher.decrypt(kept.body));
    return { status: kept.status ?? 200, body };
  }

  async keep({ key, caller, route }: IdempotentRequest, { status, body }: KeptAnswer): Promise<void> {
    const encrypted = this.cipher.encrypt(packed(body));
    const row = { caller, route, requestKey: key, status, body: encrypted };
    await this.rows.update(IdempotencyKeyEntity, [row], ['status', 'body']);
  }

  removeOlderThan(moment: Instant): Promise<number> {
    return this.rows.execute('DELETE FROM idempotency_keys WHERE tenant_id = ? AND begun_at < ?', [
      this.rows.tenantId,
      sqlInstant(moment),
    ]);
  }
}
