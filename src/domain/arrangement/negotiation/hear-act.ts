import type { Intent, Slots, Understanding } from '../../understanding/understanding.js';
import type { DebtorAct, ProtectiveSign } from './debtor-reading.js';
import type { Ground, Proposal } from './proposal.js';

const PROTECTIVE: Readonly<Record<string, ProtectiveSign>> = {
  crisis_self_harm: 'crisis',
  deceased: 'deceased',
  legal_representation: 'representation',
  stop_contact: 'stop',
  cease_contact: 'stop',
  not_debtor: 'not-debtor',
  minor: 'not-debtor',
  dispute_not_mine: 'dispute',
  dispute_amount: 'dispute',
};
const WISHES = new Set(['negotiate_terms', 'reject_offer', 'promise_to_pay', 'accept_offer', 'hardship']);
const PLAIN: ReadonlyMap<Intent, DebtorAct> = new Map<Intent, DebtorAct>([
  ['accept_offer', { kind: 'accepts' }],
  ['callback_later', { kind: 'stalls' }],
  ['promise_to_pay', { kind: 'stalls' }],
  ['abusive', { kind: 'rejects', abusive: true }],
  ['reject_offer', { kind: 'rejects', abusive: false }],
  ['refuse_to_pay', { kind: 'rejects', abusive: false }],
  ['hardship', { kind: 'rejects', abusive: false }],
]);
/** An amount alone of at least this share of the balance is one payment; two would not be named that way. */
const SURELY_AT_ONCE = 0.5;
/** Days until the first money of a counter that names no day. */
const USUAL_START_DAYS = 7;

/**
 * What a message does in a negotiation; null where it does nothing in it, such as a question. A protective intent
 * counts wherever it stands in the message.
 */
export function hearAct(
  reading: Pick<Understanding, 'intents' | 'slots' | 'severity'>,
  ground: Ground,
): DebtorAct | null {
  const names = reading.intents.map(({ name }) => name);
  if (reading.severity === 'crisis') return { kind: 'protective', sign: 'crisis' };
  for (const name of names) {
    const sign = PROTECTIVE[name];
    if (sign) return { kind: 'protective', sign };
  }
  const wished = names.some((name) => WISHES.has(name)) ? counterOf(reading.slots, ground) : null;
  if (wished) return { kind: 'counters', proposal: wished };
  const [primary] = names;
  return primary === undefined ? null : (PLAIN.get(primary) ?? null);
}

/** The terms that the debtor put forward; null without an amount, a share or a count. */
export function counterOf(slots: Slots, ground: Ground): Proposal | null {
  const { balanceMinor } = ground;
  const { amount, installments, ratio } = slots;
  const startDays = USUAL_START_DAYS;
  const lump = (totalMinor: number): Proposal => {
    const total = Math.min(balanceMinor, Math.max(1, Math.round(totalMinor)));
    return { kind: 'lump', totalMinor: total, downMinor: total, count: 0, startDays };
  };
  const bare = installments === undefined && slots.per === undefined;
  const large = amount !== undefined && amount.minor >= balanceMinor * (bare ? SURELY_AT_ONCE : 1);
  const one = installments === 1 || large;
  if (ratio !== undefined && ratio > 0 && ratio <= 1 && !(installments && installments > 1)) {
    return lump(balanceMinor * ratio);
  }
  if (one && slots.downPayment === undefined) return lump(amount?.minor ?? balanceMinor);
  if ((amount === undefined || amount.minor <= 0) && installments === undefined) return null;

  const share = slots.downPaymentRatio === undefined ? undefined : balanceMinor * slots.downPaymentRatio;
  const firstMinor = Math.min(balanceMinor - 1, Math.round(slots.downPayment?.minor ?? share ?? 0));
  const rest = balanceMinor - Math.max(0, firstMinor);
  const needed = amount && amount.minor > 0 ? Math.ceil(rest / amount.minor) : (installments ?? 1);
  const count = Math.max(1, installments ?? needed);
  const each = amount && amount.minor > 0 ? Math.min(amount.minor, Math.ceil(rest / count)) : rest / count;
  const total = Math.min(balanceMinor, Math.max(0, firstMinor) + Math.round(each * count));
  const leads = ground.minimumDownMinor > 0 && firstMinor <= 0 && count > 1;
  return {
    kind: 'instalments',
    totalMinor: total,
    downMinor: leads ? Math.ceil(total / count) : Math.max(0, firstMinor),
    count: leads ? count - 1 : count,
    startDays,
  };
}

/** What the answer to the question for means leaves in a month; null where it does not say. */
export function heardMeans({ intents, slots }: Pick<Understanding, 'intents' | 'slots'>): number | null {
  if (slots.amount) return slots.amount.minor;
  return intents.some(({ name }) => name === 'hardship') ? 0 : null;
}
