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

const AMOUNT = /(?:[¥￥$€£]\s*\d)|(?:\d\s*(?:元|块|yuan|usd|cny|eur))/iu;

/** The words and amounts in a text that would tell a stranger of a debt; empty when it is neutral. */
export const debtWordsIn = (text: string): readonly string[] => {
  const plain = text.normalize('NFKC').toLowerCase();
  const words = DEBT_WORDS.filter((word) =>
    /^[a-z]/.test(word) ? new RegExp(`\\b${word}`, 'u').test(plain) : plain.includes(word),
  );
  const amount = AMOUNT.exec(plain);
  return amount ? [...words, amount[0]] : words;
};
