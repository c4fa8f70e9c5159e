import { Controller, Get, Logger, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ReceiveCallback } from '../../../application/channel/receive-callback.js';
import type { CallbackAnswer, CallbackRequest } from '../../../application/ports/channel-callbacks.js';
import { PublicAddress } from '../../../application/ports/public-address.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { Operation } from '../api/operation.js';
import { contentTypeOf } from './callback-bodies.js';

const keyParam = z.strictObject({ key: z.string().max(300) });

/** Seconds after which a provider is asked to call again. */
const CALL_AGAIN_AFTER = 10;

/** Where the providers of channel accounts call; the address of each account is a secret of its own. */
@Controller('v1/channel-callbacks')
export class ChannelCallbacksController {
  private readonly logger = new Logger('Callbacks');

  constructor(
    private readonly receiveCallback: ReceiveCallback,
    private readonly address: PublicAddress,
  ) {}

  @Get(':key')
  @Operation({
    allow: 'anyone',
    summary: 'A provider checks the address of an account',
    answers: 'text/plain',
  })
  async check(
    @Param({ schema: keyParam }) { key }: z.infer<typeof keyParam>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answer(reply, await this.receive(key, 'GET', request));
  }

  @Post(':key')
  @Operation({ allow: 'anyone', summary: 'A provider tells what happened', answers: 'text/plain' })
  async take(
    @Param({ schema: keyParam }) { key }: z.infer<typeof keyParam>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answer(reply, await this.receive(key, 'POST', request));
  }

  /** What could not be stored for a reason of our own is answered 503, so that the provider calls again. */
  private async receive(
    key: string,
    method: CallbackRequest['method'],
    request: FastifyRequest,
  ): Promise<CallbackAnswer> {
    try {
      return await this.receiveCallback.run(key, this.requestOf(method, request));
    } catch (error) {
      if (error instanceof DomainError && error.code !== 'DATABASE.UNAVAILABLE') throw error;
      this.logger.error(`A callback was not taken: ${error instanceof Error ? error.name : typeof error}`);
      if (error instanceof Error) this.logger.debug(error.stack);
      throw new DomainError('CHANNEL_CALLBACK.NOT_NOW', 'Nothing could be stored now; call again later.', {
        retryAfterSeconds: CALL_AGAIN_AFTER,
      });
    }
  }

  private requestOf(method: CallbackRequest['method'], request: FastifyRequest): CallbackRequest {
    const url = this.address.of(request.url);
    const type = contentTypeOf(request);
    const { 'content-type': _hidden, ...headers } = request.headers;
    return {
      method,
      url,
      headers: {
        ...Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
        ),
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      query: Object.fromEntries(new URL(url).searchParams),
      body: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    };
  }
}

const answer = (reply: FastifyReply, { status, type, body }: CallbackAnswer): string => {
  void reply.status(status).type(type ?? 'text/plain; charset=utf-8');
  return body ?? '';
};
