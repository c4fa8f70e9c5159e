import type { MessageState } from './message.js';
import type { Receipt, SendOutcome } from './send-outcome.js';

/** What a provider lets us know about a message after it was handed over. */
export type DeliveryEvent = SendOutcome['kind'] | Receipt['status'];

const BY_EVENT: Readonly<Record<DeliveryEvent, MessageState>> = {
  accepted: 'sent',
  'accepted-unconfirmed': 'sent-unconfirmed',
  retry: 'queued',
  refused: 'failed',
  unknown: 'unknown',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
};

/** How much is known about the text; a state only ever gives way to one that knows more. */
const KNOWLEDGE: Partial<Record<MessageState, number>> = {
  checking: 0,
  unknown: 1,
  'sent-unconfirmed': 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
};

/**
 * The state of a message that was handed over, after one more event about it. The same events give the same state in
 * any order and however often each is told: proof that a text arrived outweighs a report that it did not. A message that
 * never left (queued, withdrawn, suppressed, too old) is not moved by any event, and none moves back.
 */
export function advanceMessage(state: MessageState, event: DeliveryEvent): MessageState {
  const known = KNOWLEDGE[state];
  if (known === undefined) return state;
  if (event === 'retry') return state === 'checking' ? 'queued' : state;
  const next = BY_EVENT[event];
  return (KNOWLEDGE[next] ?? 0) > known ? next : state;
}
