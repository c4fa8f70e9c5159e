import { z } from 'zod';
import type { ZodType } from 'zod';
import { REVISION_STATES } from '../../../domain/revision/revision.js';
import type { Revision, RevisionFault } from '../../../domain/revision/revision.js';
import type { LenderId } from '../../../domain/shared/ids.js';
import { decodeCursor, encodeCursor, pageQuery } from '../api/page.js';
import { idText, isoInstant, reasonText, toIso, toIsoOrNull } from '../api/representation.js';

/** The revision of one kind: `id` is the name of its schema. */
export const revisionAnswerOf = <Content extends ZodType>(content: Content, id: string) =>
  z
    .object({
      id: idText,
      lender: z.string().nullable().meta({ description: 'Its code; null: for all lenders' }),
      name: z.string(),
      number: z.int(),
      state: z.enum(REVISION_STATES),
      content,
      basedOn: z.int().nullable(),
      restores: z.int().nullable(),
      author: z.string(),
      authors: z.array(z.string()),
      editedAt: isoInstant,
      submittedAt: isoInstant.nullable(),
      reviewer: z.string().nullable(),
      reviewedAt: isoInstant.nullable(),
      comment: z.string().nullable(),
      urgentReason: z.string().nullable(),
      version: z.int(),
    })
    .meta({ id });

/** The codes of lenders, by id. */
export type Codes = ReadonlyMap<LenderId, string>;

export const revisionAnswer = <Content>(revision: Revision, codes: Codes) => {
  const { kind, lenderId, editedAt, submittedAt, reviewedAt, content, authors, ...rest } = revision;
  void kind;
  return {
    ...rest,
    lender: lenderId === null ? null : (codes.get(lenderId) ?? null),
    content: content as unknown as Content,
    authors: [...authors],
    editedAt: toIso(editedAt),
    submittedAt: toIsoOrNull(submittedAt),
    reviewedAt: toIsoOrNull(reviewedAt),
  };
};

/** A revision on its way to be in force, in short. */
export const pendingAnswer = z
  .object({
    id: idText,
    number: z.int(),
    state: z.enum(REVISION_STATES),
    author: z.string(),
    editedAt: isoInstant,
    urgent: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'PendingRevision' });

export const pendingOf = (revision: Revision | null): z.infer<typeof pendingAnswer> | null =>
  revision && {
    id: revision.id,
    number: revision.number,
    state: revision.state,
    author: revision.author,
    editedAt: toIso(revision.editedAt),
    urgent: revision.urgentReason !== null,
    version: revision.version,
  };

/** One thing that is wrong with a content, at one place or between two. */
export const faultAnswer = z
  .object({
    severity: z.enum(['stop', 'warn']),
    code: z.string(),
    path: z.string(),
    otherPath: z.string().nullable(),
    detail: z.string(),
  })
  .meta({ id: 'ContentFault' });

export const faultsAnswer = z.object({ faults: z.array(faultAnswer) }).meta({ id: 'ContentFaults' });

export const faultsOf = (faults: readonly (RevisionFault & { readonly otherPath?: string | null })[]) => ({
  faults: faults.map(({ severity, code, path, otherPath = null, detail }) => ({
    severity,
    code,
    path,
    otherPath,
    detail,
  })),
});

export const lenderCode = z.string().min(1).max(40);

export const ofLenderQuery = z.strictObject({ lender: lenderCode.optional() });

export const numberInForce = z.int().min(1).nullable().meta({
  description: 'The number in force that this is begun on; null: none was published',
});

export const returnBody = z.strictObject({ comment: z.string().trim().min(3).max(2000) });

export const rollBackBody = z.strictObject({
  lender: lenderCode.nullable().default(null),
  to: z.int().min(0).meta({ description: '0: what holds where nothing was published' }),
  urgentReason: reasonText.nullable().default(null),
});

export const historyQuery = pageQuery.extend({ lender: lenderCode.optional() });

/** The number that a page of revisions begins before; undefined: the newest. */
export const historyBefore = (cursor: string | undefined): number | undefined => {
  const before = decodeCursor(cursor, 1)?.[0];
  return typeof before === 'number' ? before : undefined;
};

export const historyPage = <Answer>(
  revisions: readonly Revision[],
  limit: number,
  view: (revision: Revision) => Answer,
): { items: Answer[]; next: string | null } => {
  const last = revisions.at(-1);
  return {
    items: revisions.map(view),
    next:
      last !== undefined && revisions.length === limit && last.number > 1
        ? encodeCursor([last.number])
        : null,
  };
};
