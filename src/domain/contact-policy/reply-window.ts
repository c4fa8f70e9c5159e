import type { Instant } from '../calendar/instant.js';
import { HOUR, plus } from '../calendar/instant.js';
import type { ContactPoint } from '../debtor/contact-point.js';
import { object, type Objection } from './rule.js';

/** What a provider lets us write after the debtor's last message. */
export interface ReplyWindow {
  readonly hours: number;
  readonly messages: number;
}

export interface SenderRules {
  /** Whether we may write first there. */
  readonly opensConversations: boolean;
  readonly replyWindow: ReplyWindow | null;
}

const CAME_TO_US = new Set(['start', 'binding']);

/**
 * The provider's own rule about who may be written to and how often, kept here and final: the provider would refuse
 * late or not at all. `handedOver`: when texts were handed over through the contact point, those that may have been
 * taken included. Only the debtor's next message opens the window again, so nothing waits for it.
 */
export function outsideReplyWindow(
  { opensConversations, replyWindow }: SenderRules,
  { lastInboundAt, consent }: Pick<ContactPoint, 'lastInboundAt' | 'consent'>,
  handedOver: readonly Instant[],
  now: Instant,
): Objection | null {
  if (replyWindow === null) {
    const came = lastInboundAt !== null || CAME_TO_US.has(consent?.source ?? '');
    return opensConversations || came ? null : object('BLOCK', 'channel.reply-window', { lastInboundAt });
  }
  const { hours, messages } = replyWindow;
  if (lastInboundAt === null) return object('BLOCK', 'channel.reply-window', { hours, lastInboundAt });
  const used = handedOver.filter((at) => at >= lastInboundAt).length;
  return now < plus(lastInboundAt, hours * HOUR) && used < messages
    ? null
    : object('BLOCK', 'channel.reply-window', { hours, messages, used, lastInboundAt });
}
