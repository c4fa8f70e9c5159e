import { NestFactory } from '@nestjs/core';
import type { LoggerService } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { PART_SIZE } from './application/intake/start-upload.js';
import type { Runtime } from './runtime.module.js';

/** Largest JSON body; files come in parts. */
const BODY_LIMIT_BYTES = 1_048_576;

/** The key of a callback is the longest: two ids and a secret. */
const LONGEST_PARAMETER = 300;

/** The service with its HTTP side, not listening yet. */
export const createHttpApplication = async (
  runtime: Runtime,
  logger: LoggerService | false,
): Promise<NestFastifyApplication> => {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRuntime(runtime),
    new FastifyAdapter({
      forceCloseConnections: true,
      bodyLimit: BODY_LIMIT_BYTES,
      trustProxy: false,
      routerOptions: { maxParamLength: LONGEST_PARAMETER },
    }),
    { logger, abortOnError: false, rawBody: true },
  );
  app.useBodyParser('application/octet-stream', { bodyLimit: PART_SIZE });
  return app;
};
