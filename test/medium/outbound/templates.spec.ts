import { describe, it, expect } from '@jest/globals';
import { FilePolicyPacks } from '../../../src/adapters/config-files/policy-packs.js';
import { FileTemplateStore } from '../../../src/adapters/templating/file-template-store.js';
import { HandlebarsReader } from '../../../src/adapters/templating/handlebars-reader.js';
import { HandlebarsRenderer } from '../../../src/adapters/templating/handlebars-renderer.js';
import { LOCALES } from '../../../src/domain/shared/locale.js';
import { CASE_FIELDS, OPTIONAL_CASE_FIELDS } from '../../../src/domain/template/case-field.js';
import { lintTemplate } from '../../../src/domain/template/lint-template.js';
import { SAMPLE_FIELDS } from '../../../src/domain/template/sample-fields.js';
import { ownContent } from '../../../src/domain/template/template-content.js';

// Real: the templates, the policy packs, Handlebars. Every built-in template is loaded, checked and printed.
const packs = new FilePolicyPacks('config/contact-policies');
const store = new FileTemplateStore('templates', packs);
const reader = new HandlebarsReader();
const renderer = new HandlebarsRenderer();
const all = LOCALES.flatMap((locale) => [...store.names()].map((name) => store.current(name, locale)));

describe('built-in templates', () => {
  it.each(all.map((template) => [`${template.locale}/${template.name}`, template] as const))(
    '%s prints with and without the fields that a case may lack',
    (_, template) => {
      const full = Object.fromEntries(template.fields.map((field) => [field, `<${field}>`]));
      const bare = Object.fromEntries(
        Object.entries(full).filter(([field]) => !OPTIONAL_CASE_FIELDS.has(field)),
      );
      for (const fields of [full, bare]) {
        const text = renderer.render(template, fields);
        expect(text).not.toMatch(/\{\{|\}\}|undefined|null/u);
        expect(text.length).toBeLessThan(1_000);
      }
    },
  );

  it('print as many numbered choices as they declare', () => {
    for (const template of all) {
      const numbers = [...template.body.matchAll(/^\s*(\d)[ .、．)]/gmu)].map((match) => Number(match[1]));
      expect([template.locale, template.name, numbers]).toEqual([
        template.locale,
        template.name,
        template.choices.map((__, index) => index + 1),
      ]);
    }
  });

  it('could each be published by a lender as they are', () => {
    const problems = all.flatMap((builtIn) => {
      const reading = reader.read(builtIn.body);
      const own = { ...builtIn, ...ownContent(builtIn, builtIn) };
      const disclosureText = (key: string) => packs.disclosureText(key, builtIn.locale);
      const wording = { own, builtIn, reading, builtInReading: reading, disclosureText };
      return lintTemplate({ ...wording, website: 'https://lumen.example' });
    });
    expect(problems).toEqual([]);
  });

  it('have a sample for every field that the case does not bring', () => {
    const caseFields = new Set<string>(CASE_FIELDS);
    const missing = all.flatMap(({ locale, name, fields }) =>
      fields
        .filter((field) => !caseFields.has(field) && !(field in SAMPLE_FIELDS[locale]))
        .map((field) => `${locale}/${name} ${field}`),
    );
    expect(missing).toEqual([]);
  });
});
