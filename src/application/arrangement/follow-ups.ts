import type { Instant } from '../../domain/calendar/instant.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { addDays } from '../../domain/calendar/local-date.js';
import { todayIn, zoneId } from '../../domain/calendar/zone.js';
import type { DebtId } from '../../domain/shared/ids.js';

/** Agreements that one run looks at; the rest waits for the next run. */
export const FOLLOW_UP_LIMIT = 100_000;

/** Debts per transaction. */
const BATCH = 200;

/** The latest day that it is anywhere on earth. */
export const latestToday = (now: Instant): LocalDate => todayIn(now, zoneId('Pacific/Kiritimati'));

export function batchesOf(agreements: readonly { readonly debtId: DebtId }[]): DebtId[][] {
  const ids = [...new Set(agreements.map(({ debtId }) => debtId))].sort();
  const batches: DebtId[][] = [];
  for (let start = 0; start < ids.length; start += BATCH) batches.push(ids.slice(start, start + BATCH));
  return batches;
}

/** The day before, or the day itself where that was missed; never on the day on which it was agreed. */
export const isTimeToRemind = (dueOn: LocalDate, agreedOn: LocalDate, today: LocalDate): boolean =>
  agreedOn < today && (dueOn === addDays(today, 1) || dueOn === today);
