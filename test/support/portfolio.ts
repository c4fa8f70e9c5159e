import { newChannelAccount } from '../../src/application/ports/channel-accounts.js';
import { instant } from '../../src/domain/calendar/instant.js';
import { idOf } from '../../src/domain/shared/ids.js';
import { DAY, plus } from '../../src/domain/calendar/instant.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import { localDate } from '../../src/domain/calendar/local-date.js';
import { zoneId } from '../../src/domain/calendar/zone.js';
import type { Debt } from '../../src/domain/debt/debt.js';
import type { Lender } from '../../src/domain/debt/lender.js';
import type { ContactPoint } from '../../src/domain/debtor/contact-point.js';
import type { Debtor } from '../../src/domain/debtor/debtor.js';
import type {
  ChannelAccountId,
  ContactPointId,
  DebtId,
  DebtorId,
  LenderId,
} from '../../src/domain/shared/ids.js';
import type { ChannelAccount } from '../../src/application/ports/channel-accounts.js';
import type { Ids } from '../../src/application/ports/ids.js';
import type { QueueRequest } from '../../src/application/outbound/queue-messages.js';
import type { OutboundLine } from './outbound-line.js';

const SHANGHAI = zoneId('Asia/Shanghai');

export const lender = (ids: Ids, change: Partial<Lender> = {}): Lender => ({
  id: ids.next<LenderId>(),
  code: 'lumen',
  legalName: 'Lumen Finance Ltd',
  displayName: { 'zh-CN': '流明金融', en: 'Lumen' },
  organisation: { 'zh-CN': '流明金融', en: 'Lumen' },
  country: 'CN',
  zone: SHANGHAI,
  licence: null,
  hotline: '400-000-0000',
  website: 'https://lumen.example',
  signature: '流明金融',
  waysToPay: { 'zh-CN': '请在官方应用内还款。', en: 'Pay in the official app.' },
  workingHours: {
    zone: SHANGHAI,
    periods: [{ weekdays: [1, 2, 3, 4, 5], from: 540, to: 1080 }],
    holidays: [],
    makeUpDays: [],
  },
  limits: {},
  version: 1,
  ...change,
});

/** One debtor with a confirmed contact point and an overdue debt. */
export interface Person {
  readonly debtor: Debtor;
  readonly contactPoint: ContactPoint;
  readonly debt: Debt;
}

export function person(ids: Ids, lenderId: LenderId, number: number, now: Instant): Person {
  const debtorId = ids.next<DebtorId>();
  const debtor: Debtor = {
    id: debtorId,
    name: `张三${number}`,
    checkFacts: { idNumber: null, birthDate: null },
    locale: number % 2 === 0 ? 'zh-CN' : 'en',
    zones: [SHANGHAI],
    country: 'CN',
    preference: null,
    vulnerabilities: [],
    version: 1,
  };
  const contactPoint: ContactPoint = {
    id: ids.next<ContactPointId>(),
    debtorId,
    channel: 'simulator',
    address: `sim-${number}`,
    position: 0,
    channelAccountId: null,
    provenance: 'contract',
    consent: { at: plus(now, -10 * DAY), source: 'binding' },
    rightParty: {
      state: 'confirmed',
      method: 'two-facts',
      at: plus(now, -DAY),
      expiresAt: plus(now, 300 * DAY),
    },
    optedOutAt: null,
    unreachableAt: null,
    lastInboundAt: plus(now, -DAY),
    version: 1,
  };
  const debt: Debt = {
    id: ids.next<DebtId>(),
    lenderId,
    debtorId,
    reference: `R-${number}`,
    product: 'cash',
    currency: 'CNY',
    components: { principalMinor: 100_000 + number, interestMinor: 0, feesMinor: 0, paidMinor: 0 },
    dueOn: localDate('2026-02-01'),
    tenantRole: 'creditor',
    assignmentNoticeOn: null,
    state: 'open',
    closedAt: null,
    version: 1,
  };
  return { debtor, contactPoint, debt };
}

export const simulatorAccount = (ids: Ids, url: string): ChannelAccount =>
  newChannelAccount({
    id: ids.next<ChannelAccountId>(),
    tenantId: idOf('tenant'),
    channel: 'simulator',
    provider: 'simulator',
    label: 'simulator',
    settings: { url },
    callbackSecret: 'secret-of-the-callback',
    createdAt: instant(0),
  });

/** Stores people in the running unit of work. */
export async function storePeople(line: OutboundLine, people: readonly Person[]): Promise<void> {
  await line.debtors.add(
    people.map(({ debtor, debt }) => ({
      key: { kind: 'reference', lenderId: debt.lenderId, reference: debt.reference },
      debtor,
    })),
  );
  await line.contactPoints.add(people.map(({ contactPoint }) => contactPoint));
  await line.debts.add(people.map(({ debt }) => ({ debt, fingerprint: debt.reference })));
}

export const reminder = (
  { debtor, contactPoint, debt }: Person,
  notBefore: Instant,
  change: Partial<QueueRequest> = {},
): QueueRequest => ({
  contactPoint,
  debtor,
  lenderId: debt.lenderId,
  debtId: debt.id,
  conversationId: null,
  touchId: null,
  origin: 'cadence',
  template: 'reminder-friendly',
  fields: {},
  answersId: null,
  notBefore,
  ...change,
});
