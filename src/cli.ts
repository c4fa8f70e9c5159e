import 'reflect-metadata';
import { join } from 'node:path';
import { runInService } from './adapters/cli/command-client.js';
import { commandSocketPath } from './adapters/cli/command-frames.js';
import { failure } from './adapters/cli/failure.js';
import { checkCommandLine, runCommand } from './adapters/cli/run-command.js';
import type { Services } from './adapters/cli/run-command.js';
import { ownTerminal, whenWritten } from './adapters/cli/terminal.js';
import type { Terminal } from './adapters/cli/terminal.js';
import { SystemClock } from './adapters/system/system-clock.js';
import { FileUnderstandingModel } from './adapters/understanding/file-model.js';
import { Clock } from './application/ports/clock.js';
import { UnderstandingModel } from './application/ports/understanding-model.js';
import { databaseFile } from './config/database-file.js';
import { readEnv, readThresholds } from './config/env.js';
import type { Env } from './config/env.js';
import { projectFolder } from './config/project-folder.js';

/** Runs one command: inside the service that holds the database file, if there is one, else in this process. */
const run = async (argv: readonly string[], terminal: Terminal): Promise<number> => {
  const mistaken = await checkCommandLine(argv, terminal);
  if (mistaken !== null) return mistaken;
  if (needsNoService(argv)) return runCommand(alone(), argv, terminal);
  const env = readEnv();
  const file = databaseFile(env);
  const code = file === null ? null : await runInService(commandSocketPath(file), argv, terminal);
  return code ?? runHere(env, argv, terminal);
};

/** Whether the command works on what is typed alone, so that no database is opened for it. */
const needsNoService = (argv: readonly string[]): boolean =>
  argv.find((word, at) => !word.startsWith('-') && !['--tenant', '--as'].includes(argv[at - 1] ?? '')) ===
  'understand';

const alone = (): Services => {
  const services = new Map<unknown, unknown>([
    [Clock, new SystemClock()],
    [UnderstandingModel, new FileUnderstandingModel(join(projectFolder(), 'models'), readThresholds())],
  ]);
  return { get: <T>(token: unknown) => services.get(token) as T };
};

/** Loads the whole of Parley, which a command that a service runs has no need of. */
const runHere = async (env: Env, argv: readonly string[], terminal: Terminal): Promise<number> => {
  const [{ NestFactory }, { AppModule }, { ensureDefaultTenant }] = await Promise.all([
    import('@nestjs/core'),
    import('./app.module.js'),
    import('./service.js'),
  ]);
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
process.on('uncaughtException', (error) => process.exit(failure(error, terminal)));
run(process.argv.slice(2), terminal)
  .catch((error: unknown) => failure(error, terminal))
  .then(async (code) => {
    await whenWritten();
    process.exit(code);
  })
  .catch(() => process.exit(1));
