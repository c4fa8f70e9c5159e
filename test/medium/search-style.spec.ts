import { beforeAll, describe, expect, it } from '@jest/globals';
import type { NegotiationStyle } from '../../src/domain/arrangement/negotiation/negotiation-style.js';
import {
  DEFAULT_STYLE,
  STYLE_BOUNDS,
  faultsOfStyle,
} from '../../src/domain/arrangement/negotiation/negotiation-style.js';
import type { NegotiationAct, NegotiationView } from '../../src/domain/arrangement/negotiation/next-act.js';
import { nextAct } from '../../src/domain/arrangement/negotiation/next-act.js';
import type { FoundStyle, StyleFigures, StyleSearch } from '../../bench/negotiation/search-style.js';
import { objectionsTo, searchStyle } from '../../bench/negotiation/search-style.js';

const figures = (changes: Partial<StyleFigures> = {}): StyleFigures => ({
  npv: 0.3,
  efficiency: 0.9,
  secondDefault: 0.4,
  affordable: 0.9,
  violations: 0,
  breaches: 0,
  ...changes,
});

/** The same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What a style brings in a world where only one setting matters. */
const simple = (style: NegotiationStyle): Promise<StyleFigures> =>
  Promise.resolve(figures({ npv: 0.4 - Math.abs(style.shrink - 0.8) }));

const search = (changes: Partial<StyleSearch<StyleFigures>> = {}): Promise<FoundStyle<StyleFigures>> =>
  searchStyle({
    start: DEFAULT_STYLE,
    measure: simple,
    check: simple,
    random: numbers(11),
    tries: 600,
    goesOn: () => true,
    ...changes,
  });

describe('searchStyle', () => {
  it('finds what brings more, within the bounds, and the same for the same numbers', async () => {
    const found = await search();
    expect(Math.abs(found.style.shrink - 0.8)).toBeLessThan(0.05);
    expect(faultsOfStyle(found.style)).toEqual([]);
    expect(found.objections).toEqual([]);
    expect(found.checkedAfter.npv).toBeGreaterThan(found.checkedBefore.npv);
    expect((await search()).style).toEqual(found.style);
    expect((await search({ random: numbers(12) })).style).not.toEqual(found.style);
  });

  it('takes nothing that breaks more agreements, however much it brings', async () => {
    const squeezing = async (style: NegotiationStyle): Promise<StyleFigures> => ({
      ...(await simple(style)),
      secondDefault: style.shrink > DEFAULT_STYLE.shrink ? 0.5 : 0.4,
    });
    const found = await search({ measure: squeezing });
    expect(found.style.shrink).toBeLessThanOrEqual(DEFAULT_STYLE.shrink);
  });

  it('does not recommend what does not hold with other debtors, or nothing at all', async () => {
    const opposite = async (style: NegotiationStyle): Promise<StyleFigures> =>
      figures({ npv: -(await simple(style)).npv });
    expect((await search({ check: opposite })).objections).toEqual(['It brings less.']);
    const flat = await search({ measure: () => Promise.resolve(figures()), tries: 20 });
    expect([flat.style, flat.objections]).toEqual([DEFAULT_STYLE, ['Nothing better was found.']]);
  });

  it('ends where it is told to', async () => {
    expect((await search({ goesOn: ({ tried }) => tried < 7 })).tried).toBe(7);
  });
});

describe('objectionsTo', () => {
  it.each<[Partial<StyleFigures>, number]>([
    [{ violations: 1 }, 1],
    [{ breaches: 1 }, 1],
    [{ secondDefault: 0.41 }, 1],
    [{ affordable: 0.89 }, 1],
    [{ npv: 0.29 }, 1],
    [{ npv: 0.35, secondDefault: 0.39, affordable: 0.95 }, 0],
  ])('%j', (changes, objections) => {
    expect(objectionsTo(figures(), figures(changes))).toHaveLength(objections);
  });
});

describe('with simulated debtors', () => {
  interface Simulator {
    readonly POLICY: unknown;
    gen(seed: number, size: number): Debtor[];
    episode(debtor: Debtor, act: (view: unknown) => unknown, policy: unknown): Promise<Episode>;
  }
  interface Debtor {
    readonly balance: number;
    readonly private: { readonly disposable: number };
  }
  interface Episode {
    readonly plan?: unknown;
    readonly npv: number;
    readonly pDefault: number;
    readonly inst: number;
    readonly viol: readonly string[];
    readonly comp: readonly string[];
  }
  let simulator: Simulator;
  let translate: {
    viewOf(view: unknown, style: NegotiationStyle): NegotiationView;
    moveOf(act: NegotiationAct): unknown;
  };
  beforeAll(async () => {
    const folder = new URL('../../bench/negotiation/', import.meta.url);
    simulator = (await import(new URL('negsim.mjs', folder).href)) as Simulator;
    translate = (await import(new URL('translate.mjs', folder).href)) as typeof translate;
  });

  const played = async (style: NegotiationStyle, debtors: readonly Debtor[]): Promise<StyleFigures> => {
    const { viewOf, moveOf } = translate;
    const act = (view: unknown): unknown => moveOf(nextAct(viewOf(view, style)));
    let [owed, npv, agreed, broken, affordable, violations, breaches] = [0, 0, 0, 0, 0, 0, 0];
    for (const debtor of debtors) {
      const episode = await simulator.episode(debtor, act, simulator.POLICY);
      owed += debtor.balance;
      violations += episode.viol.length;
      breaches += episode.comp.length;
      if (!episode.plan) continue;
      agreed += 1;
      npv += episode.npv;
      broken += episode.pDefault;
      affordable += episode.inst <= debtor.private.disposable / 2 ? 1 : 0;
    }
    const shares = { secondDefault: broken / agreed, affordable: affordable / agreed };
    return figures({ npv: npv / owed, ...shares, violations, breaches });
  };

  it('makes a poor style better without more broken agreements or one term outside the limits', async () => {
    const debtors = simulator.gen(31, 60);
    const poor = { ...DEFAULT_STYLE, openingDown: 0, closingDown: 0, openingShare: 0.1, closingShare: 0.1 };
    const found = await search({
      start: poor,
      measure: (style) => played(style, debtors),
      check: (style) => played(style, debtors),
      tries: 60,
    });
    expect(found.after.npv).toBeGreaterThan(found.before.npv);
    expect(found.after.secondDefault).toBeLessThanOrEqual(found.before.secondDefault);
    expect([found.after.violations, found.after.breaches]).toEqual([0, 0]);
    for (const [name, [least, most]] of Object.entries(STYLE_BOUNDS)) {
      expect(found.style[name as keyof NegotiationStyle]).toBeGreaterThanOrEqual(least);
      expect(found.style[name as keyof NegotiationStyle]).toBeLessThanOrEqual(most);
    }
  });
});
