import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChannelPeer, Fault, PeerKind, PhoneContent } from '../channel-peer.js';
import { eventually } from '../eventually.js';
import { HttpFront } from './http-front.js';
import { KannelRelay } from './kannel-relay.js';
import { KannelUpstream } from './kannel-upstream.js';
import { requireProgram } from './installed.js';

export const KANNEL_IS_HERE =
  requireProgram('bearerbox', 'kannel') && requireProgram('/usr/lib/kannel/test/fakesmsc', 'kannel-extras');

/** Kannel of Debian, with its own programs, connected by SMPP to an SMSC that the tests hold in their hands. */
export const KANNEL: PeerKind = {
  name: 'Kannel 1.4.5 of Debian (bearerbox and smsbox)',
  provider: 'kannel',
  channel: 'sms',
  faults: [
    'unreachable',
    'throttles',
    'takes-then-drops',
    'takes-then-errors',
    'hangs',
    'no-such-address',
    'refuses-content',
    'bad-credentials',
  ],
  receipts: true,
  start: () => KannelPeer.start(),
};

export const SENDER = '10690';
const DENIED = '+8600000000404';

interface Ports {
  readonly admin: number;
  readonly smsbox: number;
  readonly sendsms: number;
  readonly smsc: number;
  readonly front: number;
  readonly relay: number;
  readonly fake: number;
}

export class KannelPeer implements ChannelPeer {
  readonly upstream = new KannelUpstream();
  readonly front: HttpFront;
  readonly relay = new KannelRelay();
  private bearerbox: ChildProcess | null = null;
  private smsbox: ChildProcess | null = null;

  private constructor(
    private readonly folder: string,
    private readonly ports: Ports,
  ) {
    this.front = new HttpFront({
      port: ports.front,
      target: { port: ports.sendsms },
      throttled: { status: 503, body: 'Temporal failure, try again later.' },
      spoils: {
        'bad-credentials': (headers) => (headers['x-kannel-password'] = 'wrong'),
        'no-such-address': (headers) => (headers['x-kannel-to'] = DENIED),
        'refuses-content': (headers) => (headers['content-type'] = 'text/plain; charset=no-such-charset'),
      },
    });
  }

  static async start(): Promise<KannelPeer> {
    const folder = mkdtempSync(join(tmpdir(), 'parley-kannel-'));
    const [admin, smsbox, sendsms, smsc, front, relay, fake] = await freePorts(7);
    const ports = { admin, smsbox, sendsms, smsc, front, relay, fake } as Ports;
    const peer = new KannelPeer(folder, ports);
    mkdirSync(join(folder, 'store'));
    writeFileSync(join(folder, 'kannel.conf'), configuration(ports));
    await peer.upstream.listen(ports.smsc);
    await peer.relay.listen(ports.relay);
    await peer.front.listen();
    await peer.startBearerbox();
    await peer.startSmsbox();
    return peer;
  }

  get settings(): Readonly<Record<string, string>> {
    return {
      url: `http://127.0.0.1:${this.ports.front}/cgi-bin/sendsms`,
      username: 'parley',
      password: 'foobar',
      from: SENDER,
      timeoutMs: '700',
      statusUrl: this.statusUrl,
      statusPassword: 'foo',
    };
  }

  /** Where the program `fakesmsc` of kannel-extras connects to. */
  get fakePort(): number {
    return this.ports.fake;
  }

  addressOf(person: number): string {
    return `+86139${String(person).padStart(8, '0')}`;
  }

  shown(address: string): Promise<readonly string[]> {
    return Promise.resolve(this.upstream.shown(address));
  }

  async writes(address: string, content: PhoneContent): Promise<void> {
    if (content.kind !== 'text') throw new Error('an SMS holds text only');
    await this.upstream.deliver(address, SENDER, content.text);
  }

  repeats(): Promise<void> {
    return this.relay.repeats();
  }

  misbehaves(fault: Fault | null): Promise<void> {
    return this.front.misbehaves(fault);
  }

  callsBackAt(url: string): Promise<void> {
    this.relay.callback = url;
    return Promise.resolve();
  }

  async restarts(): Promise<void> {
    await Promise.all([this.killSmsbox(), this.killBearerbox()]);
    await this.startBearerbox();
    await this.startSmsbox();
  }

  async stop(): Promise<void> {
    await Promise.all([this.killSmsbox(), this.killBearerbox()]);
    await Promise.all([this.front.stop(), this.relay.stop(), this.upstream.stop()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  async startSmsbox(): Promise<void> {
    this.smsbox = this.run('/usr/sbin/smsbox');
    await eventually(async () => {
      const page = await this.status();
      if (!page.includes('smsbox:')) throw new Error('smsbox has not found bearerbox');
      await fetch(`http://127.0.0.1:${this.ports.sendsms}/`);
    });
  }

  /** The SMSC is back, after `upstream.stop()`. */
  reconnects(): Promise<void> {
    return this.upstream.listen(this.ports.smsc);
  }

  async killSmsbox(): Promise<void> {
    await killed(this.smsbox);
    this.smsbox = null;
  }

  async killBearerbox(): Promise<void> {
    await killed(this.bearerbox);
    this.bearerbox = null;
  }

  async startBearerbox(): Promise<void> {
    this.bearerbox = this.run('/usr/sbin/bearerbox');
    await eventually(async () => {
      if (!/\(online \d/.test(await this.status())) throw new Error('bearerbox is not connected to the SMSC');
    });
  }

  private get statusUrl(): string {
    return `http://127.0.0.1:${this.ports.admin}/status.txt`;
  }

  async status(): Promise<string> {
    return (await fetch(`${this.statusUrl}?password=foo`)).text();
  }

  private run(program: string): ChildProcess {
    return spawn(program, ['-v', '4', 'kannel.conf'], { cwd: this.folder, stdio: 'ignore' });
  }
}

const configuration = (ports: Ports): string => `
group = core
admin-port = ${ports.admin}
admin-password = bar
status-password = foo
admin-allow-ip = "127.0.0.1"
smsbox-port = ${ports.smsbox}
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"
store-type = spool
store-location = "./store"
dlr-storage = internal
sms-resend-freq = 1
sms-resend-retry = 1

group = smsc
smsc = smpp
smsc-id = UP
host = 127.0.0.1
port = ${ports.smsc}
smsc-username = kannel
smsc-password = kannel
system-type = ""
transceiver-mode = true
interface-version = 34
enquire-link-interval = 5
reconnect-delay = 1
wait-ack = 5
max-pending-submits = 10

group = smsc
smsc = fake
smsc-id = FAKE
host = 127.0.0.1
port = ${ports.fake}
connect-allow-ip = "127.0.0.1"
preferred-smsc-id = FAKE
allowed-smsc-id = FAKE

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${ports.sendsms}
mo-recode = true
http-request-retry = 5
http-queue-delay = 1

group = sendsms-user
username = parley
password = foobar
concatenation = true
max-messages = 10
black-list-regex = "^\\+8600"

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "http://127.0.0.1:${ports.relay}/?kind=mo&from=%p&to=%P&text=%b&coding=%c&charset=%C&ts=%T&id=%I"
`;

async function killed(child: ChildProcess | null): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Ports that nobody listens at, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(
    servers.map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
