import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, expect } from '@jest/globals';
import { PolicyPacks } from '../../application/ports/policy-packs.js';
import { FileTemplateStore } from './file-template-store.js';

class OneDisclosure extends PolicyPacks {
  override resolve(): never {
    throw new Error('not asked');
  }
  override workingCalendar(): never {
    throw new Error('not asked');
  }
  override disclosureText(key: string): string | null {
    return key === 'ai_assistant' ? 'I am an assistant.' : null;
  }
}

const front = (lines: string): string => `---\n${lines}\n---\n`;
const NEUTRAL = front('purpose: service\nrevealsDebt: false\ndemands: false');
const DEMAND = front(
  'purpose: demand\nfields: [outstanding]\nrevealsDebt: true\ndemands: true\nneutral: hello',
);

describe('FileTemplateStore', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'templates-'));
    mkdirSync(join(folder, 'en'));
    mkdirSync(join(folder, 'zh-CN'));
    write('hello', `${NEUTRAL}Hello`, `${NEUTRAL}您好`);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, en: string, zh: string | null): void => {
    writeFileSync(join(folder, 'en', `${name}.md`), en);
    if (zh !== null) writeFileSync(join(folder, 'zh-CN', `${name}.md`), zh);
  };
  const open = (): FileTemplateStore => new FileTemplateStore(folder, new OneDisclosure());
  const refusal = (code: string, ...words: string[]) =>
    expect.objectContaining({ code, message: expect.stringContaining(words[0] ?? '') });

  it('gives the current version by name and locale, with a fingerprint that changes with the text', () => {
    const before = open().current('hello', 'en');
    expect(before).toMatchObject({ name: 'hello', locale: 'en', body: 'Hello', revealsDebt: false });
    expect(before.id).toMatch(/^[0-9a-f]{64}$/u);
    expect(open().current('hello', 'en').id).toBe(before.id);
    expect(open().current('hello', 'zh-CN').id).not.toBe(before.id);
    write('hello', `${NEUTRAL}Hello!`, null);
    expect(open().current('hello', 'en').id).not.toBe(before.id);
    expect(() => open().current('bye', 'en')).toThrow(refusal('TEMPLATE.UNKNOWN', '"bye"'));
  });

  it.each([
    ['no front matter', 'Hello', 'TEMPLATE.INVALID', 'front matter'],
    [
      'a wrong purpose',
      front('purpose: shout\nrevealsDebt: false\ndemands: false'),
      'TEMPLATE.INVALID',
      'purpose',
    ],
    [
      'an unknown key',
      front('purpose: demand\nrevealsDebt: false\ndemands: false\ncolour: red'),
      'TEMPLATE.INVALID',
      'colour',
    ],
    ['broken YAML', front('purpose: [demand'), 'TEMPLATE.INVALID', 'zh-CN/bad.md'],
    ['an undeclared field', `${NEUTRAL}{{lender}}`, 'TEMPLATE.UNKNOWN_FIELD', '"lender"'],
    [
      'debt words in a neutral one',
      `${NEUTRAL.replace('---\n', '---\nfields: [outstanding]\n')}{{outstanding}}`,
      'TEMPLATE.REVEALS_DEBT',
      'outstanding',
    ],
    [
      'an unknown disclosure',
      `${NEUTRAL.replace('---\n', '---\ndisclosures: [mini]\n')}x`,
      'TEMPLATE.UNKNOWN_DISCLOSURE',
      '"mini"',
    ],
    ['a threat', `${NEUTRAL}You will be arrested`, 'TEMPLATE.FORBIDDEN_WORDING', '"arrest"'],
    ['no text', NEUTRAL, 'TEMPLATE.EMPTY', 'zh-CN/bad'],
    [
      'a reply without a content class',
      `${front('purpose: reactive\nrevealsDebt: false\ndemands: false')}x`,
      'TEMPLATE.NO_REPLY_CONTENT',
      'replyContent',
    ],
    [
      'an optional field without a guard',
      `${DEMAND.replace('[outstanding]', '[paid]')}{{paid}}`,
      'TEMPLATE.UNGUARDED_FIELD',
      '"paid"',
    ],
  ])('refuses a file with %s', (_, text, code, word) => {
    write('bad', text, text);
    expect(open).toThrow(refusal(code, word));
  });

  it('takes an optional field inside its guard, and a known disclosure', () => {
    const text = `${DEMAND.replace('[outstanding]', '[paid]\ndisclosures: [ai_assistant]')}Hi{{#if paid}} {{paid}}{{/if}}`;
    write('fine', text, text);
    expect(open().current('fine', 'en').disclosures).toEqual(['ai_assistant']);
  });

  it('refuses a template that one language lacks', () => {
    write('only-english', `${NEUTRAL}Hello`, null);
    expect(open).toThrow(refusal('TEMPLATE.UNKNOWN', 'zh-CN'));
  });

  it('refuses a neutral template that reveals a debt', () => {
    write('first', `${DEMAND}{{outstanding}}`, `${DEMAND}{{outstanding}}`);
    const second = DEMAND.replace('neutral: hello', 'neutral: first');
    write('second', `${second}{{outstanding}}`, `${second}{{outstanding}}`);
    expect(open).toThrow(refusal('TEMPLATE.NEUTRAL_REVEALS', '"first"'));
  });
});
