import type { Revision, RevisionContent } from '../revision/revision.js';
import type { Channel } from '../shared/channel.js';
import { DomainError } from '../shared/domain-error.js';
import type { Locale } from '../shared/locale.js';
import { LOCALES } from '../shared/locale.js';
import { CASE_FIELDS } from './case-field.js';
import type { Template } from './template.js';

/** Front matter and body of a template, as a revision keeps it. */
export type TemplateContent = Omit<Template, 'name' | 'locale'>;

/** What a lender may word for itself; everything else stays as the built-in template has it. */
export interface OwnWording {
  readonly body: string;
  readonly channels: readonly Channel[];
  readonly disclosures: readonly string[];
}

/** What the contact policy and the conversation go by; a lender's wording never changes it. */
export const KEPT_PARTS = [
  'purpose',
  'revealsDebt',
  'demands',
  'neutral',
  'replyContent',
  'choices',
] as const satisfies readonly (keyof TemplateContent)[];
export type KeptPart = (typeof KEPT_PARTS)[number];

/** The name of a template's revisions: `zh-CN/reminder-friendly`. */
export const revisionNameOf = ({ locale, name }: Pick<Template, 'locale' | 'name'>): string =>
  `${locale}/${name}`;

/** Throws `TEMPLATE.UNKNOWN` for anything that is not `<locale>/<name>`. */
export function templateNamed(revisionName: string): { readonly locale: Locale; readonly name: string } {
  const slash = revisionName.indexOf('/');
  const locale = LOCALES.find((one) => one === revisionName.slice(0, slash));
  if (locale) return { locale, name: revisionName.slice(slash + 1) };
  throw new DomainError('TEMPLATE.UNKNOWN', 'A template is named by its language and its name.');
}

/** Fields that a lender's wording may use: those that messages of this template bring, and those of every case. */
export const allowedFields = (builtIn: Pick<Template, 'fields'>): readonly string[] => [
  ...new Set([...builtIn.fields, ...CASE_FIELDS]),
];

export const ownContent = (
  builtIn: Template,
  { body, channels, disclosures }: OwnWording,
): TemplateContent => ({
  ...contentOf(builtIn),
  fields: allowedFields(builtIn),
  body: body.replace(/\r\n?/gu, '\n').trim(),
  channels,
  disclosures,
});

/** The parts by name: a stored version has a fingerprint besides, which is none of the content. */
export const contentOf = (template: Template): TemplateContent => ({
  purpose: template.purpose,
  channels: template.channels,
  fields: template.fields,
  disclosures: template.disclosures,
  revealsDebt: template.revealsDebt,
  demands: template.demands,
  neutral: template.neutral,
  replyContent: template.replyContent,
  choices: template.choices,
  body: template.body,
});

/** The template that a revision holds. */
export function templateOf({ name, content }: Pick<Revision, 'name' | 'content'>): Template {
  return { ...templateNamed(name), ...(content as unknown as TemplateContent) };
}

export const toRevisionContent = (content: TemplateContent): RevisionContent => ({ ...content });

/** What a template says otherwise than the built-in one of its name, and may not. */
export const partsNotKept = (own: Template, builtIn: Template): readonly KeptPart[] =>
  KEPT_PARTS.filter((part) => JSON.stringify(own[part]) !== JSON.stringify(builtIn[part]));

/** Whether a published wording can still stand in for the built-in template, which may have changed since. */
export const standsFor = (own: Template, builtIn: Template): boolean => {
  const allowed = new Set(allowedFields(builtIn));
  return partsNotKept(own, builtIn).length === 0 && own.fields.every((field) => allowed.has(field));
};
