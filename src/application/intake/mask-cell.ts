import { maskAddress, maskId } from '../../domain/debtor/mask-address.js';
import { maskName } from '../../domain/debtor/mask-name.js';
import type { DebtColumn } from './debt-columns.js';
import type { PaymentColumn } from './payment-columns.js';

const LONGEST_SHOWN = 40;
/** An amount or a count, too short to be a telephone number or an ID. */
const PLAIN_NUMBER = /^\d{1,7}(?:\.\d{1,4})?$/u;

/** Fields that say nothing about who somebody is. */
const OPEN: ReadonlySet<string> = new Set<DebtColumn | PaymentColumn>([
  'lender',
  'reference',
  'debt_reference',
  'payment_reference',
  'locale',
  'zone',
  'residence',
  'product',
  'currency',
  'principal',
  'interest',
  'fees',
  'amount',
  'due_date',
  'received_on',
  'role',
  'assignment_notice',
  'provenance',
  'consent',
]);

const ADDRESSES: ReadonlySet<string> = new Set<DebtColumn>([
  'phone',
  'phone2',
  'wechat',
  'telegram',
  'simulator',
]);

/** A cell as people may see it who choose columns: enough to know the column, too little to know the person. */
export function maskCell(cell: string, field: string | null): string {
  const text = cell.trim();
  if (text === '') return '';
  if (field !== null && (OPEN.has(field) || /_(?:provenance|consent)$/u.test(field))) {
    return text.slice(0, LONGEST_SHOWN);
  }
  if (field !== null && ADDRESSES.has(field)) return maskAddress(text);
  if (field === 'id_number' || field === 'debtor_reference') return maskId(text);
  if (field === 'name') return maskName(text, 'en');
  return field === null && PLAIN_NUMBER.test(text) ? text : `${[...text][0] ?? ''}***`;
}
