import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { PeerKind } from '../channel-peer.js';
import { requireFile } from './installed.js';
import { SmscPeer } from './smsc-peer.js';
import { SMSC } from './smsc.js';
import { headerOf } from './smsc-wire.js';
import type { Delivered, SmscConnection, SmscWire, Submitted, WireHears } from './smsc-wire.js';

const SCRIPT = 'test/support/peers/smsc.pl';
const UDH_INDICATOR = 0x40;

/** Whether Net::SMPP of Debian is here. */
export const hasNetSmpp = (): boolean => requireFile(['/usr/share/perl5/Net/SMPP.pm'], 'libnet-smpp-perl');

type Role = Parameters<WireHears['bind']>[1];
type Told =
  | { readonly is: 'listening'; readonly port: number }
  | { readonly is: 'away' }
  | { readonly is: 'failed' }
  | ({ readonly connection: number; readonly sequence: number } & (
      | { readonly is: 'bind'; readonly role: Role; readonly password: string }
      | ({ readonly is: 'submit' } & Submitted)
      | { readonly is: 'enquire' | 'unbind' | 'gone' }
      | { readonly is: 'answer'; readonly status: number }
    ));

/** An SMSC whose codec and sockets are Net::SMPP and Encode, in a process of Perl. */
export class PerlSmscWire implements SmscWire {
  private readonly child: ChildProcess;
  private readonly connections = new Map<number, PerlConnection>();
  private hears: WireHears | null = null;
  private settled: (told: Told) => void = () => undefined;

  constructor() {
    this.child = spawn('perl', [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (!this.child.stdout) throw new Error('no pipe');
    createInterface({ input: this.child.stdout }).on('line', (line) => this.told(JSON.parse(line) as Told));
  }

  async listen(port: number, hears: WireHears): Promise<number> {
    this.hears = hears;
    const told = await this.asks({ do: 'listen', port });
    if (told.is !== 'listening') throw new Error('Net::SMPP cannot listen');
    return told.port;
  }

  async goAway(): Promise<void> {
    await this.asks({ do: 'go away' });
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.stdin?.end();
    await ended;
  }

  does(order: object): void {
    this.child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  private asks(order: object): Promise<Told> {
    return new Promise((resolve) => {
      this.settled = resolve;
      this.does(order);
    });
  }

  private told(told: Told): void {
    if (told.is === 'listening' || told.is === 'away' || told.is === 'failed') return this.settled(told);
    const { connection: number, sequence } = told;
    const connection = this.connections.get(number) ?? new PerlConnection(this, number);
    this.connections.set(number, connection);
    const answers = (order: object): void => this.does({ connection: number, sequence, ...order });
    switch (told.is) {
      case 'bind':
        return this.hears?.bind(connection, told.role, told.password, (status) =>
          answers({ do: 'bind', role: told.role, status }),
        );
      case 'submit':
        return this.hears?.submit(connection, told, (status, messageId = '') =>
          answers({ do: 'submit', status, messageId }),
        );
      case 'enquire':
        return this.hears?.isDeaf() ? undefined : answers({ do: 'enquire' });
      case 'unbind':
        return this.hears?.unbound(connection);
      case 'answer':
        return connection.answered(sequence, told.status);
      case 'gone':
        this.connections.delete(number);
        return this.hears?.gone(connection);
    }
  }
}

class PerlConnection implements SmscConnection {
  private readonly waiting = new Map<number, (status: number) => void>();
  private sequence = 0;

  constructor(
    private readonly wire: PerlSmscWire,
    readonly number: number,
  ) {}

  cut(): void {
    this.wire.does({ do: 'cut', connection: this.number });
  }

  deliver({ part, bytes, text, ...delivery }: Delivered, answered: (status: number) => void): void {
    const header = headerOf(part);
    this.asks(answered, {
      do: 'deliver',
      fromTon: 1,
      ...delivery,
      text,
      ...(bytes ? { bytes: bytes.toString('hex') } : {}),
      units: Buffer.from(text ?? '', 'utf16le')
        .swap16()
        .toString('hex'),
      header: header.toString('hex'),
      esmClass: (delivery.esmClass ?? 0) | (header.length > 0 ? UDH_INDICATOR : 0),
    });
  }

  enquire(answered: () => void): void {
    this.asks(answered, { do: 'ask' });
  }

  unbind(): void {
    this.asks(() => undefined, { do: 'unbind' });
  }

  write(bytes: Buffer): void {
    this.wire.does({ do: 'write', connection: this.number, bytes: bytes.toString('hex') });
  }

  answered(sequence: number, status: number): void {
    this.waiting.get(sequence)?.(status);
    this.waiting.delete(sequence);
  }

  private asks(answered: (status: number) => void, order: object): void {
    this.sequence += 1;
    this.waiting.set(this.sequence, answered);
    this.wire.does({ connection: this.number, sequence: this.sequence, ...order });
  }
}

export const PERL_SMSC: PeerKind = {
  ...SMSC,
  name: 'SMSC made with Net::SMPP of Debian',
  start: () => SmscPeer.start(new PerlSmscWire()),
};
