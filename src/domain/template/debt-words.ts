import type { TextRange } from './plain-text.js';
import { placesOf, plainText } from './plain-text.js';

/** Words that tell a reader that somebody owes money, zh-CN and English; matched on NFKC, lower-cased text. */
const DEBT_WORDS: readonly string[] = [
  '欠款',
  '逾期',
  '还款',
  '债务',
  '债权',
  '贷款',
  '借款',
  '账单',
  '催收',
  '分期',
  '利息',
  '本金',
  '罚息',
  '应还',
  '未还',
  'debt',
  'overdue',
  'past due',
  'arrears',
  'owe',
  'owing',
  'loan',
  'repay',
  'repayment',
  'instalment',
  'installment',
  'balance',
  'interest',
  'collection',
  'collector',
];

const AMOUNT = /(?:[¥￥$€£]\s*\d)|(?:\d\s*(?:元|块|yuan|usd|cny|eur))/giu;

/** One place that would tell a stranger of a debt. */
export interface DebtWordPlace extends TextRange {
  /** As the text says it, in plain characters. */
  readonly word: string;
}

/** Every word and amount in a text that would tell a stranger of a debt, by where it stands. */
export const debtWordPlaces = (text: string): readonly DebtWordPlace[] => {
  const plain = plainText(text, 'single');
  const dense = plainText(text, 'none');
  const words = DEBT_WORDS.flatMap((word) => {
    const latin = /^[a-z]/u.test(word);
    return placesOf(latin ? plain : dense, word, latin).map((range) => ({ ...range, word }));
  });
  const amounts = [...plain.text.matchAll(AMOUNT)].map((match) => ({
    ...plain.rangeOf(match.index, match.index + match[0].length),
    word: match[0],
  }));
  return [...words, ...amounts].sort((a, b) => a.start - b.start || a.end - b.end);
};

/** The words and amounts in a text that would tell a stranger of a debt; empty when it is neutral. */
export const debtWordsIn = (text: string): readonly string[] => [
  ...new Set(debtWordPlaces(text).map(({ word }) => word)),
];
