import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { instant } from '../../../domain/calendar/instant.js';
import type { Delivery } from './delivery.js';
import { LongTexts } from './long-texts.js';
import type { HeldPart, LongText } from './long-texts.js';

const NOW = instant(0);
const TIMES = { waitMs: 10_000, holdMs: 500 };

let told: string[];
let answers: string[];
let texts: LongTexts;
const part = (sequence: number, words = `part ${sequence}`, total = 3, from = 'a'): HeldPart => {
  let answered = '';
  const delivery = {
    from,
    to: 'us',
    bytes: Buffer.from(words),
    part: { reference: 1, total, sequence },
  } as Delivery;
  return {
    delivery,
    session: 1,
    answer: (answer) => {
      if (answered === '') answers.push(`${sequence} ${answer}`);
      answered ||= answer;
    },
    isGivenBack: () => answered === 'again',
  };
};
const complete = ({ deliveries, places }: LongText): void => {
  told.push(places.map((place) => place?.delivery.bytes.toString() ?? '?').join('|'));
  for (const one of deliveries) one.answer('stored');
  for (const one of places) if (one?.isGivenBack()) texts.expect(one.delivery, instant(1));
};

describe('a long text', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    [told, answers] = [[], []];
    texts = new LongTexts(TIMES, complete);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([[[1, 2, 3]], [[3, 1, 2]], [[2, 2, 1, 3]], [[3, 3, 3, 2, 1]]])(
    'whose parts come as %j is told once, and every part is acknowledged',
    (order) => {
      for (const sequence of order) texts.add(part(sequence), NOW);
      expect(told).toEqual(['part 1|part 2|part 3']);
      expect(answers.sort()).toEqual(order.map((sequence) => `${sequence} stored`).sort());
    },
  );

  it('is acknowledged in no part before it is whole', () => {
    texts.add(part(1), NOW);
    texts.add(part(2), NOW);
    expect([told, answers]).toEqual([[], []]);
  });

  it('whose parts wait too long gives them back and keeps their words', () => {
    texts.add(part(1), NOW);
    jest.advanceTimersByTime(TIMES.holdMs);
    expect(answers).toEqual(['1 again']);
    texts.add(part(2), NOW);
    texts.add(part(3), NOW);
    expect(told).toEqual(['part 1|part 2|part 3']);
    texts.add(part(1), NOW);
    expect(answers).toEqual(['1 again', '2 stored', '3 stored', '1 stored']);
    jest.advanceTimersByTime(TIMES.waitMs);
    expect(told).toHaveLength(1);
  });

  it('with a part that never comes is told with a gap, after the time', () => {
    texts.add(part(1), NOW);
    texts.add(part(3), NOW);
    jest.advanceTimersByTime(TIMES.waitMs - 1);
    expect(told).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(told).toEqual(['part 1|?|part 3']);
  });

  it('does not mix with that of somebody else, nor with one of another length', () => {
    texts.add(part(1, 'mine', 2), NOW);
    texts.add(part(2, 'theirs', 2, 'b'), NOW);
    texts.add(part(2, 'three', 3), NOW);
    expect(told).toEqual([]);
    texts.add(part(2, 'mine too', 2), NOW);
    expect(told).toEqual(['mine|mine too']);
  });

  it('that takes a number which is still in use begins anew', () => {
    texts.add(part(1, 'old', 2), NOW);
    texts.add(part(1, 'new', 2), NOW);
    expect(told).toEqual(['old|?']);
    texts.add(part(2, 'end', 2), NOW);
    expect(told).toEqual(['old|?', 'new|end']);
  });

  it('goes back to the SMSC when we stop', () => {
    texts.add(part(1), NOW);
    texts.close();
    expect(answers).toEqual(['1 again']);
    jest.advanceTimersByTime(TIMES.waitMs);
    expect(told).toEqual([]);
  });
});
