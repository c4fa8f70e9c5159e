import type { LenderId } from '../shared/ids.js';
import type { Treatment } from './treatment.js';

/** Where a treatment in force comes from: the files, a revision for all lenders, a revision of one lender. */
export interface TreatmentInForce {
  readonly treatment: Treatment;
  readonly source: 'built-in' | 'tenant' | 'lender';
  /** Of the revision; null for a file. */
  readonly number: number | null;
}

/** A revision in force; with a lender only for that one. */
export interface PublishedTreatment {
  readonly treatment: Treatment;
  readonly lenderId: LenderId | null;
  readonly number: number;
}

/**
 * The treatments of a tenant at one moment: a revision for all lenders goes before the file of the same name, a
 * lender's own before both.
 */
export class TreatmentsAtOnce {
  private readonly forAll: ReadonlyMap<string, TreatmentInForce>;
  private readonly byLender = new Map<LenderId, readonly TreatmentInForce[]>();

  constructor(
    builtIn: readonly Treatment[],
    private readonly published: readonly PublishedTreatment[],
  ) {
    this.forAll = byName([
      ...builtIn.map((treatment) => ({ treatment, source: 'built-in', number: null }) as const),
      ...this.revisionsOf(null),
    ]);
  }

  /** What debts of a lender are planned by, first by priority, then by name; null: what is for all lenders. */
  of(lenderId: LenderId | null): readonly TreatmentInForce[] {
    if (lenderId === null) return inOrder(this.forAll);
    const known = this.byLender.get(lenderId);
    if (known) return known;
    const own = inOrder(byName([...this.forAll.values(), ...this.revisionsOf(lenderId)]));
    this.byLender.set(lenderId, own);
    return own;
  }

  /** Every treatment that is in force for anybody. */
  all(): readonly Treatment[] {
    return [
      ...[...this.forAll.values()].map(({ treatment }) => treatment),
      ...this.published.filter(({ lenderId }) => lenderId !== null).map(({ treatment }) => treatment),
    ];
  }

  private revisionsOf(owner: LenderId | null): TreatmentInForce[] {
    const source = owner === null ? 'tenant' : 'lender';
    return this.published
      .filter(({ lenderId }) => lenderId === owner)
      .map(({ treatment, number }) => ({ treatment, number, source }));
  }
}

/** Of those with one name the last. */
const byName = (given: readonly TreatmentInForce[]): ReadonlyMap<string, TreatmentInForce> =>
  new Map(given.map((one) => [one.treatment.name, one]));

const inOrder = (given: ReadonlyMap<string, TreatmentInForce>): readonly TreatmentInForce[] =>
  [...given.values()].sort(
    ({ treatment: a }, { treatment: b }) => a.priority - b.priority || (a.name < b.name ? -1 : 1),
  );
