import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TemplateStore } from '../../application/ports/template-store.js';
import type { PolicyPacks } from '../../application/ports/policy-packs.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Locale } from '../../domain/shared/locale.js';
import { LOCALES } from '../../domain/shared/locale.js';
import { checkTemplate } from '../../domain/template/check-template.js';
import type { TemplateVersion } from '../../domain/template/template.js';
import { fieldUses } from './parse-body.js';
import { readTemplateFile } from './template-file.js';

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/u;

/**
 * Templates of `<folder>/<locale>/<name>.md`, read and checked once. Throws the first fault found: a file that
 * cannot be read, a check of `checkTemplate`, a name that a locale lacks, a neutral template that is none.
 */
export class FileTemplateStore extends TemplateStore {
  private readonly templates = new Map<string, TemplateVersion>();
  private readonly known = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly packs: PolicyPacks,
  ) {
    super();
    for (const locale of LOCALES) this.readLocale(locale);
    for (const template of this.templates.values()) this.known.add(template.name);
    this.checkTogether();
  }

  override current(name: string, locale: Locale): TemplateVersion {
    const template = this.templates.get(keyOf(locale, name));
    if (!template) {
      throw new DomainError('TEMPLATE.UNKNOWN', `There is no template "${name}" in the language ${locale}.`);
    }
    return template;
  }

  override names(): ReadonlySet<string> {
    return this.known;
  }

  private readLocale(locale: Locale): void {
    const folder = join(this.folder, locale);
    const isDisclosure = (key: string): boolean => this.packs.disclosureText(key, locale) !== null;
    for (const file of filesOf(folder)) {
      const name = file.slice(0, -'.md'.length);
      const place = `${locale}/${file}`;
      if (!NAME.test(name)) {
        throw new DomainError('TEMPLATE.INVALID', `Template file ${place}: its name must be kebab-case.`);
      }
      const template = readTemplateFile(place, locale, name, readFileSync(join(folder, file), 'utf8'));
      const [fault] = checkTemplate(template, fieldUses(`${locale}/${name}`, template.body), isDisclosure);
      if (fault) throw new DomainError(fault.code, fault.sentence);
      this.templates.set(keyOf(locale, name), template);
    }
  }

  private checkTogether(): void {
    for (const name of this.known) for (const locale of LOCALES) this.current(name, locale);
    for (const template of this.templates.values()) {
      if (template.neutral === null) continue;
      if (this.current(template.neutral, template.locale).revealsDebt) {
        throw new DomainError(
          'TEMPLATE.NEUTRAL_REVEALS',
          `Template ${template.locale}/${template.name} names the neutral template "${template.neutral}", which reveals a debt.`,
        );
      }
    }
  }
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.md'))
      .sort();
  } catch {
    throw new DomainError('TEMPLATE.NO_FOLDER', `The template folder ${folder} cannot be read.`);
  }
}

const keyOf = (locale: Locale, name: string): string => `${locale}/${name}`;
