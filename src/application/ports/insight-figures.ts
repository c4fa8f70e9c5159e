import type { Instant } from '../../domain/calendar/instant.js';
import type { ExposureGroup, Stretch, Tally } from '../../domain/insight/exposure.js';
import type { DebtId, LenderId, TemplateVersionId } from '../../domain/shared/ids.js';

/**
 * What is counted, and as what. A set is made of things that happened in a period; each measure is a part of it.
 * What a measure means is said beside its condition, in the adapter.
 */
export const COUNTED = {
  promises: ['made', 'settled', 'kept', 'partly-kept', 'broken', 'not-yet-due', 'cancelled'],
  closings: ['closed', 'contained', 'too-recent'],
  messages: ['decided', 'sent', 'unsent'],
  complaints: ['complaints'],
  'opt-outs': ['opt-outs'],
  'hand-offs': [
    'opened',
    'counted',
    'answered',
    'in-time',
    'late',
    'waiting-late',
    'not-yet-due',
    'closed-unanswered',
  ],
  exposures: [
    'exposed',
    'debts',
    'incomplete',
    'contacted',
    'unconfirmed',
    'replied',
    'promised',
    'kept',
    'recovered',
    'contacted-recovered',
    'complaints',
    'opt-outs',
  ],
  enrolments: ['exposed', 'debts', 'incomplete', 'contacted', 'recovered', 'contacted-recovered', 'held-out'],
} as const;
export type CountedSet = keyof typeof COUNTED;

/** Columns that a set can be narrowed by. */
export type SetColumn = 'rule' | 'treatment' | 'step' | 'control' | 'experiment' | 'arm';

/** Things of a period, at some lenders. */
export interface FigurePeriod {
  readonly start: Instant;
  /** Not any more. */
  readonly end: Instant;
  readonly now: Instant;
  /** Null: all. */
  readonly lenders: readonly LenderId[] | null;
}

/** A part of a set. */
export interface Selection {
  readonly set: CountedSet;
  readonly measure: string;
  readonly equals: Readonly<Partial<Record<SetColumn, string | number>>>;
  /** Of exposures: those to this text, and those without a text on the days on which it was in force. */
  readonly version?: { readonly id: TemplateVersionId; readonly stretches: readonly Stretch[] };
}

/** One thing that was counted; its case is the debt. */
export interface CountedItem {
  readonly id: string;
  readonly debtId: DebtId | null;
  readonly lenderId: LenderId;
  readonly at: Instant;
}

export interface ArmGroup {
  readonly experiment: string;
  readonly arm: string;
  readonly day: ExposureGroup['day'];
  readonly tally: Tally;
}

export interface AnswerTimes {
  /** Minutes; null when nothing was answered. */
  readonly median: number | null;
  readonly ninetieth: number | null;
}

/** Figures of the tenant whose unit of work is running, counted by the database in few queries. */
export abstract class InsightFigures {
  /** Every measure of the set. */
  abstract tally(set: CountedSet, period: FigurePeriod): Promise<Tally>;
  abstract unsentByRule(period: FigurePeriod): Promise<{ readonly rule: string; readonly count: number }[]>;
  /** Debts by the step that they came to for the first time. */
  abstract exposures(period: FigurePeriod): Promise<ExposureGroup[]>;
  /** Debts by the arm that was drawn for them. */
  abstract arms(period: FigurePeriod): Promise<ArmGroup[]>;
  abstract answerTimes(period: FigurePeriod): Promise<AnswerTimes>;
  /** What a selection counts, oldest first, after the given item. */
  abstract items(
    selection: Selection,
    period: FigurePeriod,
    after: Pick<CountedItem, 'at' | 'id'> | null,
    limit: number,
  ): Promise<CountedItem[]>;
}
