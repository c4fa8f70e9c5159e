import type { Instant } from '../../domain/calendar/instant.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import type { ConversationId, HandOffId } from '../../domain/shared/ids.js';

export abstract class HandOffs {
  abstract byId(id: HandOffId): Promise<HandOff | null>;
  abstract openOf(conversationIds: readonly ConversationId[]): Promise<HandOff[]>;
  /** The item of the conversation that was opened last, whatever its state. */
  abstract latestOf(conversationId: ConversationId): Promise<HandOff | null>;
  /** Open and claimed items in the order of the desk: safety, then what is due first. */
  abstract queue(limit: number): Promise<HandOff[]>;
  /** What the person holds now, the longest held first. */
  abstract heldBy(staff: string, now: Instant): Promise<HandOff[]>;
  /** Items about safety that nobody holds and the lead was not told of yet, opened at or before that moment. */
  abstract unattended(openedBy: Instant, now: Instant, limit: number): Promise<HandOff[]>;
  abstract add(handOff: HandOff): Promise<void>;
  /** Compare-and-set: gives the item to `staff` if it is free or its lease is over; false when another holds it. */
  abstract claim(id: HandOffId, staff: string, now: Instant, leaseUntil: Instant): Promise<boolean>;
  abstract update(handOff: HandOff): Promise<void>;
}
