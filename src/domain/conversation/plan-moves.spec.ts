import { describe, expect, it } from '@jest/globals';
import {
  MONDAY_MORNING,
  PureDialogue,
  conversationFacts,
  debtFacts,
  CONFIRMED,
} from '../../../test/support/conversation.js';
import { DAY, plus } from '../calendar/instant.js';
import { todayIn } from '../calendar/zone.js';
import { idOf } from '../shared/ids.js';
import type { Locale } from '../shared/locale.js';
import type { DebtFacts } from './conversation-facts.js';
import type { ConversationContext } from './conversation.js';
import { EMPTY_CONTEXT, NEGOTIATION_REMEMBERED } from './conversation.js';

const words = (locale: Locale) =>
  (
    ({
      'zh-CN': {
        parts: '我想分期还',
        plans: '有什么方案',
        no: '不行',
        insult: '滚，畜生',
        noMoney: '我失业了，没有收入',
        left: '扣掉生活费每个月大概剩1000元',
        monthly: '最多每个月500',
        willPay: '我会还的',
        friday: '我下周五还500',
        inParts: '我分12期还，每期500',
        rest: '我先还500，剩下下月还',
      },
      en: {
        parts: 'can I pay in instalments',
        plans: 'what plans are there',
        no: 'no',
        insult: 'you bastards',
        noMoney: 'I lost my job and have no income',
        left: 'after bills I have about 1000 left a month',
        monthly: 'I can only do CNY 500 a month',
        willPay: 'I will pay',
        friday: "I'll pay 500 next Friday",
        inParts: "I'll pay in 12 instalments of 500",
        rest: "I'll pay 500 now and the rest next month",
      },
    }) as const
  )[locale];

const field = (dialogue: PureDialogue, name: string): unknown => {
  const reply = dialogue.last?.actions.find((action) => action.kind === 'reply');
  return reply?.fields[name];
};
const firstPayment = (dialogue: PureDialogue): number =>
  dialogue.conversation.context.offer?.instalments[0]?.amountMinor ?? 0;
const acts = (dialogue: PureDialogue): readonly string[] =>
  dialogue.conversation.context.negotiation?.acts.map(({ kind }) => kind) ?? [];

const later = (before: PureDialogue, by: number, changes: Partial<DebtFacts> = {}): PureDialogue => {
  const now = plus(MONDAY_MORNING, by);
  const debts = before.facts.debts.map((debt) => ({ ...debt, ...changes }));
  const { facts, conversation } = before;
  const { channel, rightParty } = CONFIRMED;
  const contactPoint = { channel, rightParty: { ...rightParty, expiresAt: plus(now, DAY) } };
  const then = { ...facts, contactPoint, today: todayIn(now, facts.zone), debts };
  return new PureDialogue(then as typeof facts, conversation, now);
};

describe.each<Locale>(['zh-CN', 'en'])('the talk about terms, %s', (locale) => {
  const say = words(locale);

  it('is remembered: what was said, what was offered and why; it asks once', () => {
    const dialogue = PureDialogue.confirmed(locale);
    expect(dialogue.say(say.parts)).toBe('affordability-ask');
    expect(dialogue.say(say.left)).toBe('plan-offer');
    expect(dialogue.conversation.context.negotiation).toMatchObject({ leftMinor: 100_000, asked: true });
    expect(dialogue.say(say.no)).toBe('plan-offer');
    expect(dialogue.conversation.context).toMatchObject({ rounds: 2, offeredFor: 'ground-given' });
    expect(acts(dialogue)).toEqual(['states-means', 'rejects']);
    const stored = JSON.parse(JSON.stringify(dialogue.conversation.context)) as ConversationContext;
    expect(stored).toEqual(dialogue.conversation.context);
  });

  it('forgets after its time and with the debt, and has all rounds again', () => {
    const before = PureDialogue.confirmed(locale);
    before.say(say.parts);
    before.say(say.left);
    const soon = later(before, NEGOTIATION_REMEMBERED - 1);
    expect([soon.say(say.no), soon.conversation.context.rounds]).toEqual(['plan-offer', 2]);
    const afterwards = later(before, NEGOTIATION_REMEMBERED);
    expect(afterwards.say(say.no)).toBe('counter-ask');
    expect(afterwards.conversation.context.negotiation?.leftMinor).toBeNull();
    const other = later(before, DAY, { id: idOf('another-debt') });
    expect(other.say(say.parts)).toBe('affordability-ask');
  });

  it('goes on from a conversation that was stored before it was remembered', () => {
    const before = PureDialogue.confirmed(locale);
    before.say(say.parts);
    before.say(say.plans);
    const { negotiation: _unknown, ...stored } = before.conversation.context;
    const dialogue = new PureDialogue(before.facts, {
      ...before.conversation,
      context: { ...EMPTY_CONTEXT, ...stored, rounds: 3 },
    });
    expect([dialogue.say(say.no), dialogue.say(say.no)]).toEqual(['plan-offer', 'handoff-ack']);
  });

  it('counts an insult for the next offer, though it is answered calmly', () => {
    const dialogue = PureDialogue.confirmed(locale);
    dialogue.say(say.parts);
    dialogue.say(say.plans);
    expect(dialogue.say(say.insult)).toBe('abuse-calm');
    expect(dialogue.conversation.context.negotiation?.acts.at(-1)).toEqual({
      kind: 'rejects',
      abusive: true,
    });
  });

  it('hears at night what it may not answer then', () => {
    const facts = conversationFacts({
      locale,
      contactPoint: CONFIRMED,
      debts: [debtFacts()],
      allowedReplies: ['acknowledge', 'answerQuestionAsked'],
    });
    const dialogue = new PureDialogue(facts, { state: 'open' });
    dialogue.say(say.parts);
    expect(dialogue.say(say.monthly)).toBe('night-ack');
    const { negotiation, offer, rounds } = dialogue.conversation.context;
    expect([acts(dialogue), negotiation?.offers, offer, rounds]).toEqual([['counters'], [], null, 0]);
  });

  it('takes good terms of the debtor at once, in full, for an explicit yes', () => {
    const dialogue = PureDialogue.confirmed(locale);
    expect(dialogue.say(locale === 'en' ? '3 parts' : '分3期')).toBe('plan-final');
    expect(dialogue.conversation.context).toMatchObject({ offeredFor: 'counter-good', rounds: 0 });
    expect(dialogue.did()).toEqual([]);
  });

  it('hears hardship amid it: kind, recorded, a smaller plan; again: a person', () => {
    const dialogue = PureDialogue.confirmed(locale);
    dialogue.say(say.parts);
    dialogue.say(say.plans);
    const asked = firstPayment(dialogue);
    expect(dialogue.say(say.noMoney)).toBe('plan-offer');
    expect(dialogue.did()).toEqual(['cancel debtor', 'record-vulnerability', 'hold debtor hardship']);
    expect([field(dialogue, 'inNeed'), firstPayment(dialogue) < asked]).toEqual([true, true]);
    expect(dialogue.say(say.noMoney)).toBe('handoff-ack');
    expect(dialogue.did()).toContain('hand off hardship normal');
  });

  it('asks once after hardship, and the one who has nothing gets reduced terms, not a demand', () => {
    const dialogue = PureDialogue.confirmed(locale);
    expect(dialogue.say(say.noMoney)).toBe('hardship-kind');
    expect(dialogue.say('1')).toBe('affordability-ask');
    expect(dialogue.say('1')).toBe('plan-offer');
    expect(dialogue.conversation.context.offeredFor).toBe('hardship-terms');
  });

  it('a word to pay with parts is a plan, with a day a promise, without either no yes', () => {
    const plan = PureDialogue.confirmed(locale);
    expect(['plan-offer', 'plan-final']).toContain(plan.say(say.inParts));
    const rest = PureDialogue.confirmed(locale);
    expect(rest.say(say.rest)).toBe('plan-offer');
    expect(firstPayment(rest)).toBe(50_000);
    const promise = PureDialogue.confirmed(locale);
    promise.say(say.parts);
    promise.say(say.plans);
    expect(promise.say(say.friday)).toBe('promise-echo');
    const shown = PureDialogue.confirmed(locale);
    shown.say(locale === 'en' ? '2 parts' : '分2期');
    expect(shown.say(say.willPay)).toBe('plan-final');
    expect(shown.did()).toEqual([]);
  });
});
