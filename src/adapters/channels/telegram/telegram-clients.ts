import { Injectable } from '@nestjs/common';
import { Api } from 'node-telegram-bot-api';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { settingsOf } from './settings.js';
import type { TelegramSettings } from './settings.js';
import { TelegramWire } from './telegram-wire.js';

export interface TelegramClient {
  readonly settings: TelegramSettings;
  /** Never repeats a request by itself: what became of a lost one is not known. */
  readonly api: Api;
}

/** The Bot API with the settings of an account. */
@Injectable()
export class TelegramClients {
  constructor(readonly wire: TelegramWire) {}

  /** Throws `CHANNEL_ACCOUNT.BAD_SETTING`. */
  of(account: Pick<ChannelAccount, 'settings'>): TelegramClient {
    const settings = settingsOf(account);
    const { apiRoot, timeoutMs } = settings;
    const api = new Api(settings.token, { apiRoot, timeoutMs, maxRetries: 0, fetch: this.wire.fetch });
    return { settings, api };
  }

  /** The bytes of a file that somebody sent. Throws `TooLarge`, `TelegramApiError`, and what the network throws. */
  async download({ settings, api }: TelegramClient, fileId: string): Promise<Buffer> {
    const { file_path: path = '' } = await api.getFile({ file_id: fileId });
    const safe = path.split('/').map(encodeURIComponent).join('/');
    const url = new URL(`${settings.apiRoot.replace(/\/+$/u, '')}/file/bot${settings.token}/${safe}`);
    const limit = settings.fileLimitMb * 1024 * 1024;
    return this.wire.download(url, limit, AbortSignal.timeout(settings.timeoutMs));
  }
}
