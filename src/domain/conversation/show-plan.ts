import type { DebtFacts } from './conversation-facts.js';
import type { Draft, Turn } from './turn.js';
import { writeAmount, writeDate, writePlanLines } from './wording.js';

/** The agreed plan and what is left of it; else the open promise; else that there is none yet. */
export function showPlan(turn: Turn, debt: DebtFacts): Draft {
  const { locale } = turn.facts;
  const { activeArrangement, openPromise } = debt;
  if (activeArrangement) {
    const left = activeArrangement.instalments.filter((one) => one.paidMinor < one.amountMinor);
    return {
      reply: {
        template: 'plan-show',
        fields: {
          instalmentsLeft: left.length,
          planLines: writePlanLines(
            left.map((one) => ({ dueOn: one.dueOn, amountMinor: one.amountMinor - one.paidMinor })),
            debt.currency,
            locale,
            left[0]?.number ?? 1,
          ),
        },
      },
      state: 'open',
    };
  }
  if (openPromise) {
    return {
      reply: {
        template: 'promise-show',
        fields: {
          promiseAmount: writeAmount(openPromise.amount.minor, openPromise.amount.currency, locale),
          promiseOn: writeDate(openPromise.dueOn, locale),
        },
      },
      state: 'open',
    };
  }
  return { reply: { template: 'plan-none' }, state: 'open' };
}
