import { EventEntity } from '../../src/adapters/persistence/entities/event.entity.js';
import { InboundMessageEntity } from '../../src/adapters/persistence/entities/inbound-message.entity.js';
import { IssueBindingCode } from '../../src/application/channel/issue-binding-code.js';
import { TakeChannelEvents } from '../../src/application/channel/take-channel-events.js';
import type { ChannelAccount } from '../../src/application/ports/channel-accounts.js';
import { ChannelAccounts } from '../../src/application/ports/channel-accounts.js';
import { ChannelDirectory } from '../../src/application/ports/channel-directory.js';
import { InboundMessages } from '../../src/application/ports/inbound-messages.js';
import type { InboundMessage } from '../../src/application/ports/inbound-messages.js';
import { SECOND, plus } from '../../src/domain/calendar/instant.js';
import type { ArrivedMessage, ChannelCursor, ChannelEvent } from '../../src/domain/channel/channel-event.js';
import type { InboundContent } from '../../src/domain/conversation/inbound-content.js';
import type { Channel } from '../../src/domain/shared/channel.js';
import type { Dialogue } from './dialogue.js';
import type { Service } from './service.js';

/** After so many minutes a message is late here. */
export const LATE_MINUTES = 30;

/** The simulator, as a provider whose addresses are ids of a login and whose messages get old. */
export class ChannelWorld {
  private count = 0;

  private constructor(
    readonly service: Service,
    readonly account: ChannelAccount,
    /** Another login of the same channel. */
    readonly other: ChannelAccount,
  ) {}

  static async open(service: Service, channel: Channel): Promise<ChannelWorld> {
    const directory = service.get(ChannelDirectory);
    const real = directory.capabilities.bind(directory);
    directory.capabilities = (provider) => ({
      ...real(provider),
      addresses: 'of-account',
      answersWithinMinutes: LATE_MINUTES,
    });
    const account = await service.account(channel);
    const url = `url=${account.settings['url'] ?? ''}`;
    await service.does(
      'channel',
      'add',
      '--channel',
      channel,
      '--provider',
      'simulator',
      '--label',
      'other',
      '--set',
      url,
    );
    const all = await service.within(() => service.get(ChannelAccounts).all());
    const other = all.find(({ label }) => label === 'other');
    if (!other) throw new Error('no second account');
    return new ChannelWorld(service, account, other);
  }

  takes(events: readonly ChannelEvent[], cursor?: ChannelCursor, account = this.account): Promise<void> {
    return this.service.get(TakeChannelEvents).run(account, events, cursor ?? null);
  }

  /** Takes the events and runs what is due. */
  async hears(...events: ChannelEvent[]): Promise<void> {
    await this.takes(events);
    await this.service.work();
  }

  newId(): string {
    return `provider-${(this.count += 1)}`;
  }

  /** Written just now unless changed. */
  message(
    address: string,
    content: InboundContent | string,
    change: Partial<ArrivedMessage> = {},
  ): ArrivedMessage {
    return {
      kind: 'message',
      providerMessageId: this.newId(),
      address,
      content: typeof content === 'string' ? { kind: 'text', text: content } : content,
      media: null,
      sentAt: plus(this.service.now(), -SECOND),
      ...change,
    };
  }

  binding(address: string, code: string): Extract<ChannelEvent, { kind: 'binding' }> {
    return { kind: 'binding', providerMessageId: this.newId(), address, code, sentAt: this.service.now() };
  }

  own(
    address: string,
    text: string | null,
    author: 'unknown' | 'person' = 'unknown',
  ): Extract<ChannelEvent, { kind: 'own-message' }> {
    const providerMessageId = this.newId();
    return { kind: 'own-message', providerMessageId, address, text, sentAt: this.service.now(), author };
  }

  async codeFor(debtor: Dialogue, channel = this.account.channel): Promise<string> {
    const { id } = await debtor.debt();
    return (await this.service.get(IssueBindingCode).run(this.service.scope, id, channel)).code;
  }

  /** What is stored of a message, by the id that its provider gave it. */
  async stored(providerMessageId: string): Promise<InboundMessage> {
    const [row] = await this.service.rows(InboundMessageEntity, { providerMessageId });
    const found =
      row && (await this.service.within(() => this.service.get(InboundMessages).byIds([row.id]))).get(row.id);
    if (!found) throw new Error('not stored');
    return found;
  }

  events(type: string): Promise<EventEntity[]> {
    return this.service.rows(EventEntity, { type });
  }
}
