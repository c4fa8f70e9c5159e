import type { Instant } from '../calendar/instant.js';
import { HOUR } from '../calendar/instant.js';
import type { ZoneId } from '../calendar/zone.js';
import { todayIn } from '../calendar/zone.js';
import type { HandOff } from './hand-off.js';

/** Where the desk puts an item: people in danger first, then what is due, last what waits for the debtor. */
export const QUEUE_RANKS = { safety: 0, due: 1, waiting: 2 } as const;
export type QueueRank = (typeof QUEUE_RANKS)[keyof typeof QUEUE_RANKS];

/** Null: the item is closed and in no queue. */
export const queueRank = ({
  reason,
  state,
  waitingSince,
}: Pick<HandOff, 'reason' | 'state' | 'waitingSince'>): QueueRank | null => {
  if (state === 'closed') return null;
  if (reason === 'crisis') return QUEUE_RANKS.safety;
  return waitingSince === null ? QUEUE_RANKS.due : QUEUE_RANKS.waiting;
};

export const QUEUE_GROUPS = ['safety', 'late', 'within-hour', 'today', 'later', 'waiting'] as const;
export type QueueGroup = (typeof QUEUE_GROUPS)[number];

/** The heading under which an item stands; `zone` says where today ends. */
export const queueGroup = (
  item: Pick<HandOff, 'reason' | 'state' | 'waitingSince' | 'answerBy'>,
  now: Instant,
  zone: ZoneId,
): QueueGroup => {
  const rank = queueRank(item);
  if (rank === QUEUE_RANKS.safety) return 'safety';
  if (rank === QUEUE_RANKS.waiting) return 'waiting';
  if (item.answerBy <= now) return 'late';
  if (item.answerBy - now <= HOUR) return 'within-hour';
  return todayIn(item.answerBy, zone) === todayIn(now, zone) ? 'today' : 'later';
};
