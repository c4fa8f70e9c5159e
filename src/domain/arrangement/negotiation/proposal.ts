/**
 * Terms in amounts, before they get dates: `downMinor` comes first, `count` equal monthly instalments make up the rest.
 * A single payment has no instalments and is all `downMinor`.
 */
export interface Proposal {
  readonly kind: 'lump' | 'instalments';
  readonly totalMinor: number;
  readonly downMinor: number;
  readonly count: number;
  /** Days until the first money. */
  readonly startDays: number;
}

/** What the lender allows for one debt, worked out. Money in minor units of the debt's currency. */
export interface Ground {
  readonly balanceMinor: number;
  /** The least that settles the debt in one payment. */
  readonly lumpFloorMinor: number;
  /** The least that instalments may add up to. */
  readonly instalmentFloorMinor: number;
  readonly maximumInstalments: number;
  readonly minimumInstalmentMinor: number;
  readonly startWithinDays: number;
  /** Share of the total that comes before the instalments, in per mille. */
  readonly downPerMille: number;
  readonly downPerMilleInHardship: number;
  /** A first payment, where one is needed, is no smaller than this. */
  readonly minimumDownMinor: number;
  /** Share of what the debtor has left in a month that an instalment may take, in per mille; 1000: no such limit. */
  readonly affordablePerMille: number;
  readonly maximumOffers: number;
}

/** What the debtor said about money, per month; null: nothing. */
export interface Stated {
  readonly leftMinor: number | null;
  readonly hardshipVerified: boolean;
}

/** A per-mille share of an amount in minor units, rounded up. */
const shareUp = (minor: number, perMille: number): number =>
  Number((BigInt(minor) * BigInt(perMille) + 999n) / 1000n);

/** The least first payment towards a total. */
export function leastDown(ground: Ground, stated: Stated, totalMinor: number): number {
  const perMille = stated.hardshipVerified ? ground.downPerMilleInHardship : ground.downPerMille;
  return Math.max(ground.minimumDownMinor, shareUp(totalMinor, perMille));
}

/** The largest instalment that what was said allows; Infinity where nothing was said. */
export const largestAffordable = (ground: Ground, stated: Stated): number =>
  stated.leftMinor === null || ground.affordablePerMille >= 1000
    ? Infinity
    : Math.floor((stated.leftMinor * ground.affordablePerMille) / 1000);

/** An instalment, exact: the largest of them where they differ by one minor unit. */
export const instalmentOf = ({ totalMinor, downMinor, count }: Proposal): number =>
  count === 0 ? 0 : Math.ceil((totalMinor - downMinor) / count);

/** Checks a proposal against the ground from nothing but both, whoever made it. */
export function withinGround(proposal: Proposal, ground: Ground, stated: Stated): boolean {
  const { kind, totalMinor, downMinor, count, startDays } = proposal;
  const whole = [totalMinor, downMinor, count, startDays].every(
    (amount) => Number.isSafeInteger(amount) && amount >= 0,
  );
  if (!whole || totalMinor <= 0 || totalMinor > ground.balanceMinor) return false;
  if (startDays > ground.startWithinDays) return false;
  if (kind === 'lump') return count === 0 && downMinor === totalMinor && totalMinor >= ground.lumpFloorMinor;
  if (count < 1 || count > ground.maximumInstalments || downMinor >= totalMinor) return false;
  if (totalMinor < ground.instalmentFloorMinor) return false;
  if (Math.floor((totalMinor - downMinor) / count) < ground.minimumInstalmentMinor) return false;
  if (downMinor < leastDown(ground, stated, totalMinor)) return false;
  const longest = count === ground.maximumInstalments;
  return longest || instalmentOf(proposal) <= largestAffordable(ground, stated);
}

export const sameProposal = (a: Proposal, b: Proposal): boolean =>
  a.kind === b.kind &&
  a.totalMinor === b.totalMinor &&
  a.downMinor === b.downMinor &&
  a.count === b.count &&
  a.startDays === b.startDays;
