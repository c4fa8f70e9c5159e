import { addDays, weekdayOf } from '../calendar/local-date.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { LenderId, TemplateVersionId } from '../shared/ids.js';
import type { Locale } from '../shared/locale.js';
import { groupBy } from '../shared/group-by.js';

/** Days after the first exposure within which something is counted. */
export const WINDOW_DAYS = 30;

/** What became of debts within the window, by name; `debts` is how many there were. */
export type Tally = Readonly<Record<string, number>>;

/** Debts that came to one step of a treatment on one day, for the first time. */
export interface ExposureGroup {
  readonly treatment: string;
  readonly step: string;
  readonly lenderId: LenderId;
  readonly locale: Locale;
  readonly day: LocalDate;
  /** Held out by the lot: these get no message. */
  readonly control: boolean;
  /** The text they were to get; null for the control group, and where nobody could be written to. */
  readonly version: TemplateVersionId | null;
  readonly tally: Tally;
}

/** Days on which debts without a text of their own are counted with a version: it was in force then. */
export interface Stretch {
  readonly lenderId: LenderId;
  readonly locale: Locale;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Debts that came to a row in one week. */
export interface Cohort {
  /** A Monday. */
  readonly week: LocalDate;
  readonly exposed: Tally;
}

export interface StepRow {
  readonly treatment: string;
  readonly step: string;
  readonly exposed: Tally;
  readonly control: Tally;
  /** Oldest first. */
  readonly cohorts: readonly Cohort[];
}

export interface VersionRow extends StepRow {
  readonly version: TemplateVersionId;
  readonly stretches: readonly Stretch[];
}

export const addTallies = (tallies: readonly Tally[]): Tally => {
  const sum: Record<string, number> = {};
  for (const tally of tallies) {
    for (const [name, count] of Object.entries(tally)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
};

/** One row per step of each treatment, in the order of names. */
export const rowsByStep = (groups: readonly ExposureGroup[]): StepRow[] =>
  [...groupBy(groups, ({ treatment, step }) => `${treatment}\n${step}`).values()]
    .map((own) => rowOf(own))
    .sort((a, b) => inOrder(nameOf(a), nameOf(b)));

/**
 * One row per step and version of a text. The control group, and debts without a contact point, have no text; they
 * are counted with the version that debts of the same lender and language got on that day, else on the last day
 * before it, else on the first day after it. So both sides of a comparison are the same people but for the lot.
 */
export const rowsByVersion = (groups: readonly ExposureGroup[]): VersionRow[] => {
  const assigned = [...groupBy(groups, stripOf).values()].flatMap(assignVersions);
  return [
    ...groupBy(assigned, ({ group, version }) => `${group.treatment}\n${group.step}\n${version}`).values(),
  ]
    .flatMap((own) => {
      const [first] = own;
      if (!first) return [];
      const row = rowOf(own.map(({ group }) => group));
      const stretches = joined(own.flatMap(({ stretch }) => stretch ?? []));
      return [{ ...row, version: first.version, stretches }];
    })
    .sort((a, b) => inOrder(`${nameOf(a)}\n${a.version}`, `${nameOf(b)}\n${b.version}`));
};

interface Assigned {
  readonly group: ExposureGroup;
  readonly version: TemplateVersionId;
  readonly stretch: Stretch | null;
}

const stripOf = ({ treatment, step, lenderId, locale }: ExposureGroup): string =>
  [treatment, step, lenderId, locale].join('\n');

/** Of one strip: one step of a treatment, one lender, one language. */
const assignVersions = (strip: readonly ExposureGroup[]): Assigned[] => {
  const byDay = versionsByDay(strip);
  const days = [...byDay.keys()].sort(inOrder);
  const inForce = (day: LocalDate): TemplateVersionId | undefined =>
    byDay.get(days.findLast((one) => one <= day) ?? days[0] ?? day);
  const assigned: Assigned[] = [];
  const told = new Set<LocalDate>();
  for (const group of strip) {
    const version = group.version ?? inForce(group.day);
    if (version === undefined) continue;
    const { lenderId, locale, day } = group;
    const alone = group.version === null && !told.has(day);
    if (alone) told.add(day);
    assigned.push({ group, version, stretch: alone ? { lenderId, locale, from: day, to: day } : null });
  }
  return assigned;
};

/** The version that most debts got on a day. */
const versionsByDay = (strip: readonly ExposureGroup[]): Map<LocalDate, TemplateVersionId> => {
  const most = new Map<LocalDate, { readonly version: TemplateVersionId; readonly debts: number }>();
  for (const { day, version, tally } of strip) {
    if (version === null) continue;
    const debts = tally['exposed'] ?? 0;
    const known = most.get(day);
    const isMore = known && (debts > known.debts || (debts === known.debts && version < known.version));
    if (!known || isMore) most.set(day, { version, debts });
  }
  return new Map([...most].map(([day, { version }]) => [day, version]));
};

/** Stretches that follow each other without a gap are one. */
const joined = (stretches: readonly Stretch[]): Stretch[] => {
  const strips = groupBy(stretches, ({ lenderId, locale }) => `${lenderId}\n${locale}`);
  return [...strips.values()].flatMap((strip) => {
    const whole: Stretch[] = [];
    for (const next of [...strip].sort((a, b) => inOrder(a.from, b.from))) {
      const last = whole.at(-1);
      if (last && addDays(last.to, 1) >= next.from) whole[whole.length - 1] = { ...last, to: next.to };
      else whole.push(next);
    }
    return whole;
  });
};

/** The tallies by the week of their day, oldest first. */
export const cohortsOf = (groups: readonly { readonly day: LocalDate; readonly tally: Tally }[]): Cohort[] =>
  [...groupBy(groups, ({ day }) => addDays(day, 1 - weekdayOf(day)))]
    .map(([week, own]) => ({ week, exposed: addTallies(own.map(({ tally }) => tally)) }))
    .sort((a, b) => inOrder(a.week, b.week));

const rowOf = (groups: readonly ExposureGroup[]): StepRow => {
  const exposed = groups.filter(({ control }) => !control);
  return {
    treatment: groups[0]?.treatment ?? '',
    step: groups[0]?.step ?? '',
    exposed: addTallies(exposed.map(({ tally }) => tally)),
    control: addTallies(groups.filter(({ control }) => control).map(({ tally }) => tally)),
    cohorts: cohortsOf(exposed),
  };
};

const nameOf = ({ treatment, step }: StepRow): string => `${treatment}\n${step}`;

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
