import { toIso } from '../../domain/calendar/instant.js';
import { ACCOUNT_STATES } from '../../domain/channel/account-state.js';
import { sequenceOf } from '../../domain/conversation/sequence.js';
import type { Permission } from '../../domain/people/permission.js';
import type { LenderId } from '../../domain/shared/ids.js';
import type { SealedEvent } from '../ports/event-log.js';
import type { EventPlace } from '../ports/event-places.js';
import type { LiveContent, LiveEvent, LiveEventName } from './live-event.js';

type Streamed = Exclude<LiveEventName, 'queue.counts' | 'tick' | 'reset'>;
type Told = Pick<LiveEvent, 'content' | 'lenderIds'>;

const DESK = ['queue.row', 'conversation.event'] as const;
const TALK = ['conversation.event'] as const;
const QUEUE_AND_BRIEF = ['queue.row', 'conversation.event', 'brief.changed'] as const;
const CASE = ['conversation.event', 'brief.changed'] as const;
const BRIEF = ['brief.changed'] as const;
const IMPORT = ['import.progress'] as const;
const REVISION = ['revision.changed'] as const;
const ME = ['me.changed'] as const;

/** Which events of the log are told live, and as what. An event that is missing here is not told. */
export const STREAMED_EVENTS: Readonly<Record<string, readonly Streamed[]>> = {
  'hand-off.opened': DESK,
  'hand-off.raised': DESK,
  'hand-off.repeated': DESK,
  'hand-off.claimed': DESK,
  'hand-off.taken-over': QUEUE_AND_BRIEF,
  'hand-off.released': DESK,
  'hand-off.requeued': DESK,
  'hand-off.escalated': DESK,
  'hand-off.reopened': DESK,
  'conversation.taken-over': DESK,
  'conversation.handed-back': QUEUE_AND_BRIEF,
  'conversation.closed': QUEUE_AND_BRIEF,
  'conversation.decided': CASE,
  'conversation.note-added': TALK,
  'inbound.recorded': QUEUE_AND_BRIEF,
  'inbound.failed': TALK,
  'message.queued': TALK,
  'message.deferred': TALK,
  'message.suppressed': TALK,
  'message.cancelled': TALK,
  'message.too-old': TALK,
  'message.sent': CASE,
  'message.confirmed': TALK,
  'message.seen-elsewhere': CASE,
  'message.returned': TALK,
  'message.failed': TALK,
  'message.unknown': TALK,
  'message.delivered': TALK,
  'message.read': TALK,
  'right-party.confirmed': CASE,
  'contact-point.opted-out': CASE,
  'contact-point.unreachable': CASE,
  'contact-point.reachable': CASE,
  'contact-point.bound': CASE,
  'contact-point.contested': CASE,
  'contact-point.quarantined': CASE,
  'contact-point.found-again': CASE,
  'promise.made': CASE,
  'promise.kept': CASE,
  'promise.partly-kept': CASE,
  'promise.broken': CASE,
  'promise.cancelled': CASE,
  'arrangement.agreed': CASE,
  'arrangement.date-moved': CASE,
  'arrangement.completed': CASE,
  'arrangement.broken': CASE,
  'arrangement.cancelled': CASE,
  'instalment.missed': CASE,
  'payment.recorded': CASE,
  'payment.matched': CASE,
  'payment-claim.matched': CASE,
  'approval.asked': CASE,
  'approval.decided': CASE,
  'debt.updated': BRIEF,
  'debt.closed': CASE,
  'dispute.opened': CASE,
  'dispute.decided': CASE,
  'hold.placed': CASE,
  'hold.released': CASE,
  'import.requested': IMPORT,
  'import.progress': IMPORT,
  'import.finished': IMPORT,
  'import.failed': IMPORT,
  'import.undone': IMPORT,
  'channel.paused': ['channel.health'],
  'channel.resumed': ['channel.health'],
  ...Object.fromEntries(ACCOUNT_STATES.map((state) => [`channel.${state}`, ['channel.health'] as const])),
  'revision.drafted': REVISION,
  'revision.edited': REVISION,
  'revision.submitted': REVISION,
  'revision.published': REVISION,
  'revision.returned': REVISION,
  'revision.restored': REVISION,
  'revision.urgent': REVISION,
  'person.changed': ME,
  'person.disabled': ME,
  'person.enabled': ME,
  'person.password-changed': ME,
  'session.ended': ME,
  'api-key.revoked': ME,
};

const NEEDS: Readonly<Record<Streamed, readonly Permission[]>> = {
  'queue.row': ['desk.read'],
  'conversation.event': ['desk.read', 'cases.read'],
  'brief.changed': ['desk.read', 'cases.read'],
  'import.progress': ['imports.read'],
  'channel.health': ['channels.read'],
  'revision.changed': ['templates.read', 'treatments.read', 'limits.read'],
  'me.changed': [],
};

const NEEDED_FOR_REVISION: Readonly<Record<string, Permission>> = {
  template: 'templates.read',
  treatment: 'treatments.read',
  limits: 'limits.read',
};

/** What one event of the log is told as, whoever listens. */
export const liveEventsOf = (event: SealedEvent, place: EventPlace): readonly LiveEvent[] => {
  const told = (STREAMED_EVENTS[event.type] ?? []).flatMap((name) =>
    TELL[name](event, place).map((one) => ({ ...one, name, needs: needsOf(name, event) })),
  );
  return told.map((one, at) => ({
    ...one,
    sequence: event.sequence,
    part: at + 1,
    last: at === told.length - 1,
  }));
};

const needsOf = (name: Streamed, event: SealedEvent): readonly Permission[] => {
  const needed = NEEDED_FOR_REVISION[String(event.payload?.['kind'])];
  return name === 'revision.changed' && needed ? [needed] : NEEDS[name];
};

const TELL: Readonly<Record<Streamed, (event: SealedEvent, place: EventPlace) => readonly Told[]>> = {
  'queue.row': ({ type }, { queueRows }) =>
    queueRows.map(({ lenderId, dueAt, ...row }) => ({
      lenderIds: new Set([lenderId]),
      content: { ...row, dueAt: toIso(dueAt), removed: row.state === 'closed', cause: type },
    })),
  'conversation.event': (event, { conversations }) =>
    conversations.map(({ id, lenderId }) => ({
      lenderIds: new Set([lenderId]),
      content: { ...idsOf(event, ABOUT), conversationId: id, seq: seqOf(event), ...stamp(event) },
    })),
  'brief.changed': (event, { conversations, lenderIds }) => {
    const about = { ...idsOf(event, ['debt', 'debtor']), ...stamp(event) };
    const told = conversations.map(({ id, lenderId }): Told => ({
      lenderIds: new Set<LenderId>([lenderId]),
      content: { ...about, conversationId: id },
    }));
    return told.length > 0 ? told : [{ lenderIds, content: about }];
  },
  'import.progress': (event, { lenderIds }) => [
    {
      lenderIds,
      content: { ...event.payload, ...idsOf(event, ['import']), what: event.type },
    },
  ],
  'channel.health': (event, { lenderIds }) => [
    {
      lenderIds,
      content: {
        ...idsOf(event, ['channelAccount']),
        ...(event.payload?.['state'] === undefined
          ? { state: event.type === 'channel.paused' ? 'paused' : 'active' }
          : { condition: event.payload['state'] }),
        version: event.payload?.['version'] ?? null,
      },
    },
  ],
  'revision.changed': (event, { lenderIds }) => [
    {
      lenderIds,
      content: {
        ...idsOf(event, ['revision', 'lender']),
        kind: event.payload?.['kind'] ?? null,
        number: event.payload?.['number'] ?? null,
        what: event.type,
      },
    },
  ],
  'me.changed': (event) => [{ lenderIds: null, content: idsOf(event, ['person']) }],
};

/** What an entry of a conversation can be. */
const ENTRIES = ['message', 'inbound', 'note', 'promise', 'dispute', 'payment', 'hold', 'handOff', 'record'];
const ABOUT = [...ENTRIES, 'debt', 'approval'];

/** The place of the entry that this event is about among those of its conversation; null: it has none. */
const seqOf = ({ subjects }: SealedEvent): number | null => {
  const kind = ENTRIES.find((one) => subjects[one] !== undefined);
  const seq = sequenceOf(subjects[kind ?? ''] ?? '');
  return Number.isSafeInteger(seq) ? seq : null;
};

const idsOf = ({ subjects }: SealedEvent, kinds: readonly string[]): LiveContent =>
  Object.fromEntries(
    kinds.flatMap((kind) => {
      const id = subjects[kind];
      return id === undefined ? [] : [[`${kind}Id`, id]];
    }),
  );

const stamp = ({ type, sequence, at }: SealedEvent): LiveContent => ({ type, sequence, at: toIso(at) });
