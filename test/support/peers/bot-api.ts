import type { ChannelPeer, Fault, PeerKind, PhoneContent } from '../channel-peer.js';
import { BotApiServer, TOKEN } from './bot-api-server.js';

const kind = (mode: 'polling' | 'webhook'): PeerKind & { start(): Promise<BotApiPeer> } => ({
  name: `a Bot API made from its documentation, ${mode} (emulated)`,
  provider: 'telegram',
  channel: 'telegram',
  faults: [
    'unreachable',
    'throttles',
    'takes-then-drops',
    'takes-then-errors',
    'hangs',
    'no-such-address',
    'blocked',
    'refuses-content',
    'bad-credentials',
  ],
  receipts: false,
  start: () => BotApiPeer.start(mode),
});

/** Telegram as its documentation tells it, with the errors that it is known to answer. */
export const POLLED_BOT_API = kind('polling');
export const CALLING_BOT_API = kind('webhook');

/** Digits are not typed but pressed; a digit without its button is an error of the test. */
export const PRESSED_BOT_API: PeerKind = {
  ...kind('polling'),
  name: 'a Bot API made from its documentation, polling, with its buttons pressed (emulated)',
  faults: [],
  start: async () => {
    const peer = await BotApiPeer.start('polling');
    const writes = peer.writes.bind(peer);
    peer.writes = (address, content) => {
      if (content.kind !== 'text' || !/^\d$/u.test(content.text)) return writes(address, content);
      peer.server.pressesReply(Number(address), content.text);
      return Promise.resolve();
    };
    return peer;
  },
};

export const WEBHOOK_SECRET = 'a-secret-of-the-webhook';

const FIRST_PERSON = 700_000_000;

export class BotApiPeer implements ChannelPeer {
  private constructor(
    readonly server: BotApiServer,
    private readonly mode: 'polling' | 'webhook',
  ) {}

  static async start(mode: 'polling' | 'webhook'): Promise<BotApiPeer> {
    return new BotApiPeer(await BotApiServer.start(), mode);
  }

  get settings(): Readonly<Record<string, string>> {
    return {
      token: TOKEN,
      botName: 'parley_test_bot',
      mode: this.mode,
      webhookSecret: this.mode === 'webhook' ? WEBHOOK_SECRET : '',
      apiRoot: this.server.url,
      timeoutMs: '1500',
      pollSeconds: '1',
      fileLimitMb: '1',
    };
  }

  /** Somebody who has pressed Start. */
  addressOf(person: number): string {
    this.server.begins(FIRST_PERSON + person);
    return String(FIRST_PERSON + person);
  }

  shown(address: string): Promise<readonly string[]> {
    return Promise.resolve(this.server.textsTo(Number(address)));
  }

  writes(address: string, content: PhoneContent): Promise<void> {
    this.server.says(Number(address), bodyOf(content, this.server));
    return Promise.resolve();
  }

  /** Presses the button of that label on the newest text that has one. */
  presses(address: string, label: string): void {
    this.server.presses(Number(address), label);
  }

  repeats(): Promise<void> {
    this.server.repeatsLast();
    return Promise.resolve();
  }

  async misbehaves(fault: Fault | null): Promise<void> {
    if (fault === 'unreachable') return this.server.goAway();
    await this.server.comeBack();
    this.server.fault = fault;
  }

  async restarts(): Promise<void> {
    await this.server.goAway();
    await this.server.comeBack();
  }

  stop(): Promise<void> {
    return this.server.goAway();
  }
}

const bodyOf = (content: PhoneContent, server: BotApiServer): object => {
  switch (content.kind) {
    case 'text':
      return { text: content.text };
    case 'picture':
      return {
        photo: [
          { ...server.keeps(content.bytes.subarray(0, 1)), width: 1, height: 1 },
          { ...server.keeps(content.bytes), width: 800, height: 600 },
        ],
      };
    case 'voice':
      return { voice: { ...server.keeps(content.bytes), mime_type: 'audio/ogg', duration: 1 } };
    case 'file':
      return { document: { ...server.keeps(content.bytes), file_name: content.name } };
  }
};
