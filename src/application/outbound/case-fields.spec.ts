import { describe, it, expect } from '@jest/globals';
import { instant } from '../../domain/calendar/instant.js';
import { localDate } from '../../domain/calendar/local-date.js';
import { zoneId } from '../../domain/calendar/zone.js';
import type { Debt } from '../../domain/debt/debt.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { idOf } from '../../domain/shared/ids.js';
import { CASE_FIELDS, OPTIONAL_CASE_FIELDS } from '../../domain/template/case-field.js';
import { CrisisLines } from '../ports/crisis-lines.js';
import { caseFields } from './case-fields.js';

class NamedLines extends CrisisLines {
  override crisisLine(country: string): string {
    return `line of ${country}`;
  }
  override emergencyNumber(country: string): string {
    return `number of ${country}`;
  }
}

const shanghai = zoneId('Asia/Shanghai');
const lender = {
  displayName: { 'zh-CN': '流明', en: 'Lumen' },
  organisation: { 'zh-CN': '流明', en: 'Lumen' },
  country: 'CN',
  zone: shanghai,
  hotline: '400',
  website: 'lumen.example',
  signature: '流明',
  waysToPay: { 'zh-CN': '应用内', en: 'in the app' },
} as unknown as Lender;
const debtor = { name: 'Jane Q Doe', zones: [shanghai], country: null } as unknown as Debtor;
const debt: Debt = {
  id: idOf('d'),
  lenderId: idOf('l'),
  debtorId: idOf('b'),
  reference: 'R-1',
  product: 'cash',
  currency: 'CNY',
  components: { principalMinor: 100_000, interestMinor: 5_000, feesMinor: 0, paidMinor: 30_000 },
  dueOn: localDate('2026-11-01'),
  tenantRole: 'creditor',
  assignmentNoticeOn: null,
  state: 'open',
  closedAt: null,
  version: 1,
};
/** Seven in the evening in London, three in the morning of the 11th in Shanghai. */
const now = instant(Date.UTC(2026, 10, 10, 19));
const fields = (change: { debt?: Debt | null; debtor?: Partial<Debtor> } = {}) =>
  caseFields(
    { lender, debtor: { ...debtor, ...change.debtor }, debt: change.debt === undefined ? debt : change.debt },
    'en',
    now,
    new NamedLines(),
  );

describe('caseFields', () => {
  it('has every field of the list, and no other', () => {
    expect(Object.keys(fields()).sort()).toEqual([...CASE_FIELDS].sort());
  });

  it('counts days on the debtor’s calendar and money by item', () => {
    expect(fields()).toMatchObject({ daysPastDue: 10, product: 'cash', reference: 'R-1' });
    expect(fields()['outstanding']).toMatch(/750\.00/u);
    expect(fields()['paid']).toMatch(/300\.00/u);
    expect(fields()['dueOn']).toMatch(/1 November 2026/u);
  });

  it('lacks exactly the optional fields before the due date with nothing paid', () => {
    const fresh = {
      ...debt,
      components: { ...debt.components, paidMinor: 0 },
      dueOn: localDate('2026-11-11'),
    };
    const missing = CASE_FIELDS.filter((field) => !(field in fields({ debt: fresh })));
    expect(new Set<string>(missing)).toEqual(OPTIONAL_CASE_FIELDS);
  });

  it('says nothing of a debt where there is none', () => {
    expect(fields({ debt: null })).not.toHaveProperty('outstanding');
  });

  it('masks names by first letters, and has a word for people without a name', () => {
    expect(fields()['maskedName']).toBe('J*** Q*** D***');
    expect(fields({ debtor: { name: '欧阳修' } })['maskedName']).toBe('欧**');
    expect(fields({ debtor: { name: ' ' } })['maskedName']).toBe('customer');
    expect(fields({ debtor: { name: null } })['maskedName']).toBe('customer');
  });

  it('names the help line of the residence, else of the lender’s country', () => {
    expect(fields()['crisisLine']).toBe('line of CN');
    expect(fields({ debtor: { country: 'US' } })['crisisLine']).toBe('line of US');
  });
});
