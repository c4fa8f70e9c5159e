import Handlebars from 'handlebars';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LocatedUse, PlaceRange, TextPlace } from '../../domain/template/body-reading.js';

const BLOCKS = new Set(['if', 'unless', 'each']);

/** A body that cannot be read, with where. */
export class BadSyntax extends DomainError {
  constructor(
    sentence: string,
    readonly range: PlaceRange,
    readonly detail: string,
  ) {
    super('TEMPLATE.BAD_SYNTAX', sentence);
  }
}

/**
 * The fields a body uses. Refuses with `TEMPLATE.BAD_SYNTAX` whatever is not a plain field or one of the
 * blocks if, unless, each, or a numbered list: no partials, no paths into objects, no other helpers.
 */
export function fieldUses(name: string, body: string): LocatedUse[] {
  const uses: LocatedUse[] = [];
  collect(name, parse(name, body), [], false, uses);
  return uses;
}

function parse(name: string, body: string): hbs.AST.Program {
  try {
    return Handlebars.parse(body);
  } catch (error) {
    const firstLine = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new BadSyntax(`Template ${name} cannot be read: ${firstLine}`, rangeOf(error, body), firstLine);
  }
}

/** Handlebars tells a place in fields of the error, or the line in its sentence. */
function rangeOf(error: unknown, body: string): PlaceRange {
  const { lineNumber, column, endLineNumber, endColumn } = error as Partial<Record<string, number>>;
  if (lineNumber !== undefined && column !== undefined) {
    const from = placeAt(lineNumber, column);
    return { from, to: placeAt(endLineNumber ?? lineNumber, endColumn ?? column) };
  }
  const lines = body.split('\n');
  const told = /on line (\d+)/u.exec(error instanceof Error ? error.message : '')?.[1];
  const line = Math.min(Number(told ?? lines.length), lines.length);
  return { from: placeAt(line, 0), to: placeAt(line, lines[line - 1]?.length ?? 0) };
}

/** Handlebars counts columns from 0. */
const placeAt = (line: number, column: number): TextPlace => ({ line, column: column + 1 });

const rangeOfNode = ({ loc }: hbs.AST.Node): PlaceRange => ({
  from: placeAt(loc.start.line, loc.start.column),
  to: placeAt(loc.end.line, loc.end.column),
});

function collect(
  name: string,
  program: hbs.AST.Program,
  guards: readonly string[],
  inEach: boolean,
  uses: LocatedUse[],
): void {
  for (const statement of program.body) {
    if (statement.type === 'ContentStatement' || statement.type === 'CommentStatement') continue;
    if (statement.type === 'MustacheStatement') {
      const mustache = statement as hbs.AST.MustacheStatement;
      const subject = printed(name, mustache);
      const field = fieldOf(name, subject, inEach);
      const as = subject === mustache.path ? 'text' : 'list';
      if (field !== null) uses.push({ field, guarded: guards.includes(field), as, ...rangeOfNode(subject) });
      continue;
    }
    if (statement.type !== 'BlockStatement') throw unsupported(name, statement);
    collectBlock(name, statement as hbs.AST.BlockStatement, guards, inEach, uses);
  }
}

/** The field of `{{field}}` or `{{numbered field}}`. */
function printed(name: string, mustache: hbs.AST.MustacheStatement): hbs.AST.Expression {
  const path = mustache.path as hbs.AST.PathExpression;
  const [subject] = mustache.params;
  if (mustache.hash) throw unsupported(name, mustache);
  if (subject === undefined) return path;
  if (path.original !== 'numbered' || mustache.params.length > 1) throw unsupported(name, mustache);
  return subject;
}

function collectBlock(
  name: string,
  block: hbs.AST.BlockStatement,
  guards: readonly string[],
  inEach: boolean,
  uses: LocatedUse[],
): void {
  const helper = block.path.original as string;
  const subject = block.params[0];
  if (!BLOCKS.has(helper) || !subject || block.params.length > 1 || block.hash || inEach) {
    throw unsupported(name, block);
  }
  const field = fieldOf(name, subject, inEach);
  if (field === null) throw unsupported(name, block);
  const as = helper === 'each' ? 'list' : 'question';
  uses.push({ field, guarded: true, as, ...rangeOfNode(subject) });
  const inner = helper === 'unless' ? guards : [...guards, field];
  const other = helper === 'unless' ? [...guards, field] : guards;
  collect(name, block.program, inner, helper === 'each', uses);
  // Handlebars types promise an inverse; without {{else}} there is none.
  const inverse = block.inverse as hbs.AST.Program | undefined;
  if (inverse) collect(name, inverse, other, inEach, uses);
}

/** The field's name; null for `{{this}}` inside a list. */
function fieldOf(name: string, expression: hbs.AST.Expression, inEach: boolean): string | null {
  if (expression.type !== 'PathExpression') throw unsupported(name, expression);
  const path = expression as hbs.AST.PathExpression;
  if (inEach && path.original === 'this') return null;
  const [field] = path.parts;
  if (inEach || path.data || path.depth > 0 || path.parts.length !== 1 || field === undefined) {
    throw unsupported(name, expression);
  }
  return field;
}

const ALLOWED =
  'only {{field}}, {{numbered field}}, {{#if field}}, {{#unless field}} and {{#each field}}{{this}}{{/each}} are allowed.';

const unsupported = (name: string, node: hbs.AST.Node): BadSyntax =>
  new BadSyntax(`Template ${name}, line ${node.loc.start.line}: ${ALLOWED}`, rangeOfNode(node), ALLOWED);
