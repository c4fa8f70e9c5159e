import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { InboundContent } from '../../domain/conversation/inbound-content.js';
import type { ChannelAccountId, InboundMessageId, TenantId } from '../../domain/shared/ids.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import type { InboundMessage } from '../ports/inbound-messages.js';
import { Jobs } from '../ports/jobs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** One message as a channel's listener translated it. */
export interface ReceivedMessage {
  readonly channelAccountId: ChannelAccountId;
  readonly providerMessageId: string;
  readonly address: string;
  readonly content: InboundContent;
  /** Bytes of a voice, picture or file, base64. */
  readonly media: string | null;
  readonly sentAt: Instant;
}

/**
 * Stores received messages once, however often they are delivered, and asks for each to be processed.
 * When this has returned, the vendor may be told that the messages arrived.
 */
@Injectable()
export class RecordInbound {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ChannelAccounts,
    private readonly contactPoints: ContactPoints,
    private readonly inbound: InboundMessages,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Returns how many of them were new. */
  run(tenantId: TenantId, received: readonly ReceivedMessage[]): Promise<number> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'debtor' } }, async () => {
      const accounts = await this.accounts.byIds([...new Set(received.map((one) => one.channelAccountId))]);
      const addressed = received.flatMap((message) => {
        const account = accounts.get(message.channelAccountId);
        return account ? [{ message, channel: account.channel }] : [];
      });
      const known = await this.contactPoints.byAddresses(
        addressed.map(({ message, channel }) => ({ channel, address: message.address })),
      );
      const receivedAt = this.clock.now();
      const stored = await this.inbound.record(
        addressed.map(({ message, channel }, index): InboundMessage => {
          const contactPointId = known[index]?.id ?? null;
          return {
            ...message,
            id: this.ids.next<InboundMessageId>(),
            channel,
            contactPointId,
            conversationId: null,
            receivedAt,
            state: contactPointId ? 'recorded' : 'unmatched',
          };
        }),
      );
      await this.events.append(
        stored.map((message) => ({
          type: message.contactPointId ? 'inbound.recorded' : 'inbound.unmatched',
          subjects: {
            inbound: message.id,
            ...(message.contactPointId ? { contactPoint: message.contactPointId } : {}),
          },
        })),
      );
      for (const contactPointId of new Set(stored.flatMap((one) => one.contactPointId ?? []))) {
        await this.jobs.enqueue('process-inbound', { contactPointId }, { key: contactPointId });
      }
      return stored.length;
    });
  }
}
