import type { Server } from 'node:net';
import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { SimulatorPolling } from './adapters/channels/simulator/simulator-polling.js';
import { commandSocketPath } from './adapters/cli/command-frames.js';
import { serveCommands } from './adapters/cli/command-server.js';
import { DEFAULT_TENANT } from './adapters/cli/run-command.js';
import { Tenants } from './application/ports/tenants.js';
import type { Env } from './config/env.js';

const POLL_MS = 250;

/** Where the file of an SQLite database is; null for a database on a server. */
export const databaseFile = (env: Env): string | null =>
  env.databaseUrl.startsWith('sqlite:') ? resolve(env.databaseUrl.slice('sqlite:'.length)) : null;

export const ensureDefaultTenant = (app: INestApplicationContext): Promise<unknown> =>
  app.get(Tenants, { strict: false }).ensure(DEFAULT_TENANT, 'Default');

/** Starts what a running service does besides answering HTTP: listening to channels, and to other terminals. */
export const startListening = async (
  app: INestApplicationContext,
  env: Env,
  report: (error: unknown) => void,
): Promise<() => Promise<void>> => {
  const polling = app.get(SimulatorPolling, { strict: false });
  if (env.roles.has('listeners')) polling.start(POLL_MS, report);
  const file = databaseFile(env);
  const commands: Server | null = file ? await serveCommands(app, commandSocketPath(file)) : null;
  return async () => {
    await polling.stop();
    commands?.close();
  };
};
