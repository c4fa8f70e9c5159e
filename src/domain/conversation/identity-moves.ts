import { HOUR, plus } from '../calendar/instant.js';
import type { CheckFacts } from '../debtor/debtor.js';
import type { Intent } from '../understanding/understanding.js';
import { callPerson } from './hand-off-moves.js';
import type { Draft, Turn } from './turn.js';
import { cancelQueued, handOff, hold, toPerson } from './turn.js';
import { waitFields } from './hand-off-moves.js';

/** What a debtor may have asked for before being confirmed, to come back to afterwards. */
const RESUMABLE: ReadonlySet<Intent> = new Set<Intent>([
  'negotiate_terms',
  'already_paid',
  'ask_how_to_pay',
  'show_plan',
  'move_date',
  'promise_to_pay',
]);

const pendingAfter = (turn: Turn): Intent | null =>
  RESUMABLE.has(turn.primary) ? turn.primary : turn.context.pendingIntent;

const idLast4Of = (facts: CheckFacts): string | null => facts.idNumber?.slice(-4).toUpperCase() ?? null;

const failedTries = (turn: Turn): number =>
  turn.facts.contactPoint.rightParty.state === 'unconfirmed'
    ? turn.facts.contactPoint.rightParty.failedTries
    : 0;

/** Who is writing, and whether this is the right person; nothing else is said. */
export const askIdentity = (turn: Turn): Draft => ({
  reply: { template: 'identity-ask' },
  state: 'awaiting-identity',
  context: { pendingIntent: pendingAfter(turn) },
  idle: turn.state !== 'new',
});

/** Who is writing, and how to check that it is genuine. */
export const sayWhoWeAre = (turn: Turn): Draft => ({
  reply: { template: 'who-we-are' },
  ...(turn.confirmed ? {} : { state: 'awaiting-identity' as const }),
});

/**
 * Two non-public facts, the end of the ID and the birth date, confirm the right party. Both are compared at once,
 * so nobody learns which one was wrong; after the pack's number of tries a person goes on.
 */
export function checkIdentity(turn: Turn): Draft {
  const { facts, slots, context } = turn;
  const idLast4 = idLast4Of(facts.checkFacts);
  const birthDate = facts.checkFacts.birthDate;
  if (idLast4 === null || birthDate === null || failedTries(turn) >= facts.policy.maximumTries) {
    return callPerson(turn, 'identity-failed');
  }
  const givenIdLast4 = slots.idLast4?.toUpperCase() ?? context.givenIdLast4;
  const givenBirthDate = slots.birthDate ?? context.givenBirthDate;
  if (givenIdLast4 === null || givenBirthDate === null) {
    return {
      reply: {
        template: 'identity-facts',
        fields: {
          ...(givenIdLast4 === null ? { asksId: true } : {}),
          ...(givenBirthDate === null ? { asksBirthDate: true } : {}),
        },
      },
      state: 'verifying',
      context: { givenIdLast4, givenBirthDate },
      idle: slots.idLast4 === undefined && slots.birthDate === undefined && turn.state === 'verifying',
    };
  }
  return givenIdLast4 === idLast4 && givenBirthDate === birthDate ? confirm(turn) : countFailure(turn);
}

const confirm = (turn: Turn): Draft => ({
  actions: [
    { kind: 'confirm-right-party', expiresAt: plus(turn.now, turn.facts.policy.rightPartyHours * HOUR) },
  ],
  state: 'open',
  context: { givenIdLast4: null, givenBirthDate: null, pendingIntent: null },
  continueWith: turn.context.pendingIntent ?? 'ask_balance',
});

function countFailure(turn: Turn): Draft {
  const triesLeft = turn.facts.policy.maximumTries - failedTries(turn) - 1;
  const forgotten = { givenIdLast4: null, givenBirthDate: null };
  if (triesLeft <= 0) {
    return {
      actions: [{ kind: 'count-failed-check' }, handOff('identity-failed', 'normal')],
      reply: { template: 'handoff-ack', fields: waitFields(turn) },
      context: forgotten,
      ...toPerson,
    };
  }
  return {
    actions: [{ kind: 'count-failed-check' }],
    reply: { template: 'identity-retry', fields: { triesLeft } },
    state: 'verifying',
    context: forgotten,
  };
}

/** A dispute before anybody is confirmed: everything stops and a person goes on, in words that reveal nothing. */
export const disputeUnconfirmed = (turn: Turn): Draft => ({
  actions: [hold('debtor', 'dispute'), cancelQueued('debtor', 'dispute'), handOff('dispute', 'high')],
  reply: { template: 'handoff-ack', fields: waitFields(turn) },
  ...toPerson,
});

/** Somebody at an address that was given up says to be the debtor after all. */
export const doubtWrongParty = (): Draft => ({ actions: [handOff('identity-failed', 'normal')] });
