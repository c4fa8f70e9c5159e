import type { PlanWish } from '../arrangement/propose-terms.js';
import type { Money } from '../shared/money.js';
import { money } from '../shared/money.js';
import type { Slots } from '../understanding/understanding.js';

/** A share of so much and more is meant as a round figure. Minor units. */
const LARGE_MINOR = 100_000;
const ROUND_MINOR = 1_000;

/** What somebody who owes that balance asks for; amounts in another currency are left out. */
export const wishOf = (slots: Slots, balance: Money): PlanWish => ({
  ...(slots.installments === undefined ? {} : { installments: slots.installments }),
  ...(slots.per === undefined ? {} : { per: slots.per }),
  ...(slots.payDay === undefined ? {} : { payDay: slots.payDay }),
  ...(slots.ratio === undefined ? {} : { ratio: slots.ratio }),
  ...(slots.date === undefined ? {} : { date: slots.date }),
  ...(slots.amount?.currency === balance.currency ? { amount: slots.amount } : {}),
  ...firstPayment(slots, balance),
});

function firstPayment({ downPayment, downPaymentRatio }: Slots, balance: Money): { downPayment?: Money } {
  if (downPayment?.currency === balance.currency) return { downPayment };
  if (downPaymentRatio === undefined) return {};
  const unit = balance.minor >= LARGE_MINOR ? ROUND_MINOR : 1;
  const minor = Math.round((balance.minor * downPaymentRatio) / unit) * unit;
  return { downPayment: money(minor, balance.currency) };
}
