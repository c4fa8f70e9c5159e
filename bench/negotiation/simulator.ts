import type { NegotiationStyle } from '../../src/domain/arrangement/negotiation/negotiation-style.js';
import type { NegotiationAct, NegotiationView } from '../../src/domain/arrangement/negotiation/next-act.js';
import { nextAct } from '../../src/domain/arrangement/negotiation/next-act.js';
import type { Locale } from '../../src/domain/shared/locale.js';

/** What the modules in JavaScript beside this one are, and the populations that they generate. */

export interface Account {
  readonly id: string;
  readonly locale: Locale;
  /** Minor units. */
  readonly balance: number;
  /** Days past due. */
  readonly dpd: number;
}

/** Terms as the simulator writes them; money in minor units. */
export interface SimPlan {
  readonly kind: 'lump' | 'instalment';
  readonly total: number;
  readonly down: number;
  readonly n: number;
  readonly startDays: number;
}

export interface SimAct {
  readonly type: string;
  readonly plan?: SimPlan;
  readonly kind?: string;
  readonly disposable?: number;
}

export interface SimView {
  readonly account: Account;
  readonly policy: SimPolicy;
  readonly debtor: SimAct;
  /** Moves so far. */
  readonly turn: number;
  readonly known: { readonly statedDisposable?: number; readonly hardshipVerified?: boolean };
}

export type Collector = (view: SimView) => unknown;

export interface Debtor extends Account {
  readonly type: string;
  /** From the protected turn on, offers are not looked at: the debtor says what ends it. */
  readonly private: { readonly disposable: number; readonly protectedTurn: number | null };
}

export interface Episode {
  readonly plan?: SimPlan;
  readonly npv: number;
  readonly viol: readonly string[];
  readonly comp: readonly string[];
  readonly pDefault: number;
  readonly inst: number;
}

/** The lender's limits as the simulator knows them. */
export interface SimPolicy {
  readonly currency: string;
  readonly discountRateAnnual: number;
  readonly horizonMonths: number;
  readonly maxOffers: number;
  readonly maxStartDelayDays: number;
  readonly minInstalment: number;
  readonly floors: readonly (readonly [number, number, number])[];
  readonly maxInstalments: readonly (readonly [number, number])[];
  readonly minDownPct: number;
  readonly minDownPctHardship: number;
  readonly affordabilityCap: number;
  /** A first payment is no smaller; 0 without. */
  readonly minDownMinor?: number;
}

export interface Simulator {
  readonly POLICY: SimPolicy;
  readonly AGENTS: { readonly ladder: Collector };
  gen(seed: number, size: number, mix?: unknown): Debtor[];
  episode(debtor: Debtor, act: Collector, policy: SimPolicy): Promise<Episode>;
  oracle(debtor: Debtor, policy: SimPolicy): { readonly v: number } | null;
  violations(plan: SimPlan, account: Account, policy: SimPolicy, known: SimView['known']): readonly string[];
}

/** Where the modules in JavaScript and the bank of lines are, seen from the compiled program. */
export const folder = new URL('../../../bench/negotiation/', import.meta.url);
const load = async <T>(name: string): Promise<T> => (await import(new URL(name, folder).href)) as T;

export const simulator = await load<Simulator>('negsim.mjs');
export const { variant } = await load<{
  variant(number: number): Promise<Simulator & { readonly shape: string }>;
}>('vary.mjs');
export const { viewOf, moveOf } = await load<{
  viewOf(view: SimView, style: NegotiationStyle): NegotiationView;
  moveOf(act: NegotiationAct): unknown;
}>('translate.mjs');
export const { randomOf, say } = await load<{
  randomOf(seed: number): () => number;
  say(act: SimAct, account: Account, random: () => number): { readonly text: string };
}>('speak.mjs');

/** The engine as a collector, told the debtor's acts and not their words. */
export const structured =
  (style: NegotiationStyle): Collector =>
  (view) =>
    moveOf(nextAct(viewOf(view, style)));

/** The mix of `negsim.mjs gen --stress`. */
export const STRESS = [
  ['cooperative_able', 0.1],
  ['cooperative_strained', 0.26],
  ['strategic', 0.24],
  ['staller', 0.14],
  ['destitute', 0.12],
  ['angry', 0.04],
  ['protected', 0.1],
] as const;
