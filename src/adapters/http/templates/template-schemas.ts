import { z } from 'zod';
import { PURPOSES } from '../../../domain/message/message.js';
import type { Revision } from '../../../domain/revision/revision.js';
import { contentOf, templateOf } from '../../../domain/template/template-content.js';
import type { OwnWording } from '../../../domain/template/template-content.js';
import type { Template } from '../../../domain/template/template.js';
import { channel, locale } from '../api/representation.js';
import {
  lenderCode,
  numberInForce,
  revisionAnswer,
  revisionAnswerOf,
} from '../revisions/revision-schemas.js';
import type { Codes } from '../revisions/revision-schemas.js';

const LONGEST_BODY = 2_000;

export const templateName = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, 'must be a template name').max(100);
export const templateParam = z.strictObject({ locale, name: templateName });
export const lenderQuery = z.strictObject({ lender: lenderCode });
export const diffQuery = z.strictObject({
  lender: lenderCode,
  from: z.coerce.number().int().min(0),
  to: z.coerce.number().int().min(0),
});

const wording = {
  body: z.string().max(LONGEST_BODY),
  channels: z.array(channel).min(1).max(10).optional(),
  disclosures: z.array(z.string().max(64)).max(20).optional(),
};
export const wordingBody = z.strictObject({ lender: lenderCode, locale, name: templateName, ...wording });
export const draftBody = z.strictObject({ lender: lenderCode, basedOn: numberInForce, ...wording });
export const editBody = z.strictObject({
  ...wording,
  body: wording.body.optional(),
  basedOn: numberInForce.optional(),
});

export const contentAnswer = z
  .object({
    purpose: z.enum(PURPOSES),
    channels: z.array(channel),
    fields: z.array(z.string()),
    disclosures: z.array(z.string()),
    revealsDebt: z.boolean(),
    demands: z.boolean(),
    neutral: z.string().nullable(),
    replyContent: z.string().nullable(),
    choices: z.array(z.string()),
    body: z.string(),
  })
  .meta({ id: 'TemplateContent' });


export const contentView = (content: Template): z.infer<typeof contentAnswer> => {
  const { channels, fields, disclosures, choices, ...rest } = contentOf(content);
  return {
    ...rest,
    channels: [...channels],
    fields: [...fields],
    disclosures: [...disclosures],
    choices: [...choices],
  };
};

export const templateRevision = revisionAnswerOf(contentAnswer, 'TemplateRevision');

export const templateRevisionView = (revision: Revision, codes: Codes): z.infer<typeof templateRevision> => ({
  ...revisionAnswer<z.infer<typeof contentAnswer>>(revision, codes),
  content: contentView(templateOf(revision)),
});

type Said = { readonly [part in keyof OwnWording]?: OwnWording[part] | undefined };

/** What was said of a wording; what was not, is not named at all. */
export const wordingOf = ({ body, channels, disclosures }: Said): Partial<OwnWording> => ({
  ...(body === undefined ? {} : { body }),
  ...(channels === undefined ? {} : { channels }),
  ...(disclosures === undefined ? {} : { disclosures }),
});
