import { findForbiddenWording } from './forbidden-wording.js';
import { OPTIONAL_CASE_FIELDS, REVEALING_CASE_FIELDS } from './case-field.js';
import type { Template } from './template.js';

/** One place where a body uses a field. */
export interface FieldUse {
  readonly field: string;
  /** Whether the place is reached only when the field has a value. */
  readonly guarded: boolean;
}

/** One reason not to use a template; `code` is stable, `sentence` names the place. */
export interface TemplateFault {
  readonly code: string;
  readonly sentence: string;
}

/**
 * Everything that stops a template from being used, in the order of its checks; empty when it is fit.
 * `uses` are the fields its body uses; `isDisclosure` tells the text keys that the policy packs have in its language.
 */
export function checkTemplate(
  template: Template,
  uses: readonly FieldUse[],
  isDisclosure: (key: string) => boolean,
): readonly TemplateFault[] {
  return [
    ...checkFields(template, uses),
    ...checkDisclosures(template, isDisclosure),
    ...checkRevealing(template, uses),
    ...checkPurpose(template),
    ...checkWording(template),
  ];
}

function checkFields(template: Template, uses: readonly FieldUse[]): TemplateFault[] {
  const declared = new Set(template.fields);
  const undeclared = new Set(uses.map((use) => use.field).filter((field) => !declared.has(field)));
  const unguarded = new Set(
    uses.filter((use) => !use.guarded && OPTIONAL_CASE_FIELDS.has(use.field)).map((use) => use.field),
  );
  return [
    ...[...undeclared].map((field) => ({
      code: 'TEMPLATE.UNKNOWN_FIELD',
      sentence: `${place(template)} uses the field "${field}", which its front matter does not declare.`,
    })),
    ...[...unguarded].map((field) => ({
      code: 'TEMPLATE.UNGUARDED_FIELD',
      sentence: `${place(template)} prints "${field}", which some cases do not have, outside {{#if ${field}}}.`,
    })),
  ];
}

function checkDisclosures(template: Template, isDisclosure: (key: string) => boolean): TemplateFault[] {
  return template.disclosures
    .filter((key) => !isDisclosure(key))
    .map((key) => ({
      code: 'TEMPLATE.UNKNOWN_DISCLOSURE',
      sentence: `${place(template)} says that it makes the disclosure "${key}", which the policy packs do not have in that language.`,
    }));
}

function checkRevealing(template: Template, uses: readonly FieldUse[]): TemplateFault[] {
  if (template.revealsDebt) return [];
  const faults: TemplateFault[] = [];
  const telling = uses.find((use) => REVEALING_CASE_FIELDS.has(use.field));
  if (telling) {
    faults.push({
      code: 'TEMPLATE.REVEALS_DEBT',
      sentence: `${place(template)} prints "${telling.field}" but says revealsDebt: false.`,
    });
  }
  if (template.demands) {
    faults.push({
      code: 'TEMPLATE.REVEALS_DEBT',
      sentence: `${place(template)} demands something, so it must say revealsDebt: true.`,
    });
  }
  if (template.neutral !== null) {
    faults.push({
      code: 'TEMPLATE.NEEDLESS_NEUTRAL',
      sentence: `${place(template)} reveals nothing, so it needs no neutral template.`,
    });
  }
  return faults;
}

function checkPurpose(template: Template): TemplateFault[] {
  const faults: TemplateFault[] = [];
  if (template.purpose === 'reactive' && template.replyContent === null) {
    faults.push({
      code: 'TEMPLATE.NO_REPLY_CONTENT',
      sentence: `${place(template)} is a reply, so its front matter must name its replyContent.`,
    });
  }
  if (template.body.trim() === '') {
    faults.push({ code: 'TEMPLATE.EMPTY', sentence: `${place(template)} has no text.` });
  }
  return faults;
}

function checkWording(template: Template): TemplateFault[] {
  const found = findForbiddenWording(template.body, template.locale);
  if (!found) return [];
  return [
    {
      code: 'TEMPLATE.FORBIDDEN_WORDING',
      sentence: `${place(template)} says "${found.phrase}", which the rule "${found.rule}" forbids.`,
    },
  ];
}

const place = (template: Template): string => `Template ${template.locale}/${template.name}`;
