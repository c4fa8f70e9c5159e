import type { AddressInfo } from 'node:net';
import type { PeerKind } from '../channel-peer.js';
import { smpp } from './smpp-package.js';
import type { Pdu, Server, Session } from './smpp-package.js';
import { SmscPeer } from './smsc-peer.js';
import { headerOf } from './smsc-wire.js';
import type { Delivered, Place, SmscConnection, SmscWire, Submitted, WireHears } from './smsc-wire.js';

const UDH_INDICATOR = 0x40;

/** An SMSC made with the server side of the package `smpp`. */
export class NpmSmscWire implements SmscWire {
  private server: Server | null = null;
  private connections = 0;

  constructor(private readonly tls: { readonly key?: string; readonly cert?: string } = {}) {}

  async listen(port: number, hears: WireHears): Promise<number> {
    const server = smpp.createServer(this.tls, (session) => this.join(session, hears));
    this.server = server;
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    return (server.address() as AddressInfo).port;
  }

  async goAway(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    const closed = new Promise<void>((done) => server.close(() => done()));
    for (const session of [...server.sessions]) session.destroy();
    await closed;
  }

  stop(): Promise<void> {
    return this.goAway();
  }

  private join(session: Session, hears: WireHears): void {
    const connection = new NpmConnection(session, (this.connections += 1));
    session.on('error', () => undefined);
    session.on('close', () => hears.gone(connection));
    for (const role of ['transceiver', 'transmitter', 'receiver'] as const) {
      session.on(`bind_${role}`, (pdu: Pdu) => {
        hears.bind(connection, role, String(pdu['password']), (status) =>
          session.send(pdu.response({ command_status: status })),
        );
      });
    }
    session.on('submit_sm', (pdu: Pdu) => {
      hears.submit(connection, submittedIn(pdu), (status, messageId = '') =>
        session.send(pdu.response({ command_status: status, message_id: messageId })),
      );
    });
    session.on('enquire_link', (pdu: Pdu) => {
      if (!hears.isDeaf()) session.send(pdu.response());
    });
    session.on('unbind', (pdu: Pdu) => {
      hears.unbound(connection);
      session.send(pdu.response());
      session.close();
    });
  }
}

class NpmConnection implements SmscConnection {
  constructor(
    private readonly session: Session,
    readonly number: number,
  ) {}

  cut(): void {
    this.session.destroy();
  }

  deliver(delivery: Delivered, answered: (status: number) => void): void {
    const header = headerOf(delivery.part);
    const message = delivery.bytes ?? delivery.text ?? '';
    this.session.deliver_sm(
      {
        source_addr: delivery.from,
        source_addr_ton: delivery.fromTon ?? 1,
        source_addr_npi: 1,
        destination_addr: delivery.to,
        esm_class: (delivery.esmClass ?? 0) | (header.length > 0 ? UDH_INDICATOR : 0),
        data_coding: delivery.dataCoding,
        short_message: header.length > 0 ? { udh: header, message } : { message },
      },
      (pdu) => answered(pdu.command_status),
    );
  }

  enquire(answered: () => void): void {
    this.session.enquire_link(() => answered());
  }

  unbind(): void {
    this.session.unbind();
  }

  write(bytes: Buffer): void {
    this.session.socket.write(bytes);
  }
}

function submittedIn(pdu: Pdu): Submitted {
  const short = pdu['short_message'] as Body | undefined;
  const payload = pdu['message_payload'] as Body | undefined;
  const body = short && short.message.length > 0 ? short : (payload ?? short);
  return {
    from: String(pdu['source_addr']),
    to: String(pdu['destination_addr']),
    text: String(body?.message ?? ''),
    part: placeIn(short?.udh ?? []) ?? placeInParameters(pdu),
    dataCoding: Number(pdu['data_coding']),
    validity: String(pdu['validity_period']),
    wantsReceipt: pdu['registered_delivery'] === 1,
  };
}

interface Body {
  readonly message: string | Buffer;
  readonly udh?: readonly Buffer[];
}

function placeIn(elements: readonly Buffer[]): Place | null {
  const found = elements.find((element) => element[0] === 0 && element.length === 5);
  const [, , reference, total, sequence] = found ?? [];
  return reference === undefined || total === undefined || sequence === undefined
    ? null
    : { reference, total, sequence };
}

function placeInParameters(pdu: Pdu): Place | null {
  const total = pdu['sar_total_segments'];
  return typeof total !== 'number'
    ? null
    : {
        reference: Number(pdu['sar_msg_ref_num']),
        total,
        sequence: Number(pdu['sar_segment_seqnum']),
      };
}

export const SMSC: PeerKind = {
  name: 'SMSC made with the package smpp',
  provider: 'smpp',
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
  start: () => SmscPeer.start(new NpmSmscWire()),
};
