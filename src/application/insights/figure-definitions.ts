import type { CountedSet, SetColumn } from '../ports/insight-figures.js';

export const INSIGHTS = [
  'overview',
  'promises',
  'containment',
  'unsent',
  'templates',
  'steps',
  'experiments',
  'complaints',
  'answers',
] as const;
export type InsightName = (typeof INSIGHTS)[number];

export type FigureUnit = 'share' | 'per-thousand' | 'count' | 'minutes';

/** A part of a set that a figure counts. */
export interface Counting {
  readonly set: CountedSet;
  readonly measure: string;
  /** Of exposures: those that the lot held out, or the others. */
  readonly control?: 0 | 1;
}

/** One figure; its id is also the code of the sentence that says what it counts. */
export interface FigureDefinition {
  readonly id: string;
  readonly unit: FigureUnit;
  readonly numerator: Counting;
  readonly denominator: Counting | null;
  /** What one row of the figure is about; it has to be said which, to list what was counted. */
  readonly keys: readonly FigureKey[];
}

export type FigureKey = Exclude<SetColumn, 'control'> | 'version';

const figure = (
  id: string,
  unit: FigureUnit,
  numerator: readonly [CountedSet, string],
  denominator: readonly [CountedSet, string] | null = null,
  keys: readonly FigureKey[] = [],
): FigureDefinition => ({
  id,
  unit,
  numerator: { set: numerator[0], measure: numerator[1] },
  denominator: denominator === null ? null : { set: denominator[0], measure: denominator[1] },
  keys,
});

/** What became of the debts of a row, of all of them and of those contacted, and of the control group. */
const outcomes = (page: string, keys: readonly FigureKey[]): FigureDefinition[] => {
  const of = (
    name: string,
    unit: FigureUnit,
    measure: string,
    among: string | null,
    control: 0 | 1 = 0,
  ): FigureDefinition => ({
    id: `${page}.${name}`,
    unit,
    numerator: { set: 'exposures', measure, control },
    denominator: among === null ? null : { set: 'exposures', measure: among, control },
    keys,
  });
  return [
    of('recovered-of-all', 'share', 'recovered', 'debts'),
    of('recovered-of-contacted', 'share', 'contacted-recovered', 'contacted'),
    of('control', 'share', 'recovered', 'debts', 1),
    of('contacted', 'share', 'contacted', 'debts'),
    of('unconfirmed', 'share', 'unconfirmed', 'contacted'),
    of('replied', 'share', 'replied', 'contacted'),
    of('promised', 'share', 'promised', 'debts'),
    of('kept', 'share', 'kept', 'promised'),
    of('complaints', 'per-thousand', 'complaints', 'contacted'),
    of('opt-outs', 'per-thousand', 'opt-outs', 'contacted'),
    of('incomplete', 'count', 'incomplete', null),
    of('control-incomplete', 'count', 'incomplete', null, 1),
  ];
};

const ARM: readonly FigureKey[] = ['experiment', 'arm'];

/** Every figure by the page that it stands on first. */
export const FIGURES: Readonly<Record<Exclude<InsightName, 'overview'>, readonly FigureDefinition[]>> = {
  promises: [
    figure('promises.kept', 'share', ['promises', 'kept'], ['promises', 'settled']),
    figure('promises.partly-kept', 'share', ['promises', 'partly-kept'], ['promises', 'settled']),
    figure('promises.broken', 'share', ['promises', 'broken'], ['promises', 'settled']),
    figure('promises.made', 'count', ['promises', 'made']),
    figure('promises.not-yet-due', 'count', ['promises', 'not-yet-due']),
    figure('promises.cancelled', 'count', ['promises', 'cancelled']),
  ],
  containment: [
    figure('containment.contained', 'share', ['closings', 'contained'], ['closings', 'closed']),
    figure('containment.too-recent', 'count', ['closings', 'too-recent']),
  ],
  unsent: [
    figure('unsent.all', 'share', ['messages', 'unsent'], ['messages', 'decided']),
    figure('unsent.by-rule', 'share', ['messages', 'unsent'], ['messages', 'unsent'], ['rule']),
  ],
  templates: outcomes('templates', ['treatment', 'step', 'version']),
  steps: outcomes('steps', ['treatment', 'step']),
  experiments: [
    figure(
      'experiments.recovered-of-all',
      'share',
      ['enrolments', 'recovered'],
      ['enrolments', 'debts'],
      ARM,
    ),
    figure(
      'experiments.recovered-of-contacted',
      'share',
      ['enrolments', 'contacted-recovered'],
      ['enrolments', 'contacted'],
      ARM,
    ),
    figure('experiments.contacted', 'share', ['enrolments', 'contacted'], ['enrolments', 'debts'], ARM),
    figure('experiments.incomplete', 'count', ['enrolments', 'incomplete'], null, ARM),
  ],
  complaints: [
    figure('complaints.complaints', 'per-thousand', ['complaints', 'complaints'], ['messages', 'sent']),
    figure('complaints.opt-outs', 'per-thousand', ['opt-outs', 'opt-outs'], ['messages', 'sent']),
  ],
  answers: [
    figure('answers.in-time', 'share', ['hand-offs', 'in-time'], ['hand-offs', 'counted']),
    figure('answers.late', 'share', ['hand-offs', 'late'], ['hand-offs', 'counted']),
    figure('answers.waiting-late', 'share', ['hand-offs', 'waiting-late'], ['hand-offs', 'counted']),
    figure('answers.not-yet-due', 'count', ['hand-offs', 'not-yet-due']),
    figure('answers.closed-unanswered', 'count', ['hand-offs', 'closed-unanswered']),
    figure('answers.median', 'minutes', ['hand-offs', 'answered']),
    figure('answers.ninetieth', 'minutes', ['hand-offs', 'answered']),
  ],
};

export const OVERVIEW: readonly FigureDefinition[] = [
  ...FIGURES.promises,
  ...FIGURES.containment,
  ...FIGURES.unsent.filter(({ keys }) => keys.length === 0),
  ...FIGURES.complaints,
  ...FIGURES.answers.filter(({ unit }) => unit !== 'minutes'),
];

const BY_ID = new Map(
  Object.values(FIGURES)
    .flat()
    .map((definition) => [definition.id, definition]),
);

export const figureById = (id: string): FigureDefinition | null => BY_ID.get(id) ?? null;
