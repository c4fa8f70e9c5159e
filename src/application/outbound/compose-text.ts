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
        const wording = this.packs.disclosureText(key, template.locale);
        if (wording === null) return { kind: 'unfit', rule: 'disclosure.missing', code: key };
        const line = this.renderer.render(disclosureTemplate(key, wording, template.locale), fields);
        (SIGNATURE.test(line) ? signatures : lines).push(line);
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { kind: 'unfit', rule: 'template.unrenderable', code: error.code };
    }
    return { kind: 'text', text: signatures.join('') + lines.join('\n') };
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
