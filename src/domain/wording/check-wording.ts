import type { CheckFacts } from '../debtor/debtor.js';
import { maskChatText } from '../debtor/mask-chat-text.js';
import type { Locale, Localized } from '../shared/locale.js';
import { debtWordPlaces } from '../template/debt-words.js';
import { findAllForbiddenWording } from '../template/forbidden-wording.js';
import type { TextRange } from '../template/plain-text.js';
import { compareWithLedger } from './compare-with-ledger.js';
import type { Ledger } from './ledger.js';

/** `block` is never sent; `review` is sent when the person says why. */
export type WordingSeverity = 'block' | 'review';
export type WordingCategory = 'forbidden' | 'crisis' | 'privacy' | 'ledger' | 'blank';

export interface WordingFinding extends TextRange {
  readonly category: WordingCategory;
  readonly severity: WordingSeverity;
  /** Why; a stable code. */
  readonly reason: string;
  /** What the text says and what is on record, where both are figures. */
  readonly written: string | null;
  readonly ledger: string | null;
  /** What to say instead, in the language of the debtor; null: take it out. */
  readonly suggestion: string | null;
}

/** The case a text is for. */
export interface WordingCase {
  readonly locale: Locale;
  /** In danger: nothing about money is said. */
  readonly crisis: boolean;
  /** Whether the reader is known to be the debtor; before that, nothing may tell of a debt. */
  readonly confirmed: boolean;
  readonly checkFacts: CheckFacts;
  /** Telephone numbers that everybody may be told: of the lender, of help lines. */
  readonly publicNumbers: readonly string[];
  readonly ledger: Ledger;
}

/** What can be said instead of forbidden wording, by the rule it breaks. */
const KINDER: Readonly<Record<string, Localized | null>> = {
  'threat-of-arrest': {
    'zh-CN': '我们想和您一起找到可行的办法。',
    en: 'We would like to find a way that works for you.',
  },
  'threat-to-tell-others': {
    'zh-CN': '我们不会把您的情况告诉其他人。',
    en: 'We do not tell anybody else about this.',
  },
  'false-authority': null,
  'false-urgency': {
    'zh-CN': '方便的时候，请告诉我们您打算怎么安排。',
    en: 'When it suits you, please tell us what would be possible.',
  },
  shame: null,
};

const CARING: Localized = {
  'zh-CN': '现在最重要的是您的安全。',
  en: 'What matters now is that you are safe.',
};

/** Everything that should be looked at before the text is sent, by where it stands. Pure. */
export function checkWording(text: string, about: WordingCase): readonly WordingFinding[] {
  return [
    ...forbidden(text, about),
    ...moneyWords(text, about),
    ...ofPeople(text, about),
    ...blanks(text),
    ...(about.crisis ? [] : ledger(text, about)),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
}

const forbidden = (text: string, { locale }: WordingCase): WordingFinding[] =>
  findAllForbiddenWording(text).map(({ start, end, rule }) => ({
    ...finding(start, end, 'forbidden', 'block', rule),
    suggestion: KINDER[rule]?.[locale] ?? null,
  }));

/** Words and amounts of a debt: never in a crisis, and never to somebody who may be a stranger. */
function moneyWords(text: string, { crisis, confirmed, locale }: WordingCase): WordingFinding[] {
  if (confirmed && !crisis) return [];
  return debtWordPlaces(text).map(({ start, end }) =>
    crisis
      ? { ...finding(start, end, 'crisis', 'block', 'crisis-no-money'), suggestion: CARING[locale] }
      : finding(start, end, 'privacy', 'block', 'tells-of-debt'),
  );
}

/** A number of a person is not repeated in a chat without a reason. */
function ofPeople(text: string, { checkFacts, publicNumbers }: WordingCase): WordingFinding[] {
  const others = publicNumbers.reduce(
    (rest, number) => rest.replaceAll(number, ' '.repeat(number.length)),
    text,
  );
  return [...others.matchAll(/\S+/gu)].flatMap((match) =>
    maskChatText(match[0], checkFacts) === match[0]
      ? []
      : [finding(match.index, match.index + match[0].length, 'privacy', 'review', 'number-of-person')],
  );
}

const blanks = (text: string): WordingFinding[] =>
  [...text.matchAll(/\{\{[^}]*\}?\}?/gu)].map((match) =>
    finding(match.index, match.index + match[0].length, 'blank', 'block', 'blank-left'),
  );

const ledger = (text: string, about: WordingCase): WordingFinding[] =>
  compareWithLedger(text, about.ledger).map((difference) => ({
    ...finding(difference.start, difference.end, 'ledger', 'review', difference.kind),
    written: difference.written,
    ledger: difference.ledger,
    suggestion: difference.kind === 'name-differs' ? null : difference.ledger,
  }));

const finding = (
  start: number,
  end: number,
  category: WordingCategory,
  severity: WordingSeverity,
  reason: string,
): WordingFinding => ({
  start,
  end,
  category,
  severity,
  reason,
  written: null,
  ledger: null,
  suggestion: null,
});
