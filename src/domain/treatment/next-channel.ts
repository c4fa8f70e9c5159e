import type { ContactPoint } from '../debtor/contact-point.js';
import { isUsable } from '../debtor/contact-point.js';
import type { Channel } from '../shared/channel.js';

/**
 * How a reason leads to another channel: `at-once` after a definite refusal or a block for good; `if-other-can` while
 * waiting is possible too: only where the other channel could go today.
 */
export type WayOn = 'at-once' | 'if-other-can' | 'none';

/** Reasons why a message did not go that have to do with its channel, and with nothing else. */
const WAYS: Readonly<Record<string, WayOn>> = {
  'channel.no-account': 'at-once',
  'channel.reply-window': 'at-once',
  'contact-point.unreachable': 'at-once',
  'consent.missing': 'at-once',
  'template.channel': 'at-once',
  'channel.account-paused': 'if-other-can',
  'channel.daily-limit': 'if-other-can',
};

export const wayOn = (ruleId: string): WayOn =>
  Object.hasOwn(WAYS, ruleId) ? (WAYS[ruleId] ?? 'none') : 'none';

export interface TouchPlace {
  /** The cadence's channels, first choice first. */
  readonly order: readonly Channel[];
  /** Where the message was to go that did not arrive. */
  readonly from: Channel;
  /** Channels on which the touch has a message already. */
  readonly tried: ReadonlySet<Channel>;
  /** All contact points of the debtor. */
  readonly contactPoints: readonly ContactPoint[];
  /** Whether an opt-out is under review or a hold is on the debtor or the debt. */
  readonly isStopped: boolean;
}

/**
 * Where a touch may go on after its message did not arrive: on each later channel of the cadence that it was not on
 * yet, the first usable contact point. Nowhere while anything stops contact, and nowhere after an opt-out, wherever
 * that was.
 */
export function nextContactPoints(place: TouchPlace): readonly ContactPoint[] {
  const { order, from, tried, contactPoints, isStopped } = place;
  const at = order.indexOf(from);
  if (isStopped || at < 0 || contactPoints.some(({ optedOutAt }) => optedOutAt !== null)) return [];
  const later = order.slice(at + 1).filter((channel) => channel !== from && !tried.has(channel));
  return [...new Set(later)].flatMap((channel) =>
    contactPoints
      .filter((one) => one.channel === channel && isUsable(one))
      .sort((a, b) => a.position - b.position)
      .slice(0, 1),
  );
}
