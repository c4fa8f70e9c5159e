import type { Socket } from 'node:net';
import { relative, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { DomainError } from '../../domain/shared/domain-error.js';

/** What a terminal tells the service that runs its command. */
export type TerminalFrame =
  | { readonly kind: 'run'; readonly argv: readonly string[]; readonly folder: string }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end' };

/** What the service tells the terminal. */
export type ServiceFrame =
  | { readonly kind: 'out' | 'error' | 'progress'; readonly text: string }
  | { readonly kind: 'exit'; readonly code: number };

/** Longest path of a Unix socket, in bytes, where systems allow least. */
const LONGEST_SOCKET_PATH = 103;

/** Frames are JSON, one to a line. */
export const writeFrame = (socket: Socket, frame: TerminalFrame | ServiceFrame): void => {
  if (socket.writable) socket.write(`${JSON.stringify(frame)}\n`);
};

/** A peer that does not speak in frames is hung up on. A broken connection is told by the socket alone. */
export const onFrames = <Frame>(socket: Socket, receive: (frame: Frame) => void): void => {
  const lines = createInterface({ input: socket, crlfDelay: Infinity });
  lines.on('error', () => socket.destroy());
  lines.on('line', (line) => {
    let frame: Frame;
    try {
      frame = JSON.parse(line) as Frame;
    } catch {
      socket.destroy();
      return;
    }
    receive(frame);
  });
};

/**
 * Where the service that holds a database file listens for commands of the same person: beside the file, written
 * from the current folder where that is shorter. Throws `SERVICE.PATH_TOO_LONG`.
 */
export const commandSocketPath = (databaseFile: string): string => {
  const whole = `${databaseFile}.sock`;
  const fromHere = `.${sep}${relative(process.cwd(), whole)}`;
  const path = Buffer.byteLength(fromHere) < Buffer.byteLength(whole) ? fromHere : whole;
  if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return path;
  throw new DomainError(
    'SERVICE.PATH_TOO_LONG',
    `The path ${databaseFile} of DATABASE_URL is too long for the socket beside it; choose a shorter one.`,
  );
};
