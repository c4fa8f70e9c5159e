import 'reflect-metadata';
import { failure } from './adapters/cli/failure.js';
import { readEnv } from './config/env.js';
import { JsonLogger } from './adapters/system/json-logger.js';
import { createHttpApplication } from './http-application.js';
import { ensureDefaultTenant, startListening } from './service.js';

/** Longest wait for work under way when the service is told to stop; what is cut off is found again at the next start. */
const STOP_WITHIN_MS = 15_000;

const standardError = { error: (line: string): void => void process.stderr.write(`${line}\n`) };

/** The service: jobs, listeners and HTTP, until it is told to stop. */
const serve = async (): Promise<void> => {
  const env = readEnv();
  const logger = new JsonLogger(env.logLevel);
  const app = await createHttpApplication({ env, autostart: env.roles.has('jobs') }, logger);
  await ensureDefaultTenant(app);
  let stopListening = (): Promise<void> => Promise.resolve();
  const stop = async (): Promise<void> => {
    await stopListening();
    await app.close();
  };
  try {
    await app.listen(env.port, '0.0.0.0');
    stopListening = await startListening(app, env, (error) => logger.error(error, 'Listener'));
  } catch (error) {
    await stop();
    throw error;
  }
  logger.log(`Parley listens at ${await app.getUrl()}`, 'Service');
  const stopOnce = (signal: string): void => {
    logger.log(`${signal}: stopping`, 'Service');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop().then(() => process.exit(0), fail);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stopOnce);
};

const fail = (error: unknown): void => process.exit(failure(error, standardError));

process.on('uncaughtException', fail);
serve().catch(fail);
