import type { INestApplicationContext } from '@nestjs/common';
import { ChannelListening } from './adapters/channels/channel-listening.js';
import { commandSocketPath } from './adapters/cli/command-frames.js';
import { serveCommands } from './adapters/cli/command-server.js';
import { DEFAULT_TENANT } from './adapters/cli/run-command.js';
import { Tenants } from './application/ports/tenants.js';
import { databaseFile } from './config/database-file.js';
import type { Env } from './config/env.js';

export const ensureDefaultTenant = (app: INestApplicationContext): Promise<unknown> =>
  app.get(Tenants, { strict: false }).ensure(DEFAULT_TENANT, 'Default');

/**
 * Starts what a running service does besides answering HTTP: listening to channels, and to other terminals.
 * Returns how to stop that.
 */
export const startListening = async (
  app: INestApplicationContext,
  env: Env,
  report: (error: unknown) => void,
): Promise<() => Promise<void>> => {
  const file = databaseFile(env);
  const commands = file === null ? null : await serveCommands(app, commandSocketPath(file));
  const listening = app.get(ChannelListening, { strict: false });
  if (env.roles.has('listeners')) listening.start(report);
  return async () => {
    commands?.stop();
    await listening.stop();
  };
};
