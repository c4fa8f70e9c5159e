import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DomainError } from '../domain/shared/domain-error.js';

export interface ProviderProcess {
  readonly url: string;
  stop(): void;
}

/** Starts the simulated provider as a process of its own, with a log of everything it sees; it ends with this one. */
export const startProvider = (logFile: string): Promise<ProviderProcess> =>
  new Promise((ready, fail) => {
    const main = join(import.meta.dirname, '../adapters/channels/simulator/provider/main.js');
    const child = spawn(process.execPath, [main, '--log', logFile, '--until-input-ends'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.once('error', fail);
    child.once('exit', (code) => {
      fail(new DomainError('DEMO.NO_PROVIDER', `The simulated provider ended at once, with code ${code}.`));
    });
    createInterface({ input: child.stdout }).once('line', (url) => {
      ready({ url, stop: () => child.kill('SIGTERM') });
    });
  });
