import Handlebars from 'handlebars';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { FieldUse } from '../../domain/template/check-template.js';

const BLOCKS = new Set(['if', 'unless', 'each']);

/**
 * The fields a body uses. Refuses with `TEMPLATE.BAD_SYNTAX` whatever is not a plain field or one of the
 * blocks if, unless, each, or a numbered list: no partials, no paths into objects, no other helpers.
 */
export function fieldUses(name: string, body: string): FieldUse[] {
  const uses: FieldUse[] = [];
  collect(name, parse(name, body), [], false, uses);
  return uses;
}

function parse(name: string, body: string): hbs.AST.Program {
  try {
    return Handlebars.parse(body);
  } catch (error) {
    const firstLine = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new DomainError('TEMPLATE.BAD_SYNTAX', `Template ${name} cannot be read: ${firstLine}`);
  }
}

function collect(
  name: string,
  program: hbs.AST.Program,
  guards: readonly string[],
  inEach: boolean,
  uses: FieldUse[],
): void {
  for (const statement of program.body) {
    if (statement.type === 'ContentStatement' || statement.type === 'CommentStatement') continue;
    if (statement.type === 'MustacheStatement') {
      const mustache = statement as hbs.AST.MustacheStatement;
      const field = fieldOf(name, printed(name, mustache), inEach);
      if (field !== null) uses.push({ field, guarded: guards.includes(field) });
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
  uses: FieldUse[],
): void {
  const helper = block.path.original as string;
  const subject = block.params[0];
  if (!BLOCKS.has(helper) || !subject || block.params.length > 1 || block.hash || inEach) {
    throw unsupported(name, block);
  }
  const field = fieldOf(name, subject, inEach);
  if (field === null) throw unsupported(name, block);
  uses.push({ field, guarded: true });
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

const unsupported = (name: string, node: hbs.AST.Node): DomainError =>
  new DomainError(
    'TEMPLATE.BAD_SYNTAX',
    `Template ${name}, line ${node.loc.start.line}: only {{field}}, {{numbered field}}, {{#if field}}, ` +
      '{{#unless field}} and {{#each field}}{{this}}{{/each}} are allowed.',
  );
