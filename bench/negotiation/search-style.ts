import type { NegotiationStyle } from '../../src/domain/arrangement/negotiation/negotiation-style.js';
import { STYLE_BOUNDS, faultsOfStyle } from '../../src/domain/arrangement/negotiation/negotiation-style.js';

/** What a style brought when it was played on simulated debtors. Shares, 0–1; the last two are counts. */
export interface StyleFigures {
  /** Value today of the money that is expected, per money owed. */
  readonly npv: number;
  /** Of what the best allowed agreements would have brought. */
  readonly efficiency: number;
  readonly secondDefault: number;
  readonly affordable: number;
  /** Terms outside the limits. */
  readonly violations: number;
  /** Went on after what ends every negotiation. */
  readonly breaches: number;
}

export interface StyleSearch<Figures extends StyleFigures> {
  readonly start: NegotiationStyle;
  /** On the debtors that are searched on. */
  readonly measure: (style: NegotiationStyle) => Promise<Figures>;
  /** On other debtors, which choose nothing. */
  readonly check: (style: NegotiationStyle) => Promise<Figures>;
  /** 0 up to 1; the same numbers give the same search. */
  readonly random: () => number;
  readonly tries: number;
  /** Told after every try; false ends the search there. */
  readonly goesOn: (progress: SearchProgress) => boolean;
}

export interface SearchProgress {
  readonly tried: number;
  readonly better: number;
  readonly figures: StyleFigures;
}

export interface FoundStyle<Figures extends StyleFigures> {
  readonly style: NegotiationStyle;
  readonly tried: number;
  readonly before: Figures;
  readonly after: Figures;
  readonly checkedBefore: Figures;
  readonly checkedAfter: Figures;
  /** Why the style is not recommended; none: it is. */
  readonly objections: readonly string[];
}

/** Settings that count something or are days. */
const WHOLE = new Set<keyof NegotiationStyle>([
  'lumpOffers',
  'cashLumpOffers',
  'openingStartDays',
  'closingStartDays',
]);
const SETTINGS = Object.keys(STYLE_BOUNDS) as (keyof NegotiationStyle)[];
/** Shares of the bounds by which a setting moves: mostly a little, sometimes far. */
const STEPS = [0.05, 0.05, 0.25];
/** What a change of figures may be taken for by chance. */
const SAME = 1e-9;

/**
 * Moves a few settings at a time and keeps what brings more without more broken agreements and without plans that are
 * harder to carry. Whether the result holds is said by debtors that it was not searched on.
 */
export async function searchStyle<Figures extends StyleFigures>(
  search: StyleSearch<Figures>,
): Promise<FoundStyle<Figures>> {
  const { start, measure, check, random, tries, goesOn } = search;
  const before = await measure(start);
  let [style, after, tried, better] = [start, before, 0, 0];
  while (tried < tries) {
    tried += 1;
    const next = moved(style, random);
    const figures = faultsOfStyle(next).length === 0 ? await measure(next) : null;
    if (figures && figures.npv > after.npv && objectionsTo(before, figures).length === 0) {
      [style, after, better] = [next, figures, better + 1];
    }
    if (!goesOn({ tried, better, figures: after })) break;
  }
  const [checkedBefore, checkedAfter] = [await check(start), await check(style)];
  const objections = better === 0 ? ['Nothing better was found.'] : objectionsTo(checkedBefore, checkedAfter);
  return { style, tried, before, after, checkedBefore, checkedAfter, objections };
}

/** Why the second figures are no improvement of the first, whatever they bring. */
export function objectionsTo(before: StyleFigures, after: StyleFigures): readonly string[] {
  return [
    after.violations > 0 ? 'It offers terms outside the limits.' : null,
    after.breaches > 0 ? 'It goes on after what ends every negotiation.' : null,
    after.secondDefault > before.secondDefault + SAME ? 'More agreements are broken.' : null,
    after.affordable < before.affordable - SAME ? 'Fewer plans are affordable.' : null,
    after.npv < before.npv - SAME ? 'It brings less.' : null,
  ].filter((objection) => objection !== null);
}

function moved(style: NegotiationStyle, random: () => number): NegotiationStyle {
  const next: Record<keyof NegotiationStyle, number> = { ...style };
  const settings = 1 + Math.floor(random() * 3);
  for (let turn = 0; turn < settings; turn += 1) {
    const name = SETTINGS[Math.floor(random() * SETTINGS.length)];
    const step = STEPS[Math.floor(random() * STEPS.length)];
    if (name === undefined || step === undefined) continue;
    const [least, most] = STYLE_BOUNDS[name];
    const wanted = next[name] + (random() * 2 - 1) * step * (most - least);
    const within = Math.min(most, Math.max(least, wanted));
    next[name] = WHOLE.has(name) ? Math.round(within) : Math.round(within * 1000) / 1000;
  }
  return next;
}
