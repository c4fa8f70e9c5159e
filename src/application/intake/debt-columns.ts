import type { Channel } from '../../domain/shared/channel.js';
import type { ColumnDefinition } from './table-columns.js';

const required = (...headers: string[]): ColumnDefinition => ({ headers, required: true });
const optional = (...headers: string[]): ColumnDefinition => ({ headers, required: false });

/**
 * The columns of a file of debts. Each contact point has its address, how the tenant came to know it
 * (`… provenance`) and the debtor's consent (`… consent`, a date and where it is from: `2026-03-01 contract`);
 * `provenance` and `consent` stand for those that have none of their own.
 */
export const DEBT_COLUMNS = {
  lender: optional('lender code', 'creditor code', '出借人', '贷款机构', '债权人', '机构代码'),
  reference: required(
    'debt reference',
    'reference',
    'loan number',
    '债务编号',
    '借据号',
    '合同号',
    '合同编号',
  ),
  debtor_reference: optional(
    'debtor ref',
    'customer number',
    'customer id',
    '债务人编号',
    '客户号',
    '客户编号',
  ),
  name: optional('debtor name', 'full name', '姓名', '客户姓名', '债务人姓名'),
  id_number: optional('id', 'national id', 'ssn', '身份证', '身份证号', '身份证号码', '证件号', '证件号码'),
  birth_date: optional('date of birth', 'birthday', 'dob', '出生日期', '生日'),
  locale: optional('language', '语言'),
  zone: optional('time zone', 'timezone', '时区'),
  residence: optional('country', 'country of residence', '居住地', '国家', '居住国家'),
  product: required('product', 'product name', '产品', '产品名称', '贷款产品'),
  currency: required('currency', 'currency code', '币种', '货币'),
  principal: required('principal', 'principal amount', '本金'),
  interest: optional('interest', 'interest amount', '利息'),
  fees: optional('fee', 'charges', '费用', '手续费', '罚息及费用'),
  due_date: required('due date', 'due on', 'due', '到期日', '到期日期', '应还日期', '还款日'),
  role: optional('tenant role', 'creditor or agency', 'capacity', '身份', '催收身份', '角色'),
  assignment_notice: optional(
    'assignment notice on',
    'assignment notice date',
    'assigned notice',
    '转让通知',
    '转让通知日期',
    '债权转让通知日期',
    '委托通知日期',
  ),
  provenance: optional('contact provenance', 'source', '来源', '联系方式来源'),
  consent: optional('contact consent', '同意', '授权', '联系授权'),
  phone: optional(
    'sms',
    'mobile',
    'phone number',
    'mobile number',
    '手机',
    '手机号',
    '手机号码',
    '电话',
    '短信',
  ),
  phone_provenance: optional('sms provenance', 'mobile provenance', '手机来源', '手机号来源', '电话来源'),
  phone_consent: optional('sms consent', 'mobile consent', '手机同意', '手机授权', '短信授权', '电话授权'),
  phone2: optional('sms2', 'mobile2', 'second phone', '手机2', '手机号2', '备用手机', '备用电话'),
  phone2_provenance: optional('sms2 provenance', '手机2来源', '备用手机来源'),
  phone2_consent: optional('sms2 consent', '手机2授权', '备用手机授权'),
  wechat: optional('wechat id', 'weixin', '微信', '微信号'),
  wechat_provenance: optional('微信来源'),
  wechat_consent: optional('微信同意', '微信授权'),
  telegram: optional('telegram id', '电报'),
  telegram_provenance: optional('电报来源'),
  telegram_consent: optional('电报授权'),
  simulator: optional('simulator id', '模拟', '模拟器'),
  simulator_provenance: optional('模拟来源', '模拟器来源'),
  simulator_consent: optional('模拟授权', '模拟器授权'),
} as const satisfies Record<string, ColumnDefinition>;

export type DebtColumn = keyof typeof DEBT_COLUMNS;

/** The contact points a row can bring, in the order in which they are preferred when nothing else decides. */
export const CONTACT_COLUMNS: readonly {
  readonly address: DebtColumn;
  readonly provenance: DebtColumn;
  readonly consent: DebtColumn;
  readonly channel: Channel;
}[] = [
  {
    address: 'wechat',
    provenance: 'wechat_provenance',
    consent: 'wechat_consent',
    channel: 'wechat',
  },
  {
    address: 'telegram',
    provenance: 'telegram_provenance',
    consent: 'telegram_consent',
    channel: 'telegram',
  },
  { address: 'phone', provenance: 'phone_provenance', consent: 'phone_consent', channel: 'sms' },
  { address: 'phone2', provenance: 'phone2_provenance', consent: 'phone2_consent', channel: 'sms' },
  {
    address: 'simulator',
    provenance: 'simulator_provenance',
    consent: 'simulator_consent',
    channel: 'simulator',
  },
];
