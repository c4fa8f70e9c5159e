import { describe, it, expect } from '@jest/globals';
import type { MessageFields } from '../../domain/message/message.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Template } from '../../domain/template/template.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { TemplateRenderer } from '../ports/template-renderer.js';
import { ComposeText } from './compose-text.js';

const TEXTS: Readonly<Record<string, string>> = {
  optout: 'Reply STOP.',
  assistant: 'I am an assistant.',
  signature: '【Lumen】',
};

class Packs extends PolicyPacks {
  override resolve(): never {
    throw new Error('not asked');
  }
  override workingCalendar(): never {
    throw new Error('not asked');
  }
  override disclosureText(key: string): string | null {
    return TEXTS[key] ?? null;
  }
}

class PlainRenderer extends TemplateRenderer {
  override render(template: Template, fields: MessageFields): string {
    if (fields['blank'] === true) throw new DomainError('TEMPLATE.BLANK_FIELD', 'blank');
    return template.body;
  }
}

const template: Template = {
  name: 'sample',
  locale: 'en',
  purpose: 'demand',
  channels: ['sms'],
  fields: [],
  disclosures: ['assistant'],
  revealsDebt: true,
  demands: true,
  neutral: null,
  replyContent: null,
  choices: [],
  body: 'Please pay.',
};
const compose = (disclosures: string[], fields: MessageFields = {}) =>
  new ComposeText(new PlainRenderer(), new Packs()).run(template, fields, disclosures);

describe('ComposeText', () => {
  it('puts a signature first and the other disclosures after the text, in order', () => {
    expect(compose(['optout', 'signature'])).toEqual({
      kind: 'text',
      text: '【Lumen】Please pay.\nReply STOP.',
    });
  });

  it('leaves out what the template says itself', () => {
    expect(compose(['assistant'])).toEqual({ kind: 'text', text: 'Please pay.' });
  });

  it('is unfit when a disclosure has no wording, or the text would have a hole', () => {
    expect(compose(['unheard-of'])).toEqual({
      kind: 'unfit',
      rule: 'disclosure.missing',
      code: 'unheard-of',
    });
    expect(compose([], { blank: true })).toEqual({
      kind: 'unfit',
      rule: 'template.unrenderable',
      code: 'TEMPLATE.BLANK_FIELD',
    });
  });
});
