import { Injectable } from '@nestjs/common';
import { TelegramApiError } from 'node-telegram-bot-api';
import { TakeChannelEvents } from '../../../application/channel/take-channel-events.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { Clock } from '../../../application/ports/clock.js';
import type { ChannelCursor, ChannelEvent } from '../../../domain/channel/channel-event.js';
import { LastButtons } from './last-buttons.js';
import { TelegramClients } from './telegram-clients.js';
import type { TelegramClient } from './telegram-clients.js';
import { TooLarge } from './telegram-wire.js';
import { heardIn, unsupported } from './translate.js';
import type { HeardEvent, Press } from './translate.js';

/** How often the bytes of a file are asked for before the message is kept without them. */
const DOWNLOADS = 3;

/** Stores what updates say, with the bytes of their files, and then lets pressed buttons rest. */
@Injectable()
export class TakeUpdates {
  constructor(
    private readonly clients: TelegramClients,
    private readonly take: TakeChannelEvents,
    private readonly buttons: LastButtons,
    private readonly clock: Clock,
  ) {}

  /** When this has returned, Telegram may be told that the updates arrived; when it threw, nothing was stored. */
  async run(
    account: ChannelAccount,
    updates: readonly unknown[],
    cursor: ChannelCursor | null = null,
  ): Promise<void> {
    const client = this.clients.of(account);
    const limit = client.settings.fileLimitMb * 1024 * 1024;
    const now = this.clock.now();
    const heard = updates.map((update) => heardIn(update, now, limit));
    const events: ChannelEvent[] = [];
    for (const one of heard.flatMap((each) => each.events)) events.push(await this.complete(client, one));
    if (events.length > 0 || cursor !== null) await this.take.run(account, events, cursor);
    for (const { press } of heard) {
      if (press !== null) void this.letRest(client, press);
    }
  }

  /** What cannot be fetched is kept as unsupported, so that the debtor is told and nothing behind it waits. */
  private async complete(client: TelegramClient, { event, file }: HeardEvent): Promise<ChannelEvent> {
    if (file === null || event.kind !== 'message') return event;
    for (let tries = 0; tries < DOWNLOADS; tries += 1) {
      try {
        const bytes = await this.clients.download(client, file.fileId);
        return { ...event, media: bytes.toString('base64') };
      } catch (error) {
        if (isFinal(error)) break;
      }
    }
    const { content } = event;
    return { ...event, content: unsupported('mediaType' in content ? content.name : null) };
  }

  /** The button turns on the phone until it is answered; when that fails it stops by itself after a while. */
  private async letRest(client: TelegramClient, { id, chat, messageId }: Press): Promise<void> {
    await client.api.answerCallbackQuery({ callback_query_id: id }).catch(() => undefined);
    if (messageId !== null) await this.buttons.takeOff(client, chat, messageId);
  }
}

const isFinal = (error: unknown): boolean =>
  error instanceof TooLarge || (error instanceof TelegramApiError && error.errorCode < 429);
