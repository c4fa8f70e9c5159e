import { Injectable } from '@nestjs/common';
import { DAY, plus } from '../../domain/calendar/instant.js';
import type { Receipt } from '../../domain/message/send-outcome.js';
import type { ChannelAccountId, TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { MessageParts } from '../ports/message-parts.js';
import { PendingReceipts } from '../ports/pending-receipts.js';
import { SendAttempts } from '../ports/send-attempts.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { RecordReceipts } from './record-receipts.js';

/** A receipt whose message has not turned up by then belongs to somebody else's message. */
const KEPT_FOR = 7 * DAY;
const PAGE = 500;

/** Gives kept receipts to their messages once those are known. Runs every minute. */
@Injectable()
export class SettlePendingReceipts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly pending: PendingReceipts,
    private readonly attempts: SendAttempts,
    private readonly parts: MessageParts,
    private readonly recordReceipts: RecordReceipts,
    private readonly clock: Clock,
  ) {}

  /** How many messages moved on. */
  run(tenantId: TenantId): Promise<number> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'receipts' } }, async () => {
      await this.pending.forget(plus(this.clock.now(), -KEPT_FOR));
      const byAccount = new Map<ChannelAccountId, Receipt[]>();
      for (const { channelAccountId, receipt } of await this.pending.oldest(PAGE)) {
        byAccount.set(channelAccountId, [...(byAccount.get(channelAccountId) ?? []), receipt]);
      }
      let advanced = 0;
      for (const [accountId, receipts] of byAccount) {
        const ids = [...new Set(receipts.map((receipt) => receipt.providerMessageId))];
        const known = await this.attempts.byProviderIds(accountId, ids);
        const parts = await this.parts.byProviderIds(accountId, ids);
        if (known.size + parts.size === 0) continue;
        const taken = await this.pending.take(accountId, [...known.keys(), ...parts.keys()]);
        advanced += (await this.recordReceipts.run(tenantId, accountId, taken)).advanced;
      }
      return advanced;
    });
  }
}
