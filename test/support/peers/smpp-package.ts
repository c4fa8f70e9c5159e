import type { EventEmitter } from 'node:events';
import type { Server as NetServer, Socket } from 'node:net';
// @ts-expect-error The package has no types; those below are what peers use of it.
import untyped from 'smpp';

export type PduFields = Readonly<
  Record<
    string,
    string | number | Uint8Array | { readonly udh?: Uint8Array; readonly message: string | Uint8Array }
  >
>;

export interface Pdu {
  readonly command_status: number;
  readonly [field: string]: unknown;
  response(fields?: PduFields): Pdu;
}

type Ask = (fields: PduFields, answered?: (pdu: Pdu) => void) => boolean;

export interface Session extends EventEmitter {
  readonly socket: Socket;
  send(pdu: Pdu): boolean;
  readonly bind_transceiver: Ask;
  readonly submit_sm: Ask;
  readonly deliver_sm: Ask;
  enquire_link(answered?: (pdu: Pdu) => void): boolean;
  unbind(): boolean;
  close(): void;
  destroy(): void;
}

export interface Server extends NetServer {
  readonly sessions: Session[];
}

/** The package `smpp` as a server, and as the client that Parley does not use. */
export const smpp = untyped as {
  createServer(
    options: { readonly key?: string; readonly cert?: string },
    heard: (session: Session) => void,
  ): Server;
  connect(options: { readonly host: string; readonly port: number }): Session;
};
