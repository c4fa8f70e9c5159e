import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { AddWebhookEndpoint } from '../../../application/webhook/add-webhook-endpoint.js';
import { ChangeWebhookEndpoint } from '../../../application/webhook/change-webhook-endpoint.js';
import { ReadWebhooks } from '../../../application/webhook/read-webhooks.js';
import { RemoveWebhookEndpoint } from '../../../application/webhook/remove-webhook-endpoint.js';
import { TestWebhookEndpoint } from '../../../application/webhook/test-webhook-endpoint.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { WebhookEndpointId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { IfMatch } from '../api/if-match.js';
import { Operation } from '../api/operation.js';
import { decodeCursor, encodeCursor, pageQuery } from '../api/page.js';
import { idParam } from '../api/representation.js';
import {
  addedEndpointAnswer,
  endpointBody,
  endpointChange,
  endpointSchema,
  endpointsAnswer,
  endpointView,
  testAnswer,
} from './webhook-schemas.js';

/** Where other systems are told what happens. */
@Controller('v1/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(
    private readonly webhooks: ReadWebhooks,
    private readonly addEndpoint: AddWebhookEndpoint,
    private readonly changeEndpoint: ChangeWebhookEndpoint,
    private readonly removeEndpoint: RemoveWebhookEndpoint,
    private readonly testEndpoint: TestWebhookEndpoint,
  ) {}

  @Get()
  @Operation({ allow: 'webhooks.manage', summary: 'The webhook endpoints', answers: endpointsAnswer })
  async list(
    @Caller() { scope }: Caller,
    @Query({ schema: pageQuery }) { cursor, limit }: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof endpointsAnswer>> {
    const after = decodeCursor(cursor, 1)?.[0] ?? null;
    const found = await this.webhooks.page(scope, after === null ? null : String(after), limit);
    const last = found.at(-1);
    return {
      items: found.map(endpointView),
      next: found.length === limit && last ? encodeCursor([last.endpoint.id]) : null,
    };
  }

  @Post()
  @Operation({
    allow: 'webhooks.manage',
    summary: 'Add an endpoint that is told what happens from now on; its secret is shown once',
    answers: addedEndpointAnswer,
    creates: true,
  })
  async add(
    @Caller() { scope }: Caller,
    @Body({ schema: endpointBody }) { url, eventTypes, lender }: z.infer<typeof endpointBody>,
  ): Promise<z.infer<typeof addedEndpointAnswer>> {
    const endpoint = await this.addEndpoint.run(scope, { url, eventTypes, lender: lender ?? null });
    return { endpoint: endpointView({ endpoint, lender: lender ?? null }), secret: endpoint.secret };
  }

  @Get(':id')
  @Operation({ allow: 'webhooks.manage', summary: 'A webhook endpoint', answers: endpointSchema })
  async read(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<z.infer<typeof endpointSchema>> {
    return endpointView(await this.webhooks.one(scope, idOf<WebhookEndpointId>(id)));
  }

  @Patch(':id')
  @Operation({
    allow: 'webhooks.manage',
    summary: 'Change an endpoint, pause it or let it go on',
    answers: endpointSchema,
    ifMatch: true,
  })
  async change(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @IfMatch() version: number,
    @Body({ schema: endpointChange }) change: z.infer<typeof endpointChange>,
  ): Promise<z.infer<typeof endpointSchema>> {
    await this.changeEndpoint.run(scope, idOf<WebhookEndpointId>(id), version, change);
    return endpointView(await this.webhooks.one(scope, idOf<WebhookEndpointId>(id)));
  }

  @Delete(':id')
  @Operation({
    allow: 'webhooks.manage',
    summary: 'Remove an endpoint with what still waits for it',
    answers: null,
  })
  remove(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<void> {
    return this.removeEndpoint.run(scope, idOf<WebhookEndpointId>(id));
  }

  @Post(':id/test')
  @Operation({
    allow: 'webhooks.manage',
    summary: 'Send one made-up event, and tell what came back',
    answers: testAnswer,
  })
  async test(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
  ): Promise<z.infer<typeof testAnswer>> {
    const answer = await this.testEndpoint.run(scope, idOf<WebhookEndpointId>(id));
    return answer.kind === 'answered'
      ? { delivered: answer.status >= 200 && answer.status < 300, status: answer.status, fault: null }
      : { delivered: false, status: null, fault: answer.fault };
  }
}
