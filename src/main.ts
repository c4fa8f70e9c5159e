import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { failure } from './adapters/cli/run-command.js';
import { AppModule } from './app.module.js';
import { readEnv } from './config/env.js';
import { JsonLogger } from './adapters/system/json-logger.js';
import { ensureDefaultTenant, startListening } from './service.js';

/** The service: jobs, listeners and HTTP, until it is told to stop. */
const serve = async (): Promise<void> => {
  const env = readEnv();
  const logger = new JsonLogger(env.logLevel);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRuntime({ env, autostart: env.roles.has('jobs') }),
    new FastifyAdapter(),
    { logger, abortOnError: false },
  );
  app.enableShutdownHooks();
  await ensureDefaultTenant(app);
  const stopListening = await startListening(app, env, (error) => logger.error(error, 'Listener'));
  await app.listen(env.port, '0.0.0.0');
  logger.log(`Parley listens on port ${env.port}`, 'Service');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopListening());
};

serve().catch((error: unknown) => {
  process.exitCode = failure(error, { error: (line) => process.stderr.write(`${line}\n`) });
  setImmediate(() => process.exit());
});
