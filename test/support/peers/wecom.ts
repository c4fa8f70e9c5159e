import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encrypt } from '@wecom/crypto';
import type { ChannelPeer, Fault, PeerKind, PhoneContent } from '../channel-peer.js';
import { envelope, signedUrl } from './wecom-envelope.js';

const FAULTS: readonly Fault[] = [
  'unreachable',
  'throttles',
  'takes-then-drops',
  'takes-then-errors',
  'hangs',
  'no-such-address',
  'refuses-content',
  'bad-credentials',
];

/** `notices`: whether the server knocks; where not, messages are found by looking every second. */
const kindOf = (name: string, notices: boolean): PeerKind & { start(): Promise<WecomPeer> } => ({
  name,
  provider: 'wecom',
  channel: 'wechat',
  faults: notices ? FAULTS : [],
  receipts: false,
  start: () => WecomPeer.start(notices),
});

export const WECOM = kindOf(
  'a WeCom server made from its documentation, encrypted by @wecom/crypto (emulated)',
  true,
);
export const SILENT_WECOM = kindOf('a WeCom server whose notices never arrive (emulated)', false);

const HOUR = 3_600_000;
const MESSAGES_PER_WINDOW = 5;
const LONGEST_TEXT_BYTES = 2_048;
const KNOCKS = 3;

type Item = Readonly<Record<string, unknown>>;
type Json = Readonly<Record<string, unknown>>;

interface Phone {
  readonly texts: string[];
  wroteAt: number;
  sentSince: number;
}

export class WecomPeer implements ChannelPeer {
  readonly corpId = 'ww0123456789abcdef';
  readonly openKfId = 'wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q';
  /** Another customer service account of the same enterprise. */
  readonly siblingKfId = 'wkAJ2GCAAASibling';
  readonly callbackToken = 'QDG6eK';
  readonly encodingAesKey =
    randomBytes(64)
      .toString('base64')
      .replace(/[^\w]|_/g, '')
      .slice(0, 42) + 'A';
  /** Does not knock for the moment. */
  isSilent = false;
  /** How many messages one page has at most. */
  pageSize = 1_000;
  /** Answers of the next requests by path, e.g. 42001 for `kf/send_msg`; nothing is taken. */
  readonly codes: { readonly path: string; readonly code: number }[] = [];
  /** Every request that was answered, by path. */
  readonly asked: string[] = [];
  readonly tokensOfKnocks: string[] = [];
  readonly logins: string[] = [];
  readonly messageIds: string[] = [];
  /** Most fetches that ran at the same time. */
  fetchesAtOnce = 0;
  private fetches = 0;
  private readonly secret = randomUUID();
  private readonly phones = new Map<string, Phone>();
  private readonly stream: Item[] = [];
  private readonly media = new Map<string, { readonly bytes: Buffer; readonly type: string }>();
  private readonly knockTokens = new Set<string>();
  private readonly expired = new Set<string>();
  private fault: Fault | null = null;
  private callback: string | null = null;
  private passed = 0;
  private server: Server | null = null;

  private constructor(
    private readonly notices: boolean,
    private port: number,
  ) {}

  static async start(notices: boolean): Promise<WecomPeer> {
    const peer = new WecomPeer(notices, 0);
    await peer.listen();
    return peer;
  }

  get settings(): Readonly<Record<string, string>> {
    return {
      corpId: this.corpId,
      secret: this.secret,
      openKfId: this.openKfId,
      callbackToken: this.callbackToken,
      encodingAesKey: this.encodingAesKey,
      apiUrl: `http://127.0.0.1:${this.port}`,
      timeoutMs: '700',
      fetchSeconds: this.notices ? '600' : '1',
    };
  }

  /** Somebody who came by the link and wrote before the account was connected. */
  addressOf(person: number): string {
    const address = `wmqfasd1e1927831291723123109r${person}`;
    if (!this.phones.has(address)) {
      this.phones.set(address, { texts: [], wroteAt: this.now(), sentSince: 0 });
    }
    return address;
  }

  /** Somebody who never wrote: nothing may be sent to them yet. */
  strangerOf(person: number): string {
    const address = this.addressOf(person);
    this.phone(address).wroteAt = Number.NEGATIVE_INFINITY;
    return address;
  }

  shown(address: string): Promise<readonly string[]> {
    return Promise.resolve([...this.phone(address).texts]);
  }

  async writes(address: string, content: PhoneContent): Promise<void> {
    if (content.kind === 'text') {
      await this.hears(address, { msgtype: 'text', text: { content: content.text } });
      return;
    }
    const type = { picture: 'image/png', voice: 'audio/amr', file: 'application/pdf' }[content.kind];
    const id = this.holds(content.bytes, type);
    const msgtype = { picture: 'image', voice: 'voice', file: 'file' }[content.kind];
    await this.hears(address, { msgtype, [msgtype]: { media_id: id } });
  }

  holds(bytes: Buffer, type: string): string {
    const id = `media-${randomUUID()}`;
    this.media.set(id, { bytes, type });
    return id;
  }

  /** The customer sends something of any kind; returns its id. */
  async hears(address: string, content: Json): Promise<string> {
    const phone = this.phone(address);
    phone.wroteAt = this.now();
    phone.sentSince = 0;
    return this.adds({ origin: 3, external_userid: address, open_kfid: this.openKfId, ...content });
  }

  /** A servicer writes on the screen of WeCom. */
  types(address: string, text: string): Promise<string> {
    const whose = { external_userid: address, open_kfid: this.openKfId, servicer_userid: 'lisi' };
    return this.adds({ origin: 5, ...whose, msgtype: 'text', text: { content: text } });
  }

  happens(event: Json): Promise<string> {
    return this.adds({ origin: 4, msgtype: 'event', event: { open_kfid: this.openKfId, ...event } });
  }

  async adds(content: Json): Promise<string> {
    const msgid = randomUUID().replaceAll('-', '').slice(0, 27);
    this.stream.push({ msgid, send_time: this.seconds(), ...content });
    await this.knocks();
    return msgid;
  }

  async repeats(): Promise<void> {
    const last = this.stream.at(-1);
    if (last) this.stream.push(last);
    await this.knocks();
  }

  /** The place behind the last message. */
  get end(): string {
    return `c${this.stream.filter((item) => ownerOf(item) === this.openKfId).length}`;
  }

  passes(hours: number): void {
    this.passed += hours * HOUR;
  }

  /** Every token that was given out is over. */
  forgetsTokens(): void {
    for (const token of this.logins) this.expired.add(token);
  }

  async misbehaves(fault: Fault | null): Promise<void> {
    if (fault === 'unreachable') await this.goAway();
    else if (this.server === null) await this.listen();
    if (fault === 'bad-credentials') this.forgetsTokens();
    this.fault = fault;
  }

  /** Registers the address as the console does: only if it gives back what was encrypted. */
  async callsBackAt(url: string): Promise<void> {
    const plain = `echo+${randomUUID()}/=`;
    const encrypted = encrypt(this.encodingAesKey, plain, this.corpId);
    const signed = signedUrl(url, this, encrypted, this.seconds());
    signed.searchParams.set('echostr', encrypted);
    const answer = await fetch(signed);
    const said = await answer.text();
    if (said !== plain) throw new Error(`the address did not prove itself: ${answer.status} ${said}`);
    this.callback = url;
  }

  async restarts(): Promise<void> {
    await this.goAway();
    await this.listen();
  }

  async stop(): Promise<void> {
    await this.goAway();
  }

  /** Tells that something waits, up to three times, as long as the answer is not `success`. */
  async knocks(): Promise<void> {
    if (!this.notices || this.isSilent || this.callback === null) return;
    const token = `ENC${randomUUID()}`;
    this.knockTokens.add(token);
    for (let times = 0; times < KNOCKS; times += 1) {
      const answer = await this.knocksOnce({ token });
      if (answer.status === 200 && answer.body === 'success') return;
    }
  }

  /** One knock, in the way that a test wants it. */
  async knocksOnce({
    token = '',
    openKfId = this.openKfId,
    corpId = this.corpId,
    signature,
    body,
  }: {
    token?: string;
    openKfId?: string;
    corpId?: string;
    signature?: string;
    body?: string;
  }): Promise<{ status: number; body: string }> {
    const at = this.seconds();
    const { encrypted, body: written } = envelope(this, { token, openKfId, corpId, at });
    const url = signedUrl(this.callback ?? '', this, encrypted, at);
    if (signature !== undefined) url.searchParams.set('msg_signature', signature);
    const headers = { 'content-type': 'text/xml' };
    const answer = await fetch(url, { method: 'POST', headers, body: body ?? written });
    return { status: answer.status, body: await answer.text() };
  }

  private seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  private now(): number {
    return Date.now() + this.passed;
  }

  private phone(address: string): Phone {
    const phone = this.phones.get(address);
    if (!phone) throw new Error('nobody has this address');
    return phone;
  }

  private async listen(): Promise<void> {
    const server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  private async goAway(): Promise<void> {
    const server = this.server;
    this.server = null;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://peer');
    const path = url.pathname.replace('/cgi-bin/', '');
    const body = await bodyOf(request);
    this.asked.push(path);
    const forced = this.codes.find((one) => one.path === path);
    if (forced) {
      this.codes.splice(this.codes.indexOf(forced), 1);
      reply(response, { errcode: forced.code, errmsg: 'as the test wants' });
      return;
    }
    if (path === 'gettoken') {
      reply(response, this.logIn(url.searchParams));
      return;
    }
    const token = url.searchParams.get('access_token') ?? '';
    if (!this.logins.includes(token)) reply(response, { errcode: 40014, errmsg: 'invalid access_token' });
    else if (this.expired.has(token)) reply(response, { errcode: 42001, errmsg: 'access_token expired' });
    else if (path === 'kf/send_msg') this.take(body, response);
    else if (path === 'kf/sync_msg') {
      this.fetches += 1;
      this.fetchesAtOnce = Math.max(this.fetchesAtOnce, this.fetches);
      await new Promise((resolve) => setImmediate(resolve));
      this.fetches -= 1;
      reply(response, this.page(body));
    } else if (path === 'kf/account/list')
      reply(response, { errcode: 0, account_list: [{ open_kfid: this.openKfId }] });
    else if (path === 'media/get') this.give(url.searchParams.get('media_id') ?? '', response);
    else response.writeHead(404).end();
  }

  private logIn(query: URLSearchParams): Json {
    if (query.get('corpid') !== this.corpId) return { errcode: 40013, errmsg: 'invalid corpid' };
    if (query.get('corpsecret') !== this.secret || this.fault === 'bad-credentials') {
      return { errcode: 40001, errmsg: 'invalid credential' };
    }
    const token = randomUUID();
    this.logins.push(token);
    return { errcode: 0, errmsg: 'ok', access_token: token, expires_in: 7200 };
  }

  private take(sent: Json, response: ServerResponse): void {
    const code = this.refusal(sent);
    if (code !== 0) {
      reply(response, { errcode: code, errmsg: 'refused' });
      return;
    }
    const phone = this.phone(String(sent['touser']));
    phone.texts.push((sent['text'] as { content: string }).content);
    phone.sentSince += 1;
    this.messageIds.push(String(sent['msgid']));
    if (this.fault === 'takes-then-drops') response.destroy();
    else if (this.fault === 'takes-then-errors') response.writeHead(502).end('bad gateway');
    else if (this.fault !== 'hangs') reply(response, { errcode: 0, errmsg: 'ok', msgid: sent['msgid'] });
  }

  private refusal(sent: Json): number {
    if (this.fault === 'throttles') return 45009;
    if (this.fault === 'no-such-address') return 40096;
    const phone = this.phones.get(String(sent['touser']));
    if (!phone) return 40096;
    if (sent['open_kfid'] !== this.openKfId) return 95000;
    if (!/^[0-9a-zA-Z_-]{1,32}$/.test(String(sent['msgid']))) return 40058;
    const { content } = (sent['text'] ?? {}) as { content?: unknown };
    const isFit = typeof content === 'string' && Buffer.byteLength(content) <= LONGEST_TEXT_BYTES;
    if (!isFit || this.fault === 'refuses-content') return 45002;
    if (this.now() - phone.wroteAt > 48 * HOUR) return 95002;
    return phone.sentSince >= MESSAGES_PER_WINDOW ? 95001 : 0;
  }

  private page(asked: Json): Json {
    const owner = asked['open_kfid'];
    if (owner !== this.openKfId && owner !== this.siblingKfId) return { errcode: 95000, errmsg: 'invalid' };
    const token = asked['token'];
    if (typeof token === 'string') {
      if (!this.knockTokens.has(token)) return { errcode: 95007, errmsg: 'invalid msg token' };
      this.tokensOfKnocks.push(token);
    }
    const stream = this.stream.filter((item) => ownerOf(item) === owner);
    const from = Number(String(asked['cursor'] ?? 'c0').slice(1));
    const until = Math.min(from + Math.min(this.pageSize, Number(asked['limit'])), stream.length);
    const hasMore = until < stream.length ? 1 : 0;
    return { errcode: 0, next_cursor: `c${until}`, has_more: hasMore, msg_list: stream.slice(from, until) };
  }

  private give(id: string, response: ServerResponse): void {
    const found = this.media.get(id);
    if (!found) {
      reply(response, { errcode: 40007, errmsg: 'invalid media_id' });
      return;
    }
    const headers = { 'content-type': found.type, 'content-disposition': `attachment; filename="${id}.bin"` };
    response.writeHead(200, headers).end(found.bytes);
  }
}

const ownerOf = (item: Item): unknown =>
  item['open_kfid'] ?? (item['event'] as { open_kfid?: unknown } | undefined)?.open_kfid;

function reply(response: ServerResponse, answer: Json): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(answer));
}

async function bodyOf(request: IncomingMessage): Promise<Json> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length === 0 ? {} : (JSON.parse(Buffer.concat(parts).toString('utf8')) as Json);
}
