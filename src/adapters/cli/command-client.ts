import { connect } from 'node:net';
import { DomainError } from '../../domain/shared/domain-error.js';
import { onFrames, writeFrame } from './command-frames.js';
import type { ServiceFrame } from './command-frames.js';
import type { Terminal } from './terminal.js';

/**
 * Hands a command to the service behind the socket. Returns its exit code, or null when no service answers.
 * Throws `SERVICE.LOST` when it was handed over and its end is not known: it must not be run a second time blindly.
 */
export const runInService = (
  socketPath: string,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number | null> =>
  new Promise((done, fail) => {
    const socket = connect(socketPath);
    let handedOver = false;
    const noAnswer = (): void => (handedOver ? fail(lost()) : done(null));
    socket.once('error', noAnswer);
    socket.once('close', noAnswer);
    socket.once('connect', () => {
      handedOver = true;
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

const lost = (): DomainError =>
  new DomainError(
    'SERVICE.LOST',
    'The service ended before it told how the command ended; see what was done before you run it again.',
  );
