import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What a terminal tells the service that runs its command. */
export type TerminalFrame =
  | { readonly kind: 'run'; readonly argv: readonly string[]; readonly folder: string }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end' };

/** What the service tells the terminal. */
export type ServiceFrame =
  | { readonly kind: 'out' | 'error' | 'progress'; readonly text: string }
  | { readonly kind: 'exit'; readonly code: number };

/** Frames are JSON, one to a line. */
export const writeFrame = (socket: Socket, frame: TerminalFrame | ServiceFrame): void => {
  if (socket.writable) socket.write(`${JSON.stringify(frame)}\n`);
};

export const onFrames = <Frame>(socket: Socket, receive: (frame: Frame) => void): void => {
  createInterface({ input: socket, crlfDelay: Infinity }).on('line', (line) => {
    receive(JSON.parse(line) as Frame);
  });
};

/** Where the service that holds a database file listens for commands of the same person. */
export const commandSocketPath = (databaseFile: string): string => `${databaseFile}.sock`;
