/** The least and the greatest value that a figure may have, at 95 % confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How many of how many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** Quantile of the standard normal distribution for 95 %, two-sided. */
const Z = 1.959963984540054;

export const shareOf = ({ count, of }: Share): number | null => (of === 0 ? null : count / of);

/**
 * Score interval of a share: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * JASA 22 (1927). Null when there is nothing to count.
 */
export const wilsonInterval = ({ count, of }: Share): Interval | null => {
  if (of === 0) return null;
  const share = count / of;
  const centre = share + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  return {
    low: count === 0 ? 0 : (centre - spread) / scale,
    high: count === of ? 1 : (centre + spread) / scale,
  };
};

/**
 * Interval of the difference of two independent shares, first minus second: method 10 of R. G. Newcombe, "Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17 (1998).
 */
export const newcombeInterval = (first: Share, second: Share): Interval | null => {
  const one = wilsonInterval(first);
  const two = wilsonInterval(second);
  if (one === null || two === null) return null;
  const [p1, p2] = [first.count / first.of, second.count / second.of];
  return {
    low: p1 - p2 - Math.hypot(p1 - one.low, two.high - p2),
    high: p1 - p2 + Math.hypot(one.high - p1, p2 - two.low),
  };
};
