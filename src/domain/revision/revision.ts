import type { Instant } from '../calendar/instant.js';
import type { LenderId, RevisionId } from '../shared/ids.js';

/** What is published by two people. */
export const REVISION_KINDS = ['template', 'treatment', 'limits'] as const;
export type RevisionKind = (typeof REVISION_KINDS)[number];

/** `draft`: being written; `in-review`: waits for a second person; `superseded`: published once, replaced since. */
export const REVISION_STATES = ['draft', 'in-review', 'returned', 'published', 'superseded'] as const;
export type RevisionState = (typeof REVISION_STATES)[number];

/** A JSON object; what it must hold, the rules of its kind say. */
export type RevisionContent = Readonly<Record<string, unknown>>;

/** What is revised: at most one revision of it is published. */
export interface RevisionSubject {
  readonly kind: RevisionKind;
  /** Null: for all lenders of the tenant. */
  readonly lenderId: LenderId | null;
  /** `zh-CN/reminder-friendly`, the name of a treatment, a product. */
  readonly name: string;
}

/** One numbered edition of a text or a setting on its way to being in force, or past it. */
export interface Revision extends RevisionSubject {
  readonly id: RevisionId;
  /** 1, 2, … for each subject; never given twice. */
  readonly number: number;
  readonly state: RevisionState;
  readonly content: RevisionContent;
  /** What was in force when it was begun; null: no revision was. */
  readonly basedOn: number | null;
  /** The earlier revision whose content this one brings back. */
  readonly restores: number | null;
  /** Who wrote it last. */
  readonly author: string;
  /** Everybody who wrote in it; none of them may publish it. */
  readonly authors: readonly string[];
  readonly editedAt: Instant;
  readonly submittedAt: Instant | null;
  readonly reviewer: string | null;
  readonly reviewedAt: Instant | null;
  /** Why it was returned. */
  readonly comment: string | null;
  /** Why it cannot wait; it still needs the second person. */
  readonly urgentReason: string | null;
  readonly version: number;
}

/** One thing that is wrong with a content; `stop` keeps it from review and from being published. */
export interface RevisionFault {
  readonly severity: 'stop' | 'warn';
  /** Stable; screens choose their sentence by it. */
  readonly code: string;
  /** Where in the content, e.g. `steps.2.template`. */
  readonly path: string;
  readonly detail: string;
}
