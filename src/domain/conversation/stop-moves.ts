import type { HoldReason } from '../debtor/hold.js';
import type { HandOffReason } from './hand-off.js';
import type { ReplyName } from './reply-templates.js';
import type { Draft, Turn } from './turn.js';
import { cancelQueued, handOff, hold, toPerson } from './turn.js';
import { waitFields } from './hand-off-moves.js';

/** Danger to life: collection ends at once on every channel, help is named, a person is alerted within minutes. */
export const supportInCrisis = (): Draft => ({
  actions: [hold('debtor', 'crisis'), cancelQueued('debtor', 'crisis'), handOff('crisis', 'urgent')],
  reply: { template: 'crisis-support' },
  context: { offer: null, offeredWithin: null, offeredBy: null },
  ...toPerson,
});

/** Opt-out of this contact point, confirmed once; no other channel starts anything until a person has looked. */
export function optOut(turn: Turn): Draft {
  return {
    actions: [
      { kind: 'opt-out' },
      hold('debtor', 'opt-out-review'),
      cancelQueued('debtor', 'opt-out'),
      handOff('opt-out-review', 'normal'),
    ],
    ...(turn.state === 'stopped' ? { idle: true } : { reply: { template: 'optout-confirm' as const } }),
    ...silence(turn),
  };
}

/** "Never contact me again": everywhere, for good. */
export function ceaseContact(turn: Turn): Draft {
  return {
    actions: [
      { kind: 'opt-out' },
      hold('debtor', 'cease-contact'),
      cancelQueued('debtor', 'cease-contact'),
      handOff('cease-contact', 'normal'),
    ],
    reply: { template: 'cease-confirm' },
    ...silence(turn),
  };
}

const silence = (turn: Turn): Draft =>
  turn.state === 'with-person' || turn.state === 'wrong-party' ? {} : { state: 'stopped' };

/** The debtor writes after a stop: a person reads it; the assistant stays quiet. */
export const answerStopped = (turn: Turn): Draft => ({
  actions: [handOff('opt-out-review', 'normal')],
  reply: { template: 'stopped-ack', fields: waitFields(turn) },
  idle: true,
});

function stopForPerson(
  turn: Turn,
  reasonToHold: HoldReason,
  reason: HandOffReason,
  template: ReplyName,
): Draft {
  const silent = turn.state === 'with-person' || turn.state === 'wrong-party';
  return {
    actions: [hold('debtor', reasonToHold), cancelQueued('debtor', reasonToHold), handOff(reason, 'high')],
    ...(silent ? {} : { reply: { template, fields: waitFields(turn) } }),
    ...toPerson,
  };
}

/** A lawyer, or proceedings of bankruptcy: only a person goes on. */
export const respectRepresentation = (turn: Turn): Draft =>
  turn.slots.detail === 'insolvency'
    ? stopForPerson(turn, 'insolvency', 'insolvency', 'noted-for-person')
    : stopForPerson(turn, 'representation', 'representation', 'noted-for-person');

export const condole = (turn: Turn): Draft => stopForPerson(turn, 'deceased', 'deceased', 'condolence');

export const protectMinor = (turn: Turn): Draft => stopForPerson(turn, 'minor', 'minor', 'noted-for-person');

/** Not the debtor: the contact point is dead for good; nothing is revealed and nothing asked. */
export const leaveAlone = (turn: Turn): Draft => ({
  actions: [{ kind: 'mark-wrong-party' }, cancelQueued('contact-point', 'wrong-party')],
  reply: { template: turn.slots.detail === 'third-party' ? 'third-party' : 'wrong-person' },
  state: 'wrong-party',
});

/** Only recorded: a person owns the conversation, or nobody should be answered here. */
export const recordOnly = (): Draft => ({});
