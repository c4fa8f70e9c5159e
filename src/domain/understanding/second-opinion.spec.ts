import { describe, expect, it } from '@jest/globals';
import { withOpinion } from './second-opinion.js';
import type { Intent, Understanding } from './understanding.js';

const unsure = (first: Intent, ...likely: readonly Intent[]): Understanding => ({
  intents: [{ name: first, score: 0.3 }],
  slots: { installments: 6 },
  severity: null,
  language: 'en',
  evidence: [],
  likely,
});

describe('a second opinion', () => {
  const read = unsure('negotiate_terms', 'negotiate_terms', 'promise_to_pay', 'ask_proof');

  it('decides between what is likely', () => {
    expect(withOpinion(read, 'negotiate_terms').likely).toBeUndefined();
    expect(withOpinion(read, 'negotiate_terms').slots).toEqual({ installments: 6 });
    expect(withOpinion(read, 'ask_proof')).toMatchObject({ intents: [{ name: 'ask_proof' }], slots: {} });
  });

  it.each<Intent | null>(['promise_to_pay', 'accept_offer', 'dispute_amount', 'out_of_scope', null])(
    'changes nothing: %s',
    (opinion) => expect(withOpinion(read, opinion)).toBe(read),
  );

  it.each<Intent>(['crisis_self_harm', 'stop_contact', 'not_debtor', 'hardship', 'complaint'])(
    'never lowers what protects: %s',
    (first) => {
      const one = unsure(first, first, 'negotiate_terms');
      expect(withOpinion(one, 'negotiate_terms')).toBe(one);
    },
  );

  it('of danger to life always counts', () => {
    expect(withOpinion(read, 'crisis_self_harm')).toMatchObject({
      severity: 'crisis',
      intents: [{ name: 'crisis_self_harm' }, { name: 'negotiate_terms' }],
      slots: {},
    });
  });

  it('is not heard on a reading that is sure', () => {
    const { likely: _likely, ...sure } = read;
    expect(withOpinion(sure, 'ask_proof')).toBe(sure);
  });
});
