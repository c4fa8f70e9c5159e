import { z } from 'zod';
import type { ApiKey } from '../../../domain/people/api-key.js';
import { isoInstant, toIso, toIsoOrNull } from '../api/representation.js';
import { grantAnswer, grantsInput, grantsView } from './person-schemas.js';

export const apiKeyAnswer = z
  .object({
    id: z.string(),
    label: z.string(),
    grants: z.array(grantAnswer),
    createdBy: z.string(),
    createdAt: isoInstant,
    lastUsedAt: isoInstant.nullable(),
  })
  .meta({ id: 'ApiKey' });

export const apiKeysAnswer = z.object({ items: z.array(apiKeyAnswer) }).meta({ id: 'ApiKeys' });

/** The token is shown once. */
export const issuedApiKeyAnswer = z
  .object({ key: apiKeyAnswer, token: z.string() })
  .meta({ id: 'IssuedApiKey' });

export const apiKeyBody = z.strictObject({
  label: z.string().min(1).max(63),
  grants: grantsInput.min(1),
});

export const apiKeyView = (key: ApiKey): z.infer<typeof apiKeyAnswer> => ({
  id: key.id,
  label: key.label,
  grants: grantsView(key.grants),
  createdBy: key.createdBy,
  createdAt: toIso(key.createdAt),
  lastUsedAt: toIsoOrNull(key.lastUsedAt),
});
