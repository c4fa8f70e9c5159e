import type { Ground, Proposal, Stated } from './proposal.js';
import { largestAffordable, leastDown, withinGround } from './proposal.js';

/** One payment, not below what the lender takes. */
export function lumpOf(ground: Ground, totalMinor: number, startDays: number): Proposal {
  const total = Math.min(ground.balanceMinor, Math.max(Math.ceil(totalMinor), ground.lumpFloorMinor));
  const start = Math.min(startDays, ground.startWithinDays);
  return { kind: 'lump', totalMinor: total, downMinor: total, count: 0, startDays: start };
}

export interface InstalmentWish {
  readonly totalMinor: number;
  readonly downMinor: number;
  /** About so much a month. */
  readonly eachMinor: number;
  readonly startDays: number;
}

/** The plan nearest to the wish that the ground allows; null when it allows none. */
export function instalmentsOf(ground: Ground, stated: Stated, wish: InstalmentWish): Proposal | null {
  const total = Math.min(
    ground.balanceMinor,
    Math.max(Math.ceil(wish.totalMinor), ground.instalmentFloorMinor),
  );
  const least = leastDown(ground, stated, total);
  const startDays = Math.min(wish.startDays, ground.startWithinDays);
  for (const down of [Math.max(least, Math.floor(wish.downMinor)), least]) {
    const rest = total - down;
    if (rest < Math.max(1, ground.minimumInstalmentMinor)) continue;
    const each = Math.max(
      1,
      ground.minimumInstalmentMinor,
      Math.min(Math.floor(wish.eachMinor), largestAffordable(ground, stated)),
    );
    const most = Math.min(
      ground.maximumInstalments,
      Math.max(1, Math.floor(rest / Math.max(1, ground.minimumInstalmentMinor))),
    );
    const count = Math.min(most, Math.ceil(rest / each));
    for (const tried of count === most ? [count] : [count, count + 1, most]) {
      const proposal: Proposal = {
        kind: 'instalments',
        totalMinor: total,
        downMinor: down,
        count: tried,
        startDays,
      };
      if (withinGround(proposal, ground, stated)) return proposal;
    }
  }
  return null;
}

/** The longest plan with the least first payment: the last ground there is in instalments. */
export const longestOf = (
  ground: Ground,
  stated: Stated,
  totalMinor: number,
  startDays: number,
): Proposal | null => instalmentsOf(ground, stated, { totalMinor, downMinor: 0, eachMinor: 1, startDays });
