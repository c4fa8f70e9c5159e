/**
 * How well the reader understands the project's own test text (`understanding/test/`), by act and by slice, how long a
 * message takes and how much memory the model adds. The test text is never trained on.
 *
 *   npm run bench -- understanding
 */
import { performance } from 'node:perf_hooks';
import { FileUnderstandingModel } from '../src/adapters/understanding/file-model.js';
import { instant } from '../src/domain/calendar/instant.js';
import { zoneId } from '../src/domain/calendar/zone.js';
import type { IntentModel } from '../src/domain/understanding/intent-model.js';
import { readReply } from '../src/domain/understanding/read-reply.js';
import type { Intent } from '../src/domain/understanding/understanding.js';
import { INTENTS } from '../src/domain/understanding/understanding.js';
import type { LabelledText } from './understanding/training-text.js';
import { readTextSet } from './understanding/training-text.js';

interface Read {
  readonly row: LabelledText;
  readonly intents: readonly Intent[];
  readonly first: Intent;
  readonly ms: number;
}

/** Acts of the product that the labels know by another name. */
const LABEL: Readonly<Partial<Record<Intent, Intent>>> = {
  show_plan: 'ask_balance',
  move_date: 'negotiate_terms',
  minor: 'not_debtor',
  cease_contact: 'stop_contact',
};
const COMMITMENTS: readonly Intent[] = ['promise_to_pay', 'accept_offer'];
const NOW = instant(Date.parse('2026-11-23T10:00+08:00'));
const HOME = zoneId('Asia/Shanghai');

function read(row: LabelledText, model: IntentModel | null): Read {
  const started = performance.now();
  const currency = row.locale === 'en' ? 'USD' : 'CNY';
  const { intents } = readReply(
    { text: row.text, locale: row.locale, now: NOW, zone: HOME, state: 'open', choices: [], currency },
    model,
  );
  const ms = performance.now() - started;
  const names = intents.map(({ name }) => LABEL[name] ?? name);
  return { row, intents: names, first: names[0] ?? 'out_of_scope', ms };
}

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
const share = (rows: readonly Read[], holds: (one: Read) => boolean): string =>
  `${percent(rows.filter(holds).length, rows.length).padStart(7)} of ${String(rows.length)}`;
const right = ({ row, first }: Read): boolean => first === row.intents[0];
const has = (one: Read, intent: Intent): boolean => one.row.intents.includes(intent);

function report(name: string, reads: readonly Read[]): void {
  out(`\n${name}`);
  out(`  first act right        ${share(reads, right)}`);
  for (const locale of ['zh-CN', 'en']) {
    const some = reads.filter((one) => one.row.locale === locale);
    out(`  first act right, ${locale.padEnd(5)} ${share(some, right)}`);
  }
  const crisis = reads.filter((one) => has(one, 'crisis_self_harm'));
  out(`  crisis heard           ${share(crisis, (one) => one.intents.includes('crisis_self_harm'))}`);
  const idioms = reads.filter((one) => one.row.tags?.includes('crisis_hardneg') ?? false);
  out(`  idioms taken for it    ${share(idioms, (one) => one.intents.includes('crisis_self_harm'))}`);
  const free = reads.filter((one) => !COMMITMENTS.some((intent) => has(one, intent)));
  out(`  false commitments      ${share(free, (one) => COMMITMENTS.includes(one.first))}`);
  const inScope = reads.filter((one) => one.row.intents[0] !== 'out_of_scope');
  out(`  taken for out of scope ${share(inScope, (one) => one.first === 'out_of_scope')}`);
  const times = reads.map(({ ms }) => ms).sort((one, other) => one - other);
  const at = (part: number): string => (times[Math.floor(times.length * part)] ?? 0).toFixed(2);
  out(`  ms per message         p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`);
}

function details(reads: readonly Read[]): void {
  out('\nBy act: recall of the first, recall anywhere in the answer, what it is most often taken for');
  for (const intent of INTENTS.slice(0, 24)) {
    const some = reads.filter(({ row }) => row.intents[0] === intent);
    const all = reads.filter((one) => has(one, intent));
    const missed = some.filter((one) => !right(one)).map(({ first }) => first);
    const counts = [...new Set(missed)].map(
      (first) => [first, missed.filter((one) => one === first).length] as const,
    );
    const worst = counts
      .sort((one, other) => other[1] - one[1])
      .slice(0, 3)
      .map(([first, count]) => `${first} ${String(count)}`);
    const anywhere = percent(all.filter((one) => one.intents.includes(intent)).length, all.length);
    out(
      `  ${intent.padEnd(21)} ${share(some, right).padEnd(15)} ${anywhere.padStart(8)}  ${worst.join(', ')}`,
    );
  }
  out('\nBy slice: first act right');
  for (const tag of [...new Set(reads.flatMap(({ row }) => row.tags ?? []))].sort()) {
    out(
      `  ${tag.padEnd(15)} ${share(
        reads.filter(({ row }) => row.tags?.includes(tag) ?? false),
        right,
      )}`,
    );
  }
}

const rows = readTextSet('understanding/test').rows;
const before = process.memoryUsage().rss;
const model = new FileUnderstandingModel('models').current();
for (const row of rows) read(row, model);
const learned = rows.map((row) => read(row, model));
out(
  `${String(rows.length)} messages; the model adds ${((process.memoryUsage().rss - before) / 1e6).toFixed(0)} MB`,
);
report(
  'rules alone',
  rows.map((row) => read(row, null)),
);
report('rules and model', learned);
details(learned);
