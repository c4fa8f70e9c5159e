import { createHash } from 'node:crypto';
import type { EventEntity } from './entities/event.entity.js';

export type ChainLink = Omit<EventEntity, 'sequence' | 'hash' | 'previousHash'>;

/** JSON with the keys of every object in order, so that equal values give equal text. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value);
};

/**
 * SHA-256, in hex, over the canonical JSON of every field of the event, its place in the chain and the hash
 * before it. Changing, removing, adding or reordering a sealed event breaks every hash from there on.
 */
export const hashOf = (link: ChainLink, sequence: number, previousHash: string): string =>
  createHash('sha256')
    .update(
      canonicalJson({
        tenantId: link.tenantId,
        id: link.id,
        type: link.type,
        subjects: link.subjects,
        actor: link.actor,
        reason: link.reason,
        payload: link.payload,
        at: link.at,
        sequence,
        previousHash,
      }),
    )
    .digest('hex');
