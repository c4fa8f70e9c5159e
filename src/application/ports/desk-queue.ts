import type { Instant } from '../../domain/calendar/instant.js';
import type { HandOff, HandOffReason } from '../../domain/conversation/hand-off.js';
import type { LenderReach } from '../../domain/people/access.js';
import type { Channel } from '../../domain/shared/channel.js';
import type { HandOffId, LenderId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';

/** Everything; what the person holds; what has an answer that goes later; what waits for the debtor. */
export const QUEUE_VIEWS = ['all', 'mine', 'later', 'waiting'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

export interface QueueFilter {
  readonly view: QueueView;
  /** Whose the view `mine` is. */
  readonly staff: string;
  readonly reach: LenderReach | undefined;
  readonly reason: HandOffReason | null;
  readonly lenderId: LenderId | null;
  readonly channel: Channel | null;
}

/** What a row shows of its item. */
export type QueueItem = Pick<
  HandOff,
  | 'id'
  | 'conversationId'
  | 'debtorId'
  | 'lenderId'
  | 'channel'
  | 'reason'
  | 'answerBy'
  | 'state'
  | 'claimedBy'
  | 'leaseUntil'
  | 'waitingSince'
  | 'unread'
  | 'lastWords'
  | 'version'
>;

/** One row of the desk, as anybody may read it. */
export interface QueueLine {
  /** Sorts as the desk does; the cursor of a page. */
  readonly place: string;
  readonly item: QueueItem;
  readonly maskedName: string;
  /** What is outstanding at the lender, by currency. */
  readonly owed: readonly { readonly currency: string; readonly amountMinor: number }[];
}

/** Moments that part the groups; the end of today differs by lender. */
export interface QueueMarks {
  readonly now: Instant;
  readonly hour: Instant;
  readonly endOfDay: ReadonlyMap<LenderId, Instant>;
}

export interface QueueCounts {
  readonly all: number;
  readonly mine: number;
  readonly later: number;
  readonly waiting: number;
  readonly safety: number;
  readonly late: number;
  readonly withinHour: number;
  readonly today: number;
}

/** What is searched for. */
export interface QueueSearch {
  readonly reach: LenderReach | undefined;
  readonly text: string;
}

/** The queue of the desk for reading: whole pages in a fixed number of queries. */
export abstract class DeskQueue {
  /** Rows after that place, in the order of the desk. */
  abstract page(filter: QueueFilter, after: string | null, limit: number, now: Instant): Promise<QueueLine[]>;
  abstract counts(filter: Pick<QueueFilter, 'staff' | 'reach'>, marks: QueueMarks): Promise<QueueCounts>;
  /** The first items that nobody holds and that are our turn; danger whatever the language. */
  abstract free(
    filter: { readonly reach: LenderReach | undefined; readonly languages: readonly Locale[] },
    now: Instant,
    limit: number,
  ): Promise<HandOffId[]>;
  /** Rows by a name, the reference of a debt, or the last four of an ID or telephone, in the order of the desk. */
  abstract search(search: QueueSearch, limit: number): Promise<QueueLine[]>;
}
