import type { Draft, Turn } from './turn.js';
import type { DebtFacts } from './conversation-facts.js';
import { showPlan } from './show-plan.js';
import { writeAmount } from './wording.js';

export const openDebts = (debts: readonly DebtFacts[]): DebtFacts[] =>
  debts.filter((debt) => debt.state === 'open');

/** Lender, product, amount by item, due date, days past due, and what can be done. */
export const showBalance = (): Draft => ({ reply: { template: 'case-summary' } });

/** What can be done; somebody with a plan or a promise is shown that instead of the whole balance. */
export const showMenu = (turn: Turn, debt: DebtFacts): Draft =>
  debt.activeArrangement || debt.openPromise
    ? { ...showPlan(turn, debt), idle: true }
    : { reply: { template: 'menu' }, idle: true };

export const tellHowToPay = (): Draft => ({ reply: { template: 'how-to-pay' } });

/** Several open debts and none chosen: asks which one, and comes back to what was wanted. */
export function askWhichDebt(turn: Turn): Draft {
  const debts = openDebts(turn.facts.debts);
  const intent =
    turn.primary === 'greeting_ack' || turn.primary === 'confirm_identity' ? 'ask_balance' : turn.primary;
  return {
    reply: {
      template: 'choose-debt',
      fields: {
        debtList: debts.map(
          (debt) =>
            `${debt.product} ${debt.reference}: ${writeAmount(debt.outstandingMinor, debt.currency, turn.facts.locale)}`,
        ),
      },
    },
    choices: debts.map((debt) => ({ intent, value: debt.id })),
    state: 'choosing-debt',
    idle: turn.state === 'choosing-debt',
  };
}

/** Nothing is owed any more: thanks, and silence. */
export const thankForSettling = (): Draft => ({
  reply: { template: 'all-settled' },
  state: 'open',
  idle: true,
});
