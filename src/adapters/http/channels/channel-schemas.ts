import { z } from 'zod';
import type { AccountHealth } from '../../../application/ports/channel-health.js';
import { channel, reasonText, toIsoOrNull } from '../api/representation.js';

export const channelsQuery = z.strictObject({ zone: z.string().min(1).max(64).default('UTC') });

export const channelAccountSchema = z
  .object({
    id: z.string(),
    channel,
    provider: z.string(),
    label: z.string(),
    state: z.enum(['active', 'paused']),
    changedBy: z.string().nullable(),
    changedAt: z.string().nullable(),
    queued: z.int(),
    sentToday: z.int(),
    failedToday: z.int(),
    version: z.int(),
  })
  .meta({ id: 'ChannelAccount' });

export const channelsAnswer = z.object({
  since: z.string(),
  asOf: z.string(),
  items: z.array(channelAccountSchema),
});

export const reasonBody = z.strictObject({ reason: reasonText });

export const accountView = (account: AccountHealth): z.infer<typeof channelAccountSchema> => ({
  id: account.id,
  channel: account.channel,
  provider: account.provider,
  label: account.label,
  state: account.paused ? 'paused' : 'active',
  changedBy: account.changedBy,
  changedAt: toIsoOrNull(account.changedAt),
  queued: account.queued,
  sentToday: account.sent,
  failedToday: account.failed,
  version: account.version,
});
