import type { Receipt } from './send-outcome.js';

type Status = Receipt['status'];

const KNOWLEDGE: Readonly<Record<Status, number>> = { failed: 1, delivered: 2, read: 3 };

/** What is known of one part after one more receipt: proof of arrival outweighs a failure, nothing goes back. */
export const advancePart = (known: Status | null, told: Status): Status =>
  known !== null && KNOWLEDGE[known] >= KNOWLEDGE[told] ? known : told;

/**
 * What the receipts of all parts say of the whole text: failed when one part failed, read when all were read,
 * delivered when all arrived; null while a part has not been heard of.
 */
export function receiptOfParts(parts: readonly (Status | null)[]): Status | null {
  if (parts.length === 0) return null;
  if (parts.includes('failed')) return 'failed';
  if (parts.includes(null)) return null;
  return parts.every((part) => part === 'read') ? 'read' : 'delivered';
}
