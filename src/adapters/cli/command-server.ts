import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { onFrames, writeFrame } from './command-frames.js';
import type { TerminalFrame } from './command-frames.js';
import { LineQueue } from './line-queue.js';
import { runCommand } from './run-command.js';
import type { Terminal } from './terminal.js';

/**
 * Runs commands of other terminals inside the service that holds an SQLite file, over a socket beside that
 * file which only the owner of the file can open.
 */
export const serveCommands = (app: INestApplicationContext, socketPath: string): Promise<Server> => {
  rmSync(socketPath, { force: true });
  const server = createServer((socket) => serve(app, socket));
  return new Promise((ready, fail) => {
    server.once('error', fail);
    server.listen(socketPath, () => {
      chmodSync(socketPath, 0o600);
      ready(server);
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

const remoteTerminal = (socket: Socket, folder: string, typed: LineQueue): Terminal => ({
  folder: resolve(folder),
  out: (text) => writeFrame(socket, { kind: 'out', text }),
  error: (text) => writeFrame(socket, { kind: 'error', text }),
  progress: (text) => writeFrame(socket, { kind: 'progress', text }),
  lines: () => typed,
});
