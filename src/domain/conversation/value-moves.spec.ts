import { describe, expect, it } from '@jest/globals';
import { MONDAY_MORNING, PureDialogue, activeArrangement } from '../../../test/support/conversation.js';
import { localDate } from '../calendar/local-date.js';
import type { Locale } from '../shared/locale.js';
import { money } from '../shared/money.js';
import type { Ambiguity, Intent, Slots, Understanding } from '../understanding/understanding.js';
import type { ConversationState } from './conversation.js';
import { decide } from './decide.js';

const FRIDAY = localDate('2026-11-27');
const SATURDAY = localDate('2026-11-28');
const cny = (minor: number) => money(minor, 'CNY');
const DAYS: Ambiguity = { slot: 'date', readings: [FRIDAY, SATURDAY], words: '周五或者周六' };
const AMOUNTS: Ambiguity = { slot: 'amount', readings: [cny(200_000), cny(300_000)], words: '两三千' };

function hear(dialogue: PureDialogue, intent: Intent, slots: Slots): string | null {
  const { conversation, facts } = dialogue;
  const understanding: Understanding = {
    intents: [{ name: intent, score: 0.9 }],
    slots,
    severity: null,
    language: facts.locale,
    evidence: [],
  };
  const content = { kind: 'text', text: '' } as const;
  return dialogue.take(decide({ conversation, content, understanding, facts, now: MONDAY_MORNING }));
}

const listed = (dialogue: PureDialogue): readonly string[] => {
  const reply = dialogue.last?.actions.find((action) => action.kind === 'reply');
  return (reply?.fields['values'] ?? []) as readonly string[];
};

describe.each<Locale>(['zh-CN', 'en'])('a day that could be two, %s', (locale) => {
  const asked = (): PureDialogue => {
    const dialogue = PureDialogue.confirmed(locale);
    expect(hear(dialogue, 'promise_to_pay', { amount: cny(50_000), ambiguous: [DAYS] })).toBe('which-value');
    return dialogue;
  };

  it('is asked about with both days and a person, and nothing is made of it', () => {
    const dialogue = asked();
    expect(listed(dialogue)).toHaveLength(3);
    expect(dialogue.conversation.context.choices).toEqual([
      { intent: 'promise_to_pay', value: FRIDAY },
      { intent: 'promise_to_pay', value: SATURDAY },
      { intent: 'request_human' },
    ]);
    expect(dialogue.did()).toEqual([]);
    expect(dialogue.conversation.context.promise).toBeNull();
  });

  it('is answered by a number, by the words of the list, or by another day', () => {
    const words = { 'zh-CN': ['2', '11月28号', '星期六'], en: ['2', '28 November', 'Saturday'] }[locale];
    for (const answer of [...words, listed(asked())[1] ?? '']) {
      const dialogue = asked();
      expect([answer, dialogue.say(answer)]).toEqual([answer, 'promise-echo']);
      const { promise, misunderstood, unclear } = dialogue.conversation.context;
      expect([promise, misunderstood, unclear]).toEqual([{ amountMinor: 50_000, dueOn: SATURDAY }, 0, null]);
      expect(dialogue.say('1')).toBe('promise-confirmed');
    }
  });

  it('goes to a person on demand, and when it stays unclear', () => {
    expect(asked().say('3')).toBe('handoff-ack');
    const dialogue = asked();
    expect(hear(dialogue, 'out_of_scope', { ambiguous: [DAYS] })).toBe('handoff-ack');
    expect(dialogue.did()).toEqual(['hand off not-understood normal']);
  });

  it('leaves everything else to its own answer', () => {
    const dialogue = asked();
    expect(dialogue.say(locale === 'en' ? 'my bill' : '我的账单')).toBe('case-summary');
    expect(dialogue.conversation.context.unclear).toBeNull();
    expect(asked().say(locale === 'en' ? 'stop' : '停止')).toBe('optout-confirm');
  });
});

describe.each<Locale>(['zh-CN', 'en'])('an amount that could be two, %s', (locale) => {
  it('of a plan is asked about once, with the rest of the wish kept', () => {
    for (const answer of ['1', locale === 'en' ? '2,000' : '2000', 'label']) {
      const dialogue = PureDialogue.confirmed(locale);
      const named: Slots = { per: 'month', ambiguous: [AMOUNTS] };
      expect(hear(dialogue, 'negotiate_terms', named)).toBe('which-value');
      expect(dialogue.conversation.state).toBe('awaiting-affordability');
      const typed = answer === 'label' ? (listed(dialogue)[0] ?? '') : answer;
      expect([typed, dialogue.say(typed)]).toEqual([typed, 'plan-final']);
      expect(dialogue.conversation.context.offer?.instalments.map((one) => one.amountMinor)).toEqual([
        200_000, 200_000, 200_000,
      ]);
    }
  });

  it('beside a day that could be two is asked about after it', () => {
    const dialogue = PureDialogue.confirmed(locale);
    expect(hear(dialogue, 'promise_to_pay', { ambiguous: [DAYS, AMOUNTS] })).toBe('which-value');
    expect(dialogue.say('1')).toBe('which-value');
    expect(dialogue.say('2')).toBe('promise-echo');
    expect(dialogue.conversation.context.promise).toEqual({ amountMinor: 300_000, dueOn: FRIDAY });
  });
});

describe('a yes with an unclear value', () => {
  it.each<[ConversationState, ConversationState]>([
    ['confirming-promise', 'awaiting-promise-details'],
    ['confirming-plan', 'negotiating'],
    ['confirming-new-date', 'awaiting-new-date'],
  ])('agrees to nothing: %s', (state, waits) => {
    const dialogue = PureDialogue.confirmed(
      'en',
      state === 'confirming-new-date' ? { activeArrangement: activeArrangement() } : {},
    );
    if (state === 'confirming-promise') dialogue.say("I'll pay 500 next Friday");
    if (state === 'confirming-plan') dialogue.say('2 parts');
    if (state === 'confirming-new-date') {
      dialogue.say('move date');
      dialogue.say('8 Dec');
    }
    expect(dialogue.conversation.state).toBe(state);
    expect(hear(dialogue, 'accept_offer', { ambiguous: [DAYS] })).toBe('which-value');
    expect([dialogue.did(), dialogue.conversation.state]).toEqual([[], waits]);
  });

  it('of another figure is no yes to what was shown', () => {
    const promise = PureDialogue.confirmed('en');
    promise.say("I'll pay 500 next Friday");
    expect(hear(promise, 'accept_offer', { amount: cny(30_000) })).toBe('promise-echo');
    expect(promise.conversation.context.promise?.amountMinor).toBe(30_000);
    expect(hear(promise, 'accept_offer', { amount: cny(30_000) })).toBe('promise-confirmed');

    const plan = PureDialogue.confirmed('en');
    expect(plan.say('2 parts')).toBe('plan-final');
    expect(hear(plan, 'accept_offer', { installments: 3 })).not.toBe('plan-agreed');
    expect(plan.did()).toEqual([]);
    expect(hear(plan, 'accept_offer', { installments: 3 })).toBe('plan-agreed');
  });
});

it.each<ConversationState>(['awaiting-identity', 'with-person', 'stopped'])('asks nothing: %s', (state) => {
  const dialogue = PureDialogue.confirmed('en');
  const owner = state === 'with-person' ? 'person' : 'bot';
  const rightParty = { state: 'unconfirmed', failedTries: 0 } as const;
  dialogue.conversation = { ...dialogue.conversation, state, owner };
  if (state === 'awaiting-identity') {
    dialogue.facts = { ...dialogue.facts, contactPoint: { channel: 'sms', rightParty } };
  }
  expect(hear(dialogue, 'promise_to_pay', { ambiguous: [DAYS] })).not.toBe('which-value');
});
