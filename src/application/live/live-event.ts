import type { Permission } from '../../domain/people/permission.js';
import type { LenderId } from '../../domain/shared/ids.js';

/** What a screen that is open is told; a closed list. */
export const LIVE_EVENT_NAMES = [
  'queue.row',
  'queue.counts',
  'conversation.event',
  'brief.changed',
  'import.progress',
  'channel.health',
  'revision.changed',
  'me.changed',
  'tick',
  'reset',
] as const;
export type LiveEventName = (typeof LIVE_EVENT_NAMES)[number];

/** Ids, versions, counts and states; never what a person wrote or is called. */
export type LiveContent = Readonly<Record<string, string | number | boolean | null>>;

/** One thing to tell, and who may be told. */
export interface LiveEvent {
  readonly name: LiveEventName;
  /** Number of the event of the log that it comes from, and its place among those that come from the same one. */
  readonly sequence: number;
  readonly part: number;
  /** Whether it is the last one that comes from this event. */
  readonly last: boolean;
  /** One of these is needed, with reach to one of the lenders; none: everybody who signed in. */
  readonly needs: readonly Permission[];
  readonly lenderIds: ReadonlySet<LenderId> | null;
  readonly content: LiveContent;
}
