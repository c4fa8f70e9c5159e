import { addDays } from '../calendar/local-date.js';
import { instantAt } from '../calendar/zone.js';
import { money } from '../shared/money.js';
import type { Action } from './action.js';
import type { DebtFacts } from './conversation-facts.js';
import { callPerson } from './hand-off-moves.js';
import { showPlan } from './show-plan.js';
import type { Draft, Turn } from './turn.js';
import { cancelQueued, hold } from './turn.js';
import { writeAmount, writeDate } from './wording.js';

/** A new promise takes the place of the open one, and so does its hold. */
const RELEASE_EARLIER: Action = { kind: 'release-hold', scope: 'debt', reason: 'promise-open' };

const PROMISE_STATES = new Set(['awaiting-promise-details', 'confirming-promise']);

/**
 * A promise is read, echoed with amount and date, and recorded only after a yes. Without an amount that of
 * the open promise is echoed, else the whole balance; an amount above the balance is lowered to it. A promise already open can be brought forward here;
 * putting it off is a person's decision.
 */
export function hearPromise(turn: Turn, debt: DebtFacts): Draft {
  if (debt.activeArrangement) return showPlan(turn, debt);
  const { facts, slots } = turn;
  const known = PROMISE_STATES.has(turn.state) ? turn.context.promise : null;
  const dueOn = slots.date ?? known?.dueOn ?? null;
  const otherCurrency = slots.amount !== undefined && slots.amount.currency !== debt.currency;
  const wanted = otherCurrency
    ? null
    : (slots.amount?.minor ?? known?.amountMinor ?? debt.openPromise?.amount.minor ?? null);
  const amountMinor = wanted === null || wanted <= 0 ? null : Math.min(wanted, debt.outstandingMinor);
  const asksAmount = otherCurrency || wanted === 0;
  const ask = (template: 'promise-ask' | 'promise-date-past' | 'promise-date-limit', fields = {}): Draft => ({
    reply: { template, fields },
    state: 'awaiting-promise-details',
    context: { promise: { amountMinor, dueOn: template === 'promise-ask' ? dueOn : null } },
    idle: turn.state === 'awaiting-promise-details' && slots.date === undefined && slots.amount === undefined,
  });
  if (dueOn !== null && dueOn < facts.today) return ask('promise-date-past');
  const latestOn = addDays(facts.today, debt.limits.promiseWithinDays);
  if (dueOn !== null && dueOn > latestOn) {
    return ask('promise-date-limit', { latestOn: writeDate(latestOn, facts.locale) });
  }
  if (dueOn === null || asksAmount) {
    return ask('promise-ask', {
      ...(dueOn === null ? { asksDate: true } : {}),
      ...(asksAmount ? { asksAmount: true, currency: debt.currency } : {}),
    });
  }
  if (debt.openPromise && dueOn > debt.openPromise.dueOn) return callPerson(turn, 'outside-authority');
  const promised = amountMinor ?? debt.outstandingMinor;
  return {
    reply: {
      template: 'promise-echo',
      fields: {
        promiseAmount: writeAmount(promised, debt.currency, facts.locale),
        promiseOn: writeDate(dueOn, facts.locale),
      },
    },
    state: 'confirming-promise',
    context: { promise: { amountMinor: promised, dueOn } },
  };
}

/**
 * The debtor's yes to exactly what was echoed: recorded, and no collection until the day after the promised one is over, so that settling it
 * comes before any reminder.
 */
export function recordPromise(turn: Turn, debt: DebtFacts): Draft {
  const { promise } = turn.context;
  if (!promise || promise.amountMinor === null || promise.dueOn === null) return hearPromise(turn, debt);
  const { amount: named, date } = turn.slots;
  const other =
    (named !== undefined && named.minor !== promise.amountMinor) || (date ?? promise.dueOn) !== promise.dueOn;
  if (other) return hearPromise(turn, debt);
  const { dueOn } = promise;
  const amount = money(Math.min(promise.amountMinor, debt.outstandingMinor), debt.currency);
  if (dueOn < turn.facts.today) return hearPromise(turn, debt);
  return {
    actions: [
      { kind: 'record-promise', amount, dueOn },
      ...(debt.openPromise ? [RELEASE_EARLIER] : []),
      hold('debt', 'promise-open', instantAt(addDays(dueOn, 2), 0, turn.facts.zone)),
      cancelQueued('debt', 'promise'),
    ],
    reply: {
      template: 'promise-confirmed',
      fields: {
        promiseAmount: writeAmount(amount.minor, amount.currency, turn.facts.locale),
        promiseOn: writeDate(dueOn, turn.facts.locale),
      },
    },
    state: 'open',
    context: { promise: null },
  };
}

/** Not what was meant: asks for amount and date again. */
export const rephrasePromise = (): Draft => ({
  reply: { template: 'promise-ask', fields: { asksDate: true } },
  state: 'awaiting-promise-details',
  context: { promise: null },
});
