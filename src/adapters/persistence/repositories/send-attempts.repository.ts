import { Injectable } from '@nestjs/common';
import { SendAttempts, type SendAttempt } from '../../../application/ports/send-attempts.js';
import type { ChannelAccountId, MessageId, SendAttemptId } from '../../../domain/shared/ids.js';
import { SendAttemptEntity } from '../entities/send-attempt.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { byId, TenantRows, untenanted } from './tenant-rows.js';

/** What is told while a text is being handed over waits for the outcome, which would be written over it. */
const NOT_UNDER_WAY =
  'NOT EXISTS (SELECT 1 FROM messages m WHERE m.tenant_id = send_attempts.tenant_id' +
  " AND m.id = send_attempts.message_id AND m.state = 'checking')";

@Injectable()
export class TypeormSendAttempts extends SendAttempts {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  start(attempts: readonly SendAttempt[]): Promise<void> {
    return this.rows.insert(
      SendAttemptEntity,
      attempts.map((attempt) => this.toRow(attempt)),
    );
  }

  async finish(attempts: readonly SendAttempt[]): Promise<void> {
    const set = ['outcome', 'providerMessageId', 'detail', 'endedAt'] as const;
    await this.rows.update(
      SendAttemptEntity,
      attempts.map((attempt) => this.toRow(attempt)),
      set,
    );
  }

  async byIds(ids: readonly SendAttemptId[]): Promise<Map<SendAttemptId, SendAttempt>> {
    const rows = await this.rows.readIn(SendAttemptEntity, 'id', ids);
    return byId(rows.map((row) => this.toAttempt(row)));
  }

  async ofMessages(ids: readonly MessageId[]): Promise<SendAttempt[]> {
    const rows = await this.rows.readIn(SendAttemptEntity, 'message_id', ids, {
      tail: 'ORDER BY message_id, started_at, id',
    });
    return rows.map((row) => this.toAttempt(row));
  }

  async byProviderIds(
    accountId: ChannelAccountId,
    providerMessageIds: readonly string[],
  ): Promise<Map<string, SendAttempt>> {
    const rows = await this.rows.readIn(SendAttemptEntity, 'provider_message_id', providerMessageIds, {
      condition: 'AND channel_account_id = ?',
      parameters: [accountId],
      tail: 'ORDER BY started_at, id',
    });
    const found = new Map(rows.map((row) => [row.providerMessageId ?? '', this.toAttempt(row)]));
    const others = providerMessageIds.filter((id) => !found.has(id));
    const named = await this.rows.readIn(SendAttemptEntity, 'id', others, {
      condition: `AND channel_account_id = ? AND ${NOT_UNDER_WAY}`,
      parameters: [accountId],
    });
    for (const row of named) found.set(row.id, this.toAttempt(row));
    return found;
  }

  private toRow(attempt: SendAttempt): Omit<SendAttemptEntity, 'tenantId'> {
    return { ...attempt, detail: this.cipher.encryptOptional(attempt.detail) };
  }

  private toAttempt(row: SendAttemptEntity): SendAttempt {
    return { ...untenanted(row), detail: this.cipher.decryptOptional(row.detail) };
  }
}
