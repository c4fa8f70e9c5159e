import { ReadEvents } from './audit/read-events.js';
import { VerifyChain } from './audit/verify-chain.js';
import { PauseChannelAccount } from './channel/pause-channel-account.js';
import { ReadChannelHealth } from './channel/read-channel-health.js';
import { ReadLiveEvents } from './live/read-live-events.js';
import { AddWebhookEndpoint } from './webhook/add-webhook-endpoint.js';
import { ChangeWebhookEndpoint } from './webhook/change-webhook-endpoint.js';
import { DeliverWebhooks } from './webhook/deliver-webhooks.js';
import { EnlistDeliveries } from './webhook/enlist-deliveries.js';
import { ReachableEndpoint } from './webhook/reachable-endpoint.js';
import { ReadWebhooks } from './webhook/read-webhooks.js';
import { RemoveWebhookEndpoint } from './webhook/remove-webhook-endpoint.js';
import { ReplayDelivery } from './webhook/replay-delivery.js';
import { StartDeliveries } from './webhook/start-deliveries.js';
import { TestWebhookEndpoint } from './webhook/test-webhook-endpoint.js';

/** What tells others of what happens, and those who look after the service how it does. */
export const OUTWARD_USE_CASES = [
  ReadEvents,
  VerifyChain,
  PauseChannelAccount,
  ReadChannelHealth,
  ReadLiveEvents,
  AddWebhookEndpoint,
  ChangeWebhookEndpoint,
  DeliverWebhooks,
  EnlistDeliveries,
  ReachableEndpoint,
  ReadWebhooks,
  RemoveWebhookEndpoint,
  ReplayDelivery,
  StartDeliveries,
  TestWebhookEndpoint,
] as const;
