import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTextSet, readerSha256 } from '../../bench/understanding/training-text.js';
import { fromArtefact } from '../../src/adapters/understanding/model-file.js';
import { INTENTS } from '../../src/domain/understanding/understanding.js';
import { project } from './cruise.js';

interface Row {
  readonly id: string;
  readonly locale: string;
  readonly text: string;
  readonly intents: readonly string[];
  readonly slots?: Readonly<Record<string, unknown>>;
  readonly severity?: string;
  readonly tags?: readonly string[];
}

const rowsIn = (folder: string): Row[] =>
  readdirSync(join(project, 'understanding', folder))
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(project, 'understanding', folder, file), 'utf8').split('\n'))
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row);

const training = rowsIn('train');
const test = rowsIn('test');

const LABELS: ReadonlySet<string> = new Set(INTENTS.slice(0, 24));
const TAGS: ReadonlySet<string> = new Set(
  (
    'terse voice rant typo slang emoji pinyin mixed fullwidth lunar negation sarcasm trap distractor multi ' +
    'injection near implicit crisis_hardneg slotskip'
  ).split(' '),
);

const isMoney = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const { value: figure, currency } = value as Record<string, unknown>;
  return typeof figure === 'number' && figure > 0 && /^[A-Z]{3}$/.test(String(currency));
};
const isDay = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^20\d\d-\d\d-\d\d$/.test(value) &&
  new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);

const SLOTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  amount: isMoney,
  downPayment: isMoney,
  date: isDay,
  installments: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 120,
  per: (value) => value === 'month' || value === 'week',
  ratio: (value) => typeof value === 'number' && value > 0 && value <= 1,
};

function faultsOf(row: Row): string[] {
  const faults: string[] = [];
  const wrong = (when: boolean, fault: string): void => {
    if (when) faults.push(`${row.id}: ${fault}`);
  };
  wrong(!/^[a-z0-9]+(-[a-z]+)*-\d{4,}$/.test(row.id), 'id');
  wrong(row.locale !== 'zh-CN' && row.locale !== 'en', 'locale');
  wrong(typeof row.text !== 'string' || row.text.trim() === '', 'text');
  wrong(!Array.isArray(row.intents) || row.intents.length === 0, 'no intent');
  wrong(
    row.intents.some((intent) => !LABELS.has(intent)),
    'unknown intent',
  );
  wrong(new Set(row.intents).size !== row.intents.length, 'an intent twice');
  wrong(row.intents.includes('crisis_self_harm') !== (row.severity === 'crisis'), 'severity');
  wrong(
    (row.tags ?? []).some((tag) => !TAGS.has(tag)),
    'unknown tag',
  );
  for (const [name, value] of Object.entries(row.slots ?? {})) {
    wrong(SLOTS[name]?.(value) !== true, `slot ${name}`);
  }
  return faults;
}

const count = (rows: readonly Row[], counts: (row: Row) => boolean): number => rows.filter(counts).length;
const tagged = (tag: string): number => count(test, (row) => row.tags?.includes(tag) ?? false);

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const triplesOf = (text: string): Set<string> => {
  const triples = new Set<string>();
  for (let at = 0; at + 3 <= text.length; at += 1) triples.add(text.slice(at, at + 3));
  return triples;
};

describe.each([
  ['training', training],
  ['test', test],
])('rows of %s text', (_, rows) => {
  it('are well formed', () => expect(rows.flatMap(faultsOf)).toEqual([]));

  it('have ids of their own', () => {
    const ids = rows.map((row) => row.id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });
});

describe('test text', () => {
  it('never stands in the training text', () => {
    const known = new Set(training.map((row) => plain(row.text)));
    expect(test.filter((row) => known.has(plain(row.text))).map((row) => row.id)).toEqual([]);
  });

  it('is never nearly a training text: 3-gram Jaccard below 0.8 from 12 characters on', () => {
    const sizes = training.map((row) => triplesOf(plain(row.text)).size);
    const holders = new Map<string, number[]>();
    training.forEach((row, at) => {
      for (const triple of triplesOf(plain(row.text))) {
        const holding = holders.get(triple);
        if (holding) holding.push(at);
        else holders.set(triple, [at]);
      }
    });
    const near = test.filter((row) => {
      const text = plain(row.text);
      if (text.length < 12) return false;
      const triples = triplesOf(text);
      const shared = new Map<number, number>();
      for (const triple of triples) {
        for (const at of holders.get(triple) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
      }
      return [...shared].some(([at, both]) => both / (triples.size + (sizes[at] ?? 0) - both) >= 0.8);
    });
    expect(near.map((row) => row.id)).toEqual([]);
  });

  it('has no text twice', () => {
    const texts = test.map((row) => plain(row.text));
    expect(test.filter((row, at) => texts.indexOf(plain(row.text)) !== at).map((row) => row.id)).toEqual([]);
  });

  it('is half Chinese, half English, within a tenth', () => {
    const chinese = count(test, (row) => row.locale === 'zh-CN') / test.length;
    expect(test.length).toBeGreaterThanOrEqual(900);
    expect(Math.abs(chinese - 0.5)).toBeLessThan(0.1);
  });

  it.each([...LABELS])('has enough of %s', (label) => {
    expect(count(test, (row) => row.intents.includes(label))).toBeGreaterThanOrEqual(28);
  });

  it.each<[string, number]>([
    ['mixed', 45],
    ['terse', 60],
    ['slang', 36],
    ['negation', 30],
    ['voice', 24],
    ['pinyin', 24],
    ['typo', 20],
    ['rant', 18],
    ['emoji', 17],
    ['sarcasm', 15],
    ['trap', 67],
    ['distractor', 43],
    ['multi', 45],
    ['fullwidth', 8],
    ['lunar', 8],
    ['injection', 46],
    ['near', 46],
    ['implicit', 30],
    ['crisis_hardneg', 40],
  ])('has enough of the slice %s', (tag, least) => {
    expect(tagged(tag)).toBeGreaterThanOrEqual(least);
  });

  it('has crises, and slots of every kind', () => {
    expect(count(test, (row) => row.severity === 'crisis')).toBeGreaterThanOrEqual(60);
    const scored = test.filter((row) => row.slots && !row.tags?.includes('slotskip'));
    expect(scored.length).toBeGreaterThanOrEqual(220);
    const least = { amount: 100, date: 100, installments: 30, per: 45, downPayment: 12, ratio: 18 };
    for (const [name, enough] of Object.entries(least)) {
      expect([name, count(scored, (row) => row.slots?.[name] !== undefined) >= enough]).toEqual([name, true]);
    }
  });
});

describe('the model in force', () => {
  it('was made from the training text and the code that reads it as they are; else: npm run understanding:train', () => {
    const { origin } = fromArtefact(readFileSync(join(project, 'models', 'understanding.json'), 'utf8'));
    const text = readTextSet(join(project, 'understanding', 'train')).sha256;
    expect(origin).toEqual({ text, reader: readerSha256(project) });
  });
});
