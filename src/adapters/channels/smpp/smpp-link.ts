import { connect, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { smpp } from './codec.js';
import type { PduFields } from './codec.js';
import { STATUS } from './translate.js';

const HEAD = 16;
/** Nothing that an SMSC sends is longer; a longer length is a stream that is out of step. */
const LONGEST = 16_384;
const RESPONSE = 0x8000_0000;
const GENERIC_NACK = 0x8000_0000;

export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly messageId: string }
  /** It was written; whether it arrived is not known. */
  | { readonly kind: 'lost'; readonly reason: 'timeout' | 'connection-lost' }
  | { readonly kind: 'not-sent' };

export interface LinkSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly tlsCa: string;
  readonly timeoutMs: number;
  readonly enquireLinkSeconds: number;
}

type DeliveryCommand = 'deliver_sm' | 'data_sm';

export interface LinkHears {
  /** `answer` may be called at any later time; it does nothing when the connection is gone. */
  delivery(command: DeliveryCommand, frame: Buffer, answer: (status: number) => void): void;
}

interface Waiting {
  /** Ends the time-out. */
  readonly calm: () => void;
  readonly settle: (reply: Reply) => void;
}

/**
 * Runs `work` after that time, but only once everything that has already arrived was read: a process that was busy
 * for long must not take an answer for missing that lies in its socket. Returns how to end it.
 */
const whenOverdue = (milliseconds: number, work: () => void): (() => void) => {
  let look: NodeJS.Immediate | null = null;
  const timer = setTimeout(() => {
    look = setImmediate(() => {
      look = setImmediate(work);
    });
  }, milliseconds);
  return () => {
    clearTimeout(timer);
    if (look !== null) clearImmediate(look);
  };
};

const COMMAND_BY_ID = new Map(Object.entries(smpp.commands).map(([name, { id }]) => [id, name] as const));

/**
 * One connection to an SMSC, never used again after it ended. The codec is that of `smpp`; its client is not used,
 * because it has no time-outs, forgets to answer and falls out of step (see the documentation of channels).
 */
export class SmppLink {
  private readonly waiting = new Map<number, Waiting>();
  private pending: Buffer = Buffer.alloc(0);
  private sequence = 0;
  private over = false;
  private enquiring: NodeJS.Timeout | null = null;
  private markEnded: (reason: string) => void = () => undefined;
  /** Why it ended, as a piece of a sentence. */
  readonly ended = new Promise<string>((resolve) => (this.markEnded = resolve));

  private constructor(
    private readonly socket: Socket,
    private readonly settings: LinkSettings,
    private readonly hears: LinkHears,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (part: Buffer) => this.read(part));
    socket.on('error', () => undefined);
    socket.on('close', () => this.finish('the connection was cut'));
  }

  /** Rejects when nobody answers there in time. */
  static open(settings: LinkSettings, hears: LinkHears): Promise<SmppLink> {
    const { host, port, tls, tlsCa, timeoutMs } = settings;
    return new Promise((resolve, reject) => {
      const socket = tls
        ? connectTls({
            host,
            port,
            ...(tlsCa === '' ? {} : { ca: tlsCa }),
            ...(isIP(host) === 0 ? { servername: host } : {}),
          })
        : connect({ host, port });
      const calm = whenOverdue(timeoutMs, () => socket.destroy(new Error('no answer in time')));
      const fail = (error: Error): void => {
        calm();
        reject(error);
      };
      socket.once('error', fail);
      socket.once(tls ? 'secureConnect' : 'connect', () => {
        calm();
        socket.removeListener('error', fail);
        resolve(new SmppLink(socket, settings, hears));
      });
    });
  }

  /** Asks again and again whether the SMSC is there; a connection that does not answer is given up. */
  keepAlive(): void {
    this.enquiring = setInterval(() => {
      void this.request('enquire_link').then((reply) => {
        if (reply.kind !== 'answer') this.destroy('the SMSC does not answer any more');
      });
    }, this.settings.enquireLinkSeconds * 1_000);
  }

  /** Never rejects. `heard` is told the answer before anything that came behind it is read. */
  request(command: string, fields: PduFields = {}, heard?: (reply: Reply) => void): Promise<Reply> {
    if (this.over || !this.socket.writable) return Promise.resolve({ kind: 'not-sent' });
    const sequence = this.nextSequence();
    let frame: Buffer;
    try {
      frame = new smpp.PDU(command, { ...fields, sequence_number: sequence }).toBuffer();
    } catch {
      return Promise.resolve({ kind: 'not-sent' });
    }
    return new Promise((resolve) => {
      const settle = (reply: Reply): void => {
        heard?.(reply);
        resolve(reply);
      };
      const calm = whenOverdue(this.settings.timeoutMs, () => {
        this.waiting.delete(sequence);
        settle({ kind: 'lost', reason: 'timeout' });
      });
      this.waiting.set(sequence, { calm, settle });
      this.socket.write(frame);
    });
  }

  /** Takes leave; resolves when the connection is gone. */
  async end(): Promise<void> {
    if (!this.over) await this.request('unbind');
    this.destroy('we closed it');
    await this.ended;
  }

  destroy(reason: string): void {
    this.finish(reason);
    this.socket.destroy();
  }

  private nextSequence(): number {
    this.sequence = this.sequence === 0x7fff_ffff ? 1 : this.sequence + 1;
    return this.sequence;
  }

  private read(part: Buffer): void {
    this.pending = this.pending.length === 0 ? part : Buffer.concat([this.pending, part]);
    while (!this.over && this.pending.length >= 4) {
      const length = this.pending.readUInt32BE(0);
      if (length < HEAD || length > LONGEST) return this.destroy('the SMSC sent a length that cannot be');
      if (this.pending.length < length) return;
      const frame = this.pending.subarray(0, length);
      this.pending = this.pending.subarray(length);
      this.take(frame);
    }
  }

  private take(frame: Buffer): void {
    const [id, status, sequence] = [frame.readUInt32BE(4), frame.readUInt32BE(8), frame.readUInt32BE(12)];
    if (id >= RESPONSE) return this.settle(id, status, sequence, frame);
    const command = COMMAND_BY_ID.get(id);
    switch (command) {
      case 'enquire_link':
        return this.write(`${command}_resp`, sequence);
      case 'unbind':
        this.write('unbind_resp', sequence);
        this.finish('the SMSC took leave');
        this.socket.end();
        return;
      case 'deliver_sm':
      case 'data_sm': {
        let answered = false;
        return this.hears.delivery(command, frame, (answer) => {
          if (answered) return;
          answered = true;
          this.write(`${command}_resp`, sequence, answer);
        });
      }
      case 'alert_notification':
      case 'outbind':
        return;
      case undefined:
      default:
        return this.write('generic_nack', sequence, STATUS.commandId);
    }
  }

  private settle(id: number, status: number, sequence: number, frame: Buffer): void {
    const waiting = this.waiting.get(sequence);
    if (!waiting) return;
    this.waiting.delete(sequence);
    waiting.calm();
    const end = frame.indexOf(0, HEAD);
    const messageId = frame.toString('latin1', HEAD, end < 0 ? frame.length : end);
    const refused = id === GENERIC_NACK && status === STATUS.ok ? STATUS.commandId : status;
    waiting.settle({ kind: 'answer', status: refused, messageId });
  }

  private write(command: string, sequence: number, status = 0): void {
    if (this.over || !this.socket.writable) return;
    const fields = { sequence_number: sequence, command_status: status };
    this.socket.write(new smpp.PDU(command, fields).toBuffer());
  }

  private finish(reason: string): void {
    if (this.over) return;
    this.over = true;
    if (this.enquiring !== null) clearInterval(this.enquiring);
    for (const { calm, settle } of this.waiting.values()) {
      calm();
      settle({ kind: 'lost', reason: 'connection-lost' });
    }
    this.waiting.clear();
    this.markEnded(reason);
  }
}
