import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openApiOf } from './adapters/http/api/open-api.js';
import { AppModule } from './app.module.js';
import { Env } from './config/env.js';

/** The OpenAPI document of the routes as they are now. Nothing is started or opened for it. */
export const openApiDocument = async (): Promise<ReturnType<typeof openApiOf>> => {
  const env = new Env({ PARLEY_MODE: 'test' });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRuntime({ env, autostart: false }),
    new FastifyAdapter(),
    { preview: true, logger: false },
  );
  return openApiOf(app);
};
