/** How fast and how much an account may write; null: without a limit. Seconds are between two departures. */
export interface AccountLimits {
  /** Texts on one local day of the account (UTC unless the account says otherwise). */
  readonly perDay: number | null;
  /** Texts on the first day of a new account; the limit grows evenly to `perDay` over `warmUpDays`. */
  readonly perDayAtFirst: number | null;
  readonly warmUpDays: number;
  /** Between texts to different people; the real pause is up to half as long again, different each time. */
  readonly secondsBetweenPeople: number;
  /** Between texts to the same person. */
  readonly secondsBetweenTexts: number;
}

export const UNLIMITED: AccountLimits = {
  perDay: null,
  perDayAtFirst: null,
  warmUpDays: 0,
  secondsBetweenPeople: 0,
  secondsBetweenTexts: 0,
};
