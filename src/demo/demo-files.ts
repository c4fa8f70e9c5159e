import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toIso } from '../domain/calendar/instant.js';
import type { Instant } from '../domain/calendar/instant.js';
import type { LocalDate } from '../domain/calendar/local-date.js';
import { groupBy } from '../domain/shared/group-by.js';
import { exponentOf } from '../domain/shared/money.js';
import type { Currency } from '../domain/shared/money.js';
import type { DemoDebtor } from './portfolio.js';

/** One payment as a lender's bank reports it. */
export interface DemoPayment {
  readonly debtor: DemoDebtor;
  readonly reference: string;
  readonly amountMinor: number;
  readonly receivedOn: LocalDate;
}

const DEBT_HEADERS = {
  en: [
    'lender code',
    'debt reference',
    'debtor ref',
    'full name',
    'national id',
    'date of birth',
    'language',
    'time zone',
    'country',
    'product',
    'currency',
    'principal',
    'interest',
    'fee',
    'due date',
    'tenant role',
    'assignment notice date',
    'sms',
    'wechat',
    'telegram',
    'source',
    'contact consent',
  ],
  'zh-CN': [
    '机构代码',
    '借据号',
    '客户号',
    '姓名',
    '身份证号',
    '出生日期',
    '语言',
    '时区',
    '国家',
    '产品',
    '币种',
    '本金',
    '利息',
    '费用',
    '到期日',
    '催收身份',
    '转让通知日期',
    '手机号',
    '微信号',
    '电报',
    '来源',
    '联系授权',
  ],
} as const;

/** Writes the portfolio as each lender would send it, a file per lender, headers in its language; returns the paths. */
export const writeDebtFiles = (folder: string, debtors: readonly DemoDebtor[]): string[] => {
  mkdirSync(folder, { recursive: true });
  return [...groupBy(debtors, (debtor) => debtor.lender)].map(([lender, ofLender]) => {
    const path = join(folder, `debts-${lender}.csv`);
    const headers = DEBT_HEADERS[ofLender[0]?.locale ?? 'en'];
    writeFileSync(path, csv([headers, ...ofLender.map(debtRow)]));
    return path;
  });
};

/** Writes what banks reported of one day; returns the path. */
export const writePaymentFile = (
  folder: string,
  day: LocalDate,
  now: Instant,
  payments: readonly DemoPayment[],
): string => {
  const path = join(folder, `payments-${day}-${toIso(now).slice(0, 10)}.csv`);
  const headers = ['lender code', 'reference', 'transaction', 'amount', 'currency code', 'received date'];
  const rows = payments.map(({ debtor, reference, amountMinor, receivedOn }) => [
    debtor.lender,
    debtor.reference,
    reference,
    plainAmount(amountMinor, debtor.currency),
    debtor.currency,
    receivedOn,
  ]);
  writeFileSync(path, csv([headers, ...rows]));
  return path;
};

const debtRow = (debtor: DemoDebtor): string[] => [
  debtor.lender,
  debtor.reference,
  debtor.debtorReference,
  debtor.name,
  debtor.idNumber,
  debtor.birthDate,
  debtor.locale,
  debtor.zone,
  debtor.country,
  debtor.product,
  debtor.currency,
  plainAmount(debtor.principalMinor, debtor.currency),
  plainAmount(debtor.interestMinor, debtor.currency),
  plainAmount(debtor.feesMinor, debtor.currency),
  debtor.dueOn,
  debtor.role,
  debtor.assignmentNoticeOn ?? '',
  debtor.channel === 'sms' ? debtor.address : '',
  debtor.channel === 'wechat' ? debtor.address : '',
  debtor.channel === 'telegram' ? debtor.address : '',
  'contract',
  `${debtor.consentOn} contract`,
];

const plainAmount = (minor: number, currency: string): string => {
  const exponent = exponentOf(currency as Currency);
  return (minor / 10 ** exponent).toFixed(exponent);
};

const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.join(',')}\r\n`).join('');
