import { isConfirmed } from '../debtor/contact-point.js';
import type { Instant } from '../calendar/instant.js';
import type { MessageFields } from '../message/message.js';
import type { Intent, Understanding } from '../understanding/understanding.js';
import type { Action } from './action.js';
import { openDebts } from './balance-moves.js';
import type { Choice, Conversation, ConversationContext, ConversationState } from './conversation.js';
import type { ConversationFacts, DebtFacts } from './conversation-facts.js';
import type { Decision, DecisionInput } from './decision.js';
import { askWhatWasMeant } from './meant-moves.js';
import { receiveMedia } from './media-moves.js';
import { MOVES } from './moves.js';
import { heardBeside } from './said-of-terms.js';
import type { ReplyName } from './reply-templates.js';
import { CADENCE_CHOICES, REPLY_TEMPLATES, choicesOf } from './reply-templates.js';
import { TRANSITIONS } from './transitions.js';
import type { Draft, Turn } from './turn.js';
import { aboutWhatWasAsked, askWhichValue, withAnswer } from './value-moves.js';

export type { Decision, DecisionInput } from './decision.js';

/** Acts that come first wherever they stand in a message. */
const PRECEDENCE: readonly Intent[] = [
  'crisis_self_harm',
  'deceased',
  'minor',
  'legal_representation',
  'cease_contact',
  'stop_contact',
  'not_debtor',
  'dispute_not_mine',
];

const BEFORE_CONFIRMATION: ReadonlySet<ConversationState> = new Set<ConversationState>([
  'new',
  'awaiting-identity',
  'verifying',
]);

/**
 * The state that counts now. The stored one may be out of date: a confirmation expires, a person takes over or hands
 * back, an address turns out to be somebody else's.
 */
export function stateInForce(
  conversation: Conversation,
  facts: Pick<ConversationFacts, 'contactPoint' | 'lastTemplate'>,
  now: Instant,
): ConversationState {
  const { rightParty } = facts.contactPoint;
  const stored = conversation.state;
  if (rightParty.state === 'wrong') return 'wrong-party';
  if (conversation.owner === 'person') return 'with-person';
  if (stored === 'stopped') return 'stopped';
  const left = stored === 'with-person' || stored === 'wrong-party';
  if (isConfirmed(rightParty, now)) return left || BEFORE_CONFIRMATION.has(stored) ? 'open' : stored;
  const asked = CADENCE_CHOICES[facts.lastTemplate ?? '']?.includes('confirm_identity') ?? false;
  if (!BEFORE_CONFIRMATION.has(stored) || stored === 'new') return asked ? 'awaiting-identity' : 'new';
  return stored;
}

/** The state in which a message is read: a yes to a plan that a person put on the table is a yes. */
export function stateForReading(
  conversation: Conversation,
  facts: Pick<ConversationFacts, 'contactPoint' | 'lastTemplate' | 'personsOfferSent'>,
  now: Instant,
): ConversationState {
  const state = stateInForce(conversation, facts, now);
  return state === 'with-person' && facts.personsOfferSent === true ? 'confirming-plan' : state;
}

/** The numbered list the debtor saw last, in a reply or in a cadence message that came after it. */
export const choicesInForce = (
  conversation: Conversation,
  facts: Pick<ConversationFacts, 'lastTemplate'>,
): readonly Choice[] => {
  const { choices } = conversation.context;
  const first = conversation.state === 'new' && choices.length === 0 ? 'first-contact' : '';
  const cadence = CADENCE_CHOICES[facts.lastTemplate ?? first];
  return cadence ? cadence.map((intent) => ({ intent })) : choices;
};

/** What to do about one message. Pure: the same input gives the same decision. */
export function decide(input: DecisionInput): Decision {
  const turn = turnOf(input);
  const { content, understanding } = input;
  const move = TRANSITIONS[turn.state][turn.primary];
  const asked =
    (understanding?.likely ? askWhatWasMeant(turn, understanding.likely) : null) ?? askWhichValue(turn, move);
  const draft =
    content.kind !== 'text' && understanding === null
      ? receiveMedia(turn, content.kind)
      : (asked ?? follow(turn, MOVES[move](turn)));
  return finish(input, turn, draft);
}

function turnOf({ conversation, content, understanding, facts, now }: DecisionInput): Turn {
  const choices = choicesInForce(conversation, facts);
  const chosen = choices[(understanding?.slots.choice ?? 0) - 1]?.value;
  const { context } = conversation;
  const state = stateInForce(conversation, facts, now);
  const said = { intents: intentsOf(understanding), slots: understanding?.slots ?? {} };
  const answered = state === conversation.state ? withAnswer(said, context.unclear, chosen) : null;
  const { slots, intents: named } = answered ?? said;
  const intents = aboutWhatWasAsked({ intents: named, slots }, state);
  return {
    state,
    context: answered ? { ...context, misunderstood: 0 } : context,
    confirmed: isConfirmed(facts.contactPoint.rightParty, now),
    debt: debtOf(conversation, facts, chosen),
    primary: intents[0] ?? 'out_of_scope',
    intents,
    slots,
    content,
    facts,
    now,
  };
}

function intentsOf(understanding: Understanding | null): Intent[] {
  const names: Intent[] = understanding?.intents.map((intent) => intent.name) ?? [];
  if (understanding?.severity === 'crisis') names.unshift('crisis_self_harm');
  const first = PRECEDENCE.find((intent) => names.includes(intent));
  return [...new Set(first ? [first, ...names] : names)];
}

function debtOf(
  conversation: Conversation,
  facts: ConversationFacts,
  chosen: string | undefined,
): DebtFacts | null {
  const picked = chosen === undefined ? undefined : facts.debts.find((debt) => debt.id === chosen);
  if (picked) return picked;
  const open = openDebts(facts.debts);
  const current = facts.debts.find((debt) => debt.id === conversation.debtId);
  if (current && (current.state === 'open' || open.length === 0)) return current;
  return open.length === 1 ? (open[0] ?? null) : null;
}

/** A confirmation goes on at once with what the debtor wanted in the first place; there is still one reply. */
function follow(turn: Turn, draft: Draft): Draft {
  if (draft.continueWith === undefined) return draft;
  const intent = draft.continueWith;
  const next = MOVES[TRANSITIONS.open[intent]]({
    ...turn,
    state: 'open',
    context: { ...turn.context, ...draft.context },
    confirmed: true,
    primary: intent,
    intents: [intent],
    slots: {},
  });
  return {
    ...draft,
    ...next,
    actions: [...(draft.actions ?? []), ...(next.actions ?? [])],
    context: { ...draft.context, ...next.context },
    idle: false,
  };
}

function finish(input: DecisionInput, turn: Turn, draft: Draft): Decision {
  const { conversation, facts } = input;
  const owner = draft.owner ?? conversation.owner;
  const before = turn.state;
  const state = draft.state ?? (before === 'confirming-plan' && draft.reply ? 'negotiating' : before);
  const name = draft.reply ? answerable(draft.reply.template, facts) : null;
  const postponed = name !== null && name !== draft.reply?.template;
  const actions: Action[] = [...chooseDebt(input, turn, draft), ...(draft.actions ?? [])];
  if (draft.reply && name) {
    actions.push(replyWith(name, postponed ? {} : (draft.reply.fields ?? {}), draft.reply.forPerson));
  }
  if (postponed) {
    const keptState = owner === 'person' ? state : before;
    const context = { ...turn.context, choices: [], ...draft.whileWaiting };
    return { actions, state: keptState, context, owner, advanced: (draft.actions ?? []).length > 0 };
  }
  return { actions, state, context: contextAfter(turn, draft, state), owner, advanced: draft.idle !== true };
}

/** Outside the contact window only some contents may be said; the others wait, and the debtor is told so. */
function answerable(template: ReplyName, facts: ConversationFacts): ReplyName | null {
  const allowed = facts.allowedReplies;
  if (allowed === 'all' || allowed.includes(REPLY_TEMPLATES[template].content)) return template;
  return allowed.includes('acknowledge') ? 'night-ack' : null;
}

const replyWith = (template: ReplyName, fields: MessageFields, forPerson?: true): Action => ({
  kind: 'reply',
  template,
  fields,
  purpose: REPLY_TEMPLATES[template].purpose,
  content: REPLY_TEMPLATES[template].content,
  ...(forPerson ? { forPerson } : {}),
});

function chooseDebt({ conversation }: DecisionInput, turn: Turn, draft: Draft): Action[] {
  const acts = draft.reply !== undefined || (draft.actions ?? []).length > 0;
  return acts && turn.debt && turn.debt.id !== conversation.debtId
    ? [{ kind: 'choose-debt', debtId: turn.debt.id }]
    : [];
}

function contextAfter(turn: Turn, draft: Draft, state: ConversationState): ConversationContext {
  const merged: ConversationContext = {
    ...turn.context,
    misunderstood: 0,
    unclear: null,
    ...heardBeside(turn),
    ...draft.context,
  };
  return {
    ...merged,
    choices: draft.reply
      ? (draft.choices ?? choicesOf(draft.reply.template).map((intent) => ({ intent })))
      : turn.context.choices,
    promise: state === 'confirming-promise' || state === 'awaiting-promise-details' ? merged.promise : null,
    newDate: state === 'confirming-new-date' ? merged.newDate : null,
  };
}
