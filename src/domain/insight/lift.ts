import type { Interval, Share } from './interval.js';
import { newcombeInterval, shareOf } from './interval.js';

/** Fewer cases than this say nothing. */
export const ENOUGH_CASES = 100;

export type LiftVerdict = 'too-few' | 'unclear' | 'above' | 'below';

/** How much more was recovered with messages than without, of all debts on both sides. */
export interface Lift {
  readonly treated: Share;
  readonly control: Share;
  readonly difference: number | null;
  readonly interval: Interval | null;
  readonly verdict: LiftVerdict;
}

/**
 * Compares all debts that were to get messages with all that were held out by the same lot. Contacted debts are never
 * compared with the control group: who could be contacted differs from the rest.
 */
export const compareWithControl = (treated: Share, control: Share): Lift => {
  const [share, without] = [shareOf(treated), shareOf(control)];
  const interval = newcombeInterval(treated, control);
  return {
    treated,
    control,
    difference: share === null || without === null ? null : share - without,
    interval,
    verdict: verdictOn(treated, control, interval),
  };
};

const verdictOn = (treated: Share, control: Share, interval: Interval | null): LiftVerdict => {
  if (interval === null || treated.of < ENOUGH_CASES || control.of < ENOUGH_CASES) return 'too-few';
  if (interval.low > 0) return 'above';
  return interval.high < 0 ? 'below' : 'unclear';
};
