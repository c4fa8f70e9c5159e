import type { Instant } from '../../domain/calendar/instant.js';
import { DAY, plus } from '../../domain/calendar/instant.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { Debt } from '../../domain/debt/debt.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { idOf } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import type { Currency } from '../../domain/shared/money.js';
import type { Case } from '../outbound/case-fields.js';
import type { Oddity } from '../ports/odd-cases.js';

const CURRENCIES: Readonly<Record<string, Currency>> = { CN: 'CNY', US: 'USD' };
const PRODUCTS: Readonly<Record<Locale, string>> = { 'zh-CN': '消费分期贷款', en: 'Instalment loan' };
const NAMES: Readonly<Record<Locale, string>> = { 'zh-CN': '欧阳示例', en: 'Alexandria Example' };

/** A made-up case of that oddity, for a lender that has no real one yet. */
export function exampleCase(oddity: Oddity, lender: Lender, locale: Locale, now: Instant): Case {
  const debtor: Debtor = {
    id: idOf(`example-${oddity}`),
    name: oddity === 'no-name' ? null : NAMES[locale],
    checkFacts: { idNumber: null, birthDate: null },
    locale,
    zones: [lender.zone],
    country: lender.country,
    preference: null,
    vulnerabilities: [],
    version: 1,
  };
  const principalMinor = oddity === 'longest-amount' ? 128_300_216 : 348_200;
  const debt: Debt = {
    id: idOf(`example-${oddity}`),
    lenderId: lender.id,
    debtorId: debtor.id,
    reference: 'EX-2026-0001',
    product: PRODUCTS[locale],
    currency: CURRENCIES[lender.country] ?? 'USD',
    components: {
      principalMinor,
      interestMinor: 4_150,
      feesMinor: 1_000,
      paidMinor: oddity === 'overpaid' ? principalMinor + 6_350 : 0,
    },
    dueOn: todayIn(plus(now, -45 * DAY), lender.zone),
    tenantRole: 'creditor',
    assignmentNoticeOn: null,
    state: 'open',
    closedAt: null,
    version: 1,
  };
  return { debtor, lender, debt };
}
