import { Injectable } from '@nestjs/common';
import type { ChannelCursor, ChannelEvent } from '../../domain/channel/channel-event.js';
import { RecordInbound } from '../inbound/record-inbound.js';
import { RecordReceipts } from '../outbound/record-receipts.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelCursors } from '../ports/channel-cursors.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { BindContactPoint } from './bind-contact-point.js';
import { EventSources } from './event-sources.js';
import type { EventSource } from './event-sources.js';
import { RecordOwnMessages } from './record-own-messages.js';
import { RecordReachability } from './record-reachability.js';
import { RematchAddresses } from './rematch-addresses.js';

/**
 * Stores what a channel reports, once, however often it is delivered, in the order in which it was reported, in one
 * transaction with the place in the provider's stream. When this has returned, the vendor may be told that
 * everything arrived; when it threw, nothing was stored and the vendor must deliver again.
 */
@Injectable()
export class TakeChannelEvents {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sources: EventSources,
    private readonly recordInbound: RecordInbound,
    private readonly recordReceipts: RecordReceipts,
    private readonly bindContactPoint: BindContactPoint,
    private readonly recordReachability: RecordReachability,
    private readonly recordOwnMessages: RecordOwnMessages,
    private readonly rematchAddresses: RematchAddresses,
    private readonly cursors: ChannelCursors,
  ) {}

  run(
    { tenantId, id }: Pick<ChannelAccount, 'tenantId' | 'id'>,
    events: readonly ChannelEvent[],
    cursor: ChannelCursor | null = null,
  ): Promise<void> {
    const scope = { tenantId, actor: { kind: 'system', name: 'listener' } } as const;
    return this.unitOfWork.run(scope, async () => {
      const source = (await this.sources.of([id])).get(id);
      if (source) for (const alike of inOrder(events)) await this.take({ tenantId, id }, source, alike);
      if (cursor !== null) await this.cursors.write(id, cursor);
    });
  }

  private async take(
    { tenantId, id }: Pick<ChannelAccount, 'tenantId' | 'id'>,
    source: EventSource,
    alike: readonly ChannelEvent[],
  ): Promise<void> {
    const messages = alike.flatMap((event) =>
      event.kind === 'message' ? [{ ...event, channelAccountId: id }] : [],
    );
    const receipts = alike.flatMap((event) => (event.kind === 'receipt' ? [event.receipt] : []));
    if (messages.length > 0) await this.recordInbound.run(tenantId, messages);
    if (receipts.length > 0) await this.recordReceipts.run(tenantId, id, receipts);
    for (const event of alike) await this.takeSingle(source, event);
  }

  private async takeSingle(source: EventSource, event: ChannelEvent): Promise<void> {
    switch (event.kind) {
      case 'message':
      case 'receipt':
        return;
      case 'binding':
        return this.bindContactPoint.run(source, event);
      case 'reachability':
        return this.recordReachability.run(source, event);
      case 'own-message':
        return this.recordOwnMessages.run(source, event);
      case 'addresses-changed':
        return this.rematchAddresses.run(source, event);
    }
  }
}

/** Stretches of events of one kind, which are stored together. */
function inOrder(events: readonly ChannelEvent[]): ChannelEvent[][] {
  const stretches: ChannelEvent[][] = [];
  for (const event of events) {
    const last = stretches.at(-1);
    if (last?.[0]?.kind === event.kind) last.push(event);
    else stretches.push([event]);
  }
  return stretches;
}
