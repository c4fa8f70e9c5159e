import { Injectable } from '@nestjs/common';
import { MessageParts, type MessagePart } from '../../../application/ports/message-parts.js';
import type { ChannelAccountId, SendAttemptId } from '../../../domain/shared/ids.js';
import { MessagePartEntity } from '../entities/message-part.entity.js';
import { marks } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormMessageParts extends MessageParts {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async keep(parts: readonly MessagePart[]): Promise<void> {
    if (parts.length === 0) return;
    for (const accountId of new Set(parts.map(({ channelAccountId }) => channelAccountId))) {
      const ids = parts.flatMap((part) =>
        part.channelAccountId === accountId ? [part.providerMessageId] : [],
      );
      await this.forget(accountId, ids);
    }
    await this.rows.insert(MessagePartEntity, [...parts], {
      unlessTaken: ['tenant_id', 'channel_account_id', 'provider_message_id'],
    });
  }

  async byProviderIds(
    accountId: ChannelAccountId,
    providerMessageIds: readonly string[],
  ): Promise<Map<string, MessagePart>> {
    const rows = await this.rows.readIn(MessagePartEntity, 'provider_message_id', providerMessageIds, {
      condition: 'AND channel_account_id = ?',
      parameters: [accountId],
    });
    return new Map(rows.map((row) => [row.providerMessageId, untenanted(row)]));
  }

  async ofAttempts(ids: readonly SendAttemptId[]): Promise<MessagePart[]> {
    const rows = await this.rows.readIn(MessagePartEntity, 'attempt_id', ids, {
      tail: 'ORDER BY attempt_id, part',
    });
    return rows.map(untenanted);
  }

  async note(parts: readonly MessagePart[]): Promise<void> {
    await this.rows.update(MessagePartEntity, [...parts], ['status']);
  }

  private async forget(accountId: ChannelAccountId, providerMessageIds: readonly string[]): Promise<void> {
    await this.rows.inLists(providerMessageIds, async (list) => [
      await this.rows.execute(
        `DELETE FROM message_parts
         WHERE tenant_id = ? AND channel_account_id = ? AND provider_message_id IN (${marks(list)})`,
        [this.rows.tenantId, accountId, ...list],
      ),
    ]);
  }
}
