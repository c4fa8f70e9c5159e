import type { Locale } from '../shared/locale.js';
import { tagConcepts } from './concepts.js';
import { EN_CUES } from './lexicon-en.js';
import { ZH_CUES } from './lexicon-zh.js';

/** Buckets that hashed features fall into; part of the model's format. */
export const BUCKETS = 1 << 18;

/** Characters of a message that are looked at for features. */
const LONGEST = 4_000;
const MOST_CONCEPTS = 400;

/** A message as the model sees it: buckets, each once, and their weights. */
export interface Features {
  readonly buckets: Int32Array;
  readonly weights: Float32Array;
}

const CHARS = 0x1f;
const WORDS = 0x2f;
const PAIRS = 0x3f;
const CUES = 0x4f;
const SHAPE = 0x5f;
const CONCEPTS = 0x6f;
const CONCEPT_PAIRS = 0x7f;

/** How much each family counts for; within a family the weights of a message have length one. */
const SHARE: Readonly<Record<number, number>> = {
  [CHARS]: 1,
  [WORDS]: 1,
  [PAIRS]: 0.6,
  [CUES]: 1.2,
  [SHAPE]: 0.4,
  [CONCEPTS]: 1,
  [CONCEPT_PAIRS]: 0.8,
};

const ALL_CUES = [...ZH_CUES, ...EN_CUES];
const WORD = /[a-z]+(?:'[a-z]+)?|0|[\u3400-\u9fff]|\p{Extended_Pictographic}|[?!]/gu;

const FNV = 0x01000193;
const { imul } = Math;
const step = (hash: number, code: number): number => imul(hash ^ code, FNV);
const seed = (family: number): number => step(0x811c9dc5, family);

function hashOf(family: number, text: string): number {
  let hash = seed(family);
  for (let at = 0; at < text.length; at += 1) hash = step(hash, text.charCodeAt(at));
  return hash;
}

const bucketOf = (hash: number): number => (hash ^ (hash >>> 16)) & (BUCKETS - 1);

/** Digits stand for "some number": which one never tells the act. */
const withoutFigures = (text: string): string =>
  text.replace(/\d+(?:[.,:/-]\d+)*/g, '0').replace(/(.)\1{3,}/gu, '$1$1$1');

/** Every run of two to five characters, and every single one that is a word by itself, with the place it starts at. */
export function visitCharacters(text: string, visit: (bucket: number, at: number) => void): void {
  for (let from = 0; from < text.length; from += 1) {
    let hash = seed(CHARS);
    const end = from + 5 < text.length ? from + 5 : text.length;
    for (let to = from; to < end; to += 1) {
      hash = step(hash, text.charCodeAt(to));
      if (to > from || text.charCodeAt(to) > 0x2fff) visit(bucketOf(hash), from);
    }
  }
}

/** The features of a normalised text. Linear in its length, and only its first 4,000 characters count. */
export function featuresOf(normalised: string, locale: Locale): Features {
  const text = withoutFigures(normalised.slice(0, LONGEST));
  const families = new Map<number, Set<number>>();
  const add = (family: number, hash: number): void => {
    const seen = families.get(family) ?? new Set<number>();
    families.set(family, seen.add(bucketOf(hash)));
  };
  const chars = new Set<number>();
  families.set(CHARS, chars);
  visitCharacters(`^${text}$`, (bucket) => void chars.add(bucket));
  const words = text.match(WORD) ?? [];
  words.forEach((word, at) => {
    const next = words[at + 1];
    const later = words[at + 2];
    add(WORDS, hashOf(WORDS, word));
    if (next !== undefined) add(WORDS, hashOf(WORDS, `${word} ${next}`));
    if (next !== undefined && later !== undefined) add(WORDS, hashOf(WORDS, `${word} ${next} ${later}`));
    if (later !== undefined) add(PAIRS, hashOf(PAIRS, `${word} ${later}`));
    const further = words[at + 3];
    if (further !== undefined) add(PAIRS, hashOf(PAIRS, `${word} ${further}`));
  });
  const concepts = tagConcepts(normalised.slice(0, LONGEST)).slice(0, MOST_CONCEPTS);
  concepts.forEach(({ concept, to, words: said }, at) => {
    add(CONCEPTS, hashOf(CONCEPTS, concept));
    if (!/\d/.test(said)) add(CONCEPTS, hashOf(CONCEPTS, `${concept}=${said}`));
    const next = concepts[at + 1];
    if (next === undefined) return;
    const gap = Math.min(2, next.from - to);
    add(CONCEPTS, hashOf(CONCEPTS, `${concept} ${String(gap)} ${next.concept}`));
    const third = concepts[at + 2];
    if (third) add(CONCEPTS, hashOf(CONCEPTS, `${concept} ${next.concept} ${third.concept}`));
    for (const later of concepts.slice(at + 1, at + 5)) {
      add(CONCEPT_PAIRS, hashOf(CONCEPT_PAIRS, `${concept} ${later.concept}`));
    }
  });
  ALL_CUES.forEach((cue, number) => {
    if (!cue.pattern.test(normalised)) return;
    const excused = cue.unless?.test(normalised) ?? false;
    add(CUES, hashOf(CUES, `${cue.intent} ${String(number)} ${String(excused)}`));
    if (!excused) add(CUES, hashOf(CUES, cue.intent));
  });
  for (const shape of shapesOf(normalised, words.length, locale)) add(SHAPE, hashOf(SHAPE, shape));
  return packed(families);
}

function* shapesOf(text: string, words: number, locale: Locale): Generator<string> {
  yield 'any';
  yield locale;
  yield `length ${String(Math.min(6, Math.floor(Math.log2(words + 1))))}`;
  if (/\d|[一二三四五六七八九十百千万两]/.test(text)) yield 'figure';
  if (/[?？]|吗|呢$|么$/.test(text)) yield 'question';
  if (/[!！]/.test(text)) yield 'exclamation';
  if (/不|没|别|未|无|\bno\b|\bnot\b|n't\b|never/.test(text)) yield 'negation';
  if (/你|您|\byou\b|\bur?\b/.test(text)) yield 'you';
  if (/我|俺|咱|\bi\b|\bmy\b|\bme\b/.test(text)) yield 'me';
  if (/他|她|\bhe\b|\bshe\b|\bthey\b|\bhis\b|\bher\b/.test(text)) yield 'they';
  if (/[$¥€£]|元|块|钱|\bdollars?\b|\bbucks\b|\brmb\b/.test(text)) yield 'money';
  if (
    /月底|号|周|星期|明天|后天|下个?月|\bmonday|tuesday|wednesday|thursday|friday|\bweeks?\b|\bmonths?\b|tomorrow/.test(
      text,
    )
  )
    yield 'day';
  if (!/[\p{L}\p{N}]/u.test(text)) yield 'wordless';
}

function packed(families: ReadonlyMap<number, ReadonlySet<number>>): Features {
  const sums = new Map<number, number>();
  for (const [family, seen] of families) {
    const weight = (SHARE[family] ?? 1) / Math.sqrt(seen.size);
    for (const bucket of seen) sums.set(bucket, (sums.get(bucket) ?? 0) + weight);
  }
  return { buckets: Int32Array.from(sums.keys()), weights: Float32Array.from(sums.values()) };
}
