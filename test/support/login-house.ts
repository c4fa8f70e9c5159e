import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WechatyLogin } from '../../src/adapters/channels/wechaty/wechaty-login.js';
import type { AccountReport } from '../../src/application/ports/account-log.js';
import { newChannelAccount } from '../../src/application/ports/channel-accounts.js';
import type { ChannelEvent } from '../../src/domain/channel/channel-event.js';
import { instant } from '../../src/domain/calendar/instant.js';
import { idOf } from '../../src/domain/shared/ids.js';
import type { PeerKind } from './channel-peer.js';
import { eventually } from './eventually.js';
import { PUPPET_SERVER } from './peers/puppet-server.js';
import type { PuppetServerPeer } from './peers/puppet-server.js';

type Settings = Readonly<Record<string, string>>;
const ACCOUNT = '11111111-1111-4111-8111-111111111111';

/** One login of wechaty at a gateway of its own, with what it reported and what was stored. */
export class LoginHouse {
  readonly events: ChannelEvent[] = [];
  readonly reports: AccountReport[] = [];
  /** What was to be stored, each time. */
  readonly tried: ChannelEvent[] = [];
  private others = 0;
  login!: WechatyLogin;
  storing: () => Promise<void> = () => Promise.resolve();

  private constructor(
    readonly peer: PuppetServerPeer,
    private readonly folder: string,
  ) {}

  static async open(settings: Settings = {}, kind: PeerKind = PUPPET_SERVER): Promise<LoginHouse> {
    const peer = (await kind.start()) as PuppetServerPeer;
    const house = new LoginHouse(peer, mkdtempSync(join(tmpdir(), 'parley-wechaty-')));
    house.begin(settings);
    return house;
  }

  get accountFolder(): string {
    return join(this.folder, ACCOUNT);
  }

  begin(settings: Settings = {}): void {
    const account = newChannelAccount({
      id: idOf(ACCOUNT),
      tenantId: idOf('22222222-2222-4222-8222-222222222222'),
      channel: 'wechat',
      provider: 'wechaty',
      label: 'ours',
      settings: { ...this.peer.settings, ...settings },
      callbackSecret: 'a secret of the account',
      createdAt: instant(0),
    });
    this.login = new WechatyLogin(account, this.folder, {
      takeEvents: {
        run: async (_, events) => {
          this.tried.push(...events);
          await this.storing();
          this.events.push(...events);
        },
      },
      reportState: { run: async (_, report) => void this.reports.push(report) },
      clock: { now: () => instant(Date.now()) },
    });
    this.login.start();
  }

  /** A second client of the same gateway; it has to be closed by itself. */
  another(settings: Settings = {}): LoginHouse {
    const house = new LoginHouse(this.peer, join(this.folder, `another-${(this.others += 1)}`));
    house.begin(settings);
    return house;
  }

  /** What was stored of that address. */
  of(address: string, events: readonly ChannelEvent[] = this.events): ChannelEvent[] {
    return events.filter((event) => 'address' in event && event.address === address);
  }

  async is(state: string): Promise<void> {
    await eventually(
      () => {
        if (this.login.state.state !== state) {
          throw new Error(`${this.login.state.state} instead of ${state}: ${JSON.stringify(this.reports)}`);
        }
      },
      { within: 25_000, every: 5 },
    );
  }

  async close(): Promise<void> {
    await this.login.close();
    await this.peer.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
