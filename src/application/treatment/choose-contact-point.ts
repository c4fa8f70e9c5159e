import type { Instant } from '../../domain/calendar/instant.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { isConfirmed } from '../../domain/debtor/contact-point.js';
import type { Channel } from '../../domain/shared/channel.js';

/** Nothing speaks against writing here now; the contact policy is still asked when the message is sent. */
export const isUsable = (contactPoint: ContactPoint): boolean =>
  contactPoint.optedOutAt === null &&
  contactPoint.unreachableAt === null &&
  contactPoint.rightParty.state !== 'wrong';

/** The first usable contact point by the order of the channels, then by the order in which they were given. */
export function firstInOrder(
  contactPoints: readonly ContactPoint[],
  order: readonly Channel[],
  available: ReadonlySet<Channel>,
): ContactPoint | null {
  for (const channel of order) {
    if (!available.has(channel)) continue;
    const found = contactPoints
      .filter((contactPoint) => contactPoint.channel === channel && isUsable(contactPoint))
      .sort((a, b) => a.position - b.position)[0];
    if (found) return found;
  }
  return null;
}

/**
 * Where to write about something that was agreed: the contact point of the conversation, else the confirmed one
 * that the debtor wrote from last. Null when no usable contact point belongs to a confirmed right party.
 */
export function confirmedContactPoint(
  contactPoints: readonly ContactPoint[],
  preferred: ContactPoint['id'] | null,
  available: ReadonlySet<Channel>,
  now: Instant,
): ContactPoint | null {
  const confirmed = contactPoints.filter(
    (contactPoint) =>
      available.has(contactPoint.channel) &&
      isUsable(contactPoint) &&
      isConfirmed(contactPoint.rightParty, now),
  );
  const byConversation = confirmed.find((contactPoint) => contactPoint.id === preferred);
  if (byConversation) return byConversation;
  return [...confirmed].sort((a, b) => (b.lastInboundAt ?? 0) - (a.lastInboundAt ?? 0))[0] ?? null;
}
