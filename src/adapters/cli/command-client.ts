import { connect } from 'node:net';
import { onFrames, writeFrame } from './command-frames.js';
import type { ServiceFrame } from './command-frames.js';
import type { Terminal } from './terminal.js';

/** Hands a command to the service behind the socket. Returns its exit code, or null when no service answers. */
export const runInService = (
  socketPath: string,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number | null> =>
  new Promise((done) => {
    const socket = connect(socketPath);
    socket.once('error', () => done(null));
    socket.once('close', () => done(null));
    socket.once('connect', () => {
      writeFrame(socket, { kind: 'run', argv, folder: terminal.folder });
      void forwardLines();
      onFrames<ServiceFrame>(socket, (frame) => {
        if (frame.kind === 'exit') done(frame.code);
        else if (frame.kind === 'out') terminal.out(frame.text);
        else if (frame.kind === 'error') terminal.error(frame.text);
        else terminal.progress(frame.text);
      });
    });
    const forwardLines = async (): Promise<void> => {
      for await (const text of terminal.lines()) writeFrame(socket, { kind: 'line', text });
      writeFrame(socket, { kind: 'end' });
    };
  });
