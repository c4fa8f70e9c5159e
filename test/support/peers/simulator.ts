import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatorProvider } from '../../../src/adapters/channels/simulator/provider/simulator-provider.js';
import type { ChannelPeer, Fault, PeerKind, PhoneContent } from '../channel-peer.js';
import { freePort } from '../free-port.js';

/** The provider of demos and of the simulator, in this process. */
export const SIMULATOR: PeerKind = {
  name: 'the simulated provider',
  provider: 'simulator',
  channel: 'wechat',
  faults: [
    'unreachable',
    'throttles',
    'takes-then-drops',
    'takes-then-errors',
    'no-such-address',
    'blocked',
    'refuses-content',
  ],
  receipts: true,
  start: () => SimulatorPeer.start(),
};

type Wire = Readonly<Record<string, unknown>>;
const ON_WIRE: Partial<Readonly<Record<Fault, Wire>>> = {
  throttles: { kind: 'throttle' },
  'takes-then-drops': { kind: 'accept-then-drop' },
  'takes-then-errors': { kind: 'error-after-accept' },
  'no-such-address': { kind: 'refuse', reason: 'unreachable-address' },
  blocked: { kind: 'refuse', reason: 'blocked-by-recipient' },
  'refuses-content': { kind: 'refuse', reason: 'content-rejected' },
};

class SimulatorPeer implements ChannelPeer {
  private last: Wire | null = null;
  private serial = 0;
  private accountId = '';

  private constructor(
    private provider: SimulatorProvider | null,
    private readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<SimulatorPeer> {
    const folder = mkdtempSync(join(tmpdir(), 'parley-simulated-'));
    const peer = new SimulatorPeer(null, await freePort(), folder);
    await peer.comeBack();
    return peer;
  }

  get settings(): Readonly<Record<string, string>> {
    return { url: `http://127.0.0.1:${this.port}/` };
  }

  /** The simulator calls nobody; the address tells which account is asked for. */
  callsBackAt(url: string): Promise<void> {
    this.accountId = url.split('.').at(-2) ?? '';
    return Promise.resolve();
  }

  addressOf(person: number): string {
    return `wxid_simulated${person}`;
  }

  async shown(address: string): Promise<readonly string[]> {
    const answer = await fetch(`${this.base}/texts`);
    const { texts } = (await answer.json()) as {
      texts: { to: string; text: string; providerMessageId: string | null }[];
    };
    return texts
      .filter(({ to, providerMessageId }) => to === address && providerMessageId !== null)
      .map(({ text }) => text);
  }

  async writes(address: string, content: PhoneContent): Promise<void> {
    const { kind } = content;
    this.serial += 1;
    this.last = {
      from: address,
      content: kind === 'text' ? content : { kind, mediaType: 'image/png', name: content.name },
      media: kind === 'text' ? null : content.bytes.toString('base64'),
      sentAt: Date.now(),
      providerMessageId: `typed-${this.serial}`,
    };
    await this.repeats();
  }

  async repeats(): Promise<void> {
    await this.post(`${this.base}/inbound`, [this.last]);
  }

  async misbehaves(fault: Fault | null): Promise<void> {
    if (fault === 'unreachable') {
      await this.goAway();
      return;
    }
    if (!this.provider) await this.comeBack();
    const root = `http://127.0.0.1:${this.port}/faults`;
    await fetch(root, { method: 'DELETE' });
    const struck = fault && ON_WIRE[fault];
    if (struck) await this.post(root, { ...struck, count: 1_000 });
  }

  async restarts(): Promise<void> {
    await this.goAway();
    await this.comeBack();
  }

  async stop(): Promise<void> {
    await this.goAway();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get base(): string {
    return `http://127.0.0.1:${this.port}/accounts/${this.accountId}`;
  }

  private async goAway(): Promise<void> {
    await this.provider?.stop();
    this.provider = null;
  }

  private async comeBack(): Promise<void> {
    this.provider = await SimulatorProvider.start({
      port: this.port,
      logFile: join(this.folder, 'provider.log'),
      receipts: true,
    });
  }

  private async post(url: string, body: unknown): Promise<void> {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the simulated provider answered ${answer.status}`);
  }
}
