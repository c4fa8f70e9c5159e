import type { Intent } from './understanding.js';

/** The order in which acts of one message are answered: what protects comes first, what needs a reply next. */
const ORDER: readonly Intent[] = [
  'crisis_self_harm',
  'deceased',
  'minor',
  'legal_representation',
  'cease_contact',
  'not_debtor',
  'stop_contact',
  'dispute_not_mine',
  'refuse_to_pay',
  'reject_offer',
  'complaint',
  'dispute_amount',
  'already_paid',
  'accept_offer',
  'move_date',
  'negotiate_terms',
  'promise_to_pay',
  'out_of_scope',
  'show_plan',
  'request_human',
  'ask_proof',
  'ask_how_to_pay',
  'ask_balance',
  'callback_later',
  'hardship',
  'abusive',
  'confirm_identity',
  'greeting_ack',
];

/** Acts that a trick in the same message never hides. */
const NEVER_HIDDEN: ReadonlySet<Intent> = new Set<Intent>([
  'crisis_self_harm',
  'deceased',
  'minor',
  'legal_representation',
  'cease_contact',
  'stop_contact',
  'not_debtor',
  'hardship',
  'request_human',
]);

/** The acts of rules, which come in no order of their own. */
export const ordered = (intents: readonly Intent[]): Intent[] => ORDER.filter((intent) => intents.includes(intent));

/** What is left of the acts of a message that is an instruction to the machine. */
export const hideBehindTrick = (intents: readonly Intent[]): Intent[] => [
  ...intents.filter((intent) => NEVER_HIDDEN.has(intent)),
  'out_of_scope',
];

