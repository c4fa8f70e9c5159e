import { localDate } from '../calendar/local-date.js';
import type { Locale } from '../shared/locale.js';
import type { Currency, Money } from '../shared/money.js';
import { CURRENCIES, money } from '../shared/money.js';
import type { Ambiguity, Intent, Slots } from '../understanding/understanding.js';
import type { Choice, ConversationState, Unclear } from './conversation.js';
import { callPerson } from './hand-off-moves.js';
import type { MoveName } from './moves.js';
import { PLAN_STATES, namesParts } from './said-of-terms.js';
import type { Draft, Turn } from './turn.js';
import { writeAmount, writeDate } from './wording.js';

/** Moves that would make a promise, a plan or a new date of it, and what the message means to them. */
const USES: Readonly<Partial<Record<MoveName, Intent>>> = {
  'hear the promise': 'promise_to_pay',
  'record the promise': 'promise_to_pay',
  negotiate: 'negotiate_terms',
  'show the final plan': 'negotiate_terms',
  'agree the plan': 'negotiate_terms',
  'ask for a new date': 'move_date',
  'ask for another date': 'move_date',
  'move the date': 'move_date',
};

/** What nothing but a value means after the question that was asked. */
const ASKED_IN: Readonly<Partial<Record<ConversationState, Intent>>> = {
  'awaiting-promise-details': 'promise_to_pay',
  'confirming-promise': 'promise_to_pay',
  'awaiting-affordability': 'negotiate_terms',
  negotiating: 'negotiate_terms',
  'confirming-plan': 'negotiate_terms',
  'awaiting-new-date': 'move_date',
  'confirming-new-date': 'move_date',
};
const SAYS_NO_MORE: ReadonlySet<Intent> = new Set<Intent>([
  'greeting_ack',
  'out_of_scope',
  'confirm_identity',
]);
const SAYS_A_VALUE: ReadonlySet<Intent> = new Set<Intent>([
  ...SAYS_NO_MORE,
  'promise_to_pay',
  'negotiate_terms',
  'move_date',
  'accept_offer',
]);

/** Readings that are listed, beside the person who can always be asked for. */
const MOST_READINGS = 4;
const PERSON: Readonly<Record<Locale, string>> = { 'zh-CN': '找工作人员', en: 'Talk to a person' };

interface Said {
  readonly intents: readonly Intent[];
  readonly slots: Slots;
}

/**
 * The message that was asked about with the value that was picked from the list or written, what was clear in it as it
 * was; null where this is no answer.
 */
export function withAnswer(said: Said, unclear: Unclear | null, chosen: string | undefined): Said | null {
  if (!unclear) return null;
  const { choice: _number, ...written } = said.slots;
  const picked = chosen === undefined ? null : valueOf(chosen);
  const first = said.intents[0] ?? 'out_of_scope';
  if (!picked && !SAYS_A_VALUE.has(first)) return null;
  const slots: Slots = { ...(picked ?? written), ...unclear.slots };
  return slots[unclear.slot] === undefined ? null : { intents: [unclear.intent], slots };
}

/** A message of nothing but an unclear value is about what was asked. */
export function aboutWhatWasAsked({ intents, slots }: Said, state: ConversationState): readonly Intent[] {
  const meant = ASKED_IN[state];
  const bare = SAYS_NO_MORE.has(intents[0] ?? 'out_of_scope') && (slots.ambiguous ?? []).length > 0;
  return bare && meant ? [meant] : intents;
}

/**
 * The question which amount or which day is meant, before anything is made of it: its readings as numbered choices, and
 * a person. Unclear a second time in a row: a person. Null where nothing would be made of it.
 */
export function askWhichValue(turn: Turn, move: MoveName): Draft | null {
  const intent = USES[move];
  const [ambiguity] = turn.slots.ambiguous ?? [];
  if (!intent || !ambiguity || !turn.confirmed || turn.debt?.state !== 'open') return null;
  if (turn.debt.activeArrangement && intent !== 'move_date') return null;
  if (intent === 'move_date' && ambiguity.slot !== 'date') return null;
  const misunderstood = turn.context.misunderstood + 1;
  if (misunderstood >= 2) return callPerson(turn, 'not-understood');
  const { locale } = turn.facts;
  const meant = intentOf(turn, intent, ambiguity);
  const listed = choicesOf(ambiguity, meant, locale).slice(0, MOST_READINGS);
  return {
    reply: {
      template: 'which-value',
      fields: {
        [ambiguity.slot === 'date' ? 'asksDate' : 'asksAmount']: true,
        values: [...listed.map(({ label }) => label), PERSON[locale]],
      },
    },
    choices: [...listed.map(({ choice }) => choice), { intent: 'request_human' }],
    state: waitingFor(turn, meant),
    context: {
      misunderstood,
      unclear: { slot: ambiguity.slot, intent: meant, slots: withoutFirst(turn.slots) },
    },
    idle: true,
  };
}

function intentOf({ slots, state }: Turn, intent: Intent, { slot }: Ambiguity): Intent {
  if (intent === 'move_date') return intent;
  if (namesParts(slots)) return 'negotiate_terms';
  const later = slot === 'date' && !PLAN_STATES.has(state);
  return later ? 'promise_to_pay' : intent;
}

function waitingFor({ context }: Turn, meant: Intent): ConversationState {
  if (meant === 'move_date') return 'awaiting-new-date';
  if (meant === 'promise_to_pay') return 'awaiting-promise-details';
  return context.offer ? 'negotiating' : 'awaiting-affordability';
}

function withoutFirst({ ambiguous, choice: _number, ...named }: Slots): Slots {
  const others = (ambiguous ?? []).slice(1);
  return others.length > 0 ? { ...named, ambiguous: others } : named;
}

function choicesOf(
  ambiguity: Ambiguity,
  intent: Intent,
  locale: Locale,
): { readonly choice: Choice; readonly label: string }[] {
  return ambiguity.slot === 'date'
    ? ambiguity.readings.map((date) => ({ choice: { intent, value: date }, label: writeDate(date, locale) }))
    : ambiguity.readings.map((amount) => ({
        choice: { intent, value: `${amount.minor} ${amount.currency}` },
        label: labelOf(amount, locale),
      }));
}

const labelOf = ({ minor, currency }: Money, locale: Locale): string =>
  locale === 'zh-CN'
    ? `付 ${writeAmount(minor, currency, locale)}`
    : `Pay ${writeAmount(minor, currency, locale)}`;

/** The value that a choice carries; null where it carries something else, such as a debt. */
function valueOf(value: string): Pick<Slots, 'amount' | 'date'> | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return { date: localDate(value) };
  const [, minor, code] = /^(\d+) ([A-Z]{3})$/.exec(value) ?? [];
  const currency = CURRENCIES.find((one): one is Currency => one === code);
  return currency ? { amount: money(Number(minor), currency) } : null;
}
