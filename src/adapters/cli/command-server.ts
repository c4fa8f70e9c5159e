import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import { onFrames, writeFrame } from './command-frames.js';
import type { TerminalFrame } from './command-frames.js';
import { failure } from './failure.js';
import { LineQueue } from './line-queue.js';
import { runCommand } from './run-command.js';
import type { Terminal } from './terminal.js';

export interface CommandService {
  /** Takes no further command, tells the terminals of running ones that the service stops, and removes the socket. */
  stop(): void;
}

/**
 * Runs commands of other terminals inside the service that holds an SQLite file, over a socket beside that
 * file which only the owner of the file can open.
 */
export const serveCommands = (app: INestApplicationContext, socketPath: string): Promise<CommandService> => {
  rmSync(socketPath, { force: true });
  const running = new Set<Socket>();
  const server = createServer((socket) => {
    running.add(socket);
    socket.once('close', () => running.delete(socket));
    serve(app, socket);
  });
  const stop = (): void => {
    server.close();
    for (const socket of running) hangUp(socket);
  };
  return new Promise((ready, fail) => {
    server.once('error', fail);
    server.listen(socketPath, () => {
      chmodSync(socketPath, 0o600);
      ready({ stop });
    });
  });
};

const serve = (app: INestApplicationContext, socket: Socket): void => {
  const typed = new LineQueue();
  socket.on('error', () => typed.close());
  socket.on('close', () => typed.close());
  onFrames<TerminalFrame>(socket, (frame) => {
    switch (frame.kind) {
      case 'run':
        void runCommand(app, frame.argv, remoteTerminal(socket, frame.folder, typed)).then((code) => {
          writeFrame(socket, { kind: 'exit', code });
          socket.end();
        });
        return;
      case 'line':
        typed.push(frame.text);
        return;
      case 'end':
        typed.close();
        return;
    }
  });
};

const hangUp = (socket: Socket): void => {
  const stopping = new DomainError(
    'SERVICE.STOPPING',
    'The service stops while this command is running; see what was done before you run it again.',
  );
  const code = failure(stopping, { error: (text) => writeFrame(socket, { kind: 'error', text }) });
  writeFrame(socket, { kind: 'exit', code });
  socket.end();
};

const remoteTerminal = (socket: Socket, folder: string, typed: LineQueue): Terminal => ({
  folder: resolve(folder),
  out: (text) => writeFrame(socket, { kind: 'out', text }),
  error: (text) => writeFrame(socket, { kind: 'error', text }),
  progress: (text) => writeFrame(socket, { kind: 'progress', text }),
  lines: () => typed,
});
