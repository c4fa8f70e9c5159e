import type { Ground, Proposal, Stated } from './proposal.js';
import { instalmentOf } from './proposal.js';

/** What ends every negotiation at once. */
export type ProtectiveSign = 'representation' | 'stop' | 'not-debtor' | 'deceased' | 'crisis' | 'dispute';

/** One thing the debtor did, as the negotiation sees it. */
export type DebtorAct =
  | { readonly kind: 'hello' | 'states-means' | 'stalls' | 'accepts' | 'leaves' }
  | { readonly kind: 'counters'; readonly proposal: Proposal }
  | { readonly kind: 'rejects'; readonly abusive: boolean }
  | { readonly kind: 'protective'; readonly sign: ProtectiveSign };

export const DEBTOR_KINDS = ['able', 'strained', 'strategic', 'stalling', 'destitute', 'angry'] as const;
export type DebtorKind = (typeof DEBTOR_KINDS)[number];

/** How likely each kind of debtor is, from what was said and how; adds up to 1. */
export type DebtorReading = Readonly<Record<DebtorKind, number>>;

const UNKNOWN: DebtorReading = {
  able: 0.24,
  strained: 0.3,
  strategic: 0.16,
  stalling: 0.12,
  destitute: 0.11,
  angry: 0.07,
};

type Evidence = Readonly<Partial<Record<DebtorKind, number>>>;

/** How much more (above 1) or less likely a sign is from each kind. Orders of magnitude, not measurements. */
const SIGNS = {
  plentyLeft: { able: 4, strategic: 1.4, strained: 0.6, destitute: 0.02 },
  littleLeft: { able: 0.15, strained: 1.3, destitute: 6, strategic: 0.5 },
  hardshipShown: { able: 0.3, strained: 2, destitute: 3, strategic: 0.3, stalling: 0.3, angry: 0.3 },
  asksForLump: { strategic: 25, able: 1, strained: 0.2, destitute: 0.1, stalling: 0.2, angry: 0.3 },
  asksForDiscount: { strategic: 8, able: 0.3, strained: 0.3, destitute: 2, stalling: 0.3, angry: 0.3 },
  namesFullAmount: { able: 1.4, strained: 1.4, stalling: 1.2, strategic: 0.05, destitute: 0.2 },
  stalls: { stalling: 20, able: 0.3, strained: 0.3, strategic: 0.4, destitute: 0.4, angry: 0.4 },
  abuses: { angry: 30, able: 0.2, strained: 0.3, strategic: 0.4, destitute: 0.3, stalling: 0.5 },
} satisfies Readonly<Record<string, Evidence>>;

function weigh(reading: DebtorReading, evidence: Evidence): DebtorReading {
  const raw = DEBTOR_KINDS.map((kind) => [kind, reading[kind] * (evidence[kind] ?? 1)] as const);
  const sum = raw.reduce((soFar, [, weight]) => soFar + weight, 0);
  return Object.fromEntries(raw.map(([kind, weight]) => [kind, weight / sum])) as DebtorReading;
}

/** The debtor as the acts so far show them; an act said twice counts once. */
export function readDebtor(ground: Ground, stated: Stated, acts: readonly DebtorAct[]): DebtorReading {
  let reading = UNKNOWN;
  if (stated.leftMinor !== null) {
    const months = ground.balanceMinor / Math.max(1, stated.leftMinor);
    const least = ground.balanceMinor / Math.max(1, ground.maximumInstalments);
    if (months <= 2) reading = weigh(reading, SIGNS.plentyLeft);
    if (stated.leftMinor < Math.max(least, ground.minimumInstalmentMinor)) {
      reading = weigh(reading, SIGNS.littleLeft);
    }
  }
  if (stated.hardshipVerified) reading = weigh(reading, SIGNS.hardshipShown);
  for (const sign of signsOf(ground, acts)) reading = weigh(reading, SIGNS[sign]);
  return reading;
}

function signsOf(ground: Ground, acts: readonly DebtorAct[]): ReadonlySet<keyof typeof SIGNS> {
  const seen = new Set<keyof typeof SIGNS>();
  for (const act of acts) {
    if (act.kind === 'stalls') seen.add('stalls');
    if (act.kind === 'rejects' && act.abusive) seen.add('abuses');
    if (act.kind !== 'counters') continue;
    const { proposal } = act;
    const less = proposal.totalMinor < ground.balanceMinor * 0.98;
    if (less && proposal.kind === 'lump') seen.add('asksForLump');
    if (less) seen.add('asksForDiscount');
    else seen.add('namesFullAmount');
  }
  return seen;
}

/** The kind that is likeliest by now. */
export const likeliest = (reading: DebtorReading): DebtorKind =>
  DEBTOR_KINDS.reduce((best, kind) => (reading[kind] > reading[best] ? kind : best));

/** What the debtor's own counters show that a month can carry; null without one. */
export function shownInstalment(acts: readonly DebtorAct[]): number | null {
  const own = acts.flatMap((act) =>
    act.kind === 'counters' && act.proposal.kind === 'instalments' ? [instalmentOf(act.proposal)] : [],
  );
  return own.length > 0 ? Math.max(...own) : null;
}

/** The most that the debtor offered to pay at once; 0 without such an offer. */
export const shownCash = (acts: readonly DebtorAct[]): number =>
  Math.max(
    0,
    ...acts.flatMap((act) =>
      act.kind === 'counters' && act.proposal.kind === 'lump' ? [act.proposal.totalMinor] : [],
    ),
  );
