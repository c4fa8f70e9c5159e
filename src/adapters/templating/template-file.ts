import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { z } from 'zod';
import { PURPOSES } from '../../domain/message/message.js';
import { CHANNELS } from '../../domain/shared/channel.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { idOf } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import type { Template, TemplateVersion } from '../../domain/template/template.js';
import { INTENTS } from '../../domain/understanding/understanding.js';

const REPLY_CONTENTS = [
  'acknowledge',
  'answerQuestionAsked',
  'howToPayIfAsked',
  'optoutConfirm',
  'crisisSupport',
  'disputeAck',
  'newDemand',
  'offerPush',
] as const;

const frontMatterSchema = z.strictObject({
  purpose: z.enum(PURPOSES),
  channels: z
    .array(z.enum(CHANNELS))
    .min(1)
    .default([...CHANNELS]),
  fields: z.array(z.string().regex(/^[a-z][A-Za-z0-9]*$/u, 'is not a field name')).default([]),
  disclosures: z.array(z.string()).default([]),
  revealsDebt: z.boolean(),
  demands: z.boolean(),
  neutral: z.string().nullable().default(null),
  replyContent: z.enum(REPLY_CONTENTS).nullable().default(null),
  choices: z.array(z.enum(INTENTS)).default([]),
});

const PARTS = /^---\r?\n(?<front>[\s\S]*?)\r?\n---\r?\n(?<body>[\s\S]*)$/u;

/** Reads one template file; throws `TEMPLATE.INVALID` with the file's place and what is wrong there. */
export function readTemplateFile(place: string, locale: Locale, name: string, text: string): TemplateVersion {
  const parts = PARTS.exec(text.replace(/^\uFEFF/u, ''))?.groups;
  if (!parts) throw invalid(place, 'it must begin with front matter between two lines of "---"');
  const parsed = frontMatterSchema.safeParse(parseYaml(place, parts['front'] ?? ''));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalid(place, `${issue?.path.join('.') || 'front matter'}: ${issue?.message ?? 'is not valid'}`);
  }
  const body = (parts['body'] ?? '').replace(/\r\n/gu, '\n').trim();
  return versionOf({ name, locale, ...parsed.data, body });
}

export const versionOf = (template: Template): TemplateVersion => ({
  id: idOf(fingerprint(template)),
  ...template,
});

function parseYaml(place: string, front: string): unknown {
  try {
    return parse(front);
  } catch (error) {
    throw invalid(place, firstLine(error));
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : '').split('\n', 1).join('').replace(/:$/u, '');

/** SHA-256 over locale, name, front matter and body, as 64 hexadecimal digits. */
function fingerprint(template: Template): string {
  const canonical = JSON.stringify(template, Object.keys(template).sort());
  return createHash('sha256').update(canonical).digest('hex');
}

const invalid = (place: string, what: string): DomainError =>
  new DomainError('TEMPLATE.INVALID', `Template file ${place}: ${what}.`);
