/**
 * Seeks a style of negotiation that brings more with the limits of a lender, on simulated debtors, and checks it on
 * others that it was not sought on.
 *
 *   npm run negotiation:tune -- [--lender config/lenders/lumen.yaml] [--product default] [--seeds 501,502,503,504]
 *                               [--check 701,702,703,704] [--size 300] [--minutes 5] [--tries 2000]
 *
 * Each seed is three populations: the usual one, one with more who hold back, and one whose debtors decide by other
 * rules (bench/negotiation/vary.mjs). The same seeds and the same number of tries find the same style. Prints the
 * settings for the lender's file; refuses a style that breaks a limit, has more broken agreements, fewer affordable
 * plans or brings less on the debtors of the check, and ends with code 1.
 */
import { parseArgs } from 'node:util';
import { YamlLenderFiles } from '../src/adapters/config-files/lender-file.js';
import { limitsOfProduct, limitsWithin, styleOf } from '../src/domain/arrangement/negotiation-limits.js';
import type { ProductLimits } from '../src/domain/arrangement/limits.js';
import type { NegotiationStyle } from '../src/domain/arrangement/negotiation/negotiation-style.js';
import { DEFAULT_STYLE } from '../src/domain/arrangement/negotiation/negotiation-style.js';
import type { FoundStyle } from './negotiation/search-style.js';
import { searchStyle } from './negotiation/search-style.js';
import type { Population, Row } from './negotiation/measure.js';
import { heading, meanOf, measure, populationOf, printed } from './negotiation/measure.js';
import { policyOf } from './negotiation/policy-of.js';
import type { Collector } from './negotiation/simulator.js';
import { STRESS, randomOf, simulator, structured, variant } from './negotiation/simulator.js';

const { values } = parseArgs({
  options: {
    lender: { type: 'string' },
    product: { type: 'string', default: 'default' },
    seeds: { type: 'string', default: '501,502,503,504' },
    check: { type: 'string', default: '701,702,703,704' },
    size: { type: 'string', default: '300' },
    minutes: { type: 'string', default: '5' },
    tries: { type: 'string', default: '2000' },
  },
});

const limits = values.lender === undefined ? null : limitsFrom(values.lender, values.product);
const start = limits ? styleOf(limits) : DEFAULT_STYLE;
const policy = limits
  ? policyOf((bucket) => limitsWithin(limits, bucket, 'assistant'), simulator.POLICY)
  : simulator.POLICY;
const seeds = values.seeds.split(',').map(Number);
const searched = await populations(seeds);
const checked = await populations(values.check.split(',').map(Number));

const say = (text: string): boolean => process.stdout.write(text);
const begun = Date.now();
const until = begun + Number(values.minutes) * 60_000;
let told = begun;
const found = await searchStyle({
  start,
  measure: (style) => figuresOf(searched, structured(style)),
  check: (style) => figuresOf(checked, structured(style)),
  random: randomOf(seeds.reduce((sum, seed) => sum * 31 + seed, 7)),
  tries: Number(values.tries),
  goesOn: ({ tried, better, figures }) => {
    if (Date.now() - told >= 10_000) {
      told = Date.now();
      const seconds = Math.round((told - begun) / 1000);
      say(`${seconds} s: ${tried} tried, ${better} better, NPV ${figures.npv.toFixed(4)}\n`);
    }
    return Date.now() < until;
  },
});
report(found, {
  searched: await figuresOf(searched, simulator.AGENTS.ladder),
  checked: await figuresOf(checked, simulator.AGENTS.ladder),
});

function limitsFrom(path: string, product: string): ProductLimits {
  const own = limitsOfProduct(new YamlLenderFiles().read(path), product);
  if (!own) throw new Error(`${path} has no limits for "${product}".`);
  return own;
}

async function populations(of: readonly number[]): Promise<Population[]> {
  const size = Number(values.size);
  const all = of.map(async (seed) => {
    const other = await variant(seed);
    return [
      populationOf(simulator, simulator.gen(seed, size), policy),
      populationOf(simulator, simulator.gen(seed + 10_000, size, STRESS), policy),
      populationOf(other, other.gen(seed + 20_000, size), policy),
    ];
  });
  return (await Promise.all(all)).flat();
}

async function figuresOf(of: readonly Population[], act: Collector): Promise<Row> {
  const rows: Row[] = [];
  for (const population of of) rows.push(await measure(population, () => ({ act, holds: () => true })));
  return meanOf(rows);
}

function report(result: FoundStyle<Row>, ladder: { readonly searched: Row; readonly checked: Row }): void {
  say(`\n${result.tried} styles tried; --tries ${result.tried} does the same again\n\n${heading()}`);
  say(printed('searched: ladder', ladder.searched));
  say(printed('  before', result.before));
  say(printed('  after', result.after));
  say(printed('check: ladder', ladder.checked));
  say(printed('  before', result.checkedBefore));
  say(printed('  after', result.checkedAfter));
  if (result.objections.length > 0) {
    say(`\nNot recommended. ${result.objections.join(' ')}\n`);
    process.exitCode = 1;
    return;
  }
  const settings = Object.entries(result.style) as [keyof NegotiationStyle, number][];
  const own = settings.filter(([name, value]) => value !== DEFAULT_STYLE[name]);
  say(`\nFor the limits in the lender's file:\n\n    style:\n`);
  for (const [name, value] of own) say(`      ${name}: ${value}\n`);
}
