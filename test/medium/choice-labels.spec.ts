import { describe, it, expect } from '@jest/globals';
import { FilePolicyPacks } from '../../src/adapters/config-files/policy-packs.js';
import { FileTemplateStore } from '../../src/adapters/templating/file-template-store.js';
import { instant } from '../../src/domain/calendar/instant.js';
import { zoneId } from '../../src/domain/calendar/zone.js';
import type { ConversationState } from '../../src/domain/conversation/conversation.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { readReply } from '../../src/domain/understanding/read-reply.js';

const templates = new FileTemplateStore('templates', new FilePolicyPacks('config/contact-policies'));

/** What a template leaves a conversation waiting for. */
const STATES: Readonly<Record<string, ConversationState>> = {
  'promise-echo': 'confirming-promise',
  'plan-final': 'confirming-plan',
  'plan-offer': 'negotiating',
  'new-date-echo': 'confirming-new-date',
};

const stateAfter = (name: string, revealsDebt: boolean): ConversationState =>
  STATES[name] ?? (revealsDebt ? 'open' : 'awaiting-identity');

describe.each<Locale>(['zh-CN', 'en'])(
  '%s: the label of a numbered choice, typed, means the choice',
  (locale) => {
    const labelled = [...templates.names()]
      .map((name) => templates.current(name, locale))
      .flatMap((template) =>
        template.choices.map((intent, index) => {
          const line = template.body.split('\n').find((one) => one.startsWith(`${index + 1} `)) ?? '';
          return [
            template.name,
            line.slice(2),
            intent,
            stateAfter(template.name, template.revealsDebt),
          ] as const;
        }),
      );

    it('of templates that have some', () => expect(labelled.length).toBeGreaterThan(50));

    it.each(labelled)('%s: %s', (_, text, intent, state) => {
      const { intents } = readReply({
        text,
        locale,
        now: instant(Date.parse('2026-06-23T02:00:00Z')),
        zone: zoneId('Asia/Shanghai'),
        state,
        choices: [],
        currency: 'CNY',
      });
      expect(intents[0]?.name).toBe(intent);
    });
  },
);
