import type { ColumnDefinition } from './table-columns.js';

const required = (...headers: string[]): ColumnDefinition => ({ headers, required: true });
const optional = (...headers: string[]): ColumnDefinition => ({ headers, required: false });

/** The columns of a file of payments. */
export const PAYMENT_COLUMNS = {
  lender: optional('lender code', 'creditor code', '出借人', '贷款机构', '债权人', '机构代码'),
  debt_reference: required('reference', 'loan number', '债务编号', '借据号', '合同号', '合同编号'),
  payment_reference: required(
    'transaction',
    'transaction id',
    'payment id',
    '付款编号',
    '流水号',
    '交易号',
    '还款流水号',
  ),
  amount: required('paid amount', 'payment amount', '金额', '还款金额', '付款金额'),
  currency: required('currency code', '币种', '货币'),
  received_on: required(
    'received',
    'received date',
    'payment date',
    'paid on',
    '到账日期',
    '还款日期',
    '付款日期',
    '入账日期',
  ),
} as const satisfies Record<string, ColumnDefinition>;

export type PaymentColumn = keyof typeof PAYMENT_COLUMNS;
