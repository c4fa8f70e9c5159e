import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { advanceMessage } from '../../domain/message/advance-message.js';
import type { Message, MessageState } from '../../domain/message/message.js';
import { advancePart, receiptOfParts } from '../../domain/message/part-receipts.js';
import type { Receipt } from '../../domain/message/send-outcome.js';
import { groupBy } from '../../domain/shared/group-by.js';
import type { ChannelAccountId, MessageId, SendAttemptId, TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { MessageParts } from '../ports/message-parts.js';
import { Messages } from '../ports/messages.js';
import { PendingReceipts } from '../ports/pending-receipts.js';
import { SendAttempts } from '../ports/send-attempts.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { FallBack } from './fall-back.js';
import { messageEvent } from './message-event.js';

export interface ReceiptReport {
  /** Messages whose state moved on. */
  readonly advanced: number;
  /** Receipts of messages that are not known yet; they are kept for `SettlePendingReceipts`. */
  readonly pending: number;
}

/** A receipt of a known message; `attemptId`: of a text that was taken in parts, of which this is about one. */
interface KnownReceipt {
  readonly messageId: MessageId;
  readonly attemptId: SendAttemptId | null;
  readonly receipt: Receipt;
}

interface Told {
  readonly messageId: MessageId;
  readonly status: Receipt['status'];
}

/**
 * Takes what a provider reports about messages it was handed: in any order, any number of times. Matched by
 * (channel account, provider message id); a receipt that overtook its acceptance is kept, never lost. A text that was
 * taken in parts arrived when all of them did. After a late failure a touch goes on elsewhere, unless it was
 * ever in doubt whether the text had been taken.
 */
@Injectable()
export class RecordReceipts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly attempts: SendAttempts,
    private readonly parts: MessageParts,
    private readonly messages: Messages,
    private readonly debtors: Debtors,
    private readonly pending: PendingReceipts,
    private readonly events: EventLog,
    private readonly fallBack: FallBack,
    private readonly clock: Clock,
  ) {}

  run(tenantId: TenantId, accountId: ChannelAccountId, receipts: readonly Receipt[]): Promise<ReceiptReport> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'receipts' } }, async () => {
      const now = this.clock.now();
      const known = await this.known(accountId, receipts);
      const matched = new Set(known.map(({ receipt }) => receipt));
      const early = receipts.filter((receipt) => !matched.has(receipt));
      if (early.length > 0) {
        await this.pending.keep(
          early.map((receipt) => ({ channelAccountId: accountId, receipt, keptAt: now })),
        );
      }
      return { advanced: await this.advance(known, now), pending: early.length };
    });
  }

  private async known(accountId: ChannelAccountId, receipts: readonly Receipt[]): Promise<KnownReceipt[]> {
    const ids = [...new Set(receipts.map((receipt) => receipt.providerMessageId))];
    const parts = await this.parts.byProviderIds(accountId, ids);
    const whole = await this.attempts.byProviderIds(
      accountId,
      ids.filter((id) => !parts.has(id)),
    );
    const partial = await this.attempts.byIds([...parts.values()].map(({ attemptId }) => attemptId));
    return receipts.flatMap((receipt): KnownReceipt[] => {
      const attemptId = parts.get(receipt.providerMessageId)?.attemptId ?? null;
      const attempt = attemptId === null ? whole.get(receipt.providerMessageId) : partial.get(attemptId);
      return attempt ? [{ messageId: attempt.messageId, attemptId, receipt }] : [];
    });
  }

  private async advance(known: readonly KnownReceipt[], now: Instant): Promise<number> {
    if (known.length === 0) return 0;
    const ids = [...new Set(known.map(({ messageId }) => messageId))];
    const before = await this.messages.byIds(ids);
    await this.debtors.lock([...new Set([...before.values()].map((message) => message.debtorId))]);
    const messages = await this.messages.byIds(ids);
    const told = groupBy(
      [
        ...known.flatMap(({ messageId, attemptId, receipt: { status } }): Told[] =>
          attemptId === null ? [{ messageId, status }] : [],
        ),
        ...(await this.toldByParts(known)),
      ],
      ({ messageId }) => messageId,
    );
    const moved = [...messages.values()].flatMap((message) => {
      const state = (told.get(message.id) ?? []).reduce(
        (reached, { status }) => advanceMessage(reached, status),
        message.state,
      );
      const reason = state === 'failed' ? NOT_DELIVERED : null;
      return state === message.state ? [] : [{ message, state, reason }];
    });
    await this.messages.change(
      moved.map(({ message, state, reason }) => ({ id: message.id, state, reason })),
      now,
    );
    await this.events.append(
      moved.map(({ message, state, reason }) => messageEvent(`message.${state}`, message, reason)),
    );
    await this.fallBack.run(
      moved.flatMap(({ message, state }) =>
        wasSentInVain(message, state) ? [{ message, reason: NOT_DELIVERED, life: message.expiresAt }] : [],
      ),
      now,
    );
    return moved.length;
  }

  /** What the texts that were taken in parts have come to, as wholes. Under the debtors' locks. */
  private async toldByParts(known: readonly KnownReceipt[]): Promise<Told[]> {
    const messageOf = new Map(
      known.flatMap(({ attemptId, messageId }) => (attemptId === null ? [] : [[attemptId, messageId]])),
    );
    if (messageOf.size === 0) return [];
    const receipts = groupBy(known, ({ receipt }) => receipt.providerMessageId);
    const before = await this.parts.ofAttempts([...messageOf.keys()]);
    const after = before.map((part) => ({
      ...part,
      status: (receipts.get(part.providerMessageId) ?? []).reduce(
        (status, { receipt }) => advancePart(status, receipt.status),
        part.status,
      ),
    }));
    await this.parts.note(after.filter(({ status }, at) => status !== before[at]?.status));
    const byAttempt = groupBy(after, ({ attemptId }) => attemptId);
    return [...messageOf].flatMap(([attemptId, messageId]): Told[] => {
      const status = receiptOfParts((byAttempt.get(attemptId) ?? []).map((part) => part.status));
      return status === null ? [] : [{ messageId, status }];
    });
  }
}

const NOT_DELIVERED = 'not-delivered';

/** It was known to be taken and then failed; what was ever in doubt is not told again elsewhere. */
const wasSentInVain = ({ state }: Message, next: MessageState): boolean =>
  next === 'failed' && (state === 'sent' || state === 'sent-unconfirmed');
