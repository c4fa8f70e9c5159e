import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instant } from '../calendar/instant.js';
import { zoneId } from '../calendar/zone.js';
import type { Locale } from '../shared/locale.js';
import { BUCKETS } from './features.js';
import type { IntentModel, LinearReading } from './intent-model.js';
import { readReply } from './read-reply.js';
import type { Understanding } from './understanding.js';
import { INTENTS } from './understanding.js';

/** Monday 2026-11-23, 10:00 in Shanghai. */
const NOW = instant(Date.parse('2026-11-23T02:00:00Z'));
const SHANGHAI = zoneId('Asia/Shanghai');

/** Weights that mean nothing but cost as much as learned ones. */
const arbitrary = (count: number): LinearReading => ({
  weights: Int8Array.from({ length: BUCKETS * count }, (_, at) => ((at * 31) % 255) - 127),
  scale: new Float32Array(count).fill(1),
  temperature: 1,
});
const labels = INTENTS.slice(0, 24);
const MODEL: IntentModel = {
  intents: labels,
  primary: arbitrary(labels.length),
  present: arbitrary(labels.length),
};

const read = (text: string, locale: Locale = 'zh-CN', model: IntentModel | null = MODEL): Understanding =>
  readReply(
    { text, locale, now: NOW, zone: SHANGHAI, state: 'open', choices: [], currency: 'CNY' },
    model,
  );

const isSound = ({ intents, slots }: Understanding): boolean =>
  intents.length > 0 &&
  new Set(intents.map((one) => one.name)).size === intents.length &&
  intents.every(({ name, score }) => INTENTS.includes(name) && score >= 0 && score <= 1) &&
  [slots.installments, slots.ratio, slots.downPaymentRatio].every(
    (value) => value === undefined || (Number.isFinite(value) && value > 0),
  );

/** Pieces that the grammars react to, for messages that look almost right. */
const PIECES = [
  ...'一二两三十百千万半0123456789.,:-/%()（）【】"\'!?。，、…~$¥€还付期号月日周折成不没别',
  ...['明天', '下周', '下个月', '月底', '腊月', '每月', '首付', '分', '之前', '给你', '块', '元', '律师'],
  ...[' pay ', ' next ', ' friday', ' the ', ' 15th', ' month', ' weeks', ' in ', ' of ', ' down ', ' off '],
  ...[' not ', " n't ", ' hundred', ' twenty', ' and ', ' half ', ' per ', ' k ', ' jan ', ' stop ', ' die '],
  ...['\u200b', '\u0301', '\u202e', '\ud800', '\udc00', '\ufdfa', '👨‍👩‍👧', '🏳️‍🌈', 'ı', 'İ', 'ß', 'ﬃ', '㏵', '⑩', '\0', '\n'],
];

const LONG = 100_000;
const long = (unit: string): string => unit.repeat(Math.ceil(LONG / unit.length)).slice(0, LONG);

const RUNS: readonly string[] = [
  ...['a', '9', '一', '十', '二十', '九千', '两', '半', '下', '每', '分', '期', '不', '没', '我', '我想', '死', '还', '哈'],
  ...['(', '([', '（', '【', '"', "'", '。', '，', ' ', '\n', '\t', '　', '!', '?', '.', '…', '*', '<a ', '{"a":', '\\'],
  ...['0.', '1,', '1-', '12:', '2026-11-', '1/', '%', '$1', '¥', '１', '⒇', '①', '㏠', '\ufdfa', '\u0301', '\u200b', '\ud800'],
  ...['no ', 'not ', "i'm ", 'pay ', 'stop ', 'next ', 'in ', 'the ', '1st ', 'first ', 'twenty ', 'one hundred and '],
  ...['want to ', 'kill ', 'ignore ', 'system ', 'a month ', 'per ', '% off ', 'n', 'ni', 'xiang ', 'wo ', 's t o p ', 'ha'],
  ...['👌', '👨‍👩‍👧', '還', 'um ', '嗯', '周', '下周', '月', '腊月', '农历', '元', 'k', '1k', '忽略', '我会', 'i will ', '不是'],
];
/** What makes a message worth a closer look, so that the slots are read as well. */
const OPENINGS = ['', '我周五还500，', "i'll pay 50 on friday, ", '分6期每月'];

const cpu = (work: () => void): number => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
};
/** CPU milliseconds of one reading: the best of up to `tries`, of as few as are needed to stay within the limit. */
function cost(text: string, limit = 0, tries = 5): number {
  let best = Infinity;
  for (let at = 0; at < tries && best > limit; at += 1) best = Math.min(best, cpu(() => void read(text)));
  return best;
}

describe('whatever is written', () => {
  it.each<[Locale]>([['zh-CN'], ['en']])('random Unicode is read without an error, %s', (locale) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => isSound(read(text, locale))),
      { numRuns: 300, seed: 5 },
    );
  });

  it('lone surrogates and half words of the grammars are read without an error', () => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 });
    fc.assert(
      fc.property(pieces, fc.boolean(), (parts, rules) =>
        isSound(read(parts.join(''), 'zh-CN', rules ? null : MODEL)),
      ),
      { numRuns: 1_500, seed: 5 },
    );
  });

  it('the same message is always read the same', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        expect(read(text)).toEqual(read(text));
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it.each(['', ' ', '\n\n', '\u200b', '。', '\0', '\ud83d', '\ufeff'])('almost nothing is read, %j', (text) => {
    expect(isSound(read(text))).toBe(true);
  });
});

/**
 * A message may take 20 ms of CPU on an idle core. A neighbour on the same core slows everything alike, so the limit
 * is stretched by what a plain message of the same length costs more than it does at rest.
 */
describe('100 kB', () => {
  const PLAIN_AT_REST = 8;
  const plain = long('你好 hello，今天 weather 不错 and the sky is blue. ');

  /** Those that take longer than they may, with what they took. */
  function slowAmong(units: readonly string[], opening: string): (readonly [string, number])[] {
    [1, 2, 3].forEach(() => read(plain));
    const slowness = Math.max(1, cost(plain) / PLAIN_AT_REST);
    const limit = 20 * slowness;
    return units
      .map((unit) => [unit, cost(opening + long(unit), limit)] as const)
      .filter(([, spent]) => spent > limit);
  }

  it.each(OPENINGS)('of one thing over and over, after %j', (opening) => {
    let slow = slowAmong(RUNS, opening);
    // A machine that was held up for a moment is asked again; what is slow by itself stays slow.
    for (let again = 0; again < 3 && slow.length > 0; again += 1) {
      slow = slowAmong(
        slow.map(([unit]) => unit),
        opening,
      );
    }
    expect(slow).toEqual([]);
  });

  it('with danger in its last words still shows the danger', () => {
    expect(read(`${plain}我不想活了`).severity).toBe('crisis');
  });
});
