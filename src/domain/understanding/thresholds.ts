/**
 * From which score on a reading counts; scores are 0–1. What each costs and gains is drawn in
 * `docs/understanding.md`; `npm run understanding:train -- --trade-off` draws it again.
 */
export interface ReadingThresholds {
  /** A crisis heard by the model alone. */
  readonly crisis: number;
  /** Words that are danger or a figure of speech: below this the model may take them for the latter. */
  readonly figureOfSpeech: number;
  /** Acts beside the first one; these are acted upon wherever they stand. */
  readonly deceased: number;
  readonly legalRepresentation: number;
  readonly notDebtor: number;
  readonly stopContact: number;
  readonly disputeNotMine: number;
  readonly complaint: number;
  readonly requestHuman: number;
  /** Any other act beside the first. */
  readonly beside: number;
  /** A promise or an acceptance; below, the next likely act is taken and asked about. */
  readonly commitment: number;
  /** The same where the message denies, asks or sets conditions. */
  readonly hedgedCommitment: number;
  /** Below this the reading is unsure and is asked about. */
  readonly unsureBelow: number;
}

/** Those in force unless the operator sets others. */
export const THRESHOLDS: ReadingThresholds = {
  crisis: 0.2,
  figureOfSpeech: 0.2,
  deceased: 0.15,
  legalRepresentation: 0.15,
  notDebtor: 0.2,
  stopContact: 0.12,
  disputeNotMine: 0.2,
  complaint: 0.15,
  requestHuman: 0.15,
  beside: 0.5,
  commitment: 0.65,
  hedgedCommitment: 0.85,
  unsureBelow: 0.35,
};

/**
 * The thresholds with those that `<name>=<score>, …` sets otherwise; null where a name is unknown or given twice, or a
 * score is not above 0 and below 1.
 */
export function thresholdsFrom(given: string): ReadingThresholds | null {
  const set = new Map<string, number>();
  for (const entry of given.split(',').filter((one) => one.trim() !== '')) {
    const [, name = '', score = ''] = /^\s*(\w+)=(0?\.\d{1,4})\s*$/.exec(entry) ?? [];
    if (!Object.hasOwn(THRESHOLDS, name) || set.has(name) || Number(score) === 0) return null;
    set.set(name, Number(score));
  }
  return { ...THRESHOLDS, ...Object.fromEntries(set) };
}
