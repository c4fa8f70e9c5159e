import { describe, it, expect } from '@jest/globals';
import { FilePolicyPacks } from '../../../src/adapters/config-files/policy-packs.js';
import { FileTemplateStore } from '../../../src/adapters/templating/file-template-store.js';
import { HandlebarsRenderer } from '../../../src/adapters/templating/handlebars-renderer.js';
import { LOCALES } from '../../../src/domain/shared/locale.js';
import { OPTIONAL_CASE_FIELDS } from '../../../src/domain/template/case-field.js';

// Real: the templates, the policy packs, Handlebars. Every built-in template is loaded, checked and printed.
const store = new FileTemplateStore('templates', new FilePolicyPacks('config/contact-policies'));
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
});
