import { describe, expect, it } from '@jest/globals';
import { PureDialogue, MONDAY_MORNING, debtFacts } from '../../../test/support/conversation.js';
import { FULL_PAYMENT_ONLY } from '../arrangement/negotiation-limits.js';
import { plus } from '../calendar/instant.js';
import { todayIn } from '../calendar/zone.js';
import { idOf } from '../shared/ids.js';
import type { DebtFacts } from './conversation-facts.js';
import { OFFER_STANDS } from './conversation.js';

/** A debtor with a plan of several instalments on the table, made before the lender took all plans away. */
const offered = (): PureDialogue => {
  const dialogue = PureDialogue.confirmed('zh-CN');
  dialogue.say('有什么方案');
  expect(dialogue.say('你们看着办吧，有什么方案')).toBe('plan-offer');
  expect(dialogue.conversation.context.offer?.instalments.length).toBeGreaterThan(1);
  return dialogue;
};

const afterwards = (before: PureDialogue, later: number, changes: Partial<DebtFacts>): PureDialogue => {
  const now = plus(MONDAY_MORNING, later);
  const today = todayIn(now, before.facts.zone);
  const debts = before.facts.debts.map((debt) => ({ ...debt, limits: FULL_PAYMENT_ONLY, ...changes }));
  return new PureDialogue({ ...before.facts, today, debts }, before.conversation, now);
};

describe('a plan on the table', () => {
  it('keeps the limits it was offered within while it stands', () => {
    const before = offered();
    const dialogue = afterwards(before, OFFER_STANDS - 1, {});
    expect(dialogue.say('好的')).toBe('plan-final');
    expect(dialogue.conversation.context.offer).toEqual(before.conversation.context.offer);
    expect(dialogue.say('好的')).toBe('plan-agreed');
    expect(dialogue.conversation.context).toMatchObject({ offer: null, offeredWithin: null });
  });

  it('is made anew within the limits in force once it stands no longer', () => {
    const dialogue = afterwards(offered(), OFFER_STANDS, {});
    expect(dialogue.say('好的')).toBe('plan-final');
    expect(dialogue.conversation.context.offer?.frequency).toBe('once');
  });

  it('is made anew in the same number of instalments when a payment came, while it stands', () => {
    const before = offered();
    const outstandingMinor = debtFacts().outstandingMinor - 100;
    const dialogue = afterwards(before, OFFER_STANDS - 1, { outstandingMinor });
    dialogue.say('好的');
    const { offer, offeredWithin } = dialogue.conversation.context;
    expect(offer?.totalMinor).toBe(outstandingMinor);
    expect(offer?.instalments).toHaveLength(before.conversation.context.offer?.instalments.length ?? 0);
    expect(offeredWithin?.until).toBe(before.conversation.context.offeredWithin?.until);
  });

  it('lends its limits to no other debt', () => {
    const dialogue = afterwards(offered(), 1, { id: idOf('another-debt') });
    dialogue.say('好的');
    expect(dialogue.conversation.context.offer?.frequency).toBe('once');
  });
});
