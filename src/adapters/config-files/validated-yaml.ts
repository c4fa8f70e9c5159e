import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { LineCounter, isNode, parseDocument, stringify } from 'yaml';
import type { z } from 'zod';
import { DomainError } from '../../domain/shared/domain-error.js';

/** Something that is wrong with what a file means, at a path as in `steps.2.id`. */
interface Fault {
  readonly path: string;
  readonly detail: string;
}

/**
 * Reads one YAML file and checks it, its form by the schema, its meaning by `faultOf`. Throws `CONFIG.NO_FILE`, or
 * `CONFIG.INVALID` with the file, the line and the path of the first thing that is wrong.
 */
export function readYaml<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  faultOf?: (value: z.output<Schema>) => Fault | undefined,
): z.output<Schema> {
  const name = basename(path);
  const lines = new LineCounter();
  const document = parseDocument(readText(path, name), {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
  });
  const [broken] = document.errors;
  if (broken) {
    throw invalid(name, lines.linePos(broken.pos[0]).line, '', broken.message);
  }
  const checked = schema.safeParse(document.toJS());
  if (checked.success) {
    const fault = faultOf?.(checked.data);
    if (!fault) return checked.data;
    const keys = fault.path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    throw invalid(name, lineOf(keys), fault.path, fault.detail);
  }
  const [issue] = checked.error.issues;
  const place = (issue?.path ?? []).map((key) => (typeof key === 'number' ? key : String(key)));
  throw invalid(name, lineOf(place), place.join('.'), issue?.message ?? 'not what is expected here');

  function lineOf(keys: readonly (string | number)[]): number {
    for (let depth = keys.length; depth >= 0; depth--) {
      const node = depth === 0 ? document.contents : document.getIn(keys.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new DomainError('CONFIG.NO_FILE', `The file ${name} cannot be read.`);
  }
}

export const invalid = (file: string, line: number, place: string, what: string): DomainError =>
  new DomainError(
    'CONFIG.INVALID',
    `${file}, line ${line}${place === '' ? '' : `, at ${place}`}: ${what.replace(/[.\s]+$/u, '')}.`,
    { file, line, place },
  );

/** The lines of a YAML document, everything written out. */
export const writeYaml = (value: object): readonly string[] =>
  stringify(value, { aliasDuplicateObjects: false }).trimEnd().split('\n');
