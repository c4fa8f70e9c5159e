import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import {
  activeArrangement,
  CONFIRMED,
  conversationFacts,
  debtFacts,
  MONDAY_MORNING,
  newConversation,
  PureDialogue,
  replyOf,
} from '../../../test/support/conversation.js';
import { localDate } from '../calendar/local-date.js';
import { idOf } from '../shared/ids.js';
import type { Ambiguity, Intent, Slots, Understanding } from '../understanding/understanding.js';
import { INTENTS } from '../understanding/understanding.js';
import type { ConversationState } from './conversation.js';
import { CONVERSATION_STATES, EMPTY_CONTEXT } from './conversation.js';
import type { ConversationFacts } from './conversation-facts.js';
import { decide } from './decide.js';
import type { Decision } from './decision.js';
import { REPLY_TEMPLATES } from './reply-templates.js';
import type { ReplyName } from './reply-templates.js';

const understood = (name: Intent, slots: Slots = {}): Understanding => ({
  intents: [{ name, score: 0.9 }],
  slots,
  severity: null,
  language: 'zh-CN',
  evidence: [],
});

const UNCLEAR: Ambiguity[] = [
  { slot: 'date', readings: [localDate('2026-11-27'), localDate('2026-11-28')], words: '周五或者周六' },
  {
    slot: 'amount',
    readings: [
      { minor: 20_000, currency: 'CNY' },
      { minor: 30_000, currency: 'CNY' },
    ],
    words: '两三百',
  },
];

const BEFORE_CONFIRMATION: readonly ConversationState[] = ['new', 'awaiting-identity', 'verifying'];

const factsFor = (state: ConversationState): ConversationFacts => {
  if (state === 'wrong-party') {
    return conversationFacts({
      contactPoint: { channel: 'sms', rightParty: { state: 'wrong', at: MONDAY_MORNING } },
    });
  }
  return conversationFacts(BEFORE_CONFIRMATION.includes(state) ? {} : { contactPoint: CONFIRMED });
};

const decideIn = (state: ConversationState, intent: Intent, facts = factsFor(state)): Decision =>
  decide({
    conversation: newConversation({ state, owner: state === 'with-person' ? 'person' : 'bot' }),
    content: { kind: 'text', text: '' },
    understanding: understood(intent),
    facts,
    now: MONDAY_MORNING,
  });

const revealing = (decision: Decision): boolean => {
  const reply = replyOf(decision);
  return reply ? REPLY_TEMPLATES[reply.template as ReplyName].revealsDebt : false;
};

const replies = (decision: Decision): number =>
  decision.actions.filter((action) => action.kind === 'reply').length;

describe('every state and intent', () => {
  it.each(CONVERSATION_STATES)('%s decides for every intent, with at most one reply', (state) => {
    for (const intent of INTENTS) {
      const decision = decideIn(state, intent);
      expect(CONVERSATION_STATES).toContain(decision.state);
      expect(replies(decision)).toBeLessThanOrEqual(1);
    }
  });

  it.each(CONVERSATION_STATES)('%s takes words of crisis to a person at once', (state) => {
    const { actions, owner } = decideIn(state, 'crisis_self_harm');
    expect(actions).toContainEqual({ kind: 'place-hold', scope: 'debtor', reason: 'crisis', until: null });
    expect(actions).toContainEqual({ kind: 'hand-off', reason: 'crisis', priority: 'urgent' });
    expect(actions.find((action) => action.kind === 'reply')?.template).toBe('crisis-support');
    expect(owner).toBe('person');
  });

  it.each(CONVERSATION_STATES)('%s obeys a stop and a cease', (state) => {
    expect(decideIn(state, 'stop_contact').actions).toContainEqual({ kind: 'opt-out' });
    expect(decideIn(state, 'cease_contact').actions).toContainEqual({
      kind: 'place-hold',
      scope: 'debtor',
      reason: 'cease-contact',
      until: null,
    });
  });

  it('says nothing while a person owns the conversation, but for crisis, stop and cease', () => {
    const answered = INTENTS.filter((intent) => replies(decideIn('with-person', intent)) > 0);
    expect(answered.sort()).toEqual(['cease_contact', 'crisis_self_harm', 'stop_contact']);
  });
});

describe('random histories', () => {
  const slots = fc.record(
    {
      amount: fc.integer({ min: 0, max: 900_000 }).map((minor) => ({ minor, currency: 'CNY' as const })),
      date: fc.constantFrom('2026-11-01', '2026-11-23', '2026-12-10', '2027-06-01').map(localDate),
      installments: fc.integer({ min: 1, max: 40 }),
      per: fc.constantFrom<'month' | 'week'>('month', 'week'),
      ratio: fc.constantFrom(0.1, 0.5, 0.95),
      downPayment: fc.integer({ min: 0, max: 900_000 }).map((minor) => ({ minor, currency: 'CNY' as const })),
      payDay: fc.integer({ min: 1, max: 31 }),
      ambiguous: fc.subarray(UNCLEAR, { minLength: 1 }),
      choice: fc.integer({ min: 1, max: 6 }),
      idLast4: fc.constantFrom('123X', '0000'),
      birthDate: fc.constantFrom('1990-05-01', '1991-01-01').map(localDate),
    },
    { requiredKeys: [] },
  );
  const message = fc.tuple(fc.constantFrom(...INTENTS), slots);
  const debts = fc.constantFrom(
    [debtFacts()],
    [debtFacts(), debtFacts({ id: idOf('debt-2'), reference: 'L-200' })],
    [debtFacts({ activeArrangement: activeArrangement() })],
    [debtFacts({ state: 'paid', outstandingMinor: 0 })],
    [],
  );
  const allowed = fc.constantFrom<ConversationFacts['allowedReplies']>('all', [
    'acknowledge',
    'optoutConfirm',
    'crisisSupport',
    'disputeAck',
  ]);

  it('never throw, never answer twice, and reveal nothing before the right party is confirmed', () => {
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 14 }),
        debts,
        allowed,
        (messages, ofDebtor, allowedReplies) => {
          const dialogue = new PureDialogue(conversationFacts({ debts: ofDebtor, allowedReplies }));
          for (const [intent, given] of messages) {
            const before = dialogue.facts.contactPoint.rightParty.state;
            const decision = decide({
              conversation: dialogue.conversation,
              content: { kind: 'text', text: '' },
              understanding: understood(intent, given as Slots),
              facts: dialogue.facts,
              now: MONDAY_MORNING,
            });
            dialogue.take(decision);
            const confirmed = decision.actions.some((action) => action.kind === 'confirm-right-party');
            expect(replies(decision)).toBeLessThanOrEqual(1);
            if (before !== 'confirmed' && !confirmed) {
              expect(revealing(decision)).toBe(false);
              expect(decision.actions.map((action) => action.kind)).not.toContain('record-promise');
              expect(decision.actions.map((action) => action.kind)).not.toContain('agree-arrangement');
            }
            const reply = replyOf(decision);
            if (reply && allowedReplies !== 'all') expect(allowedReplies).toContain(reply.content);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('agree to nothing that was not on the table and confirmed', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 14 }), (messages) => {
        const dialogue = PureDialogue.confirmed('zh-CN');
        for (const [intent, given] of messages) {
          const shown = dialogue.conversation;
          const decision = decide({
            conversation: shown,
            content: { kind: 'text', text: '' },
            understanding: understood(intent, given as Slots),
            facts: dialogue.facts,
            now: MONDAY_MORNING,
          });
          for (const action of decision.actions) {
            if (action.kind === 'agree-arrangement' || action.kind === 'record-promise') {
              expect(given.ambiguous).toBeUndefined();
            }
            if (action.kind === 'agree-arrangement') {
              expect(shown.state).toBe('confirming-plan');
              expect(action.terms).toEqual(shown.context.offer);
            }
            if (action.kind === 'record-promise') {
              expect(shown.state).toBe('confirming-promise');
              expect(action.dueOn).toBe(shown.context.promise?.dueOn);
              expect(action.amount.minor).toBeLessThanOrEqual(600_000);
            }
          }
          dialogue.take(decision);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('outside the contact window', () => {
  const night = conversationFacts({
    contactPoint: CONFIRMED,
    allowedReplies: ['acknowledge', 'optoutConfirm', 'crisisSupport', 'disputeAck'],
  });

  it('takes note, keeps what protects, and puts the rest off to the day', () => {
    const dialogue = new PureDialogue(night, { state: 'open' });
    expect(dialogue.say('分6期可以吗')).toBe('night-ack');
    expect([dialogue.conversation.state, dialogue.conversation.context.offer]).toEqual(['open', null]);
    expect(dialogue.say('这个金额不对')).toBe('dispute-ack');
    expect(dialogue.did()).toContain('hold debt dispute');
  });

  it('does not let an unseen offer be accepted in the morning', () => {
    const dialogue = new PureDialogue(night, { state: 'open' });
    dialogue.say('分6期可以吗');
    dialogue.facts = { ...dialogue.facts, allowedReplies: 'all' };
    dialogue.say('可以');
    expect(dialogue.actions.map((action) => action.kind)).not.toContain('agree-arrangement');
  });
});

describe('right party', () => {
  it('is asked for again once the confirmation has expired', () => {
    const { rightParty } = CONFIRMED;
    const expired =
      rightParty.state === 'confirmed' ? { ...rightParty, expiresAt: MONDAY_MORNING } : rightParty;
    const facts = conversationFacts({ contactPoint: { channel: 'sms', rightParty: expired } });
    const dialogue = new PureDialogue(facts, { state: 'negotiating' });
    expect(dialogue.say('我欠多少')).toBe('identity-ask');
  });

  it('is left to a person when nothing is on file to compare with', () => {
    const facts = conversationFacts({ checkFacts: { idNumber: null, birthDate: localDate('1990-05-01') } });
    const dialogue = new PureDialogue(facts, { state: 'awaiting-identity' });
    expect(dialogue.say('是我本人')).toBe('handoff-ack');
    expect(dialogue.did()).toEqual(['hand off identity-failed normal']);
  });

  it('never says which of the two facts was wrong', () => {
    const wrongId = new PureDialogue(conversationFacts(), { state: 'verifying' });
    const wrongBirth = new PureDialogue(conversationFacts(), { state: 'verifying' });
    wrongId.say('0000 1990-05-01');
    wrongBirth.say('123X 1991-05-01');
    expect(replyOf(wrongId.last as Decision)).toEqual(replyOf(wrongBirth.last as Decision));
  });
});

describe('several debts', () => {
  const two = [debtFacts(), debtFacts({ id: idOf('debt-2'), reference: 'L-200' })];

  it('asks which one, then goes on with what was wanted', () => {
    const dialogue = new PureDialogue(conversationFacts({ contactPoint: CONFIRMED, debts: two }), {
      state: 'open',
    });
    expect(dialogue.say('怎么还款')).toBe('choose-debt');
    expect(dialogue.say('2')).toBe('how-to-pay');
    expect(dialogue.conversation.debtId).toBe('debt-2');
  });

  it('thanks when nothing is open any more', () => {
    const dialogue = PureDialogue.confirmed('zh-CN', { state: 'paid', outstandingMinor: 0 });
    expect(dialogue.say('我还欠多少')).toBe('all-settled');
  });
});

describe('a promise', () => {
  const open = (debt = {}): PureDialogue => PureDialogue.confirmed('zh-CN', debt);

  it('is lowered to the balance, and means all of it when no amount is named', () => {
    const capped = open();
    capped.say('明天还九千');
    expect(capped.conversation.context.promise?.amountMinor).toBe(600_000);
    const whole = open();
    whole.say('我下周五还');
    expect(whole.conversation.context.promise?.amountMinor).toBe(600_000);
  });

  it('is not taken for a day too far ahead', () => {
    expect(open().say('我1月15号还500')).toBe('promise-date-limit');
  });

  it('can be brought forward but not put off without a person', () => {
    const openPromise = {
      id: idOf<never>('promise-1'),
      debtId: idOf<never>('debt-1'),
      conversationId: idOf<never>('conversation-1'),
      amount: { minor: 50_000, currency: 'CNY' as const },
      dueOn: localDate('2026-12-01'),
      state: 'open' as const,
      paidBeforeMinor: 0,
      madeAt: MONDAY_MORNING,
      remindedAt: null,
      settledAt: null,
      version: 1,
    };
    expect(open({ openPromise }).say('我明天就还500')).toBe('promise-echo');
    const later = open({ openPromise });
    expect(later.say('我12月10号还500')).toBe('handoff-ack');
    expect(later.did()).toEqual(['hand off outside-authority normal']);
  });

  it('in another currency asks for the amount again', () => {
    const dialogue = open();
    expect(dialogue.say('我明天还100美元')).toBe('promise-ask');
  });
});

describe('context', () => {
  it('forgets misunderstandings once something is understood', () => {
    const dialogue = PureDialogue.confirmed('zh-CN');
    dialogue.say('今天天气真好');
    dialogue.say('怎么还款');
    expect(dialogue.conversation.context).toEqual({ ...EMPTY_CONTEXT });
  });

  it('does not take a yes for a plan after something else was answered in between', () => {
    const dialogue = PureDialogue.confirmed('zh-CN');
    dialogue.say('分3期可以吗');
    if (dialogue.conversation.state === 'negotiating') dialogue.say('可以');
    expect(dialogue.conversation.state).toBe('confirming-plan');
    dialogue.say('怎么还款');
    dialogue.say('好的');
    expect(dialogue.actions.map((action) => action.kind)).not.toContain('agree-arrangement');
    expect(dialogue.conversation.state).toBe('confirming-plan');
  });
});
