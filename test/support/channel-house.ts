import { ChannelRegistry } from '../../src/adapters/channels/channel-registry.js';
import { InboundMessageEntity } from '../../src/adapters/persistence/entities/inbound-message.entity.js';
import type { ChannelAccount } from '../../src/application/ports/channel-accounts.js';
import { ChannelAccounts } from '../../src/application/ports/channel-accounts.js';
import type { OutgoingText } from '../../src/application/ports/channel-gateway.js';
import { InboundMessages } from '../../src/application/ports/inbound-messages.js';
import type { InboundMessage } from '../../src/application/ports/inbound-messages.js';
import { HOUR, plus } from '../../src/domain/calendar/instant.js';
import type { SendOutcome } from '../../src/domain/message/send-outcome.js';
import { idOf } from '../../src/domain/shared/ids.js';
import { randomUUID } from 'node:crypto';
import { ApiService } from './api.js';
import type { ChannelPeer, PeerKind } from './channel-peer.js';
import { START } from './people.js';
import type { Service } from './service.js';
import { freePort } from './free-port.js';

const LABEL = 'the one under test';

/** A whole Parley that listens, with one account at a real peer. */
export class ChannelHouse {
  private constructor(
    readonly kind: PeerKind,
    readonly peer: ChannelPeer,
    readonly api: ApiService,
  ) {}

  static async open(kind: PeerKind, url: string): Promise<ChannelHouse> {
    const peer = await kind.start();
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    const api = await ApiService.start(url, START, ['lumen'], undefined, {
      port,
      settings: { PUBLIC_URL: publicUrl },
      simulated: [],
    });
    const house = new ChannelHouse(kind, peer, api);
    const settings = Object.entries(peer.settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
    const account = ['--channel', kind.channel, '--provider', kind.provider, '--label', LABEL];
    await house.service.does('channel', 'add', ...account, ...settings);
    const { id, tenantId, callbackSecret } = await house.account();
    await peer.callsBackAt?.(`${publicUrl}/v1/channel-callbacks/${tenantId}.${id}.${callbackSecret}`);
    await house.registration.listener?.open(await house.account());
    return house;
  }

  get service(): Service {
    return this.api.service;
  }

  get registration() {
    return this.service.get(ChannelRegistry).of(this.kind.provider);
  }

  async account(): Promise<ChannelAccount> {
    const all = await this.service.within(() => this.service.get(ChannelAccounts).all());
    const found = all.find((one) => one.label === LABEL);
    if (!found) throw new Error('the account is gone');
    return found;
  }

  /** Hands a text straight to the gateway, as the outbound line does. */
  async send(address: string, text: string, more: Partial<OutgoingText> = {}): Promise<SendOutcome> {
    return this.registration.gateway.send(await this.account(), {
      attemptId: idOf(randomUUID()),
      address,
      text,
      validUntil: plus(this.service.now(), HOUR),
      ...more,
    });
  }

  /** Everything that was heard from that address, in the order in which it was stored. */
  async heardFrom(address: string): Promise<InboundMessage[]> {
    const rows = await this.service.rows(InboundMessageEntity, {});
    const byId = await this.service.within(() =>
      this.service.get(InboundMessages).byIds(rows.map(({ id }) => id)),
    );
    return [...byId.values()]
      .filter((one) => one.address === address)
      .sort((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1));
  }

  async close(): Promise<void> {
    await this.registration.listener?.close((await this.account()).id);
    await this.api.stop();
    await this.peer.stop();
  }
}
