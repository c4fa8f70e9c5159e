import { DomainError } from './domain-error.js';

/** One place that is wrong; further members say more, e.g. `code`, `otherPath`, `from`, `to`. */
export interface RefusedPlace {
  /** Path in what was given, e.g. `instalments.2.dueOn`. */
  readonly path: string;
  readonly detail: string;
  readonly [more: string]: string | number | boolean | null;
}

/** A refusal with every place that it is about. */
export class RefusedPlaces extends DomainError {
  constructor(
    code: string,
    sentence: string,
    readonly errors: readonly RefusedPlace[],
  ) {
    super(code, sentence);
  }
}
