import { Injectable } from '@nestjs/common';
import type { MessageFields } from '../../domain/message/message.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Locale } from '../../domain/shared/locale.js';
import { CASE_FIELDS } from '../../domain/template/case-field.js';
import type { Template } from '../../domain/template/template.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { TemplateRenderer } from '../ports/template-renderer.js';

export type ComposedText =
  | { readonly kind: 'text'; readonly text: string }
  /** `rule` is the verdict's rule id, `code` the error code or the disclosure's key. */
  | { readonly kind: 'unfit'; readonly rule: string; readonly code: string };

/** A signature between 【】 stands before the text, as Chinese SMS rules want it. */
const SIGNATURE = /^【[^】]*】$/u;

/** Renders a template with the disclosures that the contact policy asks for. Never prints a hole. */
@Injectable()
export class ComposeText {
  private readonly disclosures = new Map<string, Template | null>();

  constructor(
    private readonly renderer: TemplateRenderer,
    private readonly packs: PolicyPacks,
  ) {}

  run(template: Template, fields: MessageFields, disclosures: readonly string[]): ComposedText {
    const signatures: string[] = [];
    const lines: string[] = [];
    try {
      lines.push(this.renderer.render(template, fields));
      for (const key of disclosures) {
        if (template.disclosures.includes(key)) continue;
        const disclosure = this.disclosure(key, template.locale);
        if (disclosure === null) return { kind: 'unfit', rule: 'disclosure.missing', code: key };
        const line = this.renderer.render(disclosure, fields);
        (SIGNATURE.test(line) ? signatures : lines).push(line);
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { kind: 'unfit', rule: 'template.unrenderable', code: error.code };
    }
    return { kind: 'text', text: signatures.join('') + lines.join('\n') };
  }

  /** Null where the packs have no wording in that language. */
  private disclosure(key: string, locale: Locale): Template | null {
    const place = `${locale} ${key}`;
    const known = this.disclosures.get(place);
    if (known !== undefined) return known;
    const wording = this.packs.disclosureText(key, locale);
    const fresh = wording === null ? null : disclosureTemplate(key, wording, locale);
    this.disclosures.set(place, fresh);
    return fresh;
  }
}

const disclosureTemplate = (key: string, body: string, locale: Locale): Template => ({
  name: `disclosure/${key}`,
  locale,
  purpose: 'service',
  channels: [],
  fields: CASE_FIELDS,
  disclosures: [],
  revealsDebt: false,
  demands: false,
  neutral: null,
  replyContent: null,
  choices: [],
  body,
});
