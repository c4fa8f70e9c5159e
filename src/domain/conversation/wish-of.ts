import type { PlanWish } from '../arrangement/propose-terms.js';
import type { Money } from '../shared/money.js';
import { money } from '../shared/money.js';
import type { Slots } from '../understanding/understanding.js';

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
  return { downPayment: money(Math.round(balance.minor * downPaymentRatio), balance.currency) };
}
