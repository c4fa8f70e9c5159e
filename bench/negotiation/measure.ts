import type { Collector, Debtor, SimPolicy, Simulator } from './simulator.js';

/** What a collector brought in one population. Shares of 0–1, but for the counts at the end. */
export interface Row {
  readonly npv: number;
  /** NPV per NPV of who knows everything: what moves with the population is taken out. */
  readonly ofOracle: number;
  readonly efficiency: number;
  readonly overConcession: number;
  readonly lostDeals: number;
  readonly secondDefault: number;
  readonly affordable: number;
  readonly agreements: number;
  /** Offers beyond what the debtor said can be carried, because something else was heard. */
  readonly misheard: number;
  readonly violations: number;
  readonly breaches: number;
}

export const COLUMNS: readonly (keyof Row)[] = [
  'npv',
  'ofOracle',
  'efficiency',
  'overConcession',
  'lostDeals',
  'secondDefault',
  'affordable',
  'agreements',
  'misheard',
  'violations',
  'breaches',
];
const COUNTED = new Set<keyof Row>(['misheard', 'violations', 'breaches']);

/** Debtors with what is best for each of them, worked out once. */
export interface Population {
  readonly simulator: Simulator;
  readonly policy: SimPolicy;
  readonly debtors: readonly Debtor[];
  readonly best: ReadonlyMap<string, number>;
}

export function populationOf(
  simulator: Simulator,
  debtors: readonly Debtor[],
  policy: SimPolicy = simulator.POLICY,
): Population {
  const best = debtors.map((debtor) => [debtor.id, simulator.oracle(debtor, policy)?.v ?? 0] as const);
  return { simulator, policy, debtors, best: new Map(best) };
}

/** A collector for one debtor; `holds` says whether an agreement of the simulator was understood as one. */
export interface Played {
  readonly act: Collector;
  readonly holds: () => boolean;
  /** Offers that only broke a limit because what the debtor said was heard wrongly; counted beside violations. */
  readonly misheard?: () => number;
}

/** Plays every debtor. */
export async function measure(
  { simulator, policy, debtors, best }: Population,
  played: (debtor: Debtor, place: number) => Played,
): Promise<Row> {
  const sum = {
    owed: 0,
    recovered: 0,
    best: 0,
    kept: 0,
    over: 0,
    lost: 0,
    broken: 0,
    affordable: 0,
    agreements: 0,
    negotiable: 0,
    misheard: 0,
    violations: 0,
    breaches: 0,
  };
  for (const [place, debtor] of debtors.entries()) {
    const { act, holds, misheard } = played(debtor, place);
    const episode = await simulator.episode(debtor, act, policy);
    const heardWrongly = misheard?.() ?? 0;
    sum.misheard += heardWrongly;
    sum.violations += episode.viol.length - heardWrongly;
    sum.breaches += episode.comp.length;
    if (debtor.type === 'protected') continue;
    const ideal = best.get(debtor.id) ?? 0;
    sum.negotiable += 1;
    sum.owed += debtor.balance;
    sum.best += ideal;
    if (!episode.plan || !holds()) {
      sum.lost += ideal;
      continue;
    }
    const counted = episode.viol.length > 0 ? 0 : episode.npv;
    sum.recovered += episode.npv;
    sum.kept += Math.min(counted, ideal || counted);
    sum.over += Math.max(0, ideal - counted);
    sum.agreements += 1;
    sum.broken += episode.pDefault;
    sum.affordable += episode.inst <= 0.5 * debtor.private.disposable ? 1 : 0;
  }
  const agreements = Math.max(1, sum.agreements);
  return {
    npv: sum.recovered / sum.owed,
    ofOracle: sum.recovered / sum.best,
    efficiency: sum.kept / sum.best,
    overConcession: sum.over / sum.best,
    lostDeals: sum.lost / sum.best,
    secondDefault: sum.broken / agreements,
    affordable: sum.affordable / agreements,
    agreements: sum.agreements / sum.negotiable,
    misheard: sum.misheard,
    violations: sum.violations,
    breaches: sum.breaches,
  };
}

/** The means over populations, and the sums of what is counted. */
export function meanOf(rows: readonly Row[]): Row {
  const of = (column: keyof Row): number => {
    const total = rows.reduce((soFar, row) => soFar + row[column], 0);
    return COUNTED.has(column) ? total : total / Math.max(1, rows.length);
  };
  return Object.fromEntries(COLUMNS.map((column) => [column, of(column)])) as unknown as Row;
}

export const heading = (): string =>
  `${''.padEnd(18)}${COLUMNS.map((column) => column.padStart(15)).join('')}\n`;

export function printed(name: string, row: Row): string {
  const cells = COLUMNS.map((column) =>
    (COUNTED.has(column) ? String(row[column]) : row[column].toFixed(3)).padStart(15),
  );
  return `${name.padEnd(18)}${cells.join('')}\n`;
}
