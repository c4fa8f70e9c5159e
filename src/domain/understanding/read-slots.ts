import type { LocalDate } from '../calendar/local-date.js';
import type { ConversationState } from '../conversation/conversation.js';
import type { Currency } from '../shared/money.js';
import { readDate } from './read-dates.js';
import { readHours } from './read-hours.js';
import { readIdentity } from './read-identity.js';
import { readTerms } from './read-terms.js';
import type { Intent, Slots } from './understanding.js';

const ABOUT_MONEY: ReadonlySet<Intent> = new Set<Intent>([
  'promise_to_pay',
  'already_paid',
  'negotiate_terms',
  'accept_offer',
  'dispute_amount',
  'hardship',
]);
const ABOUT_TIME: ReadonlySet<Intent> = new Set<Intent>([
  'promise_to_pay',
  'already_paid',
  'negotiate_terms',
  'callback_later',
  'move_date',
  'accept_offer',
]);
const ASKS_MONEY: ReadonlySet<ConversationState> = new Set<ConversationState>([
  'awaiting-promise-details',
  'confirming-promise',
  'awaiting-affordability',
  'negotiating',
  'confirming-plan',
  'awaiting-payment-details',
]);
const ASKS_TIME: ReadonlySet<ConversationState> = new Set<ConversationState>([
  ...ASKS_MONEY,
  'awaiting-new-date',
  'confirming-new-date',
]);
const CHECKS_IDENTITY: ReadonlySet<ConversationState> = new Set<ConversationState>([
  'new',
  'awaiting-identity',
  'verifying',
]);

/** Values of a message: those that its acts, or the question asked before it, give a meaning to. */
export function readSlots(
  text: string,
  intents: readonly Intent[],
  context: { readonly today: LocalDate; readonly state: ConversationState; readonly currency: Currency },
): Slots {
  const { today, state, currency } = context;
  if (CHECKS_IDENTITY.has(state)) {
    const identity = readIdentity(text, state !== 'new');
    if (identity.idLast4 !== undefined || identity.birthDate !== undefined) return identity;
  }
  const past = intents.includes('already_paid') || state === 'awaiting-payment-details';
  const timely = ASKS_TIME.has(state) || intents.some((intent) => ABOUT_TIME.has(intent));
  const reading = timely ? readDate(text, { today, past }) : null;
  const monetary = ASKS_MONEY.has(state) || intents.some((intent) => ABOUT_MONEY.has(intent));
  const terms = monetary && intents[0] !== 'callback_later' ? readTerms(reading?.rest ?? text, currency) : {};
  const hours = intents.includes('callback_later') ? readHours(text) : {};
  return { ...(reading ? { date: reading.date } : {}), ...terms, ...hours };
}
