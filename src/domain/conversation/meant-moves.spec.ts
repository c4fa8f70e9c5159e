import { describe, expect, it } from '@jest/globals';
import { PureDialogue, MONDAY_MORNING } from '../../../test/support/conversation.js';
import type { Locale } from '../shared/locale.js';
import { labelFault, numberedLines } from '../template/choice-labels.js';
import type { Intent, Understanding } from '../understanding/understanding.js';
import type { ConversationState } from './conversation.js';
import { decide } from './decide.js';
import type { Decision } from './decision.js';

const LIKELY: readonly Intent[] = [
  'negotiate_terms',
  'out_of_scope',
  'promise_to_pay',
  'deceased',
  'hardship',
];

const unsure = (first: Intent, likely: readonly Intent[]): Understanding => ({
  intents: [{ name: first, score: 0.3 }],
  slots: {},
  severity: null,
  language: 'en',
  evidence: [],
  likely,
});

function hear(dialogue: PureDialogue, understanding: Understanding): string | null {
  const { conversation, facts } = dialogue;
  const content = { kind: 'text', text: 'well, you know how it is' } as const;
  return dialogue.take(decide({ conversation, content, understanding, facts, now: MONDAY_MORNING }));
}

const listed = (decision: Decision | null): readonly string[] => {
  const reply = decision?.actions.find((action) => action.kind === 'reply');
  const meanings = reply?.fields['meanings'];
  return Array.isArray(meanings) ? (meanings as readonly string[]) : [];
};

describe.each<Locale>(['zh-CN', 'en'])('a message that is read unsurely, %s', (locale) => {
  it('is asked about with its likeliest meanings and a person; none of them protects or agrees', () => {
    const dialogue = PureDialogue.confirmed(locale);
    expect(hear(dialogue, unsure('negotiate_terms', LIKELY))).toBe('which-meant');
    expect(dialogue.conversation.context.choices.map(({ intent }) => intent)).toEqual([
      'negotiate_terms',
      'promise_to_pay',
      'hardship',
      'request_human',
    ]);
    expect(listed(dialogue.last)).toHaveLength(4);
    expect(dialogue.did()).toEqual([]);
  });

  it('is answered by a number, and by the words of the list', () => {
    for (const answer of ['1', '2', '4']) {
      const dialogue = PureDialogue.confirmed(locale);
      hear(dialogue, unsure('negotiate_terms', LIKELY));
      expect(dialogue.say(answer)).toBe(
        { 1: 'affordability-ask', 2: 'promise-ask', 4: 'handoff-ack' }[answer],
      );
      expect(dialogue.conversation.context.misunderstood).toBe(0);
    }
  });

  it('lists words that read as what they stand for', () => {
    const all: readonly Intent[] = [
      'promise_to_pay',
      'already_paid',
      'negotiate_terms',
      'ask_balance',
      'ask_how_to_pay',
      'ask_proof',
      'dispute_amount',
      'hardship',
      'stop_contact',
    ];
    for (const intent of all) {
      const dialogue = PureDialogue.confirmed(locale);
      hear(dialogue, unsure('out_of_scope', [intent]));
      const [line] = numberedLines(`1 ${listed(dialogue.last)[0] ?? ''}`);
      expect([intent, labelFault(line?.label ?? '', intent, all, locale)]).toEqual([intent, null]);
    }
  });

  it('twice in a row goes to a person', () => {
    const dialogue = PureDialogue.confirmed(locale);
    hear(dialogue, unsure('negotiate_terms', LIKELY));
    expect(hear(dialogue, unsure('hardship', LIKELY))).toBe('handoff-ack');
    expect(dialogue.did()).toEqual(['hand off not-understood normal']);
  });
});

it('never agrees to anything: an unsure yes to a plan is asked about', () => {
  const dialogue = PureDialogue.confirmed('en');
  dialogue.say('can I pay in instalments');
  expect(hear(dialogue, unsure('accept_offer', ['accept_offer', 'promise_to_pay']))).toBe('which-meant');
  expect(dialogue.conversation.context.choices.map(({ intent }) => intent)).not.toContain('accept_offer');
});

it.each<Intent>(['crisis_self_harm', 'deceased', 'stop_contact', 'not_debtor', 'complaint'])(
  'is never put off: %s',
  (intent) => {
    const dialogue = PureDialogue.confirmed('en');
    expect(hear(dialogue, unsure(intent, [intent, 'hardship']))).not.toBe('which-meant');
  },
);

it.each<ConversationState>(['with-person', 'stopped'])('asks nothing: %s', (state) => {
  const dialogue = PureDialogue.confirmed('en');
  dialogue.conversation = {
    ...dialogue.conversation,
    state,
    owner: state === 'with-person' ? 'person' : 'bot',
  };
  expect(hear(dialogue, unsure('negotiate_terms', LIKELY))).not.toBe('which-meant');
});

it('has nothing to list: as before', () => {
  expect(hear(PureDialogue.confirmed('en'), unsure('out_of_scope', ['out_of_scope', 'greeting_ack']))).toBe(
    'not-understood',
  );
});
