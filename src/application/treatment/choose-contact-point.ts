import type { Instant } from '../../domain/calendar/instant.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { isConfirmed, isUsable } from '../../domain/debtor/contact-point.js';
import type { Channel } from '../../domain/shared/channel.js';

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
 * Where to write about something that was agreed or paid: the contact point of the conversation, else one that is
 * confirmed now, else the one that the debtor wrote from last. Null when the debtor was never in touch on a usable
 * one. A confirmation that has expired since does not matter here: the outbound line then sends the neutral text.
 */
export function contactPointInTouch(
  contactPoints: readonly ContactPoint[],
  preferred: ContactPoint['id'] | null,
  available: ReadonlySet<Channel>,
  now: Instant,
): ContactPoint | null {
  const usable = contactPoints.filter((one) => available.has(one.channel) && isUsable(one));
  const byConversation = usable.find((one) => one.id === preferred);
  if (byConversation) return byConversation;
  const rank = (one: ContactPoint): number =>
    isConfirmed(one.rightParty, now) ? Number.MAX_SAFE_INTEGER : (one.lastInboundAt ?? 0);
  const inTouch = usable.filter((one) => one.lastInboundAt !== null || one.rightParty.state === 'confirmed');
  return [...inTouch].sort((a, b) => rank(b) - rank(a))[0] ?? null;
}
