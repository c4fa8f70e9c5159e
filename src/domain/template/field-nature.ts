import type { BodyReading, LocatedUse } from './body-reading.js';
import { CASE_FIELDS, DEBT_CASE_FIELDS, OPTIONAL_CASE_FIELDS } from './case-field.js';

export interface FieldNature {
  /** Some messages have none: it may be printed only where the text has asked whether it is there. */
  readonly mayBeEmpty: boolean;
  readonly list: boolean;
}

/** What a field is, as far as the built-in template shows: it is relied on exactly where that one relies on it. */
export function natureOf(field: string, builtIn: BodyReading): FieldNature {
  const uses = builtIn.kind === 'read' ? builtIn.uses : [];
  const own = uses.filter((use) => use.field === field);
  return { mayBeEmpty: !isCertain(field, own, uses), list: own.some((use) => use.as === 'list') };
}

function isCertain(field: string, own: readonly LocatedUse[], all: readonly LocatedUse[]): boolean {
  if (own.some(isRelied)) return true;
  if (OPTIONAL_CASE_FIELDS.has(field)) return false;
  if (DEBT_CASE_FIELDS.has(field)) {
    return all.some((use) => isRelied(use) && DEBT_CASE_FIELDS.has(use.field));
  }
  return CASE_FIELDS.some((one) => one === field);
}

const isRelied = ({ guarded, as }: LocatedUse): boolean => !guarded && as !== 'question';
