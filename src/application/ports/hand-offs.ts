import type { Instant } from '../../domain/calendar/instant.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import type { ConversationId, HandOffId } from '../../domain/shared/ids.js';

export abstract class HandOffs {
  abstract byId(id: HandOffId): Promise<HandOff | null>;
  abstract openOf(conversationIds: readonly ConversationId[]): Promise<HandOff[]>;
  /** Open and claimed items, urgent first, then by what is due first. */
  abstract queue(limit: number): Promise<HandOff[]>;
  abstract add(handOff: HandOff): Promise<void>;
  /** Compare-and-set: gives the item to `staff` if it is free or its lease is over; false when another holds it. */
  abstract claim(id: HandOffId, staff: string, now: Instant, leaseUntil: Instant): Promise<boolean>;
  abstract update(handOff: HandOff): Promise<void>;
}
