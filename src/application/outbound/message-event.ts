import type { Message } from '../../domain/message/message.js';
import type { DebtorId, MessageId } from '../../domain/shared/ids.js';
import type { NewEvent } from '../ports/event-log.js';

/** An event about one message: ids, and the rule or the provider's reason. */
export const messageEvent = (
  type: string,
  message: Pick<Message, 'id' | 'debtorId' | 'contactPointId' | 'debtId'>,
  reason: string | null,
): NewEvent => ({
  type,
  subjects: {
    message: message.id,
    debtor: message.debtorId,
    contactPoint: message.contactPointId,
    ...(message.debtId ? { debt: message.debtId } : {}),
  },
  ...(reason === null ? {} : { reason }),
});

/** Messages that were withdrawn together before they went. */
export const withdrawnEvents = (ids: readonly MessageId[], debtorId: DebtorId, reason: string): NewEvent[] =>
  ids.map((message) => ({ type: 'message.cancelled', subjects: { message, debtor: debtorId }, reason }));
