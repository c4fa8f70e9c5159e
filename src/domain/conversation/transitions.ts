import type { Intent } from '../understanding/understanding.js';
import { INTENTS } from '../understanding/understanding.js';
import type { ConversationState } from './conversation.js';
import { CONVERSATION_STATES } from './conversation.js';
import type { MoveName } from './moves.js';

type Row = Readonly<Record<Intent, MoveName>>;

/** What protects the debtor works in every state in which anybody may be answered. */
const PROTECTION = {
  crisis_self_harm: 'support in crisis',
  stop_contact: 'opt out',
  cease_contact: 'cease contact',
  deceased: 'condole',
  minor: 'protect a minor',
  legal_representation: 'respect representation',
  not_debtor: 'leave alone',
  complaint: 'take the complaint',
  hardship: 'ease hardship',
  request_human: 'hand over',
  abusive: 'calm, then a person',
  callback_later: 'note the hours',
} as const satisfies Partial<Row>;

/** Until the right party is confirmed nothing about a debt is said. */
const UNCONFIRMED: Row = {
  ...PROTECTION,
  dispute_amount: 'hold and hand off, neutrally',
  dispute_not_mine: 'hold and hand off, neutrally',
  ask_proof: 'say who we are',
  confirm_identity: 'check identity',
  promise_to_pay: 'ask for identity',
  already_paid: 'ask for identity',
  negotiate_terms: 'ask for identity',
  accept_offer: 'ask for identity',
  reject_offer: 'ask for identity',
  ask_balance: 'ask for identity',
  ask_how_to_pay: 'ask for identity',
  refuse_to_pay: 'ask for identity',
  greeting_ack: 'ask for identity',
  show_plan: 'ask for identity',
  move_date: 'ask for identity',
  out_of_scope: 'not understood',
};

const OPEN: Row = {
  ...PROTECTION,
  dispute_amount: 'open a dispute',
  dispute_not_mine: 'open a dispute',
  ask_proof: 'answer for proof',
  already_paid: 'check the payment',
  promise_to_pay: 'hear the promise',
  negotiate_terms: 'negotiate',
  move_date: 'ask for a new date',
  ask_balance: 'show the balance',
  ask_how_to_pay: 'tell how to pay',
  show_plan: 'show the plan',
  refuse_to_pay: 'accept the refusal',
  accept_offer: 'show the final plan',
  reject_offer: 'show the menu',
  confirm_identity: 'show the balance',
  greeting_ack: 'show the menu',
  out_of_scope: 'not understood',
};

/** Silent, because a person or nobody answers here. */
const SILENT: Row = {
  crisis_self_harm: 'support in crisis',
  stop_contact: 'opt out',
  cease_contact: 'cease contact',
  deceased: 'condole',
  minor: 'protect a minor',
  legal_representation: 'respect representation',
  not_debtor: 'record only',
  complaint: 'record only',
  hardship: 'record only',
  request_human: 'record only',
  abusive: 'record only',
  callback_later: 'record only',
  dispute_amount: 'record only',
  dispute_not_mine: 'record only',
  ask_proof: 'record only',
  already_paid: 'record only',
  promise_to_pay: 'record only',
  negotiate_terms: 'record only',
  move_date: 'record only',
  ask_balance: 'record only',
  ask_how_to_pay: 'record only',
  show_plan: 'record only',
  refuse_to_pay: 'record only',
  accept_offer: 'record only',
  reject_offer: 'record only',
  confirm_identity: 'record only',
  greeting_ack: 'record only',
  out_of_scope: 'record only',
};

/** One row per state, one move per intent; the compiler refuses a table with a hole. */
export const TRANSITIONS: Readonly<Record<ConversationState, Row>> = {
  new: UNCONFIRMED,
  'awaiting-identity': { ...UNCONFIRMED, accept_offer: 'check identity', reject_offer: 'leave alone' },
  verifying: { ...UNCONFIRMED, greeting_ack: 'check identity', accept_offer: 'check identity' },
  'choosing-debt': OPEN,
  open: OPEN,
  'awaiting-promise-details': { ...OPEN, reject_offer: 'show the menu' },
  'confirming-promise': {
    ...OPEN,
    accept_offer: 'record the promise',
    reject_offer: 'ask for the promise again',
  },
  'awaiting-affordability': {
    ...OPEN,
    promise_to_pay: 'negotiate',
    accept_offer: 'negotiate',
    reject_offer: 'negotiate',
  },
  negotiating: {
    ...OPEN,
    accept_offer: 'show the final plan',
    reject_offer: 'negotiate',
  },
  'confirming-plan': {
    ...OPEN,
    accept_offer: 'agree the plan',
    reject_offer: 'negotiate',
  },
  'awaiting-payment-details': {
    ...OPEN,
    already_paid: 'note payment details',
    promise_to_pay: 'note payment details',
    greeting_ack: 'note payment details',
    out_of_scope: 'note payment details',
    accept_offer: 'note payment details',
    reject_offer: 'note payment details',
  },
  'awaiting-new-date': { ...OPEN, promise_to_pay: 'ask for a new date' },
  'confirming-new-date': {
    ...OPEN,
    promise_to_pay: 'ask for a new date',
    accept_offer: 'move the date',
    reject_offer: 'ask for another date',
  },
  'with-person': { ...SILENT, accept_offer: 'agree the plan of a person' },
  stopped: {
    ...PROTECTION,
    complaint: 'take the complaint',
    hardship: 'answer after a stop',
    abusive: 'answer after a stop',
    callback_later: 'answer after a stop',
    dispute_amount: 'hold and hand off, neutrally',
    dispute_not_mine: 'hold and hand off, neutrally',
    ask_proof: 'answer after a stop',
    already_paid: 'answer after a stop',
    promise_to_pay: 'answer after a stop',
    negotiate_terms: 'answer after a stop',
    move_date: 'answer after a stop',
    ask_balance: 'answer after a stop',
    ask_how_to_pay: 'answer after a stop',
    show_plan: 'answer after a stop',
    refuse_to_pay: 'answer after a stop',
    accept_offer: 'answer after a stop',
    reject_offer: 'answer after a stop',
    confirm_identity: 'answer after a stop',
    greeting_ack: 'record only',
    out_of_scope: 'answer after a stop',
  },
  'wrong-party': { ...SILENT, confirm_identity: 'doubt the wrong party', request_human: 'hand over' },
};

/** The table as Markdown: a row per intent, a column per state. */
export function renderTransitions(): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['intent', ...CONVERSATION_STATES]),
    line(['---', ...CONVERSATION_STATES.map(() => '---')]),
    ...INTENTS.map((intent) =>
      line([`\`${intent}\``, ...CONVERSATION_STATES.map((state) => TRANSITIONS[state][intent])]),
    ),
    '',
  ].join('\n');
}
