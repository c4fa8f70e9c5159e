import type { RawBodyRequest } from '@nestjs/common';
import { Body, Controller, Delete, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { LenderCodes } from '../../../application/lender/lender-codes.js';
import { KeepPaymentSources } from '../../../application/payment/keep-payment-sources.js';
import { TakeNotification, sourceIdOf } from '../../../application/payment/take-notification.js';
import type { PaymentSourceId } from '../../../domain/shared/ids.js';
import { idOf } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor, pageQuery } from '../api/page.js';
import {
  madeSourceAnswer,
  notificationBody,
  notificationParam,
  receivedAnswer,
  receivedView,
  sourceBody,
  sourceView,
  sourcesAnswer,
  toldOf,
} from './payment-schemas.js';

/** Banks and lenders' systems that tell of payments by signed notifications. */
@Controller('v1/payment-sources')
export class PaymentSourcesController {
  constructor(
    private readonly keepSources: KeepPaymentSources,
    private readonly takeNotification: TakeNotification,
    private readonly lenderCodes: LenderCodes,
  ) {}

  @Post()
  @Operation({
    allow: 'payment-sources.manage',
    summary: 'Make a payment source; its secret is shown once',
    answers: madeSourceAnswer,
    creates: true,
  })
  async make(
    @Caller() { scope }: Caller,
    @Body({ schema: sourceBody }) { lender, label }: z.infer<typeof sourceBody>,
  ): Promise<z.infer<typeof madeSourceAnswer>> {
    const source = await this.keepSources.make(scope, lender, label);
    const codes = await this.lenderCodes.run(scope);
    return { source: sourceView(source, scope.tenantId, codes), secret: source.secret };
  }

  @Get()
  @Operation({ allow: 'payment-sources.manage', summary: 'The payment sources', answers: sourcesAnswer })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: pageQuery }) { cursor, limit }: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof sourcesAnswer>> {
    const [after] = decodeCursor(cursor, 1) ?? [null];
    const from = after === null ? null : idOf<PaymentSourceId>(String(after));
    const found = await this.keepSources.page(scope, from, limit + 1);
    const codes = await this.lenderCodes.run(scope);
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((source) => sourceView(source, scope.tenantId, codes)),
      next: last ? encodeCursor([last.id]) : null,
    };
  }

  @Delete(':id')
  @Operation({ allow: 'payment-sources.manage', summary: 'Remove a payment source', answers: null })
  async remove(
    @Caller() { scope }: Caller,
    @Param({ schema: notificationParam }) { id }: z.infer<typeof notificationParam>,
  ): Promise<void> {
    await this.keepSources.remove(scope, sourceIdOf(scope.tenantId, id));
  }

  @Post(':id/notifications')
  @ApiHeader({
    name: 'Parley-Signature',
    required: true,
    description: 't=<seconds since 1970>,v1=<HMAC-SHA256 of "<t>.<body>" in hexadecimal>',
    schema: { type: 'string' },
  })
  @Operation({
    allow: 'anyone',
    summary: 'Tell of a payment, signed with the secret of the source',
    answers: receivedAnswer,
  })
  async notify(
    @Param({ schema: notificationParam }) { id: source }: z.infer<typeof notificationParam>,
    @Body({ schema: notificationBody }) body: z.infer<typeof notificationBody>,
    @Req() request: RawBodyRequest<FastifyRequest>,
  ): Promise<z.infer<typeof receivedAnswer>> {
    const signature = request.headers['parley-signature'];
    const received = await this.takeNotification.run({
      source,
      signature: typeof signature === 'string' ? signature : '',
      body: request.rawBody ?? Buffer.alloc(0),
      told: toldOf(body),
    });
    return receivedView(received);
  }
}
