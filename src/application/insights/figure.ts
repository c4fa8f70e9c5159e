import type { Tally } from '../../domain/insight/exposure.js';
import type { Interval } from '../../domain/insight/interval.js';
import { wilsonInterval } from '../../domain/insight/interval.js';
import { ENOUGH_CASES } from '../../domain/insight/lift.js';
import type { Counting, FigureDefinition, FigureKey, FigureUnit } from './figure-definitions.js';

export type FigureKeys = Readonly<Partial<Record<FigureKey, string>>>;

/** One number, with what it was counted from. */
export interface Figure {
  readonly id: string;
  readonly unit: FigureUnit;
  /** Null: there was nothing to count. */
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly interval: Interval | null;
  /** Fewer cases than say anything. */
  readonly few: boolean;
  readonly keys: FigureKeys;
}

/** How often something was counted. */
export type CountOf = (counting: Counting) => number;

export const figureOf = (definition: FigureDefinition, countOf: CountOf, keys: FigureKeys = {}): Figure => {
  const { id, unit } = definition;
  const numerator = countOf(definition.numerator);
  if (definition.denominator === null) {
    return { id, unit, value: numerator, numerator, denominator: null, interval: null, few: false, keys };
  }
  const denominator = countOf(definition.denominator);
  const scale = unit === 'per-thousand' ? 1_000 : 1;
  return {
    id,
    unit,
    value: denominator === 0 ? null : (scale * numerator) / denominator,
    numerator,
    denominator,
    interval: scaled(
      numerator > denominator ? null : wilsonInterval({ count: numerator, of: denominator }),
      scale,
    ),
    few: denominator < ENOUGH_CASES,
    keys,
  };
};

export const countIn =
  (tallies: Readonly<Partial<Record<Counting['set'], Tally>>>): CountOf =>
  ({ set, measure }) =>
    tallies[set]?.[measure] ?? 0;

const scaled = (interval: Interval | null, scale: number): Interval | null =>
  interval === null ? null : { low: interval.low * scale, high: interval.high * scale };
