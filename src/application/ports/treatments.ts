import type { Treatment } from '../../domain/treatment/treatment.js';

/** The validated treatments of `config/treatments`, by priority. */
export abstract class Treatments {
  abstract all(): readonly Treatment[];
}
