import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ReadWebhooks } from '../../../application/webhook/read-webhooks.js';
import { ReplayDelivery } from '../../../application/webhook/replay-delivery.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { WebhookDeliveryId, WebhookEndpointId } from '../../../domain/shared/ids.js';
import { Caller } from '../api/caller.js';
import { Operation } from '../api/operation.js';
import { decodeNumber, encodeCursor, pageQuery } from '../api/page.js';
import { idParam } from '../api/representation.js';
import { deliveriesAnswer, deliveryParam, deliverySchema, deliveryView } from './webhook-schemas.js';

/** What an endpoint was told. */
@Controller('v1/webhook-endpoints/:id/deliveries')
export class WebhookDeliveriesController {
  constructor(
    private readonly webhooks: ReadWebhooks,
    private readonly replayDelivery: ReplayDelivery,
  ) {}

  @Get()
  @Operation({
    allow: 'webhooks.manage',
    summary: 'Deliveries to an endpoint, newest first',
    answers: deliveriesAnswer,
  })
  async list(
    @Caller() { scope }: Caller,
    @Param({ schema: idParam }) { id }: z.infer<typeof idParam>,
    @Query({ schema: pageQuery }) { cursor, limit }: z.infer<typeof pageQuery>,
  ): Promise<z.infer<typeof deliveriesAnswer>> {
    const found = await this.webhooks.deliveriesOf(
      scope,
      idOf<WebhookEndpointId>(id),
      decodeNumber(cursor),
      limit,
    );
    const last = found.at(-1);
    return {
      items: found.map(deliveryView),
      next: found.length === limit && last ? encodeCursor([last.sequence]) : null,
    };
  }

  @Post(':deliveryId/replay')
  @Operation({
    allow: 'webhooks.manage',
    summary: 'Deliver the same event once more',
    answers: deliverySchema,
  })
  async replay(
    @Caller() { scope }: Caller,
    @Param({ schema: deliveryParam }) { id, deliveryId }: z.infer<typeof deliveryParam>,
  ): Promise<z.infer<typeof deliverySchema>> {
    const delivery = await this.replayDelivery.run(
      scope,
      idOf<WebhookEndpointId>(id),
      idOf<WebhookDeliveryId>(deliveryId),
    );
    return deliveryView(delivery);
  }
}
