import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

export const CALLBACKS = '/v1/channel-callbacks/';

/** Names no real content: only what comes in below `CALLBACKS` is read as this. */
const UNTOUCHED = 'application/x-parley-callback';
const LARGEST_BYTES = 1_048_576;

const said = new WeakMap<FastifyRequest, string | undefined>();

/** The content type that the provider named, which reading the body untouched has hidden. */
export const contentTypeOf = (request: FastifyRequest): string | undefined => said.get(request);

/**
 * Keeps the bodies of callbacks as the bytes that came, of whatever type or none: signatures are made over them, and
 * what does not parse is the provider's adapter to refuse.
 */
@Injectable()
export class CallbackBodies implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    const server = (this.host.httpAdapter as FastifyAdapter | undefined)?.getInstance();
    server?.addContentTypeParser(
      UNTOUCHED,
      { parseAs: 'buffer', bodyLimit: LARGEST_BYTES },
      (_request, body, done) => done(null, body),
    );
    server?.addHook('onRequest', (request, _reply, done) => {
      if (request.method === 'POST' && request.routeOptions.url?.startsWith(CALLBACKS) === true) {
        said.set(request, request.raw.headers['content-type']);
        request.raw.headers['content-type'] = UNTOUCHED;
      }
      done();
    });
  }
}
