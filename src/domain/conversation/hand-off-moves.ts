import type { MessageFields } from '../message/message.js';
import type { HandOffPriority, HandOffReason } from './hand-off.js';
import type { Draft, Turn } from './turn.js';
import { cancelQueued, handOff, hold, inDays, toPerson } from './turn.js';
import { addDays } from '../calendar/local-date.js';
import { writeDate, writeHours, writeMoment } from './wording.js';

/** Honest words about the wait: the moment of the answer while the desk is open, its next opening otherwise. */
export function waitFields({ facts }: Turn): MessageFields {
  return facts.desk.openNow
    ? { answersBy: writeMoment(facts.desk.answersBy, facts.zone, facts.locale) }
    : { deskOpensAt: writeMoment(facts.desk.nextOpening, facts.zone, facts.locale) };
}

/** Hands the conversation to a person, and says so in words that reveal nothing. */
export function callPerson(turn: Turn, reason: HandOffReason, priority: HandOffPriority = 'normal'): Draft {
  return {
    actions: [handOff(reason, priority)],
    reply: { template: 'handoff-ack', fields: waitFields(turn) },
    ...toPerson,
  };
}

export const handOverOnRequest = (turn: Turn): Draft => callPerson(turn, 'requested');

/** A complaint stops treatment until somebody has looked; the answer comes by the pack's clock. */
export function takeComplaint(turn: Turn): Draft {
  const answerBy = addDays(turn.facts.today, turn.facts.policy.complaintDays);
  return {
    actions: [hold('debtor', 'complaint'), cancelQueued('debtor', 'complaint'), handOff('complaint', 'high')],
    reply: { template: 'complaint-ack', fields: { answerBy: writeDate(answerBy, turn.facts.locale) } },
    ...toPerson,
  };
}

/** Calm once, then a person. */
export function answerAbuse(turn: Turn): Draft {
  if (turn.context.abuseAnswered) return callPerson(turn, 'abuse');
  return { reply: { template: 'abuse-calm' }, context: { abuseAnswered: true }, idle: true };
}

/** A short answer with the choices; not understood a second time in a row: a person. */
export function answerMisunderstood(turn: Turn): Draft {
  const misunderstood = turn.context.misunderstood + 1;
  if (misunderstood >= 2) return callPerson(turn, 'not-understood');
  return {
    reply: { template: turn.confirmed ? 'not-understood' : 'identity-ask' },
    context: { misunderstood },
    ...(turn.confirmed ? {} : { state: 'awaiting-identity' as const }),
    idle: true,
  };
}

/** The debtor's hours, which narrow the window from now on; asked for when none were given. */
export function notePreference(turn: Turn): Draft {
  const notBefore = turn.slots.notBefore ?? null;
  const notAfter = turn.slots.notAfter ?? null;
  if (notBefore === null && notAfter === null) return { reply: { template: 'callback-ack' }, idle: true };
  return {
    actions: [
      {
        kind: 'record-preference',
        preference: { notBefore, notAfter, weekdays: turn.facts.preference?.weekdays ?? [] },
      },
    ],
    reply: {
      template: 'preference-noted',
      fields: { hours: writeHours(notBefore, notAfter, turn.facts.locale) },
    },
  };
}

/** Recorded wherever hardship is told, also where it is only the reason for something else that was asked. */
export const hardshipActions = (turn: Turn): NonNullable<Draft['actions']> => [
  { kind: 'record-vulnerability', sign: 'hardship' },
  hold('debtor', 'hardship', inDays(turn, turn.facts.policy.vulnerabilityHoldDays)),
];

/** An honest refusal is taken calmly: what is possible is said once, and a person looks at the case. */
export const acceptRefusal = (): Draft => ({
  actions: [handOff('refused', 'normal')],
  reply: { template: 'refusal-ack' },
  state: 'open',
});
