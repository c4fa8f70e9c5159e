import { readdirSync, readFileSync } from 'node:fs';
import { describe, it, expect } from '@jest/globals';
import { readTemplateFile } from '../../src/adapters/templating/template-file.js';
import { choicesOf, REPLY_TEMPLATES } from '../../src/domain/conversation/reply-templates.js';
import type { ReplyName } from '../../src/domain/conversation/reply-templates.js';
import { LOCALES } from '../../src/domain/shared/locale.js';
import { debtWordsIn } from '../../src/domain/template/debt-words.js';
import type { TemplateVersion } from '../../src/domain/template/template.js';

const templates: readonly TemplateVersion[] = LOCALES.flatMap((locale) =>
  readdirSync(`templates/${locale}`).map((file) =>
    readTemplateFile(
      file,
      locale,
      file.replace(/\.md$/, ''),
      readFileSync(`templates/${locale}/${file}`, 'utf8'),
    ),
  ),
);
const byName = new Map(templates.map((template) => [`${template.locale}/${template.name}`, template]));
const replyNames = Object.keys(REPLY_TEMPLATES) as ReplyName[];

describe('reply templates and the rules that answer with them', () => {
  it.each(LOCALES)('%s has every template that a decision may answer with', (locale) => {
    expect(replyNames.filter((name) => !byName.has(`${locale}/${name}`))).toEqual([]);
  });

  it('say the same in their front matter as the rules know of them', () => {
    for (const name of replyNames) {
      const { purpose, content, revealsDebt } = REPLY_TEMPLATES[name];
      for (const locale of LOCALES) {
        const template = byName.get(`${locale}/${name}`);
        expect([locale, name, template?.purpose, template?.replyContent, template?.revealsDebt]).toEqual([
          locale,
          name,
          purpose,
          content,
          revealsDebt,
        ]);
      }
    }
  });

  it('use the same fields in both languages', () => {
    for (const name of replyNames) {
      const [zh, en] = LOCALES.map((locale) => [...(byName.get(`${locale}/${name}`)?.fields ?? [])].sort());
      expect([name, zh]).toEqual([name, en]);
    }
  });
});

it('every template prints the choices that its numbers will be read by', () => {
  for (const template of templates) {
    expect([template.locale, template.name, template.choices]).toEqual([
      template.locale,
      template.name,
      choicesOf(template.name),
    ]);
  }
});

it('what may go to somebody unconfirmed has no word of a debt and no amount', () => {
  const neutral = templates.filter((template) => !template.revealsDebt);
  expect(neutral.length).toBeGreaterThan(30);
  for (const template of neutral) {
    expect([template.locale, template.name, debtWordsIn(template.body)]).toEqual([
      template.locale,
      template.name,
      [],
    ]);
  }
});
