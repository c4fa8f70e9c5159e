import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelCallback } from '../../../application/ports/channel-callbacks.js';
import type { CallbackAnswer, CallbackRequest } from '../../../application/ports/channel-callbacks.js';
import { settingsOf } from './settings.js';
import { TakeUpdates } from './take-updates.js';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Takes one update for each call; whatever is not answered 200 is delivered again by Telegram. */
@Injectable()
export class TelegramCallback extends ChannelCallback {
  override readonly provider = 'telegram';

  constructor(private readonly take: TakeUpdates) {
    super();
  }

  override async receive(account: ChannelAccount, request: CallbackRequest): Promise<CallbackAnswer> {
    if (request.method !== 'POST') return { status: 405 };
    const { mode, webhookSecret } = settingsOf(account);
    if (mode !== 'webhook' || !isSame(request.headers[SECRET_HEADER] ?? '', webhookSecret)) {
      return { status: 403 };
    }
    const update = jsonIn(request.body);
    if (update === undefined) return { status: 400 };
    await this.take.run(account, [update]);
    return { status: 200 };
  }
}

/** In constant time. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const jsonIn = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
};
