import { describe, expect, it } from '@jest/globals';
import {
  CONFIRMED,
  MONDAY_MORNING,
  conversationFacts,
  newConversation,
} from '../../../test/support/conversation.js';
import type { Intent, Understanding } from '../understanding/understanding.js';
import { INTENTS } from '../understanding/understanding.js';
import { decide } from './decide.js';
import { decideLate } from './decide-late.js';
import type { DecisionInput } from './decision.js';
import type { InboundContent } from './inbound-content.js';

const understood = (name: Intent, severity: 'crisis' | null = null): Understanding => ({
  intents: [{ name, score: 1 }],
  slots: {},
  severity,
  language: 'zh-CN',
  evidence: [],
});
const input = (
  understanding: Understanding | null,
  content: InboundContent = { kind: 'text', text: '…' },
): DecisionInput => ({
  conversation: newConversation({ state: 'open' }),
  content,
  understanding,
  facts: conversationFacts({ contactPoint: CONFIRMED }),
  now: MONDAY_MORNING,
});
const PROTECTING: readonly Intent[] = [
  'crisis_self_harm',
  'stop_contact',
  'cease_contact',
  'not_debtor',
  'dispute_amount',
  'dispute_not_mine',
  'legal_representation',
  'deceased',
  'minor',
  'hardship',
  'complaint',
  'request_human',
];
const handedOver = [{ kind: 'hand-off', reason: 'old-message', priority: 'normal' }];

describe('a message that comes late', () => {
  it.each(PROTECTING)('%s acts as always', (intent) => {
    expect(decideLate(input(understood(intent)))).toEqual(decide(input(understood(intent))));
  });

  it('danger acts as always, whatever else was read', () => {
    const about = input(understood('greeting_ack', 'crisis'));
    expect(decideLate(about)).toEqual(decide(about));
  });

  it.each(INTENTS.filter((intent) => !PROTECTING.includes(intent)))(
    '%s is a person’s: nothing is said, agreed or moved',
    (intent) => {
      const about = input(understood(intent));
      expect(decideLate(about)).toMatchObject({
        actions: handedOver,
        state: 'open',
        owner: 'bot',
        context: about.conversation.context,
      });
    },
  );

  it('a picture is kept as evidence', () => {
    const late = decideLate(input(null, { kind: 'picture', mediaType: 'image/png', name: null }));
    expect(late.actions).toEqual([{ kind: 'keep-evidence' }, ...handedOver]);
  });

  it('nobody is called about what nobody would have answered', () => {
    const recalled = input(null, { kind: 'recalled', recalledProviderMessageId: 'm1' });
    expect(decideLate(recalled)).toEqual(decide(recalled));
  });
});
