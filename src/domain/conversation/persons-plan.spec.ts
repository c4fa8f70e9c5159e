import { describe, expect, it } from '@jest/globals';
import { MONDAY_MORNING, PureDialogue } from '../../../test/support/conversation.js';
import type { PlanTerms } from '../arrangement/arrangement.js';
import { HOUR, plus } from '../calendar/instant.js';
import type { Conversation } from './conversation.js';
import { handedBack } from './conversation.js';
import { stateForReading } from './decide.js';

/** A person has the conversation and put a plan of four instalments on the table, beyond what the assistant may. */
const withPlan = (sent: boolean): PureDialogue => {
  const plain = PureDialogue.confirmed('zh-CN');
  const [debt] = plain.facts.debts;
  if (!debt) throw new Error('the debtor has a debt');
  const quarter = Math.floor(debt.outstandingMinor / 4);
  const terms: PlanTerms = {
    currency: debt.currency,
    totalMinor: debt.outstandingMinor,
    discountMinor: 0,
    frequency: 'monthly',
    instalments: ['2026-12-16', '2027-01-16', '2027-02-16', '2027-03-16'].map((dueOn, place) => ({
      dueOn: dueOn as never,
      amountMinor: place < 3 ? quarter : debt.outstandingMinor - 3 * quarter,
    })),
  };
  const conversation: Conversation = {
    ...plain.conversation,
    owner: 'person',
    state: 'with-person',
    context: {
      ...plain.conversation.context,
      offer: terms,
      offeredWithin: {
        debtId: debt.id,
        limits: { ...debt.limits, maximumInstalments: 4, startWithinDays: 366 },
        bucket: '1-30',
        until: plus(MONDAY_MORNING, 48 * HOUR),
      },
      offeredBy: { staff: 'lin', messageId: 'm' as never },
      choices: [{ intent: 'accept_offer' }, { intent: 'reject_offer' }],
    },
  };
  return new PureDialogue({ ...plain.facts, personsOfferSent: sent }, conversation, MONDAY_MORNING);
};

describe('a plan that a person put on the table', () => {
  it.each(['好的', '1', 'yes'])('is agreed by %j and confirmed in the name of the person', (text) => {
    const dialogue = withPlan(true);
    expect(dialogue.say(text)).toBe('plan-agreed');
    const actions = dialogue.last?.actions ?? [];
    expect(actions.map(({ kind }) => kind)).toContain('agree-arrangement');
    expect(actions.find(({ kind }) => kind === 'reply')).toMatchObject({ forPerson: true });
    expect(dialogue.conversation).toMatchObject({ owner: 'person', state: 'with-person' });
    expect(dialogue.conversation.context.offer).toBeNull();
  });

  it('is not agreed by a yes before it was sent', () => {
    const dialogue = withPlan(false);
    expect(dialogue.say('好的')).toBeNull();
    expect(dialogue.conversation.context.offer).not.toBeNull();
  });

  it('leaves everything else to the person', () => {
    for (const text of ['不行', '2', '我再想想', '每月500可以吗'])
      expect(withPlan(true).say(text)).toBeNull();
  });

  it('stays on the table when the assistant gets the conversation back', () => {
    const before = withPlan(true);
    const back = handedBack(before.conversation, MONDAY_MORNING);
    const dialogue = new PureDialogue(before.facts, back, MONDAY_MORNING);
    expect(dialogue.say('好的')).toBe('plan-agreed');
    expect(dialogue.conversation).toMatchObject({ owner: 'bot', state: 'open' });

    const unsent = new PureDialogue({ ...before.facts, personsOfferSent: false }, back, MONDAY_MORNING);
    expect(unsent.say('好的')).toBe('plan-final');
    expect(unsent.say('好的')).toBe('plan-agreed');

    const late = handedBack(before.conversation, plus(MONDAY_MORNING, 48 * HOUR));
    expect(late).toMatchObject({ state: 'open', context: { offer: null } });
  });

  it('is gone when the debtor is in danger', () => {
    const dialogue = withPlan(true);
    expect(dialogue.say('我不想活了')).toBe('crisis-support');
    expect(dialogue.conversation.context.offer).toBeNull();
  });

  it('is not accepted any more once its time is over', () => {
    const before = withPlan(true);
    const late = new PureDialogue(before.facts, before.conversation, plus(MONDAY_MORNING, 48 * HOUR));
    expect(late.say('好的')).toBeNull();
  });

  it('makes a yes readable while a person has the conversation', () => {
    const { conversation, facts } = withPlan(true);
    expect(stateForReading(conversation, facts, MONDAY_MORNING)).toBe('confirming-plan');
    expect(stateForReading(conversation, { ...facts, personsOfferSent: false }, MONDAY_MORNING)).toBe(
      'with-person',
    );
  });
});
