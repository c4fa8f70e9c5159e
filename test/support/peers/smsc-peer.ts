import type { ChannelPeer, Fault, PhoneContent } from '../channel-peer.js';
import { SmsPhones } from './sms-phones.js';
import type { Delivered, SmscConnection, SmscWire, Submitted, WireHears } from './smsc-wire.js';

export const OUR_NUMBER = '10690';
export const BLOCKED_STATUS = 0x441;
const PASSWORD = 'secret';
const REDELIVERED_AFTER_MS = 100;

/** What the SMSC does with one text. */
export interface Decision {
  readonly takes: boolean;
  readonly then: 'answers' | 'cuts' | 'hangs';
  readonly status?: number;
  /** The answer comes that much later. */
  readonly afterMs?: number;
}

const GOOD: Decision = { takes: true, then: 'answers' };
const BY_FAULT: Partial<Readonly<Record<Fault, Decision>>> = {
  throttles: { takes: false, then: 'answers', status: 0x58 },
  'takes-then-drops': { takes: true, then: 'cuts' },
  'takes-then-errors': { takes: true, then: 'answers', status: 0x08 },
  hangs: { takes: true, then: 'hangs' },
  'no-such-address': { takes: false, then: 'answers', status: 0x0b },
  blocked: { takes: false, then: 'answers', status: BLOCKED_STATUS },
  'refuses-content': { takes: false, then: 'answers', status: 0x01 },
};

/** How a test wants the SMSC to be. */
export interface Manners {
  /** Null: as the fault says. */
  decide: ((submitted: Submitted) => Decision | null) | null;
  /** The id of the nth text in its answer. */
  idOf: (serial: number) => string;
  /** The same id as receipts write it; null: no receipts. */
  receiptIdOf: ((serial: number) => string) | null;
  /** Whether receipts overtake the answer. */
  receiptsFirst: boolean;
  /** Whether `enquire_link` goes without an answer. */
  isDeaf: boolean;
}

export const receiptText = (id: string, stat: string): string =>
  `id:${id} sub:001 dlvrd:001 submit date:2603020200 done date:2603020200 stat:${stat} err:000 text:`;

interface Waiting {
  readonly delivery: Delivered;
  on: SmscConnection | null;
}

/** An SMSC with its phones: keeps what it has to deliver until somebody who is bound has acknowledged it. */
export class SmscPeer implements ChannelPeer, WireHears {
  readonly phones = new SmsPhones();
  readonly submitted: Submitted[] = [];
  /** For each of those, the connection it came on. */
  readonly submittedOn: number[] = [];
  /** Statuses of our answers to its deliveries. */
  readonly answers: number[] = [];
  readonly manners: Manners = {
    decide: null,
    idOf: (serial) => `M${serial}`,
    receiptIdOf: (serial) => `M${serial}`,
    receiptsFirst: false,
    isDeaf: false,
  };
  binds = 0;
  /** How often somebody took leave. */
  farewells = 0;
  takesNoReceivers = false;
  private fault: Fault | null = null;
  private port = 0;
  private serial = 0;
  private reference = 0;
  private isHere = false;
  private readonly bound = new Map<SmscConnection, 'transceiver' | 'transmitter' | 'receiver'>();
  private waiting: Waiting[] = [];
  private latest: readonly Delivered[] = [];

  private constructor(private readonly wire: SmscWire) {}

  static async start(wire: SmscWire): Promise<SmscPeer> {
    const peer = new SmscPeer(wire);
    await peer.comeBack();
    return peer;
  }

  get settings(): Readonly<Record<string, string>> {
    return {
      host: '127.0.0.1',
      port: String(this.port),
      systemId: 'parley',
      password: PASSWORD,
      sourceAddress: OUR_NUMBER,
      timeoutMs: '1000',
      enquireLinkSeconds: '1',
      reconnectSeconds: '1',
      badLoginSeconds: '1',
      partsSeconds: '1',
      partsHoldMs: '150',
      blockedStatuses: `0x${BLOCKED_STATUS.toString(16)}`,
    };
  }

  get connections(): readonly SmscConnection[] {
    return [...this.bound.keys()];
  }

  /** Nobody has acknowledged it yet. */
  get undelivered(): number {
    return this.waiting.length;
  }

  addressOf(person: number): string {
    return `+86138${String(person).padStart(8, '0')}`;
  }

  shown(address: string): Promise<readonly string[]> {
    return Promise.resolve(this.phones.shown(address));
  }

  writes(address: string, content: PhoneContent): Promise<void> {
    const from = { from: address.replace('+', ''), fromTon: 1, to: OUR_NUMBER };
    if (content.kind !== 'text') {
      this.latest = [{ ...from, dataCoding: 4, bytes: content.bytes.subarray(0, 100) }];
    } else {
      const dataCoding = /^[ -Z\na-z]*$/u.test(content.text) ? 0 : 8;
      this.reference = (this.reference + 1) % 256;
      this.latest = this.phones
        .cut(content.text, this.reference)
        .map(({ text, part }) => ({ ...from, dataCoding, text, ...(part === null ? {} : { part }) }));
    }
    for (const delivery of this.latest) this.delivers(delivery);
    return Promise.resolve();
  }

  /** As an SMSC does it: the connection went before the answer came, and the next one gets the message again. */
  repeats(): Promise<void> {
    const again = this.latest.filter((delivery) => !this.waiting.some((one) => one.delivery === delivery));
    for (const connection of this.receivers()) connection.cut();
    this.waiting.unshift(...again.map((delivery) => ({ delivery, on: null })));
    return Promise.resolve();
  }

  async misbehaves(fault: Fault | null): Promise<void> {
    this.fault = fault;
    if (fault === 'unreachable') return this.goAway();
    if (fault === 'bad-credentials') for (const connection of this.connections) connection.cut();
    if (!this.isHere) await this.comeBack();
  }

  async restarts(): Promise<void> {
    await this.goAway();
    await this.comeBack();
  }

  async goAway(): Promise<void> {
    this.isHere = false;
    await this.wire.goAway();
  }

  async comeBack(): Promise<void> {
    this.port = await this.wire.listen(this.port, this);
    this.isHere = true;
  }

  stop(): Promise<void> {
    this.isHere = false;
    return this.wire.stop();
  }

  /** Keeps it until it is acknowledged. */
  delivers(delivery: Delivered): void {
    this.waiting.push({ delivery, on: null });
    this.pump();
  }

  /** A receipt with any words. */
  reports(text: string, esmClass = 4): void {
    this.delivers({ from: '8613800000000', to: OUR_NUMBER, dataCoding: 0, text, esmClass });
  }

  bind(
    connection: SmscConnection,
    role: 'transceiver' | 'transmitter' | 'receiver',
    password: string,
    answer: (status: number) => void,
  ): void {
    if (this.fault === 'bad-credentials' || password !== PASSWORD) return answer(0x0e);
    if (role === 'receiver' && this.takesNoReceivers) return answer(0x0d);
    this.binds += 1;
    answer(0);
    this.bound.set(connection, role);
    this.pump();
  }

  submit(
    connection: SmscConnection,
    submitted: Submitted,
    answer: (status: number, messageId?: string) => void,
  ): void {
    this.submitted.push(submitted);
    this.submittedOn.push(connection.number);
    const { decide, idOf, receiptIdOf, receiptsFirst } = this.manners;
    const decision = decide?.(submitted) ?? (this.fault && BY_FAULT[this.fault]) ?? GOOD;
    if (decision.takes) {
      this.serial += 1;
      this.phones.take(submitted);
    }
    const { serial } = this;
    const report = (): void => {
      if (!decision.takes || receiptIdOf === null || !submitted.wantsReceipt) return;
      this.reports(receiptText(receiptIdOf(serial), 'DELIVRD'));
    };
    if (receiptsFirst) report();
    switch (decision.then) {
      case 'answers': {
        const now = (): void => answer(decision.status ?? 0, decision.takes ? idOf(serial) : '');
        if (decision.afterMs === undefined) now();
        else setTimeout(now, decision.afterMs);
        break;
      }
      case 'cuts':
        connection.cut();
        break;
      case 'hangs':
        break;
    }
    if (!receiptsFirst) report();
  }

  unbound(): void {
    this.farewells += 1;
  }

  isDeaf(): boolean {
    return this.manners.isDeaf;
  }

  gone(connection: SmscConnection): void {
    this.bound.delete(connection);
    for (const one of this.waiting) if (one.on === connection) one.on = null;
  }

  private receivers(): SmscConnection[] {
    return [...this.bound].filter(([, role]) => role !== 'transmitter').map(([connection]) => connection);
  }

  private pump(): void {
    const [connection] = this.receivers();
    if (!connection) return;
    for (const one of this.waiting.filter(({ on }) => on === null)) {
      one.on = connection;
      connection.deliver(one.delivery, (status) => {
        if (one.on !== connection) return;
        this.answers.push(status);
        if (status === 0) {
          this.waiting = this.waiting.filter((other) => other !== one);
          return;
        }
        setTimeout(() => {
          if (one.on === connection) one.on = null;
          this.pump();
        }, REDELIVERED_AFTER_MS);
      });
    }
  }
}
