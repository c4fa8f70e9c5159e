import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { runInService } from './adapters/cli/command-client.js';
import { commandSocketPath } from './adapters/cli/command-frames.js';
import { failure, runCommand } from './adapters/cli/run-command.js';
import { ownTerminal } from './adapters/cli/terminal.js';
import type { Terminal } from './adapters/cli/terminal.js';
import { AppModule } from './app.module.js';
import { readEnv } from './config/env.js';
import { databaseFile, ensureDefaultTenant } from './service.js';

/** Runs one command: inside the service that holds the database file, if there is one, else in this process. */
const run = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  const env = readEnv();
  const file = databaseFile(env);
  const code = file ? await runInService(commandSocketPath(file), argv, terminal) : null;
  if (code !== null) return code;
  const app = await NestFactory.createApplicationContext(AppModule.forRuntime({ env, autostart: false }), {
    logger: false,
    abortOnError: false,
  });
  try {
    await ensureDefaultTenant(app);
    return await runCommand(app, argv, terminal);
  } finally {
    await app.close();
  }
};

const terminal = ownTerminal();
run(process.argv.slice(2), terminal)
  .catch((error: unknown) => failure(error, terminal))
  .then((code) => process.exit(code))
  .catch(() => process.exit(1));
