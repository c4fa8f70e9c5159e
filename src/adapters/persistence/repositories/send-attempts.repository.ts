import { Injectable } from '@nestjs/common';
import { SendAttempts, type SendAttempt } from '../../../application/ports/send-attempts.js';
import type { ChannelAccountId, MessageId } from '../../../domain/shared/ids.js';
import { SendAttemptEntity } from '../entities/send-attempt.entity.js';
import { TenantRows, untenanted } from './tenant-rows.js';

const DETAIL_LENGTH = 500;

const withinColumns = (attempt: SendAttempt): SendAttempt => ({
  ...attempt,
  detail: attempt.detail?.slice(0, DETAIL_LENGTH) ?? null,
});

@Injectable()
export class TypeormSendAttempts extends SendAttempts {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  start(attempts: readonly SendAttempt[]): Promise<void> {
    return this.rows.insert(SendAttemptEntity, attempts.map(withinColumns));
  }

  async finish(attempts: readonly SendAttempt[]): Promise<void> {
    const set = ['outcome', 'providerMessageId', 'detail', 'endedAt'] as const;
    await this.rows.update(SendAttemptEntity, attempts.map(withinColumns), set);
  }

  async ofMessages(ids: readonly MessageId[]): Promise<SendAttempt[]> {
    const rows = await this.rows.readIn(SendAttemptEntity, 'message_id', ids, {
      tail: 'ORDER BY message_id, started_at, id',
    });
    return rows.map(untenanted);
  }

  async byProviderIds(
    accountId: ChannelAccountId,
    providerMessageIds: readonly string[],
  ): Promise<Map<string, SendAttempt>> {
    const rows = await this.rows.readIn(SendAttemptEntity, 'provider_message_id', providerMessageIds, {
      condition: 'AND channel_account_id = ?',
      parameters: [accountId],
    });
    return new Map(rows.map((row) => [row.providerMessageId ?? '', untenanted(row)]));
  }
}
