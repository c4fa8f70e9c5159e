import type { Conversation } from '../../domain/conversation/conversation.js';
import type { ContactPointId, ConversationId, DebtorId } from '../../domain/shared/ids.js';

export abstract class Conversations {
  abstract byIds(ids: readonly ConversationId[]): Promise<Map<ConversationId, Conversation>>;
  abstract ofContactPoints(ids: readonly ContactPointId[]): Promise<Conversation[]>;
  abstract ofDebtors(ids: readonly DebtorId[]): Promise<Conversation[]>;
  abstract add(conversations: readonly Conversation[]): Promise<void>;
  abstract update(conversation: Conversation): Promise<void>;
}
