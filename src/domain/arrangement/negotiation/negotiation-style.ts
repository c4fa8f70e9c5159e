/** How a lender negotiates inside its limits. Shares and months are plain numbers; every one has its bounds. */
export interface NegotiationStyle {
  /** A single payment is asked first where the balance is at most so many months of what is left. */
  readonly lumpMonths: number;
  /** The same for a debtor who seems to have more than was said. */
  readonly lumpMonthsHidden: number;
  /** Offers of a single payment before instalments, to who seems able. */
  readonly lumpOffers: number;
  /** Offers of a single payment to who offered one. */
  readonly cashLumpOffers: number;
  /** So much of the cash that was offered is asked as a first payment of a plan (share, 0–1). */
  readonly cashAsDown: number;
  readonly cashAsDownClosing: number;
  /** The whole is asked at once of who offered cash, where the cash and so many months of what is left carry it. */
  readonly cashReach: number;
  /** Share of what is left that an instalment takes in the first offer, and in the last but one. */
  readonly openingShare: number;
  readonly closingShare: number;
  /** Months of what is left that a first payment takes in the first offer, and in the last. */
  readonly openingDown: number;
  readonly closingDown: number;
  /** Each step of ground is so much of the one before. */
  readonly shrink: number;
  /** What is left is believed to be so much more, where the debtor seems to hold back. */
  readonly hiddenUplift: number;
  /** Share of what is left that an instalment takes in the very last offer. */
  readonly finalShare: number;
  /** The last plan has at least this share of the most instalments that are allowed (0–1); earlier ones less. */
  readonly lastLength: number;
  /** Share of the largest reduction of instalments that the very last offer gives. */
  readonly reductionGiven: number;
  /** Share of the largest discount on a single payment that the last offer gives. */
  readonly discountGiven: number;
  /** The round, of the allowed ones, from which discounts are given (share, 0–1). */
  readonly discountFrom: number;
  /** A legal counter is taken at once when it is worth so much of our own next offer. */
  readonly takeCounterAt: number;
  /** Chance that one month of a plan is kept, for comparing plans. */
  readonly monthlyKeep: number;
  /** Days until the first money in the first offer, and in the last. */
  readonly openingStartDays: number;
  readonly closingStartDays: number;
}

/** Tuned with `npm run negotiation:tune`; safe for a lender that sets nothing. */
export const DEFAULT_STYLE: NegotiationStyle = {
  lumpMonths: 1.455,
  lumpMonthsHidden: 3.8,
  lumpOffers: 1,
  cashLumpOffers: 5,
  cashAsDown: 0.766,
  cashAsDownClosing: 0.768,
  cashReach: 0.52,
  openingShare: 0.5,
  closingShare: 0.5,
  openingDown: 1.617,
  closingDown: 0.434,
  shrink: 0.288,
  hiddenUplift: 1.417,
  finalShare: 0.4,
  lastLength: 0.181,
  reductionGiven: 1,
  discountGiven: 1,
  discountFrom: 0.88,
  takeCounterAt: 0.902,
  monthlyKeep: 0.93,
  openingStartDays: 0,
  closingStartDays: 29,
};

/** Lowest and highest of each setting. */
export const STYLE_BOUNDS: Readonly<Record<keyof NegotiationStyle, readonly [number, number]>> = {
  lumpMonths: [0, 6],
  lumpMonthsHidden: [0, 12],
  lumpOffers: [0, 3],
  cashLumpOffers: [0, 6],
  cashAsDown: [0, 1],
  cashAsDownClosing: [0, 1],
  cashReach: [0, 6],
  openingShare: [0.1, 0.5],
  closingShare: [0.05, 0.5],
  openingDown: [0, 3],
  closingDown: [0, 3],
  shrink: [0.2, 0.95],
  hiddenUplift: [0, 1.5],
  finalShare: [0.02, 0.5],
  lastLength: [0, 1],
  reductionGiven: [0, 1],
  discountGiven: [0, 1],
  discountFrom: [0, 1],
  takeCounterAt: [0.8, 1.2],
  monthlyKeep: [0.85, 0.999],
  openingStartDays: [0, 30],
  closingStartDays: [0, 60],
};

/** The settings that lie outside their bounds, or contradict each other. */
export function faultsOfStyle(style: NegotiationStyle): readonly string[] {
  const outside = Object.entries(STYLE_BOUNDS)
    .filter(([name, [least, most]]) => {
      const value = style[name as keyof NegotiationStyle];
      return !Number.isFinite(value) || value < least || value > most;
    })
    .map(([name, [least, most]]) => `${name} must lie between ${least} and ${most}.`);
  return style.closingShare > style.openingShare
    ? [...outside, 'closingShare must not be above openingShare: ground is given, not taken back.']
    : outside;
}
