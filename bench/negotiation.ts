/**
 * The negotiation engine beside the ladder on populations of simulated debtors; then the same debtors in words, through
 * the product's reader with its model, its conversation and its templates, every tenth message beside the point.
 *
 *   npm run bench -- negotiation [--seeds 921,922,923,924] [--size 500] [--parts usual,robust,words] [--examples 0]
 *
 * `usual` has the simulator's own debtors and lender; `robust` debtors who decide and pay by other rules
 * (bench/negotiation/vary.mjs); `words` the limits that a lender of the product can set. Prints means over the seeds,
 * sums where something is counted, and the most frequent misreadings if asked. Ends with code 1 where something
 * happened in words that must not.
 */
import { parseArgs } from 'node:util';
import { FilePolicyPacks } from '../src/adapters/config-files/policy-packs.js';
import { FileTemplateStore } from '../src/adapters/templating/file-template-store.js';
import { HandlebarsRenderer } from '../src/adapters/templating/handlebars-renderer.js';
import { FileUnderstandingModel } from '../src/adapters/understanding/file-model.js';
import { DEFAULT_STYLE } from '../src/domain/arrangement/negotiation/negotiation-style.js';
import { limitsInWords, policyInWords } from './negotiation/limits-in-words.js';
import type { Played, Population, Row } from './negotiation/measure.js';
import { heading, meanOf, measure, populationOf, printed } from './negotiation/measure.js';
import type { Collector, Debtor } from './negotiation/simulator.js';
import { STRESS, randomOf, simulator, structured, variant } from './negotiation/simulator.js';
import { TalkingDebtor } from './negotiation/talking-debtor.js';
import { Tally } from './negotiation/tally.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '921,922,923,924' },
    size: { type: 'string', default: '500' },
    parts: { type: 'string', default: 'usual,robust,words' },
    examples: { type: 'string', default: '0' },
  },
});
const seeds = values.seeds.split(',').map(Number);
const size = Number(values.size);
const parts = new Set(values.parts.split(','));
const say = (text: string): boolean => process.stdout.write(text);
const MIXES = [
  ['ordinary', undefined],
  ['stress', STRESS],
] as const;
const ladder = simulator.AGENTS.ladder;
const engine = structured(DEFAULT_STYLE);

async function over(
  populations: readonly Population[],
  played: (debtor: Debtor, number: number) => Played,
): Promise<Row> {
  const rows: Row[] = [];
  for (const [at, population] of populations.entries()) {
    rows.push(await measure(population, (debtor, place) => played(debtor, 10_000 * at + place + 1)));
  }
  return meanOf(rows);
}
const always = (act: Collector) => (): Played => ({ act, holds: () => true });

if (parts.has('usual')) {
  for (const [title, mix] of MIXES) {
    const populations = seeds.map((seed) => populationOf(simulator, simulator.gen(seed, size, mix)));
    say(`\n${title}: ${seeds.length} populations of ${size}, seeds ${values.seeds}\n${heading()}`);
    say(printed('ladder', await over(populations, always(ladder))));
    say(printed('engine', await over(populations, always(engine))));
  }
}

if (parts.has('robust')) {
  say(`\nrobust: the same seeds, other rules of the debtors\n${heading()}`);
  for (const seed of seeds) {
    const other = await variant(seed);
    const population = [populationOf(other, other.gen(seed, size))];
    say(printed(`${seed} ${other.shape} ladder`, await over(population, always(ladder))));
    say(printed(`${seed} ${other.shape} engine`, await over(population, always(engine))));
  }
}

if (parts.has('words')) {
  const model = new FileUnderstandingModel('models').current();
  const templates = new FileTemplateStore('templates', new FilePolicyPacks('config/contact-policies'));
  const renderer = new HandlebarsRenderer();
  for (const [title, mix] of MIXES) {
    const tally = new Tally();
    const talk = {
      model,
      render: (name: string, locale: Debtor['locale'], fields: Parameters<HandlebarsRenderer['render']>[1]) =>
        renderer.render(templates.current(name, locale), fields),
      limitsOf: limitsInWords,
      tally,
    };
    const debtors = seeds.map((seed) => simulator.gen(seed, size, mix));
    const told = debtors.map((some) => populationOf(simulator, some, policyInWords(simulator.POLICY)));
    // What the debtor named exactly is shown back as an offer: more offers than rounds are none of the engine's.
    const unbounded = { ...policyInWords(simulator.POLICY), maxOffers: Infinity };
    const spoken = told.map((population) => ({ ...population, policy: unbounded }));
    say(`\n${title} with limits of the product\n${heading()}`);
    say(printed('ladder', await over(told, always(ladder))));
    const own = await over(told, always(engine));
    say(printed('engine', own));
    const words = await over(spoken, (debtor, number) =>
      new TalkingDebtor(debtor, talk, randomOf(number)).played(),
    );
    say(printed('in words', words));
    say(`gap in words: NPV ${(own.npv - words.npv).toFixed(3)}, `);
    say(`efficiency ${(own.efficiency - words.efficiency).toFixed(3)}\n${tally.summary()}\n`);
    const often = [...tally.examples].sort(([, a], [, b]) => b - a).slice(0, Number(values.examples));
    for (const [example, times] of often) say(`  ${times} x ${example}\n`);
    if (words.violations + words.breaches > 0 || tally.broken().length > 0) process.exitCode = 1;
  }
}
