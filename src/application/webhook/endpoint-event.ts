import type { WebhookEndpoint } from '../../domain/webhook/webhook-endpoint.js';
import type { NewEvent } from '../ports/event-log.js';

/** An event about an endpoint; never its URL, which may hold a key. */
export const endpointEvent = (
  what: 'added' | 'changed' | 'removed' | 'tested' | 'replayed' | 'failing' | 'recovered',
  { id, lenderId, state }: Pick<WebhookEndpoint, 'id' | 'lenderId' | 'state'>,
  payload: NonNullable<NewEvent['payload']> = {},
): NewEvent => ({
  type: `webhook-endpoint.${what}`,
  subjects: { webhookEndpoint: id, ...(lenderId ? { lender: lenderId } : {}) },
  payload: { state, ...payload },
});
