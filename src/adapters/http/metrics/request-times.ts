import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { Metrics } from '../../../application/ports/metrics.js';
import { SECOND } from '../../../domain/calendar/instant.js';

/** Open for as long as somebody listens: not a duration of the service. */
const STREAM = '/v1/stream';

/** Measures every request where there is a server, also those that are refused before a route is reached. */
@Injectable()
export class RequestTimes implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter as FastifyAdapter | undefined;
    server?.getInstance().addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'none';
      if (route !== STREAM) {
        this.metrics.requestEnded(request.method, route, reply.statusCode, reply.elapsedTime / SECOND);
      }
      done();
    });
  }
}
