import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { InboundContent } from '../../domain/conversation/inbound-content.js';
import { keepsMedia, keptContent } from '../../domain/conversation/kept-media.js';
import type { MediaLook } from '../../domain/conversation/kept-media.js';
import { TELLING_BYTES } from '../../domain/conversation/media-type.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { groupBy } from '../../domain/shared/group-by.js';
import type { ChannelAccountId, InboundMessageId, TenantId } from '../../domain/shared/ids.js';
import { soundsLikeCrisis } from '../../domain/understanding/crisis-lexicon.js';
import { normalise } from '../../domain/understanding/normalise.js';
import { EventSources, addressAt } from '../channel/event-sources.js';
import { Alarms } from '../ports/alarms.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import type { NewEvent } from '../ports/event-log.js';
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
 * Stores received messages once, however often they are delivered, and asks for each to be processed. A message that
 * was taken back stays and is processed as usual: what was said was said; it is only marked. Somebody in danger whom
 * nobody knows is an alarm. When this has returned, the vendor may be told that the messages arrived.
 */
@Injectable()
export class RecordInbound {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sources: EventSources,
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly inbound: InboundMessages,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly alarms: Alarms,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Returns how many of them were new. */
  run(tenantId: TenantId, received: readonly ReceivedMessage[]): Promise<number> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'debtor' } }, async () => {
      const sources = await this.sources.of(received.map((one) => one.channelAccountId));
      const addressed = received.flatMap((message) => {
        const source = sources.get(message.channelAccountId);
        return source ? [{ message, source }] : [];
      });
      const known = await this.contactPoints.byAddresses(
        addressed.map(({ message, source }) => addressAt(source, message.address)),
      );
      const receivedAt = this.clock.now();
      const stored = await this.inbound.record(
        addressed.map(({ message, source }, index): InboundMessage => {
          const contactPointId = known[index]?.id ?? null;
          const content = keptContent(message.content, lookAt(message.media));
          return {
            channelAccountId: message.channelAccountId,
            providerMessageId: message.providerMessageId,
            address: message.address,
            content,
            media: keepsMedia(content) ? message.media : null,
            sentAt: message.sentAt,
            id: this.ids.next<InboundMessageId>(),
            channel: source.account.channel,
            contactPointId,
            conversationId: null,
            receivedAt,
            state: contactPointId ? 'recorded' : 'unmatched',
          };
        }),
      );
      await this.markRecalled(stored);
      await this.keepSenders(stored, known);
      await this.tell(stored);
      for (const contactPointId of new Set(stored.flatMap((one) => one.contactPointId ?? []))) {
        await this.jobs.enqueue('process-inbound', { contactPointId }, { key: contactPointId });
      }
      return stored.length;
    });
  }

  private async markRecalled(stored: readonly InboundMessage[]): Promise<void> {
    for (const { channelAccountId, contactPointId, content, sentAt } of stored) {
      if (content.kind !== 'recalled') continue;
      const providerMessageId = content.recalledProviderMessageId;
      await this.inbound.markRecalled({ channelAccountId, providerMessageId, contactPointId, at: sentAt });
    }
  }

  /** Who wrote through an account is answered through it from now on, unless another one was used before. */
  private async keepSenders(
    stored: readonly InboundMessage[],
    known: readonly (ContactPoint | null)[],
  ): Promise<void> {
    const free = new Map(
      known.flatMap((point) => (point?.channelAccountId === null ? [[point.id, point.debtorId]] : [])),
    );
    const writing = stored.filter(
      ({ contactPointId }) => contactPointId !== null && free.has(contactPointId),
    );
    if (writing.length === 0) return;
    await this.debtors.lock([...new Set(free.values())]);
    for (const [accountId, messages] of groupBy(writing, (one) => one.channelAccountId)) {
      const ids = messages.flatMap(({ contactPointId }) => contactPointId ?? []);
      await this.contactPoints.keepSender(ids, accountId);
    }
  }

  private async tell(stored: readonly InboundMessage[]): Promise<void> {
    await this.events.append(stored.map(recordedEvent));
    for (const message of stored.filter(isUnknownDanger)) {
      const { id, channelAccountId } = message;
      this.unitOfWork.afterCommit(() =>
        this.alarms.raise(
          `A message that sounds like danger to life came from an address that no debtor has: inbound message ${id} ` +
            `on channel account ${channelAccountId}. Read it among the unmatched messages, and help.`,
        ),
      );
    }
  }
}

const isUnknownDanger = ({ content, contactPointId }: InboundMessage): boolean =>
  contactPointId === null && content.kind === 'text' && soundsLikeCrisis(normalise(content.text));

const recordedEvent = (message: InboundMessage): NewEvent => ({
  type: message.contactPointId ? 'inbound.recorded' : 'inbound.unmatched',
  subjects: {
    inbound: message.id,
    ...(message.contactPointId ? { contactPoint: message.contactPointId } : {}),
  },
  ...(isUnknownDanger(message) ? { payload: { crisis: true } } : {}),
});

/** Only as much is decoded as tells what it is. */
function lookAt(media: string | null): MediaLook | null {
  if (media === null || media === '') return null;
  const padding = media.endsWith('==') ? 2 : media.endsWith('=') ? 1 : 0;
  return {
    bytes: Math.floor((media.length * 3) / 4) - padding,
    start: Buffer.from(media.slice(0, Math.ceil(TELLING_BYTES / 3) * 4), 'base64'),
  };
}
