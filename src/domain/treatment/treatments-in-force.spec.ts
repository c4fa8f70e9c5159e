import { describe, expect, it } from '@jest/globals';
import { idOf } from '../shared/ids.js';
import type { LenderId } from '../shared/ids.js';
import type { Treatment } from './treatment.js';
import { TreatmentsAtOnce } from './treatments-in-force.js';

const treatment = (name: string, version: string, priority = 10): Treatment => ({
  name,
  version,
  priority,
  segment: {},
  channels: ['sms'],
  experiment: { name: 'one', arms: [{ name: 'all', weight: 1, sends: true }] },
  steps: [],
});
const lumen = idOf<LenderId>('lumen');
const other = idOf<LenderId>('other');

const atOnce = new TreatmentsAtOnce(
  [treatment('early', 'file'), treatment('late', 'file', 20)],
  [
    { treatment: treatment('early', 'lumens', 30), lenderId: lumen, number: 4 },
    { treatment: treatment('extra', 'lumens', 5), lenderId: lumen, number: 1 },
    { treatment: treatment('late', 'tenants', 20), lenderId: null, number: 2 },
  ],
);
const of = (lenderId: LenderId | null) =>
  atOnce.of(lenderId).map((one) => [one.treatment.name, one.treatment.version, one.source, one.number]);

describe('treatments in force', () => {
  it('are the files, with revisions for all lenders in their place', () => {
    const forAll = [
      ['early', 'file', 'built-in', null],
      ['late', 'tenants', 'tenant', 2],
    ];
    expect(of(null)).toEqual(forAll);
    expect(of(other)).toEqual(forAll);
  });

  it('are for one lender its own first, in the order of their own priorities', () => {
    const own = [
      ['extra', 'lumens', 'lender', 1],
      ['late', 'tenants', 'tenant', 2],
      ['early', 'lumens', 'lender', 4],
    ];
    expect(of(lumen)).toEqual(own);
    expect(of(lumen)).toEqual(own);
  });

  it('are all of them where the earliest step of anybody is looked for', () => {
    expect(atOnce.all().map(({ name, version }) => `${name} ${version}`)).toEqual([
      'early file',
      'late tenants',
      'early lumens',
      'extra lumens',
    ]);
  });
});
