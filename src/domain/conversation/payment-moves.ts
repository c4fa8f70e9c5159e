import { daysBetween } from '../calendar/local-date.js';
import type { DebtFacts } from './conversation-facts.js';
import type { Draft, Turn } from './turn.js';
import { cancelQueued, handOff, hold, toPerson } from './turn.js';
import { waitFields } from './hand-off-moves.js';
import { writeAmount, writeDate } from './wording.js';

/** A payment counts as the one that is meant when its day is at most this far from the day named. */
const DAYS_APART = 3;
/** "I paid" without amount or date means a payment of the last days. */
const RECENT_DAYS = 10;

function findPayment({ slots, facts }: Turn, debt: DebtFacts): DebtFacts['recentPayments'][number] | null {
  const { amount, date } = slots;
  const meant = debt.recentPayments.filter(
    (payment) =>
      (amount === undefined ||
        (payment.amountMinor === amount.minor && payment.currency === amount.currency)) &&
      (date === undefined
        ? amount !== undefined || daysBetween(payment.receivedOn, facts.today) <= RECENT_DAYS
        : Math.abs(daysBetween(payment.receivedOn, date)) <= DAYS_APART),
  );
  return meant.sort((a, b) => (a.receivedOn < b.receivedOn ? 1 : -1))[0] ?? null;
}

/** Found in the ledger: thanks. Not found: contact stops, a person checks, the debtor is asked for the details. */
export function checkPayment(turn: Turn, debt: DebtFacts): Draft {
  const payment = findPayment(turn, debt);
  if (payment) {
    return {
      reply: {
        template: 'payment-found',
        fields: {
          paymentAmount: writeAmount(payment.amountMinor, payment.currency, turn.facts.locale),
          paymentOn: writeDate(payment.receivedOn, turn.facts.locale),
        },
      },
      state: 'open',
    };
  }
  return {
    actions: [
      hold('debt', 'payment-claimed'),
      cancelQueued('debt', 'payment-claimed'),
      { kind: 'open-dispute', dispute: 'payment-claimed' },
      handOff('payment-claimed', 'normal'),
    ],
    reply: { template: 'payment-details-ask' },
    state: 'awaiting-payment-details',
  };
}

/** Date, reference or a picture of the receipt: kept, and a person checks. */
export const notePaymentDetails = (turn: Turn): Draft => ({
  actions: [{ kind: 'keep-evidence' }],
  reply: { template: 'payment-noted', fields: waitFields(turn) },
  ...toPerson,
});
