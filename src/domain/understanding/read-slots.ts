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
  const named = timely ? readDate(text, { today, past }) : null;
  const told = past && !intents.includes('promise_to_pay') && !intents.includes('negotiate_terms');
  const reading = named !== null && told && named.date > today ? null : named;
  const monetary = ASKS_MONEY.has(state) || intents.some((intent) => ABOUT_MONEY.has(intent));
  const terms = monetary && intents[0] !== 'callback_later' ? readTerms(reading?.rest ?? text, currency) : {};
  const kept = monetary && !ASKS_MONEY.has(state) ? termsOf(intents, terms, text) : terms;
  const hours = intents.includes('callback_later') ? readHours(text) : {};
  return { ...(reading ? { date: reading.date } : {}), ...kept, ...hours };
}

type Terms = ReturnType<typeof readTerms>;

const OFFERS = /最多|顶多|只能|能还|能给|可以还|先还|拿得出|能拿|i can|can (?:do|pay|manage|send|offer)|could (?:do|pay|manage)|at most/;
const OWN_FIGURE =
  /本金|[只才就]?借了?|只认|我?欠|应该|应当|实际|才对|算出来|判的|账本|就剩|应还|余额是|只剩|应为|按|滚成|显示|写的|到手|合同|协商好|还的|还了|转了|付了|judgment|settled at|i make it|spent|turning|said|lists|remaining|sent|borrow|owe\b|owed|should be|actually|i have|my (?:records|figures|math)|original|principal|agreed|contract|signed for|it'?s|paid|statement (?:says|shows)|app (?:says|shows)|ought to be|right (?:figure|amount)|correct/;
const CHANGES_RHYTHM = /\bweekly\b|\bby the week\b|按(?:周|星期|礼拜)/;

/** Of the figures in a message, those that are the writer's own position in acts of this kind. */
function termsOf(intents: readonly Intent[], terms: Terms, text: string): Terms {
  const [primary] = intents;
  const plans = intents.some((one) => one === 'negotiate_terms' || one === 'accept_offer' || one === 'promise_to_pay');
  const { amount } = terms;
  if (!plans) {
    const own =
      primary === 'dispute_amount'
        ? OWN_FIGURE.test(text)
        : primary === 'hardship'
          ? OFFERS.test(text)
          : true;
    return amount && own ? { amount } : {};
  }
  const measured = amount !== undefined || terms.installments !== undefined || CHANGES_RHYTHM.test(text);
  if (measured || terms.per === undefined) return terms;
  const { per: _per, ...others } = terms;
  return others;
}
