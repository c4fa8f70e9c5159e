import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelPeer, Fault, PeerKind, PhoneContent } from '../channel-peer.js';

/** The Messages resource and the callbacks of Twilio, made from its documentation; signatures are computed here anew. */
export const TWILIO: PeerKind = {
  name: 'a server made from the documentation of Twilio (emulated)',
  provider: 'twilio',
  channel: 'sms',
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
  receipts: true,
  start: () => TwilioPeer.start(),
};

const ACCOUNT = 'AC0123456789abcdef0123456789abcdef';
export const TOKEN = '0123456789abcdef0123456789abcdef';
const SENDER = '+15005550006';

/** Error answers as Twilio writes them: status and code. */
const REFUSALS: Partial<Readonly<Record<Fault, readonly [number, number]>>> = {
  'no-such-address': [400, 21211],
  blocked: [400, 21610],
  'refuses-content': [400, 21617],
  'bad-credentials': [401, 20003],
};

export interface TakenText {
  readonly sid: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Fields of a callback, as lists of names and values: a form may have a name twice. */
export type Fields = Readonly<Record<string, string>>;

export class TwilioPeer implements ChannelPeer {
  readonly taken: TakenText[] = [];
  readonly media = new Map<string, { readonly type: string; readonly bytes: Buffer }>();
  /** Whether statuses are called back by themselves. */
  reports = true;
  private server: Server | null = null;
  private fault: Fault | null = null;
  callback = '';
  private last: Fields | null = null;
  private serial = 0;
  private readonly reporting = new Set<Promise<unknown>>();

  private constructor(private readonly port: number) {}

  static async start(): Promise<TwilioPeer> {
    const probe = createServer();
    await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
    const { port } = probe.address() as AddressInfo;
    await new Promise((done) => probe.close(done));
    const peer = new TwilioPeer(port);
    await peer.comeBack();
    return peer;
  }

  get settings(): Readonly<Record<string, string>> {
    return { accountSid: ACCOUNT, authToken: TOKEN, from: SENDER, apiUrl: this.base, timeoutMs: '500' };
  }

  addressOf(person: number): string {
    return `+86138${String(person).padStart(8, '0')}`;
  }

  shown(address: string): Promise<readonly string[]> {
    const texts = this.taken.filter(({ fields }) => fields['To'] === address);
    return Promise.resolve(texts.map(({ fields }) => fields['Body'] ?? ''));
  }

  async writes(address: string, content: PhoneContent): Promise<void> {
    const sid = this.nextSid('SM');
    const media: Fields = content.kind === 'text' ? {} : this.keep(sid, content);
    this.last = {
      MessageSid: sid,
      AccountSid: ACCOUNT,
      From: address,
      To: SENDER,
      Body: content.kind === 'text' ? content.text : '',
      NumMedia: content.kind === 'text' ? '0' : '1',
      ...media,
    };
    await this.calls(this.callback, this.last);
  }

  async repeats(): Promise<void> {
    if (this.last === null) throw new Error('nobody wrote yet');
    await this.calls(this.callback, this.last);
  }

  async misbehaves(fault: Fault | null): Promise<void> {
    this.fault = fault;
    if (fault === 'unreachable') await this.goAway();
    else if (!this.server) await this.comeBack();
  }

  callsBackAt(url: string): Promise<void> {
    this.callback = url;
    return Promise.resolve();
  }

  async restarts(): Promise<void> {
    await this.goAway();
    await this.comeBack();
  }

  async stop(): Promise<void> {
    await this.goAway();
    await Promise.allSettled(this.reporting);
  }

  /** Calls back with a signature over the address and the fields, sorted by name; `spoils` changes it afterwards. */
  async calls(
    url: string,
    fields: Fields,
    spoils: (signature: string) => string = (it) => it,
  ): Promise<number> {
    const signed = Object.keys(fields)
      .sort()
      .reduce((all, name) => `${all}${name}${fields[name]}`, url);
    const signature = createHmac('sha1', TOKEN).update(signed, 'utf8').digest('base64');
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': spoils(signature),
      },
      body: new URLSearchParams(fields).toString(),
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  /** Tells what became of a text, at the address that it was sent with. */
  tells({ sid, fields }: TakenText, status: string, more: Fields = {}): Promise<number> {
    return this.calls(fields['StatusCallback'] ?? '', {
      MessageSid: sid,
      AccountSid: ACCOUNT,
      MessageStatus: status,
      To: fields['To'] ?? '',
      From: SENDER,
      ...more,
    });
  }

  private get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private async goAway(): Promise<void> {
    const { server } = this;
    this.server = null;
    server?.closeAllConnections();
    await new Promise<unknown>((done) => (server ? server.close(done) : done(null)));
  }

  private async comeBack(): Promise<void> {
    const server = createServer((incoming, outgoing) => {
      this.take(incoming, outgoing).catch(() => incoming.socket.destroy());
    });
    this.server = server;
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
  }

  private async take(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const answers = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      outgoing
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    };
    const refuses = (status: number, code: number, headers?: Record<string, string>): void =>
      answers(status, { code, message: 'refused', more_info: `docs/${code}`, status }, headers);
    const { fault } = this;
    const body = await textOf(incoming);
    const wanted = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
    const refusal = fault === null ? undefined : REFUSALS[fault];
    if (incoming.headers.authorization !== wanted) return refuses(401, 20003);
    if (refusal && (incoming.method === 'POST' || fault === 'bad-credentials')) return refuses(...refusal);
    if (fault === 'throttles') return refuses(429, 20429, { 'retry-after': '7' });
    const kept = this.media.get(incoming.url ?? '');
    if (kept) {
      outgoing.writeHead(200, { 'content-type': kept.type }).end(kept.bytes);
      return;
    }
    if (incoming.url === `/2010-04-01/Accounts/${ACCOUNT}.json`) return answers(200, { status: 'active' });
    if (incoming.url !== `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`) return refuses(404, 20404);
    const text: TakenText = {
      sid: this.nextSid('SM'),
      fields: Object.fromEntries(new URLSearchParams(body)),
    };
    this.taken.push(text);
    this.reportsOn(text);
    if (fault === 'takes-then-drops') incoming.socket.resetAndDestroy();
    else if (fault === 'takes-then-errors') refuses(500, 20500);
    else if (fault !== 'hangs') answers(201, { sid: text.sid, status: 'queued', error_code: null });
  }

  private reportsOn(text: TakenText): void {
    if (!this.reports) return;
    const told = (async () => {
      for (const status of ['queued', 'sent', 'delivered']) await this.tells(text, status);
    })();
    const done = told.catch(() => undefined);
    this.reporting.add(done);
    void done.finally(() => this.reporting.delete(done));
  }

  private keep(sid: string, content: Exclude<PhoneContent, { kind: 'text' }>): Fields {
    const types = { picture: 'image/png', voice: 'audio/amr', file: 'application/pdf' } as const;
    const path = `/2010-04-01/Accounts/${ACCOUNT}/Messages/${sid}/Media/ME${sid.slice(2)}`;
    this.media.set(path, { type: types[content.kind], bytes: content.bytes });
    return { MediaUrl0: `${this.base}${path}`, MediaContentType0: types[content.kind] };
  }

  private nextSid(prefix: string): string {
    this.serial += 1;
    return `${prefix}${this.serial.toString(16).padStart(32, '0')}`;
  }
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
