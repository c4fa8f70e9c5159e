import { INTENTS } from '../../src/domain/understanding/understanding.js';
import type { Judged, Share } from './measures.js';
import { exactSlots, isRight, macroF1, means, shareOf, sharesOf, slotMeasures, timesOf } from './measures.js';
import type { ReaderRun } from './reader-process.js';

/** The acts that messages are labelled with. */
const ACTS = INTENTS.slice(0, 24);

export interface Measured {
  readonly name: string;
  readonly run: ReaderRun;
  readonly judged: readonly Judged[];
}

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '–');
const written = ({ part, whole }: Share): string => `${percent(part / whole)} of ${String(whole)}`;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map(() => '---')),
  ...rows.map(row),
  '',
];

/** Markdown: every reader beside the others, then how the first one does by act, slice and slot, and what it confuses. */
export function reportOf(readers: readonly Measured[]): string {
  const [own] = readers;
  if (!own) return '';
  return [
    `${String(own.judged.length)} messages.`,
    '',
    ...besideEachOther(readers),
    '## Values',
    '',
    ...values(own.judged),
    '## By act',
    '',
    ...byAct(own.judged),
    '## By slice',
    '',
    ...bySlice(readers),
    '## What is taken for what',
    '',
    'Rows: what was meant; columns: what was read first, numbered as the rows.',
    '',
    ...confusion(own.judged),
  ].join('\n');
}

function besideEachOther(readers: readonly Measured[]): string[] {
  const shares = readers.map(({ judged }) => sharesOf(judged));
  const times = readers.map(({ run }) => timesOf(run));
  return table(
    ['measure', ...readers.map(({ name }) => name)],
    [
      ...(shares[0] ?? []).map(([name], at) => [
        name,
        ...shares.map((one) => written(one[at]?.[1] ?? { part: 0, whole: 0 })),
      ]),
      ['macro-F1', ...readers.map(({ judged }) => percent(macroF1(judged)))],
      ...['p50', 'p95', 'p99'].map((name, at) => [
        `ms per message, ${name}`,
        ...times.map((one) => (one[at] ?? 0).toFixed(2)),
      ]),
      ['more memory', ...readers.map(({ run }) => `${run.megabytes.toFixed(0)} MB`)],
      ['ready after', ...readers.map(({ run }) => `${run.readyAfter.toFixed(1)} s`)],
    ],
  );
}

function values(judged: readonly Judged[]): string[] {
  const [withValues, without] = exactSlots(judged);
  return [
    ...table(
      ['value', 'precision', 'recall', 'F1', 'messages'],
      slotMeasures(judged).map(({ slot, precision, recall, f1, meant }) => [
        slot,
        percent(precision),
        percent(recall),
        percent(f1),
        String(meant),
      ]),
    ),
    `All values right: ${written(withValues)} with values, ${written(without)} without.`,
    '',
  ];
}

const byAct = (judged: readonly Judged[]): string[] =>
  table(
    ['act', 'first act right', 'found anywhere'],
    ACTS.map((act) => [
      act,
      written(shareOf(judged, ({ row: { intents } }) => intents[0] === act, isRight)),
      written(shareOf(judged, (one) => means(one, act), ({ anywhere }) => anywhere.has(act))),
    ]),
  );

function bySlice(readers: readonly Measured[]): string[] {
  const tags = [...new Set(readers[0]?.judged.flatMap(({ row: { tags: some } }) => some ?? []))].sort();
  return table(
    ['first act right', ...readers.map(({ name }) => name)],
    tags.map((tag) => [
      tag,
      ...readers.map(({ judged }) =>
        written(shareOf(judged, ({ row: { tags: some } }) => some?.includes(tag) ?? false, isRight)),
      ),
    ]),
  );
}

const confusion = (judged: readonly Judged[]): string[] =>
  table(
    ['meant', ...ACTS.map((_, at) => String(at + 1))],
    ACTS.map((act, at) => [
      `${String(at + 1)} ${act}`,
      ...ACTS.map((read) => {
        const count = judged.filter(({ row: { intents }, first }) => intents[0] === act && first === read).length;
        return count === 0 ? '' : String(count);
      }),
    ]),
  );
