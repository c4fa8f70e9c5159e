import type { PduFields } from './codec.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { plus } from '../../../domain/calendar/instant.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import type { AccountSessions, Room } from './account-sessions.js';
import { commonId } from './receipt.js';
import type { Reply } from './smpp-link.js';
import { PAUSE, STATUS, isThrottled, outcomeOfStatus } from './translate.js';

/** A part behind the first is submitted again when the SMSC did not take it because we were too fast. */
const TRIES = 5;

/**
 * Submits the parts of one text in order on one connection. As soon as a part is taken, some of the text is on its
 * way: whatever goes wrong after that leaves it unknown.
 */
export const submitParts = async (
  parts: readonly PduFields[],
  room: Room,
  sessions: AccountSessions,
  now: () => Instant,
): Promise<SendOutcome> => {
  const { blockedStatuses, receiptIds } = sessions.settings;
  const ids: string[] = [];
  for (const [at, fields] of parts.entries()) {
    let reply = await room.submit(fields);
    for (let tries = 1; wasTooFast(reply); tries += 1) {
      sessions.throttled();
      if (at === 0 || tries === TRIES) break;
      reply = await room.submit(fields);
    }
    const failure = failureOf(reply, blockedStatuses, now());
    if (failure !== null)
      return at === 0 ? failure : { kind: 'unknown', reason: 'smpp-part-of-the-text-only' };
    if (reply.kind === 'answer') ids.push(commonId(reply.messageId, 'answer', receiptIds));
  }
  const known = ids.filter((id) => id !== '');
  const [providerMessageId] = known;
  if (providerMessageId === undefined) return { kind: 'accepted-unconfirmed' };
  return { kind: 'accepted', providerMessageId, ...(known.length > 1 ? { parts: known } : {}) };
};

const wasTooFast = (reply: Reply): boolean => reply.kind === 'answer' && isThrottled(reply.status);

const failureOf = (reply: Reply, blocked: ReadonlySet<number>, now: Instant): SendOutcome | null => {
  switch (reply.kind) {
    case 'not-sent':
      return { kind: 'retry', after: plus(now, PAUSE.noConnection), reason: 'smpp-no-connection' };
    case 'lost':
      return { kind: 'unknown', reason: `smpp-${reply.reason}` };
    case 'answer':
      return reply.status === STATUS.ok ? null : outcomeOfStatus(reply.status, blocked, now);
  }
};
