import type { Instalment } from '../arrangement/arrangement.js';
import { moveInstalment } from '../arrangement/move-instalment.js';
import type { LocalDate } from '../calendar/local-date.js';
import { DomainError } from '../shared/domain-error.js';
import type { DebtFacts } from './conversation-facts.js';
import { callPerson } from './hand-off-moves.js';
import { hearPromise } from './promise-moves.js';
import type { Draft, Turn } from './turn.js';
import { writeDate } from './wording.js';

const nextInstalment = (debt: DebtFacts): Instalment | null =>
  debt.activeArrangement?.instalments.find((one) => one.paidMinor < one.amountMinor) ?? null;

function mayMove(turn: Turn, debt: DebtFacts, instalment: Instalment, dueOn: LocalDate): boolean {
  if (!debt.activeArrangement) return false;
  try {
    moveInstalment(debt.activeArrangement, instalment.id, dueOn, debt.limits, turn.facts.today);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** The next instalment's date can be moved by the debtor as often as the lender allows; then a person decides. */
export function askNewDate(turn: Turn, debt: DebtFacts): Draft {
  const instalment = nextInstalment(debt);
  if (!debt.activeArrangement || !instalment) return hearPromise(turn, debt);
  if (debt.activeArrangement.dateMovesUsed >= debt.limits.selfServiceDateMoves) {
    return callPerson(turn, 'outside-authority');
  }
  const { locale } = turn.facts;
  const dueOn = writeDate(instalment.dueOn, locale);
  const { date } = turn.slots;
  if (date === undefined) {
    return {
      reply: { template: 'new-date-ask', fields: { instalmentOn: dueOn } },
      state: 'awaiting-new-date',
      idle: turn.state === 'awaiting-new-date',
    };
  }
  if (!mayMove(turn, debt, instalment, date)) {
    return {
      reply: { template: 'new-date-refused', fields: { instalmentOn: dueOn } },
      state: 'awaiting-new-date',
      context: { newDate: null },
    };
  }
  return {
    reply: {
      template: 'new-date-echo',
      fields: { instalmentOn: dueOn, newDate: writeDate(date, locale) },
    },
    state: 'confirming-new-date',
    context: { newDate: date },
  };
}

export function moveDate(turn: Turn, debt: DebtFacts): Draft {
  const instalment = nextInstalment(debt);
  const { newDate } = turn.context;
  if (!instalment || newDate === null || !mayMove(turn, debt, instalment, newDate)) {
    return askNewDate(turn, debt);
  }
  return {
    actions: [{ kind: 'move-instalment', instalmentId: instalment.id, dueOn: newDate }],
    reply: {
      template: 'new-date-confirmed',
      fields: { newDate: writeDate(newDate, turn.facts.locale) },
    },
    state: 'open',
    context: { newDate: null },
  };
}

export const rephraseDate = (turn: Turn, debt: DebtFacts): Draft =>
  askNewDate({ ...turn, context: { ...turn.context, newDate: null } }, debt);
