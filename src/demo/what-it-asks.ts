import { dateOf } from '../domain/calendar/local-date.js';
import type { LocalDate } from '../domain/calendar/local-date.js';

/** What a debtor takes a text to be about. */
export type Ask =
  | 'who-are-you'
  | 'prove-it-is-you'
  | 'case'
  | 'when-and-how-much'
  | 'is-this-promise-right'
  | 'promise-noted'
  | 'what-can-you-pay'
  | 'is-this-plan-good'
  | 'confirm-the-plan'
  | 'plan-noted'
  | 'missed'
  | 'payment-details'
  | 'what-else'
  | 'nothing';

/** Words of the templates, in both languages, that tell one ask from another; the first that fits counts. */
const SIGNS: readonly (readonly [Ask, RegExp])[] = [
  ['confirm-the-plan', /请核对每一期|check every date and amount/],
  ['plan-noted', /已按您的确认安排|Agreed and noted/],
  ['is-this-promise-right', /对，就这样|Yes, that is right/],
  ['promise-noted', /已记下：|^Noted: /m],
  ['is-this-plan-good', /可以，看具体日期|Good, show me the dates/],
  [
    'what-can-you-pay',
    /每个月大概能付|What could you manage each month|怎样的安排能做到|What arrangement could you keep/,
  ],
  ['when-and-how-much', /打算哪一天付|On which day would you pay|告诉我们金额|tell us the amount/],
  ['prove-it-is-you', /身份证号后四位|last four characters of your ID/],
  ['missed', /我们还没有收到。在|to catch up|catch up by/],
  ['payment-details', /付款日期、金额和流水号|date, the amount and the payment reference/],
  ['case', /怎么付款|How to pay/],
  ['who-are-you', /1 是本人|1 Yes, that is me/],
  ['what-else', /看看更轻松|Look at smaller payments/],
];

export const whatItAsks = (text: string): Ask => SIGNS.find(([, sign]) => sign.test(text))?.[0] ?? 'nothing';

export interface ShownPayment {
  readonly dueOn: LocalDate;
  readonly amountMinor: number;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const CHINESE_DAY = /(\d{4})年(\d{1,2})月(\d{1,2})日/;
const ENGLISH_DAY = /(\d{1,2}) ([A-Z][a-z]+) (\d{4})/;
const AMOUNT = /(?:[¥$€]|US\$|CN¥)\s?([\d,]+)\.(\d\d)/;

/** The days and amounts that a text names, line by line. */
export const shownPayments = (text: string): ShownPayment[] =>
  text.split('\n').flatMap((line) => {
    const amount = AMOUNT.exec(line);
    const dueOn = shownDay(line);
    if (!amount || !dueOn) return [];
    return [{ dueOn, amountMinor: Number(`${(amount[1] ?? '').replaceAll(',', '')}${amount[2] ?? ''}`) }];
  });

const shownDay = (line: string): LocalDate | null => {
  const chinese = CHINESE_DAY.exec(line);
  if (chinese) return dateOf(Number(chinese[1]), Number(chinese[2]), Number(chinese[3]));
  const english = ENGLISH_DAY.exec(line);
  const month = english ? MONTHS.indexOf(english[2] ?? '') + 1 : 0;
  return english && month > 0 ? dateOf(Number(english[3]), month, Number(english[1])) : null;
};
