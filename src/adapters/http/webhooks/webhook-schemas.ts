import { z } from 'zod';
import type { ShownEndpoint } from '../../../application/webhook/read-webhooks.js';
import type { WebhookDelivery } from '../../../domain/webhook/webhook-delivery.js';
import { WEBHOOK_EVENT_TYPES } from '../../../domain/webhook/webhook-event.js';
import { pageOf } from '../api/page.js';
import { idText, toIso, toIsoOrNull } from '../api/representation.js';

const eventTypes = z.array(z.enum(WEBHOOK_EVENT_TYPES)).min(1).max(WEBHOOK_EVENT_TYPES.length);
const url = z.string().min(1).max(2_000);

export const endpointBody = z.strictObject({
  url,
  eventTypes,
  /** Code of the lender; without it: all lenders. */
  lender: z.string().min(1).max(64).optional(),
});

export const endpointChange = z
  .strictObject({
    url: url.optional(),
    eventTypes: eventTypes.optional(),
    state: z.enum(['active', 'paused']).optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { error: 'names nothing to change' });

export const deliveryParam = z.strictObject({ id: idText, deliveryId: idText });

export const endpointSchema = z
  .object({
    id: z.string(),
    lender: z.string().nullable(),
    url: z.string(),
    eventTypes: z.array(z.string()),
    state: z.enum(['active', 'paused', 'failing']),
    restsUntil: z.string().nullable(),
    createdAt: z.string(),
    createdBy: z.string(),
    version: z.int(),
  })
  .meta({ id: 'WebhookEndpoint' });

export const endpointsAnswer = pageOf(endpointSchema);

export const addedEndpointAnswer = z
  .object({ endpoint: endpointSchema, secret: z.string().meta({ description: 'Shown this once' }) })
  .meta({ id: 'AddedWebhookEndpoint' });

export const deliverySchema = z
  .object({
    id: z.string(),
    sequence: z.int(),
    eventId: z.string(),
    eventType: z.string(),
    state: z.enum(['waiting', 'delivered', 'failed']),
    tries: z.int(),
    lastTriedAt: z.string().nullable(),
    lastStatus: z.int().nullable(),
    lastFault: z.string().nullable(),
    queuedAt: z.string(),
  })
  .meta({ id: 'WebhookDelivery' });

export const deliveriesAnswer = pageOf(deliverySchema);

export const testAnswer = z
  .object({
    delivered: z.boolean(),
    status: z.int().nullable(),
    fault: z.string().nullable(),
  })
  .meta({ id: 'WebhookTest' });

export const endpointView = ({ endpoint, lender }: ShownEndpoint): z.infer<typeof endpointSchema> => ({
  id: endpoint.id,
  lender,
  url: endpoint.url,
  eventTypes: [...endpoint.eventTypes],
  state: endpoint.state,
  restsUntil: toIsoOrNull(endpoint.restsUntil),
  createdAt: toIso(endpoint.createdAt),
  createdBy: endpoint.createdBy,
  version: endpoint.version,
});

export const deliveryView = (delivery: WebhookDelivery): z.infer<typeof deliverySchema> => ({
  id: delivery.id,
  sequence: delivery.sequence,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  state: delivery.state,
  tries: delivery.tries,
  lastTriedAt: toIsoOrNull(delivery.lastTriedAt),
  lastStatus: delivery.lastStatus,
  lastFault: delivery.lastFault,
  queuedAt: toIso(delivery.queuedAt),
});
