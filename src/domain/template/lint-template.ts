import type { RevisionFault } from '../revision/revision.js';
import type { BodyReading, LocatedUse, PlaceRange } from './body-reading.js';
import { placesIn } from './body-reading.js';
import { REVEALING_CASE_FIELDS } from './case-field.js';
import { labelFault, numberedLines } from './choice-labels.js';
import { debtWordPlaces, debtWordsIn } from './debt-words.js';
import { natureOf } from './field-nature.js';
import { findAllForbiddenWording } from './forbidden-wording.js';
import { foreignLinks } from './foreign-links.js';
import { nearestName } from './nearest-name.js';
import type { TextRange } from './plain-text.js';
import { allowedFields, partsNotKept } from './template-content.js';
import type { Template } from './template.js';

/** One thing that is wrong with a lender's wording, and where in its body. */
export interface TemplateProblem extends RevisionFault {
  /** Counted from 1, columns in UTF-16 units; the end is not part of it. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What may stand there instead; null when a person must find that. */
  readonly suggestion: string | null;
}

export interface WordingToLint {
  readonly own: Template;
  readonly builtIn: Template;
  readonly reading: BodyReading;
  readonly builtInReading: BodyReading;
  /** Wording of a disclosure in the template's language; null where the packs have none. */
  readonly disclosureText: (key: string) => string | null;
  /** The lender's; no other may be linked to. */
  readonly website: string;
}

/** Everything that keeps a lender's wording from standing in for the built-in template, by place. */
export function lintTemplate(wording: WordingToLint): TemplateProblem[] {
  const { own, reading } = wording;
  const place = placesIn(own.body);
  const at = ({ start, end }: TextRange): PlaceRange => ({ from: place(start), to: place(end) });
  const whole = at({ start: 0, end: own.body.length });
  if (own.body.trim() === '') {
    return [problem('TEMPLATE.EMPTY', whole, 'The text is empty.', wording.builtIn.body)];
  }
  return [
    ...(reading.kind === 'broken'
      ? [problem('TEMPLATE.BAD_SYNTAX', reading, `This cannot be read: ${reading.detail}`)]
      : reading.uses.flatMap((use) => problemsOfUse(use, wording))),
    ...wordProblems(wording, at),
    ...disclosureProblems(wording, at({ start: own.body.length, end: own.body.length })),
    ...choiceProblems(own, wording.builtIn, at),
    ...partsNotKept(own, wording.builtIn).map((part) => ({
      ...problem('TEMPLATE.LOOSENED', whole, `"${part}" must stay as the built-in template has it.`),
      path: part,
    })),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
}

function problemsOfUse(use: LocatedUse, { own, builtIn, builtInReading }: WordingToLint): TemplateProblem[] {
  const { field } = use;
  const allowed = allowedFields(builtIn);
  if (!allowed.includes(field)) {
    const nearest = nearestName(field, allowed);
    return [problem('TEMPLATE.UNKNOWN_FIELD', use, `There is no field "${field}" here.`, nearest)];
  }
  const problems: TemplateProblem[] = [];
  const { mayBeEmpty, list: isList } = natureOf(field, builtInReading);
  if (use.as === 'text' && !use.guarded && mayBeEmpty) {
    const guard = `{{#if ${field}}}{{${field}}}{{/if}}`;
    problems.push(problem('TEMPLATE.UNGUARDED_FIELD', use, `Some cases have no "${field}".`, guard));
  }
  if (use.as !== 'question' && (use.as === 'list') !== isList) {
    const right = isList ? `{{#each ${field}}}{{this}}{{/each}}` : `{{${field}}}`;
    problems.push(problem('TEMPLATE.LIST_FIELD', use, `"${field}" is ${isList ? 'a' : 'no'} list.`, right));
  }
  if (!own.revealsDebt && use.as !== 'question' && REVEALING_CASE_FIELDS.has(field)) {
    problems.push(problem('TEMPLATE.REVEALS_DEBT', use, `"${field}" tells a stranger that there is a debt.`));
  }
  return problems;
}

function wordProblems(
  { own, builtIn, website }: WordingToLint,
  at: (range: TextRange) => PlaceRange,
): TemplateProblem[] {
  const words = withoutFields(own.body);
  const said = new Set(debtWordsIn(withoutFields(builtIn.body)));
  const telling = own.revealsDebt ? [] : debtWordPlaces(words).filter(({ word }) => !said.has(word));
  return [
    ...findAllForbiddenWording(words).map((found) =>
      problem('TEMPLATE.FORBIDDEN_WORDING', at(found), `The rule "${found.rule}" forbids this wording.`),
    ),
    ...telling.map((found) =>
      problem('TEMPLATE.REVEALS_DEBT', at(found), `"${found.word}" tells a stranger that there is a debt.`),
    ),
    ...foreignLinks(words, website).map((found) =>
      problem(
        'TEMPLATE.FOREIGN_LINK',
        at(found),
        "Only the lender's own website may be linked to.",
        '{{website}}',
      ),
    ),
  ];
}

/** Names of fields are no words of the text; what stands beside them keeps its place. */
const withoutFields = (body: string): string =>
  body.replace(/\{\{[\s\S]*?\}\}/gu, (field) => field.replace(/[^\n]/gu, '\uFFFC'));

function disclosureProblems({ own, disclosureText }: WordingToLint, end: PlaceRange): TemplateProblem[] {
  const said = squeezed(own.body);
  return own.disclosures.flatMap((key) => {
    const text = disclosureText(key);
    if (text === null) {
      return [
        problem('TEMPLATE.UNKNOWN_DISCLOSURE', end, `There is no disclosure "${key}" in this language.`),
      ];
    }
    if (said.includes(squeezed(text))) return [];
    return [
      problem(
        'TEMPLATE.MISSING_DISCLOSURE',
        end,
        `The text is to make the disclosure "${key}" itself, but does not.`,
        text,
      ),
    ];
  });
}

const squeezed = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');

/** The debtor answers by number or by typing the label, so both must be understood as what they stand for. */
function choiceProblems(
  { body, choices, locale }: Template,
  builtIn: Template,
  at: (range: TextRange) => PlaceRange,
): TemplateProblem[] {
  const lines = numberedLines(body);
  if (lines.length !== choices.length || lines.some(({ number }, index) => number !== index + 1)) {
    const wanted = choices.length === 0 ? 'no numbered lines' : `the lines 1 to ${choices.length}, in order`;
    const whole = at({ start: 0, end: body.length });
    return [problem('TEMPLATE.CHOICES', whole, `The text must have ${wanted}, as the built-in one has.`)];
  }
  const known = numberedLines(builtIn.body);
  return choices.flatMap((meant, index) => {
    const line = lines[index];
    const usual = known[index]?.label ?? null;
    if (!line || line.label === usual) return [];
    const fault = labelFault(line.label, meant, choices, locale);
    if (fault === null) return [];
    const [severity, reading] =
      fault === 'other' ? (['stop', 'another'] as const) : (['warn', 'none'] as const);
    const detail = `Typed as an answer, this would be understood as ${reading} of the choices.`;
    return [{ ...problem('TEMPLATE.CHOICE_LABEL', at(line), detail, usual), severity }];
  });
}

const problem = (
  code: string,
  { from, to }: PlaceRange,
  detail: string,
  suggestion: string | null = null,
): TemplateProblem => ({
  severity: 'stop',
  code,
  path: 'body',
  detail,
  line: from.line,
  column: from.column,
  endLine: to.line,
  endColumn: to.column,
  suggestion,
});
