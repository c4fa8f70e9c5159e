import type { SaidOfTerms } from '../arrangement/hear-terms.js';
import { actOf } from '../arrangement/hear-terms.js';
import type { NegotiationRequest } from '../arrangement/negotiate-terms.js';
import type { NegotiationSoFar } from '../arrangement/negotiation-so-far.js';
import { NOTHING_SAID, withAct } from '../arrangement/negotiation-so-far.js';
import { proposalOf } from '../arrangement/shape-terms.js';
import { plus } from '../calendar/instant.js';
import { bucketOf } from '../debt/delinquency.js';
import type { Money } from '../shared/money.js';
import { money } from '../shared/money.js';
import type { Slots } from '../understanding/understanding.js';
import { leavesRest } from '../understanding/leaves-rest.js';
import { statesMeans } from '../understanding/states-means.js';
import type { DebtFacts } from './conversation-facts.js';
import type { ConversationContext, ConversationState, Negotiated } from './conversation.js';
import { NEGOTIATION_REMEMBERED } from './conversation.js';
import { wordsOf } from './inbound-content.js';
import type { Turn } from './turn.js';
import { wishOf } from './wish-of.js';

/** Where terms are being talked about. */
export const PLAN_STATES: ReadonlySet<ConversationState> = new Set<ConversationState>([
  'awaiting-affordability',
  'negotiating',
  'confirming-plan',
]);

export const namesParts = (slots: Slots): boolean =>
  slots.installments !== undefined ||
  slots.per !== undefined ||
  slots.ratio !== undefined ||
  slots.downPayment !== undefined ||
  slots.downPaymentRatio !== undefined;

export const negotiationRequest = (turn: Turn, debt: DebtFacts): NegotiationRequest => {
  const { offer, offeredWithin } = turn.context;
  const ofOther = offeredWithin !== null && offeredWithin.debtId !== debt.id;
  return {
    balance: money(debt.outstandingMinor, debt.currency),
    limits: debt.limits,
    bucket: bucketOf(debt.daysPastDue),
    today: turn.facts.today,
    onTable: ofOther ? null : offer,
  };
};

/** Whether the message speaks of more than one payment: in its values, or by an amount now and the rest later. */
export const speaksOfParts = (turn: Turn, debt: DebtFacts): boolean =>
  namesParts(turn.slots) || firstOfMore(turn, debt) !== null;

function firstOfMore({ content, slots }: Turn, debt: DebtFacts): Money | null {
  const { amount } = slots;
  const part = amount?.currency === debt.currency && amount.minor > 0 && amount.minor < debt.outstandingMinor;
  return part && !namesParts(slots) && leavesRest(wordsOf(content) ?? '') ? amount : null;
}

/** What the message says about terms: a wish, or what is left in a month. */
export function saidOfTerms(turn: Turn, debt: DebtFacts): SaidOfTerms {
  const { content, intents, slots, state } = turn;
  const wish = wishOf(slots, money(debt.outstandingMinor, debt.currency));
  const first = firstOfMore(turn, debt);
  if (first) {
    const { amount: _first, ...others } = wish;
    return { intents, wish: { ...others, downPayment: first }, leftMinor: null };
  }
  if (wish.amount && statesMeans(wordsOf(content) ?? '')) {
    return { intents, wish: {}, leftMinor: wish.amount.minor };
  }
  const figures = wish.amount !== undefined || namesParts(slots) || slots.ambiguous !== undefined;
  const nothing = state === 'awaiting-affordability' && intents.includes('hardship') && !figures;
  return { intents, wish, leftMinor: nothing ? 0 : null };
}

/** What was said and offered about this debt before, as long as it is remembered. */
export function saidBefore(
  { context, now }: Turn,
  request: NegotiationRequest,
  debt: DebtFacts,
): NegotiationSoFar {
  const { negotiation, rounds } = context;
  if (negotiation)
    return negotiation.debtId === debt.id && now < negotiation.until ? negotiation : NOTHING_SAID;
  const { onTable } = request;
  if (onTable === null || rounds === 0) return NOTHING_SAID;
  return { ...NOTHING_SAID, asked: true, offers: Array(rounds).fill(proposalOf(onTable, request)) };
}

export const remembering = (turn: Turn, debt: DebtFacts, soFar: NegotiationSoFar): Negotiated => ({
  ...soFar,
  debtId: debt.id,
  until: plus(turn.now, NEGOTIATION_REMEMBERED),
});

/** A refusal, an insult or a delay amid the talk about terms counts for the next offer, whatever answers it now. */
export function heardBeside(turn: Turn): Pick<Partial<ConversationContext>, 'negotiation'> {
  const { debt, primary, state } = turn;
  if (debt?.state !== 'open' || !PLAN_STATES.has(state) || primary === 'promise_to_pay') return {};
  const request = negotiationRequest(turn, debt);
  const act = actOf(request, turn.intents, {});
  if (act?.kind !== 'stalls' && act?.kind !== 'rejects') return {};
  return { negotiation: remembering(turn, debt, withAct(saidBefore(turn, request, debt), act)) };
}
