import { createRequire } from 'node:module';

/** What the package `smpp` gives to a server, as far as it is used here. */
export interface Pdu {
  readonly destination_addr: string;
  readonly dest_addr_ton: number;
  readonly source_addr: string;
  readonly registered_delivery: number;
  readonly data_coding: number;
  readonly validity_period: Date | '';
  readonly short_message: { readonly message: string; readonly udh?: readonly Buffer[] };
  response(fields?: object): Pdu;
}
interface Session {
  on(event: string, heard: (pdu: Pdu) => void): void;
  send(pdu: Pdu): boolean;
  deliver_sm(fields: object, answered: (pdu: Pdu) => void): boolean;
  destroy(): void;
}
interface Server {
  listen(port: number, host: string, done: () => void): void;
  close(done: () => void): void;
}
const smpp = createRequire(import.meta.url)('smpp') as {
  createServer(connected: (session: Session) => void): Server;
};

/** Last digits of numbers that this SMSC treats in a way of their own. */
export const NO_SUBSCRIBER = '0404';
export const SWITCHED_OFF = '0405';
export const SILENT = '0406';

const REPORTED = /^(?!.*0406$)/;

/** The SMSC behind Kannel, with the phones of its subscribers. */
export class KannelUpstream {
  readonly sent: Pdu[] = [];
  private readonly sessions = new Set<Session>();
  private readonly parts = new Map<string, Map<number, string>>();
  private readonly phones = new Map<string, string[]>();
  private serial = 0;
  private server: Server | null = null;

  async listen(port: number): Promise<void> {
    const server = smpp.createServer((session) => this.join(session));
    this.server = server;
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  }

  shown(address: string): readonly string[] {
    return this.phones.get(address) ?? [];
  }

  /** A message of a subscriber; `udh` where it is one part of several. Resolves when Kannel has taken it. */
  async deliver(from: string, to: string, message: string, udh?: Buffer): Promise<void> {
    const [session] = this.sessions;
    if (!session) throw new Error('Kannel is not connected to its SMSC');
    const international = from.startsWith('+');
    await new Promise<void>((answered) =>
      session.deliver_sm(
        {
          source_addr: from.replace('+', ''),
          source_addr_ton: international ? 1 : 0,
          source_addr_npi: 1,
          destination_addr: to,
          esm_class: udh ? 0x40 : 0,
          data_coding: 8,
          short_message: udh ? { udh, message } : { message },
        },
        () => answered(),
      ),
    );
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    for (const session of this.sessions) session.destroy();
    await new Promise<void>((done) => (server ? server.close(done) : done()));
  }

  private join(session: Session): void {
    session.on('error', () => undefined);
    session.on('close', () => this.sessions.delete(session));
    session.on('bind_transceiver', (pdu) => {
      session.send(pdu.response());
      this.sessions.add(session);
    });
    for (const request of ['enquire_link', 'unbind']) {
      session.on(request, (pdu) => session.send(pdu.response()));
    }
    session.on('submit_sm', (pdu) => this.take(session, pdu));
  }

  private take(session: Session, pdu: Pdu): void {
    const { destination_addr: to, registered_delivery: wanted } = pdu;
    if (to.endsWith(NO_SUBSCRIBER)) {
      session.send(pdu.response({ command_status: 0x0b }));
      return;
    }
    this.sent.push(pdu);
    this.show(pdu);
    this.serial += 1;
    const id = String(this.serial);
    session.send(pdu.response({ message_id: id }));
    if ((wanted & 1) === 0 || !REPORTED.test(to)) return;
    const stat = to.endsWith(SWITCHED_OFF) ? 'UNDELIV err:001' : 'DELIVRD err:000';
    session.deliver_sm(
      {
        source_addr: to,
        source_addr_ton: 1,
        destination_addr: pdu.source_addr,
        esm_class: 0x04,
        short_message: `id:${id} sub:001 dlvrd:001 submit date:2606221000 done date:2606221000 stat:${stat} text:`,
      },
      () => undefined,
    );
  }

  /** Puts a long text together once all of its parts are there, in whatever order they came. */
  private show({ destination_addr: to, dest_addr_ton: ton, short_message: { message, udh } }: Pdu): void {
    const address = ton === 1 ? `+${to}` : to;
    const [, , reference, total, number] = udh?.[0] ?? [];
    let whole = message;
    if (total !== undefined && number !== undefined) {
      const key = `${address} ${reference} ${total}`;
      const parts = this.parts.get(key) ?? new Map<number, string>();
      this.parts.set(key, parts.set(number, message));
      if (parts.size < total) return;
      this.parts.delete(key);
      whole = [...parts]
        .sort(([a], [b]) => a - b)
        .map(([, part]) => part)
        .join('');
    }
    this.phones.set(address, [...this.shown(address), whole]);
  }
}
