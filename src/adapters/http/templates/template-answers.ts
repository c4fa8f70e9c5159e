import { z } from 'zod';
import type {
  NumberedUsage,
  TemplateDifference,
  TemplateState,
} from '../../../application/template/read-templates.js';
import type { TemplatePreview } from '../../../application/template/preview-template.js';
import { ODDITIES } from '../../../application/ports/odd-cases.js';
import { PURPOSES } from '../../../domain/message/message.js';
import type { MessageFields } from '../../../domain/message/message.js';
import { REVISION_STATES } from '../../../domain/revision/revision.js';
import type { Revision } from '../../../domain/revision/revision.js';
import type { TemplateProblem } from '../../../domain/template/lint-template.js';
import { channel, idText, isoInstant, locale, toIso, toIsoOrNull } from '../api/representation.js';
import { contentAnswer, templateName } from './template-schemas.js';

const summary = {
  id: idText,
  number: z.int(),
  state: z.enum(REVISION_STATES),
  author: z.string(),
  editedAt: isoInstant,
  reviewer: z.string().nullable(),
  reviewedAt: isoInstant.nullable(),
  urgent: z.boolean(),
  version: z.int(),
};
export const summaryAnswer = z.object(summary).meta({ id: 'RevisionSummary' });

export const summaryOf = (revision: Revision): z.infer<typeof summaryAnswer> => ({
  id: revision.id,
  number: revision.number,
  state: revision.state,
  author: revision.author,
  editedAt: toIso(revision.editedAt),
  reviewer: revision.reviewer,
  reviewedAt: toIsoOrNull(revision.reviewedAt),
  urgent: revision.urgentReason !== null,
  version: revision.version,
});

const row = {
  locale,
  name: templateName,
  purpose: z.enum(PURPOSES),
  revealsDebt: z.boolean(),
  demands: z.boolean(),
  numberInForce: z.int().meta({ description: '0: the built-in text' }),
  published: summaryAnswer.nullable(),
  setAside: z.boolean().meta({
    description: 'The built-in template changed since, so that the published wording is left out',
  }),
  open: z.array(summaryAnswer),
};
export const templateRowAnswer = z.object(row).meta({ id: 'TemplateRow' });
export const templatesAnswer = z.object({ items: z.array(templateRowAnswer), next: z.null() });

export const rowOf = (state: TemplateState): z.infer<typeof templateRowAnswer> => ({
  locale: state.builtIn.locale,
  name: state.builtIn.name,
  purpose: state.builtIn.purpose,
  revealsDebt: state.builtIn.revealsDebt,
  demands: state.builtIn.demands,
  numberInForce: state.setAside ? 0 : (state.published?.number ?? 0),
  published: state.published && summaryOf(state.published),
  setAside: state.setAside,
  open: state.open.map(summaryOf),
});

const fieldAnswer = z
  .object({
    name: z.string(),
    sample: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable(),
    mayBeEmpty: z.boolean(),
    list: z.boolean(),
  })
  .meta({ id: 'TemplateField' });

export const templateAnswer = z
  .object({
    ...row,
    inForce: contentAnswer,
    builtIn: contentAnswer,
    fields: z.array(fieldAnswer).meta({ description: 'What the body may use' }),
  })
  .meta({ id: 'Template' });

export const sampleOf = (value: MessageFields[string] | null): z.infer<typeof fieldAnswer>['sample'] =>
  typeof value === 'object' && value !== null ? [...value] : value;

export const problemsAnswer = z.object({
  problems: z.array(
    z
      .object({
        severity: z.enum(['stop', 'warn']),
        code: z.string(),
        path: z.string(),
        detail: z.string(),
        line: z.int(),
        column: z.int(),
        endLine: z.int(),
        endColumn: z.int(),
        suggestion: z.string().nullable(),
      })
      .meta({ id: 'TemplateProblem' }),
  ),
});
export const problemsOf = (problems: readonly TemplateProblem[]): z.infer<typeof problemsAnswer> => ({
  problems: problems.map((one) => ({ ...one })),
});

const smsLengthFields = {
  encoding: z.enum(['gsm-7', 'ucs-2']),
  units: z.int(),
  segments: z.int(),
  unitsPerSegment: z.int(),
};
const oddity = z.enum(ODDITIES);
const rangeAnswer = z.object({ ...smsLengthFields, oddity });

export const previewAnswer = z
  .object({
    cases: z.array(
      z.object({
        oddity,
        example: z.boolean(),
        locale,
        nothingOwed: z.boolean(),
        texts: z.array(
          z.object({
            channel,
            moment: z.enum(['first', 'later']),
            text: z.string().nullable(),
            code: z.string().nullable(),
            sms: z.object(smsLengthFields).nullable(),
          }),
        ),
      }),
    ),
    sms: z.object({ best: rangeAnswer, median: rangeAnswer, worst: rangeAnswer }).nullable(),
  })
  .meta({ id: 'TemplatePreview' });

export const previewOf = ({ cases, sms }: TemplatePreview): z.infer<typeof previewAnswer> => ({
  cases: cases.map((one) => ({ ...one, texts: one.texts.map((text) => ({ ...text })) })),
  sms: sms && { ...sms },
});

const lists = z.object({ from: z.array(z.string()), to: z.array(z.string()) });
export const differenceAnswer = z
  .object({
    from: z.int(),
    to: z.int(),
    body: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })),
    channels: lists,
    disclosures: lists,
  })
  .meta({ id: 'TemplateDifference' });

export const differenceOf = (found: TemplateDifference): z.infer<typeof differenceAnswer> => ({
  ...found,
  body: found.body.map((part) => ({ ...part })),
  channels: { from: [...found.channels.from], to: [...found.channels.to] },
  disclosures: { from: [...found.disclosures.from], to: [...found.disclosures.to] },
});

export const usageAnswer = z.object({
  items: z.array(
    z
      .object({
        number: z.int(),
        sent: z.int(),
        optOuts: z.int(),
        complaints: z.int(),
        optOutsPerThousand: z.number().nullable(),
      })
      .meta({ id: 'TemplateUsage' }),
  ),
});

const TENTHS = 10;
export const usageOf = (counts: readonly NumberedUsage[]): z.infer<typeof usageAnswer> => ({
  items: counts.map((one) => ({
    ...one,
    optOutsPerThousand:
      one.sent === 0 ? null : Math.round((one.optOuts / one.sent) * 1_000 * TENTHS) / TENTHS,
  })),
});
