import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import type { ChannelPeer, Fault, PeerKind, PhoneContent } from '../channel-peer.js';
import { freePort } from '../free-port.js';

/** Knows no errors, no files and no offsets; it shows that an emulator by somebody else is understood. */
export const TELEGRAM_TEST_API: PeerKind = {
  name: 'the package telegram-test-api, an emulator by others',
  provider: 'telegram',
  channel: 'telegram',
  faults: ['unreachable'],
  receipts: false,
  start: () => TelegramTestApi.start(),
};

const TOKEN = '1:a-token-of-the-tests';
const FIRST_PERSON = 800_000_000;

class TelegramTestApi implements ChannelPeer {
  private isThere = false;
  private last: { isRead: boolean } | null = null;

  private constructor(
    private readonly server: TelegramServer,
    private readonly port: number,
  ) {}

  static async start(): Promise<TelegramTestApi> {
    const port = await freePort();
    const server = new TelegramServer({ port, host: '127.0.0.1', storeTimeout: 3_600 });
    const peer = new TelegramTestApi(server, port);
    await peer.comeBack();
    return peer;
  }

  get settings(): Readonly<Record<string, string>> {
    return {
      token: TOKEN,
      botName: 'TestNameBot',
      apiRoot: `http://127.0.0.1:${this.port}`,
      timeoutMs: '1500',
      pollSeconds: '1',
    };
  }

  addressOf(person: number): string {
    return String(FIRST_PERSON + person);
  }

  shown(address: string): Promise<readonly string[]> {
    const { botMessages } = this.server.storage;
    const theirs = botMessages.filter(({ message }) => String(message.chat_id) === address);
    return Promise.resolve(theirs.map(({ message }) => message.text));
  }

  async writes(address: string, content: PhoneContent): Promise<void> {
    if (content.kind !== 'text') throw new Error('telegram-test-api keeps no files');
    const person = { userId: Number(address), chatId: Number(address), type: 'private' as const };
    const phone = this.server.getClient(TOKEN, person);
    await phone.sendMessage(phone.makeMessage(content.text));
    this.last = this.server.storage.userMessages.at(-1) ?? null;
  }

  repeats(): Promise<void> {
    if (this.last) this.last.isRead = false;
    return Promise.resolve();
  }

  async misbehaves(fault: Fault | null): Promise<void> {
    await (fault === 'unreachable' ? this.goAway() : this.comeBack());
  }

  async restarts(): Promise<void> {
    await this.goAway();
    await this.comeBack();
  }

  async stop(): Promise<void> {
    await this.goAway();
  }

  private async goAway(): Promise<void> {
    if (this.isThere) await this.server.stop();
    this.isThere = false;
  }

  private async comeBack(): Promise<void> {
    if (!this.isThere) await this.server.start();
    this.isThere = true;
  }
}
