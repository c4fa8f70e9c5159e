import { addDays } from '../domain/calendar/local-date.js';
import type { LocalDate } from '../domain/calendar/local-date.js';
import type { Channel } from '../domain/shared/channel.js';
import type { Locale } from '../domain/shared/locale.js';
import { SeededRandom } from './seeded-random.js';
import { TEMPERS } from './tempers.js';
import type { Temper } from './tempers.js';

/** A debtor of the demo: what the lender's file says, and how this person will behave. */
export interface DemoDebtor {
  readonly reference: string;
  readonly debtorReference: string;
  readonly lender: string;
  readonly locale: Locale;
  readonly name: string;
  readonly idNumber: string;
  readonly birthDate: LocalDate;
  readonly channel: Exclude<Channel, 'simulator'>;
  readonly address: string;
  readonly country: string;
  readonly zone: string;
  readonly product: string;
  readonly currency: string;
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feesMinor: number;
  readonly dueOn: LocalDate;
  readonly role: 'creditor' | 'agency';
  /** When the debtor was told that an agency collects; null where the lender's file has no date. */
  readonly assignmentNoticeOn: LocalDate | null;
  /** When the debtor agreed to be written to at this address. */
  readonly consentOn: LocalDate;
  readonly temper: Temper;
}

interface DemoLender {
  readonly code: string;
  readonly country: string;
  readonly locale: Locale;
  readonly currency: string;
  readonly role: 'creditor' | 'agency';
  readonly products: readonly [string, ...string[]];
  readonly zones: readonly [string, ...string[]];
  readonly share: number;
}

/** The lenders of `config/lenders`, and how much of the portfolio is theirs. */
const LENDERS: readonly DemoLender[] = [
  {
    code: 'lumen',
    country: 'CN',
    locale: 'zh-CN',
    currency: 'CNY',
    role: 'creditor',
    products: ['消费贷款', '信用卡'],
    zones: ['Asia/Shanghai'],
    share: 45,
  },
  {
    code: 'haitang',
    country: 'CN',
    locale: 'zh-CN',
    currency: 'CNY',
    role: 'agency',
    products: ['分期购物'],
    zones: ['Asia/Shanghai'],
    share: 20,
  },
  {
    code: 'northwind',
    country: 'US',
    locale: 'en',
    currency: 'USD',
    role: 'creditor',
    products: ['credit card', 'personal loan'],
    zones: ['America/New_York', 'America/Chicago', 'America/Los_Angeles'],
    share: 25,
  },
  {
    code: 'meridian',
    country: 'DE',
    locale: 'en',
    currency: 'EUR',
    role: 'creditor',
    products: ['personal loan'],
    zones: ['Europe/Berlin'],
    share: 10,
  },
];

const FAMILY_NAMES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'] as const;
const GIVEN_NAMES = ['伟', '芳', '娜', '敏', '静', '强', '磊', '洋', '艳', '勇', '杰', '秀英'] as const;
const FIRST_NAMES = ['Ada', 'Ben', 'Carla', 'Dan', 'Eva', 'Finn', 'Grace', 'Hugo', 'Iris', 'Jonas'] as const;
const LAST_NAMES = ['Adler', 'Brooks', 'Costa', 'Diaz', 'Evans', 'Fischer', 'Green', 'Hayes'] as const;

const CHANNELS = {
  CN: [
    ['wechat', 6],
    ['sms', 4],
  ],
  other: [
    ['sms', 6],
    ['telegram', 4],
  ],
} as const;

/** The same debts for the same seed, whatever the machine: `count` of them, in file order. */
export const makePortfolio = (seed: string, count: number, today: LocalDate): DemoDebtor[] =>
  Array.from({ length: count }, (_, index) => makeDebtor(seed, index, today));

const makeDebtor = (seed: string, index: number, today: LocalDate): DemoDebtor => {
  const random = new SeededRandom(`${seed}/debt/${index}`);
  const [first] = LENDERS;
  if (!first) throw new Error('The demo has no lender.');
  const lender = random.weighted(
    LENDERS.map((one) => [one, one.share] as const),
    first,
  );
  const number = String(index + 1).padStart(5, '0');
  const reference = `${lender.code.toUpperCase().slice(0, 2)}-${number}`;
  const birthDate = addDays('1962-01-01' as LocalDate, random.between(0, 40 * 365));
  const channel = random.weighted<'wechat' | 'sms' | 'telegram'>(
    lender.country === 'CN' ? CHANNELS.CN : CHANNELS.other,
    'sms',
  );
  const scale = lender.currency === 'CNY' ? 7 : 1;
  const principalMinor = random.between(60, 1_800) * 100 * scale;
  return {
    reference,
    debtorReference: `P-${number}`,
    lender: lender.code,
    locale: lender.locale,
    name:
      lender.locale === 'zh-CN'
        ? `${random.pick(FAMILY_NAMES)}${random.pick(GIVEN_NAMES)}`
        : `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
    idNumber: idNumber(lender.country, index, birthDate, random),
    birthDate,
    channel,
    address: address(channel, lender.country, index),
    country: lender.country,
    zone: random.pick(lender.zones),
    product: random.pick(lender.products),
    currency: lender.currency,
    principalMinor,
    interestMinor: Math.round((principalMinor * random.between(0, 90)) / 1_000),
    feesMinor: random.between(0, 3) * 500,
    dueOn: addDays(today, -random.between(-6, 120)),
    role: lender.role,
    assignmentNoticeOn:
      lender.role === 'agency' && random.next() < 0.92 ? addDays(today, -random.between(20, 60)) : null,
    consentOn: addDays(today, -random.between(1, 45)),
    temper: random.weighted(TEMPERS, 'silent'),
  };
};

const idNumber = (country: string, index: number, birthDate: LocalDate, random: SeededRandom): string => {
  const serial = String(index).padStart(3, '0').slice(-3);
  return country === 'CN'
    ? `110101${birthDate.replaceAll('-', '')}${serial}${random.between(0, 9)}`
    : `${random.between(100, 899)}${String(random.between(10, 99))}${String(1_000 + (index % 9_000))}`;
};

/** Numbers and ids that no real person has been given, where a numbering range for that exists. */
const address = (channel: 'wechat' | 'sms' | 'telegram', country: string, index: number): string => {
  const serial = String(index).padStart(6, '0');
  if (channel === 'wechat') return `wxid_demo${serial}`;
  if (channel === 'telegram') return String(7_000_000_000 + index);
  if (country === 'CN') return `+8613800${serial}`;
  if (country === 'US') return `+1${212 + (index % 3)}555${String(index % 10_000).padStart(4, '0')}`;
  return `+4915100${serial}`;
};
