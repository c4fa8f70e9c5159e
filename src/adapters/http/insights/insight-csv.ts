import type { z } from 'zod';
import type { figureAnswer, insightAnswer } from './insight-schemas.js';

type InsightAnswer = z.infer<typeof insightAnswer>;
type FigureAnswer = z.infer<typeof figureAnswer>;

const KEYS = ['treatment', 'step', 'version', 'experiment', 'arm', 'rule'] as const;
const HEADER = [
  'figure',
  ...KEYS,
  'template',
  'locale',
  'unit',
  'value',
  'numerator',
  'denominator',
  'low',
  'high',
  'few',
  'lift',
  'lift_low',
  'lift_high',
  'lift_verdict',
  'from',
  'to',
  'as_of',
];

type Cell = string | number | boolean | null;

/** The figures of a page, one per line; UTF-8 with a byte order mark, so that spreadsheets read it right. */
export const insightCsv = (insight: InsightAnswer): string => {
  const lines = [
    HEADER,
    ...insight.figures.map((figure) => lineOf(insight, figure, null)),
    ...insight.rows.flatMap((row) => row.figures.map((figure) => lineOf(insight, figure, row))),
  ];
  return `\uFEFF${lines.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('')}`;
};

const lineOf = (
  { from, to, asOf }: InsightAnswer,
  figure: FigureAnswer,
  row: InsightAnswer['rows'][number] | null,
): Cell[] => {
  const compared = figure.id.endsWith('.recovered-of-all') ? (row?.lift ?? null) : null;
  return [
    figure.id,
    ...KEYS.map((key) => row?.keys[key] ?? null),
    row?.template?.name ?? null,
    row?.template?.locale ?? null,
    figure.unit,
    figure.value,
    figure.numerator,
    figure.denominator,
    figure.interval?.low ?? null,
    figure.interval?.high ?? null,
    figure.few,
    compared?.difference ?? null,
    compared?.interval?.low ?? null,
    compared?.interval?.high ?? null,
    compared?.verdict ?? null,
    from,
    to,
    asOf,
  ];
};

/** Text that a spreadsheet would take for a formula is shown as text. */
const cellText = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
