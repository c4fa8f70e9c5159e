/**
 * The negotiation engine beside the ladder, on populations of simulated debtors it was not tuned on; then the same
 * debtors in words: each act is a line of text, read by the product's reader, every tenth message beside the point.
 *
 *   npm run bench -- negotiation [--seeds 921,922,923,924] [--size 500]
 *
 * Debtors, metrics and the ladder are those of bench/negotiation/negsim.mjs. Prints means over the seeds.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { counterOf, hearAct, heardMeans } from '../src/domain/arrangement/negotiation/hear-act.js';
import type { DebtorAct } from '../src/domain/arrangement/negotiation/debtor-reading.js';
import { DEFAULT_STYLE } from '../src/domain/arrangement/negotiation/negotiation-style.js';
import type { NegotiationAct, NegotiationView } from '../src/domain/arrangement/negotiation/next-act.js';
import { nextAct } from '../src/domain/arrangement/negotiation/next-act.js';
import { withinGround } from '../src/domain/arrangement/negotiation/proposal.js';
import { instant } from '../src/domain/calendar/instant.js';
import { zoneId } from '../src/domain/calendar/zone.js';
import type { ConversationState } from '../src/domain/conversation/conversation.js';
import type { Locale } from '../src/domain/shared/locale.js';
import { readReply } from '../src/domain/understanding/read-reply.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '921,922,923,924' },
    size: { type: 'string', default: '500' },
  },
});

interface Account {
  readonly id: string;
  readonly locale: Locale;
  readonly balance: number;
}
interface SimAct {
  readonly type: string;
  readonly plan?: unknown;
  readonly [field: string]: unknown;
}
interface SimView {
  readonly account: Account;
  readonly debtor: SimAct;
  readonly known: { readonly statedDisposable?: number; readonly hardshipVerified?: boolean };
  readonly history: readonly SimAct[];
}
type Act = (view: SimView) => unknown;
interface Debtor extends Account {
  readonly type: string;
  readonly private: { readonly disposable: number };
}
interface Episode {
  readonly plan?: unknown;
  readonly npv: number;
  readonly viol: readonly string[];
  readonly comp: readonly string[];
  readonly pDefault: number;
  readonly inst: number;
}
interface Simulator {
  readonly POLICY: unknown;
  readonly AGENTS: { readonly ladder: Act };
  gen(seed: number, size: number, mix?: unknown): Debtor[];
  episode(debtor: Debtor, act: Act, policy: unknown): Promise<Episode>;
  oracle(debtor: Debtor, policy: unknown): { readonly v: number } | null;
}
type Bank = Readonly<Record<Locale, readonly { readonly act: string; readonly text: string }[]>>;

const folder = new URL('../../bench/negotiation/', import.meta.url);
const load = async <T>(name: string): Promise<T> => (await import(new URL(name, folder).href)) as T;
const simulator = await load<Simulator>('negsim.mjs');
const { viewOf, moveOf } = await load<{
  viewOf(view: SimView, style: unknown): NegotiationView;
  moveOf(act: NegotiationAct): unknown;
}>('translate.mjs');
const { say, randomOf } = await load<{
  say(act: SimAct, account: Account, bank: Bank, random: () => number): string | null;
  randomOf(seed: number): () => number;
}>('speak.mjs');
const lines = (name: string): Bank[Locale] =>
  readFileSync(new URL(name, folder), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { act: string; text: string });
const bank: Bank = { 'zh-CN': lines('utterances-zh.jsonl'), en: lines('utterances-en.jsonl') };

/** The mix of `negsim.mjs gen --stress`. */
const STRESS = [
  ['cooperative_able', 0.1],
  ['cooperative_strained', 0.26],
  ['strategic', 0.24],
  ['staller', 0.14],
  ['destitute', 0.12],
  ['angry', 0.04],
  ['protected', 0.1],
] as const;

interface Row {
  npv: number;
  efficiency: number;
  overConcession: number;
  lostDeals: number;
  secondDefault: number;
  affordable: number;
  agreements: number;
  violations: number;
  breaches: number;
}

/** Plays every debtor; `holds` says whether an agreement of the simulator was understood as one. */
async function measure(
  debtors: readonly Debtor[],
  actFor: (debtor: Debtor) => { act: Act; holds: () => boolean },
): Promise<Row> {
  let [owed, recovered, best, kept, over, lost, defaults, affordable, agreements] = Array<number>(9).fill(
    0,
  ) as [number, number, number, number, number, number, number, number, number];
  let [violations, breaches, negotiable] = [0, 0, 0];
  for (const debtor of debtors) {
    const { act, holds } = actFor(debtor);
    const episode = await simulator.episode(debtor, act, simulator.POLICY);
    violations += episode.viol.length;
    breaches += episode.comp.length;
    if (debtor.type === 'protected') continue;
    negotiable += 1;
    owed += debtor.balance;
    const ideal = simulator.oracle(debtor, simulator.POLICY)?.v ?? 0;
    best += ideal;
    if (!episode.plan || !holds()) {
      lost += ideal;
      continue;
    }
    recovered += episode.npv;
    const counted = episode.viol.length > 0 ? 0 : episode.npv;
    kept += Math.min(counted, ideal || counted);
    over += Math.max(0, ideal - counted);
    agreements += 1;
    defaults += episode.pDefault;
    affordable += episode.inst <= 0.5 * debtor.private.disposable ? 1 : 0;
  }
  return {
    npv: recovered / owed,
    efficiency: kept / best,
    overConcession: over / best,
    lostDeals: lost / best,
    secondDefault: defaults / agreements,
    affordable: affordable / agreements,
    agreements: agreements / negotiable,
    violations,
    breaches,
  };
}

const structured = (view: SimView): unknown => moveOf(nextAct(viewOf(view, DEFAULT_STYLE)));

/** 2026-11-23 10:00 in Shanghai. */
const NOW = instant(Date.UTC(2026, 10, 23, 2));
const read = (text: string, locale: Locale, state: ConversationState) =>
  readReply({ text, locale, now: NOW, zone: zoneId('Asia/Shanghai'), state, choices: [], currency: 'CNY' });

const counts = { heard: 0, misheard: 0, offPath: 0, offPathMisheard: 0 };

/** The engine, which knows of the debtor only what it reads. */
function spoken(debtor: Debtor, seed: number): { act: Act; holds: () => boolean } {
  const random = randomOf(seed);
  const acts: DebtorAct[] = [];
  let leftMinor: number | null = null;
  let holds = true;
  const act: Act = (view) => {
    const seen = viewOf(view, DEFAULT_STYLE);
    if (random() < 0.1) {
      counts.offPath += 1;
      const beside = say({ type: 'off' }, debtor, bank, random) ?? '';
      const heard = hearAct(read(beside, debtor.locale, 'negotiating'), seen.ground);
      if (heard) {
        counts.offPathMisheard += 1;
        acts.push(heard);
      }
    }
    const text = say(view.debtor, debtor, bank, random);
    if (text !== null) {
      counts.heard += 1;
      const states = view.debtor.type === 'state_affordability';
      const reading = read(text, debtor.locale, states ? 'awaiting-affordability' : 'negotiating');
      const meant = seen.acts.at(-1);
      const heard = hearAct(reading, seen.ground);
      const means = states && heard?.kind !== 'protective' ? heardMeans(reading) : null;
      if (means !== null) {
        leftMinor = means;
        acts.push({ kind: 'states-means' });
      } else if (heard) acts.push(heard);
      const right = states ? leftMinor !== null : heard?.kind === meant?.kind;
      if (!right) counts.misheard += 1;
    } else acts.push({ kind: 'hello' });
    const stated = { leftMinor, hardshipVerified: seen.stated.hardshipVerified };
    const move = nextAct({ ...seen, acts, stated });
    if (move.type === 'accept') {
      // Dates and amounts are shown for an explicit yes: terms heard wrongly become an offer, not an agreement.
      const meant = seen.acts.at(-1);
      const same = meant?.kind === 'counters' && meant.proposal.totalMinor === move.terms.totalMinor;
      if (same && withinGround(meant.proposal, seen.ground, seen.stated)) return moveOf(move);
      if (seen.offers.length >= seen.ground.maximumOffers) return { type: 'handoff' };
      if (!withinGround(move.terms, seen.ground, seen.stated)) return { type: 'handoff' };
      holds = saysYes(debtor, random, seen);
      return moveOf({ ...move, type: 'offer' });
    }
    if (move.type === 'offer') holds = saysYes(debtor, random, seen);
    return moveOf(move);
  };
  return { act, holds: () => holds };
}

/** A yes to the offer and, where it is not understood, once more when asked again. */
function saysYes(debtor: Debtor, random: () => number, { ground }: NegotiationView): boolean {
  return [0, 1].some(() => {
    const text = say({ type: 'accept' }, debtor, bank, random) ?? '';
    const reading = read(text, debtor.locale, 'negotiating');
    return hearAct(reading, ground)?.kind === 'accepts' && counterOf(reading.slots, ground) === null;
  });
}

const COLUMNS: readonly (keyof Row)[] = [
  'npv',
  'efficiency',
  'overConcession',
  'lostDeals',
  'secondDefault',
  'affordable',
  'agreements',
  'violations',
  'breaches',
];
const seeds = values.seeds.split(',').map(Number);
const show = (name: string, rows: readonly Row[]): Row => {
  const mean = { ...rows[0] } as Row;
  for (const column of COLUMNS) {
    const sum = rows.reduce((soFar, row) => soFar + row[column], 0);
    mean[column] = column === 'violations' || column === 'breaches' ? sum : sum / rows.length;
  }
  const cells = COLUMNS.map((column) => {
    const value = mean[column];
    return (Number.isInteger(value) && value !== 1 ? String(value) : value.toFixed(3)).padStart(15);
  });
  process.stdout.write(`${name.padEnd(12)}${cells.join('')}\n`);
  return mean;
};

for (const [title, mix] of [
  ['ordinary', undefined],
  ['stress', STRESS],
] as const) {
  const populations = seeds.map((seed) => simulator.gen(seed, Number(values.size), mix));
  const over = async (actFor: (debtor: Debtor, place: number) => { act: Act; holds: () => boolean }) => {
    const rows: Row[] = [];
    for (const [at, debtors] of populations.entries()) {
      const places = new Map(debtors.map(({ id }, place) => [id, place + 1_000 * at]));
      rows.push(await measure(debtors, (debtor) => actFor(debtor, places.get(debtor.id) ?? 0)));
    }
    return rows;
  };
  const always = (): boolean => true;
  process.stdout.write(`\n${title}: ${seeds.length} populations of ${values.size}, seeds ${values.seeds}\n`);
  process.stdout.write(`${''.padEnd(12)}${COLUMNS.map((column) => column.padStart(15)).join('')}\n`);
  show('ladder', await over(() => ({ act: simulator.AGENTS.ladder, holds: always })));
  const own = show('structured', await over(() => ({ act: structured, holds: always })));
  const words = show('in words', await over((debtor, place) => spoken(debtor, place + 1)));
  process.stdout.write(
    `gap in words: NPV ${(own.npv - words.npv).toFixed(3)}, efficiency ${(own.efficiency - words.efficiency).toFixed(3)}\n`,
  );
}
const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
process.stdout.write(
  `\nmessages read otherwise than meant: ${counts.misheard} of ${counts.heard} (${share(counts.misheard, counts.heard)}); ` +
    `beside the point and taken for an act: ${counts.offPathMisheard} of ${counts.offPath}\n`,
);
