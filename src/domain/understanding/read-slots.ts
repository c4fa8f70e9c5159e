import type { LocalDate } from '../calendar/local-date.js';
import type { ConversationState } from '../conversation/conversation.js';
import type { Currency } from '../shared/money.js';
import type { DateReading } from './read-dates.js';
import { readDate } from './read-dates.js';
import { readHours } from './read-hours.js';
import { readIdentity } from './read-identity.js';
import { readPayDay } from './read-pay-day.js';
import { readTerms } from './read-terms.js';
import { isTrick } from './tricks.js';
import type { Intent, Slots } from './understanding.js';
import type { Stance } from './whose-figure.js';

/** Who says nothing but these is not the one that pays: a figure in them is nobody's position. */
const OF_ANOTHER: ReadonlySet<Intent> = new Set<Intent>([
  'not_debtor',
  'dispute_not_mine',
  'deceased',
  'minor',
  'crisis_self_harm',
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

/** When the message was written, after which question, and the currency of an amount that names none. */
export interface SlotContext {
  readonly today: LocalDate;
  readonly state: ConversationState;
  readonly currency: Currency;
}

/** Values of a message: those that its acts, or the question asked before it, give a meaning to. */
export function readSlots(
  text: string,
  intents: readonly Intent[],
  context: SlotContext,
): Slots {
  const { today, state, currency } = context;
  if (CHECKS_IDENTITY.has(state)) {
    const identity = readIdentity(text, state !== 'new');
    if (identity.idLast4 !== undefined || identity.birthDate !== undefined) return identity;
  }
  const told = intents.includes('already_paid') && !intents.some((intent) => IS_TO_COME.has(intent));
  const past = told || intents[0] === 'already_paid' || state === 'awaiting-payment-details';
  const timely = ASKS_TIME.has(state) || intents.some((intent) => ABOUT_TIME.has(intent));
  const [primary] = intents;
  const aside = !timely && (primary === 'stop_contact' || primary === 'complaint');
  const reading =
    timely || aside
      ? readDate(text, {
          today,
          past,
          aside,
          callback: primary === 'callback_later',
          accepts: primary === 'accept_offer',
        })
      : null;
  const stance = stanceOf(intents, state);
  const kept =
    stance === 'tells' && ((primary !== undefined && OF_ANOTHER.has(primary)) || isTrick(text))
      ? {}
      : readTerms(reading?.rest ?? text, text, stance, currency);
  const hours = intents.includes('callback_later') ? readHours(text) : {};
  const dates = datesOf(text, reading);
  const ambiguous = [...(dates.ambiguous ?? []), ...(kept.ambiguous ?? [])];
  return { ...dates, ...kept, ...hours, ...(ambiguous.length > 0 ? { ambiguous } : {}) };
}

const IS_TO_COME: ReadonlySet<Intent> = new Set<Intent>(['promise_to_pay', 'negotiate_terms']);

/** The day, or the days of which one is meant, and the day of the month on which the writer is paid. */
function datesOf(text: string, reading: DateReading | null): Slots {
  const payDay = readPayDay(text);
  return {
    ...(reading?.date === undefined ? {} : { date: reading.date }),
    ...(reading?.unsure ? { ambiguous: [{ slot: 'date', ...reading.unsure }] } : {}),
    ...(payDay === null ? {} : { payDay }),
  };
}

/** What acts like these, or an answer to what was asked, do with the figures of their message. */
function stanceOf(intents: readonly Intent[], state: ConversationState): Stance {
  const [primary] = intents;
  if (primary === 'accept_offer') return 'accepts';
  if (primary === 'already_paid' || state === 'awaiting-payment-details') return 'paid';
  if (intents.some((one) => PUTS_FORWARD.has(one))) return 'offers';
  if (primary === 'dispute_amount') return 'disputes';
  if (ASKS_MONEY.has(state)) return 'offers';
  if (intents.includes('already_paid')) return 'paid';
  return intents.includes('dispute_amount') ? 'disputes' : 'tells';
}

const PUTS_FORWARD: ReadonlySet<Intent> = new Set<Intent>(['negotiate_terms', 'accept_offer', 'promise_to_pay']);
