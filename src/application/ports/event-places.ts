import type { Instant } from '../../domain/calendar/instant.js';
import type { ConversationId, HandOffId, LenderId } from '../../domain/shared/ids.js';
import type { SealedEvent } from './event-log.js';

/** A row of the desk's queue as it is now. */
export interface QueueRowNow {
  readonly handOffId: HandOffId;
  readonly conversationId: ConversationId;
  readonly lenderId: LenderId;
  readonly state: string;
  readonly priority: string;
  readonly dueAt: Instant;
  /** Login of who claimed it. */
  readonly heldBy: string | null;
  readonly version: number;
}

/** Where an event belongs. */
export interface EventPlace {
  /** Lenders it is about; null: it is the whole tenant's. Empty: of a lender that cannot be found any more. */
  readonly lenderIds: ReadonlySet<LenderId> | null;
  /** Conversations it is about, or of the debtor it is about at those lenders. */
  readonly conversations: readonly { readonly id: ConversationId; readonly lenderId: LenderId }[];
  /** The item that it is about, or the open ones of these conversations. */
  readonly queueRows: readonly QueueRowNow[];
}

/** Finds out from the ids of events whose they are; a few queries for any number of events. */
export abstract class EventPlaces {
  /** In the order of the events. */
  abstract of(events: readonly Pick<SealedEvent, 'subjects'>[]): Promise<readonly EventPlace[]>;
}
