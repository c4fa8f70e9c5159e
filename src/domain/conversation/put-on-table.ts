import type { PlanTerms } from '../arrangement/arrangement.js';
import type { ActReason } from '../arrangement/negotiation/next-act.js';
import { plus } from '../calendar/instant.js';
import { bucketOf } from '../debt/delinquency.js';
import type { MessageFields } from '../message/message.js';
import type { DebtFacts } from './conversation-facts.js';
import type { OfferedWithin } from './conversation.js';
import { OFFER_STANDS } from './conversation.js';
import type { Draft, Turn } from './turn.js';
import { writeAmount, writePlanFields, writePlanSummary } from './wording.js';

const discountFields = (terms: PlanTerms, turn: Turn): MessageFields =>
  terms.discountMinor > 0
    ? { discount: writeAmount(terms.discountMinor, terms.currency, turn.facts.locale) }
    : {};

/** The plan in one sentence, for the debtor to say what suits and what does not. */
export const offerTerms = (
  turn: Turn,
  debt: DebtFacts,
  terms: PlanTerms,
  offeredFor: ActReason,
  fields: MessageFields,
): Draft => ({
  reply: {
    template: 'plan-offer',
    fields: {
      planSummary: writePlanSummary(terms, turn.facts.locale),
      ...discountFields(terms, turn),
      ...fields,
      offeredFor,
    },
  },
  state: 'negotiating',
  context: { offer: terms, offeredWithin: limitsInForce(turn, debt), offeredBy: null, offeredFor },
});

/** Every date and amount, for an explicit yes. */
export const showFinal = (
  turn: Turn,
  terms: PlanTerms,
  offeredWithin: OfferedWithin,
  offeredFor?: ActReason,
): Draft => ({
  reply: {
    template: 'plan-final',
    fields: {
      ...writePlanFields(terms, turn.facts.locale),
      ...(offeredFor === undefined ? {} : { offeredFor }),
    },
  },
  state: 'confirming-plan',
  context: {
    offer: terms,
    offeredWithin,
    offeredBy: null,
    ...(offeredFor === undefined ? {} : { offeredFor }),
  },
});

/** Today's limits, kept for a plan while it stands. */
export const limitsInForce = (turn: Turn, debt: DebtFacts): OfferedWithin => ({
  debtId: debt.id,
  limits: debt.limits,
  bucket: bucketOf(debt.daysPastDue),
  until: plus(turn.now, OFFER_STANDS),
});
