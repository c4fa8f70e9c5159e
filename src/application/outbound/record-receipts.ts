import { Injectable } from '@nestjs/common';
import { advanceMessage } from '../../domain/message/advance-message.js';
import type { Receipt } from '../../domain/message/send-outcome.js';
import type { ChannelAccountId, MessageId, TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { Messages } from '../ports/messages.js';
import { PendingReceipts } from '../ports/pending-receipts.js';
import { SendAttempts } from '../ports/send-attempts.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { messageEvent } from './message-event.js';

export interface ReceiptReport {
  /** Messages whose state moved on. */
  readonly advanced: number;
  /** Receipts of messages that are not known yet; they are kept for `SettlePendingReceipts`. */
  readonly pending: number;
}

/**
 * Takes what a provider reports about messages it was handed: in any order, any number of times. Matched by
 * (channel account, provider message id); a receipt that overtook its acceptance is kept, never lost.
 */
@Injectable()
export class RecordReceipts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly attempts: SendAttempts,
    private readonly messages: Messages,
    private readonly debtors: Debtors,
    private readonly pending: PendingReceipts,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  run(tenantId: TenantId, accountId: ChannelAccountId, receipts: readonly Receipt[]): Promise<ReceiptReport> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'receipts' } }, async () => {
      const now = this.clock.now();
      const attempts = await this.attempts.byProviderIds(accountId, [
        ...new Set(receipts.map((receipt) => receipt.providerMessageId)),
      ]);
      const early = receipts.filter((receipt) => !attempts.has(receipt.providerMessageId));
      if (early.length > 0) {
        await this.pending.keep(
          early.map((receipt) => ({ channelAccountId: accountId, receipt, keptAt: now })),
        );
      }
      const known = receipts.flatMap((receipt) => {
        const attempt = attempts.get(receipt.providerMessageId);
        return attempt ? [{ messageId: attempt.messageId, receipt }] : [];
      });
      return { advanced: await this.advance(known), pending: early.length };
    });
  }

  private async advance(
    known: readonly { readonly messageId: MessageId; readonly receipt: Receipt }[],
  ): Promise<number> {
    if (known.length === 0) return 0;
    const ids = [...new Set(known.map(({ messageId }) => messageId))];
    const before = await this.messages.byIds(ids);
    await this.debtors.lock([...new Set([...before.values()].map((message) => message.debtorId))]);
    const messages = await this.messages.byIds(ids);
    const moved = [...messages.values()].flatMap((message) => {
      const told = known.filter(({ messageId }) => messageId === message.id).map(({ receipt }) => receipt);
      const state = told.reduce((reached, receipt) => advanceMessage(reached, receipt.status), message.state);
      const reason = state === 'failed' ? 'not-delivered' : null;
      return state === message.state ? [] : [{ message, state, reason }];
    });
    await this.messages.change(
      moved.map(({ message, state, reason }) => ({ id: message.id, state, reason })),
      this.clock.now(),
    );
    await this.events.append(
      moved.map(({ message, state, reason }) => messageEvent(`message.${state}`, message, reason)),
    );
    return moved.length;
  }
}
