import { acceptOffer, agreePersonsPlan, agreePlan, hearPromiseOrPlan } from './agree-moves.js';
import {
  askWhichDebt,
  openDebts,
  showBalance,
  showMenu,
  tellHowToPay,
  thankForSettling,
} from './balance-moves.js';
import type { DebtFacts } from './conversation-facts.js';
import { askNewDate, moveDate, rephraseDate } from './date-moves.js';
import { answerProof, openDispute } from './dispute-moves.js';
import {
  acceptRefusal,
  answerAbuse,
  answerMisunderstood,
  handOverOnRequest,
  notePreference,
  takeComplaint,
} from './hand-off-moves.js';
import { easeHardship } from './hardship-moves.js';
import {
  askIdentity,
  checkIdentity,
  disputeUnconfirmed,
  doubtWrongParty,
  sayWhoWeAre,
} from './identity-moves.js';
import { checkPayment, notePaymentDetails } from './payment-moves.js';
import { negotiate } from './plan-moves.js';
import { recordPromise, rephrasePromise } from './promise-moves.js';
import { showPlan } from './show-plan.js';
import {
  answerStopped,
  ceaseContact,
  condole,
  leaveAlone,
  optOut,
  protectMinor,
  recordOnly,
  respectRepresentation,
  supportInCrisis,
} from './stop-moves.js';
import type { Draft, Move, Turn } from './turn.js';

/** A move that needs to know which open debt is meant: asks where several are open, thanks where none is. */
const aboutDebt =
  (move: (turn: Turn, debt: DebtFacts) => Draft): Move =>
  (turn) => {
    if (turn.debt?.state === 'open') return move(turn, turn.debt);
    return openDebts(turn.facts.debts).length === 0 ? thankForSettling() : askWhichDebt(turn);
  };

/** Every move of the table of transitions. */
export const MOVES = {
  'support in crisis': supportInCrisis,
  'opt out': optOut,
  'cease contact': ceaseContact,
  'answer after a stop': answerStopped,
  'respect representation': respectRepresentation,
  condole,
  'protect a minor': protectMinor,
  'leave alone': leaveAlone,
  'record only': recordOnly,
  'doubt the wrong party': doubtWrongParty,
  'ask for identity': askIdentity,
  'check identity': checkIdentity,
  'say who we are': sayWhoWeAre,
  'hold and hand off, neutrally': disputeUnconfirmed,
  'hand over': handOverOnRequest,
  'take the complaint': takeComplaint,
  'calm, then a person': answerAbuse,
  'not understood': answerMisunderstood,
  'note the hours': notePreference,
  'ease hardship': easeHardship,
  'accept the refusal': aboutDebt(acceptRefusal),
  'show the balance': aboutDebt(showBalance),
  'show the menu': aboutDebt(showMenu),
  'tell how to pay': aboutDebt(tellHowToPay),
  'open a dispute': openDispute,
  'answer for proof': answerProof,
  'check the payment': aboutDebt(checkPayment),
  'note payment details': notePaymentDetails,
  'hear the promise': aboutDebt(hearPromiseOrPlan),
  'record the promise': aboutDebt(recordPromise),
  'ask for the promise again': aboutDebt(rephrasePromise),
  negotiate: aboutDebt(negotiate),
  'show the final plan': aboutDebt(acceptOffer),
  'agree the plan': aboutDebt(agreePlan),
  'agree the plan of a person': agreePersonsPlan,
  'show the plan': aboutDebt(showPlan),
  'ask for a new date': aboutDebt(askNewDate),
  'move the date': aboutDebt(moveDate),
  'ask for another date': aboutDebt(rephraseDate),
} as const satisfies Record<string, Move>;

export type MoveName = keyof typeof MOVES;
