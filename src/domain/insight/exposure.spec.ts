import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, localDate } from '../calendar/local-date.js';
import type { LenderId, TemplateVersionId } from '../shared/ids.js';
import { idOf } from '../shared/ids.js';
import { addTallies, rowsByStep, rowsByVersion } from './exposure.js';
import type { ExposureGroup } from './exposure.js';

const FIRST = localDate('2026-03-02');
const lender = idOf<LenderId>('lender-1');

const group = (
  day: number,
  version: string | null,
  control: boolean,
  debts: number,
  changed: Partial<ExposureGroup> = {},
): ExposureGroup => ({
  treatment: 'early',
  step: 'day-4',
  lenderId: lender,
  locale: 'en',
  day: addDays(FIRST, day),
  control,
  version: version === null ? null : idOf<TemplateVersionId>(version),
  tally: { exposed: debts, debts, recovered: Math.floor(debts / 2) },
  ...changed,
});

describe('rowsByStep', () => {
  it('adds up both sides, with those that could not be written to on the side of the messages', () => {
    const rows = rowsByStep([
      group(0, 'v6', false, 10),
      group(1, null, false, 4),
      group(1, null, true, 6),
      group(0, 'v6', false, 3, { step: 'day-9' }),
    ]);
    expect(rows).toMatchObject([
      { step: 'day-4', exposed: { debts: 14, recovered: 7 }, control: { debts: 6 } },
      { step: 'day-9', exposed: { debts: 3 }, control: {} },
    ]);
  });
});

describe('rowsByVersion', () => {
  it('counts debts without a text with the version in force on that day', () => {
    const rows = rowsByVersion([
      group(0, null, true, 1),
      group(1, 'v6', false, 10),
      group(2, null, true, 2),
      group(3, 'v7', false, 20),
      group(3, null, false, 4),
      group(5, null, true, 8),
    ]);
    expect(rows).toMatchObject([
      { version: 'v6', exposed: { debts: 10 }, control: { debts: 3 } },
      { version: 'v7', exposed: { debts: 24 }, control: { debts: 8 } },
    ]);
    expect(rows[1]?.stretches).toEqual([
      { lenderId: lender, locale: 'en', from: addDays(FIRST, 3), to: addDays(FIRST, 3) },
      { lenderId: lender, locale: 'en', from: addDays(FIRST, 5), to: addDays(FIRST, 5) },
    ]);
  });

  it('asks each lender and language for itself, and leaves out where nothing was ever written', () => {
    const rows = rowsByVersion([
      group(0, 'v6', false, 10),
      group(0, null, true, 1),
      group(0, 'v6-zh', false, 7, { locale: 'zh-CN' }),
      group(0, null, true, 2, { locale: 'zh-CN' }),
      group(0, null, true, 100, { lenderId: idOf<LenderId>('lender-2') }),
    ]);
    expect(rows.map(({ version, control }) => [version, control['debts']])).toEqual([
      ['v6', 1],
      ['v6-zh', 2],
    ]);
  });

  it('follows the majority where two versions went out on one day', () => {
    const rows = rowsByVersion([
      group(0, 'v7', false, 3),
      group(0, 'v6', false, 10),
      group(0, null, true, 5),
    ]);
    expect(rows.map(({ version, control }) => [version, control['debts'] ?? 0])).toEqual([
      ['v6', 5],
      ['v7', 0],
    ]);
  });

  it('counts every debt of a step once, and joins days that follow each other', () => {
    const groups = fc.array(
      fc
        .tuple(
          fc.integer({ min: 0, max: 30 }),
          fc.constantFrom('v1', 'v2', null),
          fc.boolean(),
          fc.integer({ min: 1, max: 50 }),
        )
        .map(([day, version, control, debts]) => group(day, control ? null : version, control, debts)),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(groups, (given) => {
        const all = [group(7, 'v1', false, 1), ...given];
        const rows = rowsByVersion(all);
        const [step] = rowsByStep(all);
        expect(addTallies(rows.map(({ exposed }) => exposed))).toEqual(step?.exposed);
        expect(addTallies(rows.map(({ control }) => control))).toEqual(step?.control);
        const days = rows.flatMap(({ stretches }) => stretches);
        for (const { day, version } of all.filter((one) => one.version === null)) {
          expect(days.filter(({ from, to }) => from <= day && day <= to)).toHaveLength(1);
          expect(version).toBeNull();
        }
      }),
    );
  });
});
