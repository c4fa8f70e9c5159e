import { Injectable } from '@nestjs/common';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import type { TelegramClient } from './telegram-clients.js';

const MOST_CHATS = 10_000;

/**
 * Takes the buttons off texts that something newer has followed: a number means what was offered last, so an old
 * button would say something else than what stands on it. Known of texts that this process sent; what fails is left.
 */
@Injectable()
export class LastButtons {
  private readonly shown = new Map<string, number>();

  /** A text was taken. Nobody waits for the buttons of the one before. */
  sent(
    account: ChannelAccountId,
    client: TelegramClient,
    chat: number,
    messageId: number,
    hasButtons: boolean,
  ): void {
    const key = `${account}:${chat}`;
    const before = this.shown.get(key);
    this.shown.delete(key);
    if (hasButtons) this.shown.set(key, messageId);
    const [oldest] = this.shown.keys();
    if (this.shown.size > MOST_CHATS && oldest !== undefined) this.shown.delete(oldest);
    if (before !== undefined) void this.takeOff(client, chat, before);
  }

  async takeOff({ api }: TelegramClient, chat: number, messageId: number): Promise<void> {
    await api.editMessageReplyMarkup({ chat_id: chat, message_id: messageId }).catch(() => undefined);
  }
}
