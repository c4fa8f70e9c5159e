import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHILD_PROGRAM } from '../../../src/adapters/channels/wechaty/wechaty-child.js';
import { BreakableProxy } from '../breakable-proxy.js';
import type { ChannelPeer, Fault, PeerKind, PhoneContent } from '../channel-peer.js';
import { compiledProgram } from '../compile-programs.js';
import type { PuppetOrder, PuppetWord } from './puppet-server-orders.js';
import { freePort } from '../free-port.js';

const FAULTS: readonly Fault[] = [
  // The client leaves after it, so the next one is a fault of the connection.
  'hangs',
  'unreachable',
  'throttles',
  'takes-then-drops',
  'takes-then-errors',
  'no-such-address',
  'blocked',
  'refuses-content',
  'bad-credentials',
];

/** More than the contract and a conversation need. */
const PEOPLE = 40;

/** Numbers of wechaty's message types. */
export const TYPES = { attachment: 1, voice: 2, sticker: 5, picture: 6, text: 7, location: 8, transfer: 11 };
export const RED_PACKET = 12;
export const RECALLED = 13;

const kindOf = (name: string, tls: boolean): PeerKind => ({
  name,
  provider: 'wechaty',
  channel: 'wechat',
  faults: FAULTS,
  receipts: false,
  start: () => PuppetServerPeer.start(tls, PEOPLE),
});

/** The gRPC server of wechaty-puppet-service around wechaty-puppet-mock, with TLS. */
export const PUPPET_SERVER = kindOf('a gRPC puppet server with TLS around the mock puppet', true);
export const PUPPET_SERVER_WITHOUT_TLS = kindOf(
  'a gRPC puppet server without TLS around the mock puppet',
  false,
);

/** The gateway in a process of its own, behind a connection that can be broken. */
export class PuppetServerPeer implements ChannelPeer {
  private readonly token = `insecure_${randomUUID()}`;
  private readonly texts: { readonly address: string; readonly text: string }[] = [];
  private readonly contacts = new Map<string, string | undefined>();
  private readonly waiting = new Map<number, { done(): void; failed(error: Error): void }>();
  private process: ChildProcess | null = null;
  private home = '';
  private orders = 0;
  private isBroken = false;
  /** What happened to people, in order. */
  readonly words: PuppetWord[] = [];
  self = 'wxid_parley';
  loggedIn = true;
  private usedToken = this.token;

  private constructor(
    private readonly tls: boolean,
    private readonly port: number,
    readonly proxy: BreakableProxy,
  ) {}

  /** `people`: contacts from the start, so that nobody is written to before the gateway knows them. */
  static async start(tls: boolean, people = 0): Promise<PuppetServerPeer> {
    CHILD_PROGRAM.file = compiledProgram('src/adapters/channels/wechaty/child/main.ts');
    const port = await freePort();
    const peer = new PuppetServerPeer(tls, port, await BreakableProxy.to('127.0.0.1', port));
    for (let person = 1; person <= people; person += 1) peer.contacts.set(idOf(person), undefined);
    await peer.open();
    return peer;
  }

  get settings(): Readonly<Record<string, string>> {
    return {
      endpoint: `127.0.0.1:${this.proxy.port}`,
      token: this.token,
      tls: this.tls ? 'yes' : 'no',
      callTimeoutMs: '4000',
      resetAfterMs: '8000',
      watchdogSeconds: '3',
      restartPauseMs: '500',
      secondsBetweenFriends: '0',
    };
  }

  addressOf(person: number): string {
    const id = idOf(person);
    this.knows(id);
    return id;
  }

  /** Somebody is a contact from now on. */
  knows(id: string, alias?: string): void {
    if (this.contacts.has(id)) return;
    this.contacts.set(id, alias);
    void this.tells({ do: 'person', id, ...(alias === undefined ? {} : { alias }) }).catch(() => undefined);
  }

  /** Everybody has a new id at the next login, as with web puppets; who has an alias keeps it. */
  changesIds(changed: readonly { readonly id: string; readonly alias?: string }[], self: string): void {
    this.contacts.clear();
    for (const { id, alias } of changed) this.contacts.set(id, alias);
    this.self = self;
  }

  async shown(address: string): Promise<readonly string[]> {
    return this.texts.filter((one) => one.address === address).map(({ text }) => text);
  }

  async writes(address: string, content: PhoneContent): Promise<void> {
    if (content.kind === 'text') {
      return this.tells({ do: 'receive', from: address, type: TYPES.text, text: content.text });
    }
    const type = { picture: TYPES.picture, file: TYPES.attachment, voice: TYPES.voice }[content.kind];
    const file = { name: content.name, base64: content.bytes.toString('base64') };
    return this.tells({ do: 'receive', from: address, type, file });
  }

  repeats(): Promise<void> {
    return this.tells({ do: 'repeat' });
  }

  async misbehaves(fault: Fault | 'no-echo' | 'echoes-then-errors' | null): Promise<void> {
    if (this.isBroken) await this.proxy.mend();
    this.isBroken = fault === 'unreachable';
    if (this.isBroken) await this.proxy.break();
    const token = fault === 'bad-credentials' ? `insecure_${randomUUID()}` : this.token;
    if (token !== this.usedToken) {
      this.usedToken = token;
      await this.restarts();
    }
    await this.tells({ do: 'fault', fault });
  }

  async restarts(): Promise<void> {
    await this.away();
    await this.open();
  }

  /** Gone without a word. */
  async away(): Promise<void> {
    const { process: one } = this;
    this.process = null;
    if (one !== null && one.exitCode === null && one.signalCode === null) {
      const gone = once(one, 'exit');
      one.kill('SIGKILL');
      await gone;
    }
    rmSync(this.home, { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    await this.away();
    if (!this.isBroken) await this.proxy.break();
  }

  async open(): Promise<void> {
    this.home = mkdtempSync(join(tmpdir(), 'parley-puppet-'));
    const program = compiledProgram('test/support/peers/puppet-server-program.ts');
    const started = fork(program, [], {
      env: { HOME: this.home, TMPDIR: this.home, WECHATY_LOG: 'silent' },
      execArgv: [],
      stdio: ['ignore', 'ignore', process.env['PUPPET_ERRORS'] === undefined ? 'ignore' : 'inherit', 'ipc'],
    });
    this.process = started;
    const isReady = new Promise<void>((done, failed) => this.waiting.set(0, { done, failed }));
    started.on('message', (word) => this.heard(word as PuppetWord));
    started.once('exit', () => this.waiting.get(0)?.failed(new Error('the puppet server ended at once')));
    await isReady;
    await this.tells({
      do: 'open',
      endpoint: `127.0.0.1:${this.port}`,
      token: this.usedToken,
      tls: this.tls,
      self: this.self,
      loggedIn: this.loggedIn,
      contacts: [...this.contacts].map(([id, alias]) => (alias === undefined ? { id } : { id, alias })),
    });
  }

  tells(order: PuppetOrder): Promise<void> {
    const { process: one } = this;
    if (one === null) return Promise.reject(new Error('the puppet server is away'));
    const at = (this.orders += 1);
    return new Promise((done, failed) => {
      this.waiting.set(at, { done, failed });
      one.send({ order, at });
    });
  }

  private heard(word: PuppetWord): void {
    if (word.kind === 'shown') this.texts.push(word);
    else if (word.kind === 'drop') this.proxy.cut();
    else if (word.kind === 'done') this.waiting.get(word.at)?.done();
    else if (word.kind === 'failed') this.waiting.get(word.at)?.failed(new Error(word.why));
    else this.words.push(word);
  }
}

const idOf = (person: number): string => `wxid_person${person}`;
