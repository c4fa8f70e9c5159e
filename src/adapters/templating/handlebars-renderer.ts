import Handlebars from 'handlebars';
import { TemplateRenderer } from '../../application/ports/template-renderer.js';
import type { MessageFields } from '../../domain/message/message.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Template } from '../../domain/template/template.js';
import { fieldUses } from './parse-body.js';

type Value = MessageFields[string];

interface Compiled {
  readonly print: Handlebars.TemplateDelegate;
  /** Every field used, with what stands for it while it has no value. */
  readonly blanks: ReadonlyMap<string, readonly never[]>;
}

/** Most templates that are kept compiled; far above what an installation has in use. */
const CACHE_LIMIT = 2_000;

const handlebars = Handlebars.create();

/** A list as numbered lines, to be answered by number. */
handlebars.registerHelper('numbered', (lines: unknown): string =>
  Array.isArray(lines) && lines.length > 0
    ? lines.map((line, index) => `${index + 1} ${String(line)}`).join('\n')
    : String(lines),
);

/** Handlebars without prototype access or partials; a hole in the text is an error. */
export class HandlebarsRenderer extends TemplateRenderer {
  private readonly byObject = new WeakMap<Template, Compiled>();
  private readonly byText = new Map<string, Compiled>();

  override render(template: Template, fields: MessageFields): string {
    const compiled = this.compiled(template);
    const context: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [field, blank] of compiled.blanks) {
      const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
      context[field] = value === undefined || isBlank(value) ? blank : value;
    }
    return tidy(compiled.print(context));
  }

  private compiled(template: Template): Compiled {
    const known = this.byObject.get(template) ?? this.compiledText(template);
    this.byObject.set(template, known);
    return known;
  }

  private compiledText(template: Template): Compiled {
    const key = `${template.locale}\n${template.name}\n${template.fields.join(' ')}\n${template.body}`;
    const known = this.byText.get(key);
    if (known) return known;
    const fresh = compile(template);
    if (this.byText.size >= CACHE_LIMIT) this.byText.clear();
    this.byText.set(key, fresh);
    return fresh;
  }
}

function compile(template: Template): Compiled {
  const name = `${template.locale}/${template.name}`;
  const used = new Set(fieldUses(name, template.body).map((use) => use.field));
  for (const field of used) {
    if (!template.fields.includes(field)) {
      throw new DomainError(
        'TEMPLATE.UNKNOWN_FIELD',
        `Template ${name} uses the field "${field}", which its front matter does not declare.`,
      );
    }
  }
  const print = handlebars.compile(template.body, {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: { if: true, unless: true, each: true, numbered: true },
  });
  return { print, blanks: new Map([...used].map((field) => [field, blankFor(name, field)])) };
}

/** An empty list is false for {{#if}} and empty for {{#each}}; printing this one is refused. */
function blankFor(name: string, field: string): readonly never[] {
  const refuse = (): never => {
    throw new DomainError(
      'TEMPLATE.BLANK_FIELD',
      `Template ${name} prints "${field}", which has no value here.`,
    );
  };
  return Object.defineProperty([] as never[], 'toString', { value: refuse });
}

const isBlank = (value: Value): boolean =>
  typeof value === 'string'
    ? value.trim() === ''
    : typeof value === 'number'
      ? !Number.isFinite(value)
      : Array.isArray(value) && (value.length === 0 || value.some((line: string) => line.trim() === ''));

const tidy = (text: string): string =>
  text
    .replace(/[ \t]+$/gmu, '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
