import { LEFT } from '../link.js';
import type { OpenOrder, SessionSignal, Word } from '../link.js';
import { hasMedia, isTooFastNotice, neverLeft } from '../translate.js';
import type { Bot, MessagePayload, Puppet } from './bot.js';
import { Friends, READY_WITHIN_MS } from './friends.js';
import type { Inbox } from './inbox.js';
import { Says, failedAs, within } from './says.js';

const ECHO_WAIT_MS = 2_000;
/** After a reset came to nothing, a login that is still on its way has that long. */
const AFTER_RESET_MS = 1_500;
/** Every reset leaves listeners of wechaty behind; a new process has none. */
const RESETS = 10;
const PAYLOAD_TRIES = 3;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/**
 * One login: starts the bot, resets it once when its stream breaks, and leaves when that comes to nothing or a call
 * hangs. It never stops the bot, for that would end the login at the gateway.
 */
export class WechatSession {
  readonly friends: Friends;
  private readonly says: Says;
  private readonly puppet: Puppet;
  private hearing: Promise<unknown> = Promise.resolve();
  private deadline: NodeJS.Timeout | null = null;
  private served = false;
  private settled = false;
  private resetting = false;
  private resets = 0;
  private isReady: () => void = () => undefined;
  private dong: () => void = () => undefined;

  constructor(
    private readonly bot: Bot,
    private readonly order: OpenOrder,
    private readonly inbox: Inbox,
    private readonly tell: (word: Word) => void,
    private readonly leave: (code: number, signal: SessionSignal | null) => void,
  ) {
    this.puppet = bot.puppet;
    const { callTimeoutMs, friendRequests: accepts, secondsBetweenFriends: secondsBetween } = order;
    this.says = new Says((address, text) => this.puppet.messageSendText(address, text), {
      callTimeoutMs,
      echoWaitMs: Math.min(ECHO_WAIT_MS, callTimeoutMs),
    });
    this.friends = new Friends(
      this.puppet,
      { accepts, secondsBetween, callTimeoutMs },
      (friend) => this.inbox.put(friend),
      tell,
    );
  }

  start(): void {
    const { bot, puppet } = this;
    bot.on('error', (error) => this.failed(error));
    puppet.on('heartbeat', () => (this.served = true));
    puppet.on('scan', ({ status, qrcode = '' }) => {
      this.isSettled();
      this.signal({ kind: 'scan', status, code: qrcode });
    });
    puppet.on('login', () => this.loggedIn());
    puppet.on('logout', () => {
      if (!this.resetting) this.signal({ kind: 'logout' });
    });
    puppet.on('ready', () => this.isReady());
    puppet.on('dong', () => this.dong());
    puppet.on('message', ({ messageId }) => this.hear(messageId));
    puppet.on(
      'friendship',
      ({ friendshipId }) => void this.friends.asked(friendshipId).catch(() => undefined),
    );
    this.expectLogin(this.order.resetAfterMs);
    void bot.start().catch((error: unknown) => this.failed(error));
  }

  async say(request: number, address: string, text: string): Promise<void> {
    const said = await this.says.say(address, text);
    this.tell({ kind: 'said', request, said });
    if (said.kind === 'lost') this.leave(LEFT.hung, null);
  }

  /** Whether a word went to the puppet and came back over its event stream. */
  async ask(request: number): Promise<void> {
    const dong = new Promise<boolean>((resolve) => (this.dong = () => resolve(true)));
    this.puppet.ding('parley');
    this.tell({ kind: 'answer', request, well: await within(this.order.callTimeoutMs, dong, false) });
  }

  private loggedIn(): void {
    this.isSettled();
    this.resetting = false;
    this.signal({ kind: 'login' });
    const ready = new Promise<void>((resolve) => (this.isReady = resolve));
    void within(READY_WITHIN_MS, ready, undefined)
      .then(() => this.friends.list())
      .catch(() => this.tell({ kind: 'contacts', ids: [] }));
  }

  private failed(error: unknown): void {
    const { code, text } = failedAs(error);
    const status = code ?? Number(/^(\d+) [A-Z_]+:/u.exec(text)?.[1] ?? Number.NaN);
    if (status === UNAUTHENTICATED) this.leave(LEFT.hopeless, { kind: 'bad-token' });
    else if (this.resetting && status === UNAVAILABLE && neverLeft(text))
      this.leave(LEFT.hung, { kind: 'unreachable' });
    else if (status === UNAVAILABLE || text.includes('WatchdogAgent')) this.linkLost(status === UNAVAILABLE);
  }

  /** The watchdog of wechaty resets by itself; a broken stream it would notice only after a minute. */
  private linkLost(reset: boolean): void {
    if (this.resetting) return;
    if (!this.settled) return this.leave(LEFT.hung, { kind: 'unreachable' });
    this.resetting = true;
    this.settled = false;
    this.signal({ kind: 'link-lost' });
    if ((this.resets += 1) > RESETS) return this.leave(LEFT.hung, null);
    this.expectLogin(this.order.resetAfterMs);
    if (!reset) return;
    void this.bot.reset().then(
      () => this.expectLogin(AFTER_RESET_MS),
      () => this.leave(LEFT.hung, null),
    );
  }

  private expectLogin(milliseconds: number): void {
    if (this.settled) return;
    if (this.deadline !== null) clearTimeout(this.deadline);
    this.deadline = setTimeout(() => {
      if (this.resetting) this.leave(LEFT.hung, null);
      else if (this.served) this.signal({ kind: 'no-login' });
      else this.leave(LEFT.hung, { kind: 'not-served' });
    }, milliseconds);
  }

  private isSettled(): void {
    this.settled = true;
    if (this.deadline !== null) clearTimeout(this.deadline);
    this.deadline = null;
  }

  /** Echoes of our own texts are taken out at once; everything else is told in the order in which it came. */
  private hear(id: string): void {
    const payload = this.payloadOf(id);
    this.hearing = this.hearing
      .then(async () => {
        const found = await payload;
        if (found !== null) await this.record(found);
      })
      .catch(() => undefined);
  }

  private async payloadOf(id: string): Promise<MessagePayload | null> {
    for (let tries = 0; tries < PAYLOAD_TRIES; tries += 1) {
      const found = await within(this.order.callTimeoutMs, this.puppet.messagePayload(id), null).catch(
        () => null,
      );
      if (found === null) continue;
      const self = found.talkerId === this.puppet.currentUserId;
      const echo = self && this.says.takesEcho(found.listenerId ?? '', found.text ?? '', found.id);
      return echo || (found.roomId ?? '') !== '' ? null : found;
    }
    return null;
  }

  private async record(found: MessagePayload): Promise<void> {
    const { id, type, talkerId = '', listenerId = '', text = '', timestamp } = found;
    const self = talkerId === this.puppet.currentUserId;
    const file = hasMedia(type) && !self ? await this.mediaOf(id) : null;
    const message = {
      kind: 'message',
      ...{ id, type, talkerId, listenerId, text, timestamp, self },
      filename: found.filename ?? file?.name ?? '',
      media: file?.media ?? null,
    } as const;
    if (isTooFastNotice(message)) this.signal({ kind: 'too-fast-notice' });
    else this.inbox.put(message);
  }

  private async mediaOf(id: string): Promise<{ name: string; media: string | null } | null> {
    const fetched = this.puppet.messageFile(id).then(async (file) => {
      const tooLarge = (size: number): boolean => size > this.order.mediaLimitBytes;
      if (tooLarge(file.size ?? 0)) return { name: file.name, media: null };
      const media = await file.toBase64();
      return { name: file.name, media: tooLarge(Buffer.byteLength(media, 'base64')) ? null : media };
    });
    return within(this.order.callTimeoutMs, fetched, null).catch(() => null);
  }

  private signal(signal: SessionSignal): void {
    this.tell({ kind: 'session', signal });
  }
}
