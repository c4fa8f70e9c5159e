import type { LocalDate } from '../calendar/local-date.js';
import { addDays } from '../calendar/local-date.js';
import { DomainError } from '../shared/domain-error.js';
import type { InstalmentId } from '../shared/ids.js';
import type { Arrangement } from './arrangement.js';
import type { ArrangementLimits } from './limits.js';

/** A debtor may put an instalment off by at most so many days without a person. */
export const MOVE_WITHIN_DAYS = 14;

/**
 * The plan with one instalment on another date, as the debtor may move it without a person: after today, not past the
 * dates of the instalments before and after it, at most `MOVE_WITHIN_DAYS` later, as often as the limits allow. Throws
 * `ARRANGEMENT.NOT_ACTIVE`, `.NO_SUCH_INSTALMENT`, `.INSTALMENT_CLOSED` (paid or already missed), `.NO_MOVES_LEFT`,
 * `.DATE_UNCHANGED`, `.DATE_NOT_AFTER_TODAY`, `.DATE_TOO_LATE` or `.DATE_PAST_NEIGHBOUR`.
 */
export function moveInstalment(
  arrangement: Arrangement,
  instalmentId: InstalmentId,
  dueOn: LocalDate,
  limits: ArrangementLimits,
  today: LocalDate,
): Arrangement {
  const refuse = (what: string, sentence: string): DomainError =>
    new DomainError(`ARRANGEMENT.${what}`, sentence, {
      arrangement: arrangement.id,
      instalment: instalmentId,
    });
  if (arrangement.state !== 'active')
    throw refuse('NOT_ACTIVE', 'Dates can be moved in a running plan only.');
  const place = arrangement.instalments.findIndex((instalment) => instalment.id === instalmentId);
  const instalment = arrangement.instalments[place];
  if (!instalment) throw refuse('NO_SUCH_INSTALMENT', 'The plan has no such instalment.');
  if (instalment.state !== 'due') {
    throw refuse('INSTALMENT_CLOSED', 'An instalment that is paid or missed cannot be moved.');
  }
  if (arrangement.dateMovesUsed >= limits.selfServiceDateMoves) {
    throw refuse('NO_MOVES_LEFT', 'Every date move that the lender allows without a person has been used.');
  }
  if (dueOn === instalment.dueOn)
    throw refuse('DATE_UNCHANGED', 'The new date is the date the instalment has.');
  if (dueOn <= today) throw refuse('DATE_NOT_AFTER_TODAY', 'The new date must be after today.');
  if (dueOn > addDays(instalment.dueOn, MOVE_WITHIN_DAYS)) {
    throw refuse('DATE_TOO_LATE', `The new date must be at most ${MOVE_WITHIN_DAYS} days after the old one.`);
  }
  const before = arrangement.instalments[place - 1];
  const after = arrangement.instalments[place + 1];
  if ((before && dueOn < before.dueOn) || (after && dueOn > after.dueOn)) {
    throw refuse('DATE_PAST_NEIGHBOUR', 'The new date must not pass the instalment before or after it.');
  }
  return {
    ...arrangement,
    dateMovesUsed: arrangement.dateMovesUsed + 1,
    instalments: arrangement.instalments.map((other) =>
      other === instalment ? { ...other, dueOn, remindedAt: null } : other,
    ),
  };
}
