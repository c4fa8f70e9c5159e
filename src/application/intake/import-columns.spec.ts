import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DEBT_COLUMNS } from './debt-columns.js';
import { PAYMENT_COLUMNS } from './payment-columns.js';
import { headerKey, placeColumns } from './table-columns.js';
import { residenceOf } from './zones-of-residence.js';

describe('the columns of imported files', () => {
  it.each([
    ['debts', DEBT_COLUMNS],
    ['payments', PAYMENT_COLUMNS],
  ])('of %s have no header with two meanings', (_kind, columns) => {
    const keys = Object.entries(columns).flatMap(([name, { headers }]) => [
      ...new Set([name, ...headers].map(headerKey)),
    ]);
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
  });

  it('are all in the documentation, with every header', () => {
    const documentation = readFileSync('docs/import-files.md', 'utf8');
    const cells = new Set(documentation.split(/[|,\n]/u).map((cell) => cell.replaceAll('`', '').trim()));
    for (const columns of [DEBT_COLUMNS, PAYMENT_COLUMNS]) {
      for (const [name, { headers }] of Object.entries(columns)) {
        expect([name, ...headers].filter((header) => !cells.has(header))).toEqual([]);
      }
    }
  });

  it('are found in any order and language, however they are written', () => {
    const places = placeColumns(
      ['Amount', '合同号', 'Payment-Reference', 'CURRENCY', ' 到账日期 '],
      PAYMENT_COLUMNS,
    );
    expect(Object.fromEntries(places)).toEqual({
      amount: 0,
      debt_reference: 1,
      payment_reference: 2,
      currency: 3,
      received_on: 4,
    });
  });
});

describe('a file without header', () => {
  it('is refused without telling the numbers of its first row', () => {
    const refused = () => placeColumns(['13812344402', '11010119900307123X'], PAYMENT_COLUMNS);
    expect(refused).toThrow(expect.objectContaining({ code: 'INTAKE.UNKNOWN_COLUMN' }));
    expect(refused).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/\d{5}/) }));
  });
});

describe('residence', () => {
  it.each([
    ['CN', 'CN', ['Asia/Shanghai']],
    ['us-ca', 'US', ['America/Los_Angeles']],
    ['US-TX', 'US', ['America/Chicago', 'America/Denver']],
    ['BR', 'BR', []],
  ])('%s', (text, country, zones) => {
    expect(residenceOf(text)).toEqual({ country, zones });
  });

  it('has every state of the United States, and every zone where the state is not known', () => {
    expect(residenceOf('US')?.zones).toHaveLength(7);
    expect(residenceOf('US-ZZ')).toBeNull();
    expect(residenceOf('China')).toBeNull();
    const states =
      'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY';
    for (const state of states.split(' '))
      expect(residenceOf(`US-${state}`)?.zones.length).toBeGreaterThan(0);
  });
});
