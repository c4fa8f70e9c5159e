import type { ReplyContent } from '../contact-policy/contact-facts.js';
import type { Purpose } from '../message/message.js';
import type { Intent } from '../understanding/understanding.js';

/** What the rules know about a reply template; the front matter of its files says the same. */
export interface ReplyTemplate {
  readonly purpose: Purpose;
  readonly content: ReplyContent;
  readonly revealsDebt: boolean;
  /** The numbered choices its text prints, in order. */
  readonly choices: readonly Intent[];
}

const MENU: readonly Intent[] = [
  'ask_how_to_pay',
  'negotiate_terms',
  'promise_to_pay',
  'dispute_amount',
  'request_human',
];
const YES_NO: readonly Intent[] = ['accept_offer', 'reject_offer'];

const neutral = (content: ReplyContent, choices: readonly Intent[] = []): ReplyTemplate => ({
  purpose: 'reactive',
  content,
  revealsDebt: false,
  choices,
});
const revealing = (content: ReplyContent, choices: readonly Intent[] = []): ReplyTemplate => ({
  purpose: 'reactive',
  content,
  revealsDebt: true,
  choices,
});
const stopConfirmation: ReplyTemplate = {
  purpose: 'confirmation',
  content: 'optoutConfirm',
  revealsDebt: false,
  choices: [],
};

/** Every template a decision may answer with. */
export const REPLY_TEMPLATES = {
  'identity-ask': neutral('answerQuestionAsked', ['confirm_identity', 'not_debtor', 'ask_proof']),
  'identity-facts': neutral('answerQuestionAsked'),
  'identity-retry': neutral('answerQuestionAsked'),
  'who-we-are': neutral('answerQuestionAsked', ['confirm_identity', 'not_debtor']),
  'hardship-neutral': neutral('acknowledge', ['confirm_identity', 'request_human']),
  'wrong-person': neutral('acknowledge'),
  'third-party': neutral('acknowledge'),
  'handoff-ack': neutral('acknowledge'),
  'noted-for-person': neutral('acknowledge'),
  condolence: neutral('acknowledge'),
  'complaint-ack': neutral('acknowledge'),
  'crisis-support': neutral('crisisSupport'),
  'optout-confirm': stopConfirmation,
  'cease-confirm': stopConfirmation,
  'stopped-ack': neutral('acknowledge', ['request_human']),
  'preference-noted': neutral('acknowledge'),
  'callback-ack': neutral('acknowledge'),
  'abuse-calm': neutral('acknowledge', ['request_human']),
  'media-received': neutral('acknowledge'),
  'voice-ask-text': neutral('acknowledge'),
  'voice-format-ask-text': neutral('acknowledge'),
  'media-unsupported': neutral('acknowledge'),
  'transfer-refused-neutral': neutral('acknowledge'),
  'night-ack': neutral('acknowledge'),
  'case-summary': revealing('answerQuestionAsked', MENU),
  menu: revealing('answerQuestionAsked', MENU),
  'not-understood': revealing('acknowledge', MENU),
  'which-meant': revealing('acknowledge'),
  'which-value': revealing('acknowledge'),
  'choose-debt': revealing('answerQuestionAsked'),
  'how-to-pay': revealing('howToPayIfAsked'),
  'all-settled': revealing('acknowledge'),
  'promise-ask': revealing('answerQuestionAsked'),
  'promise-date-past': revealing('answerQuestionAsked'),
  'promise-date-limit': revealing('answerQuestionAsked', ['negotiate_terms', 'request_human']),
  'promise-echo': revealing('answerQuestionAsked', YES_NO),
  'promise-confirmed': revealing('acknowledge'),
  'promise-show': revealing('answerQuestionAsked', ['ask_how_to_pay', 'request_human']),
  'affordability-ask': revealing('answerQuestionAsked', ['hardship', 'request_human']),
  'plan-offer': revealing('offerPush', ['accept_offer', 'reject_offer', 'request_human']),
  'counter-ask': revealing('answerQuestionAsked', ['request_human']),
  'plan-final': revealing('answerQuestionAsked', YES_NO),
  'plan-agreed': revealing('acknowledge'),
  'plan-show': revealing('answerQuestionAsked', ['ask_how_to_pay', 'move_date', 'request_human']),
  'plan-none': revealing('answerQuestionAsked', ['negotiate_terms', 'promise_to_pay', 'request_human']),
  'new-date-ask': revealing('answerQuestionAsked'),
  'new-date-refused': revealing('answerQuestionAsked', ['request_human']),
  'new-date-echo': revealing('answerQuestionAsked', YES_NO),
  'new-date-confirmed': revealing('acknowledge'),
  'payment-found': revealing('acknowledge'),
  'payment-details-ask': revealing('acknowledge'),
  'payment-noted': neutral('acknowledge'),
  'dispute-ack': neutral('disputeAck'),
  'hardship-kind': revealing('acknowledge', ['negotiate_terms', 'request_human']),
  'refusal-ack': revealing('acknowledge', ['negotiate_terms', 'dispute_amount', 'request_human']),
  'transfer-refused': revealing('acknowledge', ['ask_how_to_pay']),
} as const satisfies Record<string, ReplyTemplate>;

export type ReplyName = keyof typeof REPLY_TEMPLATES;

/** Every date and amount of a plan, for an explicit yes. */
export const PLAN_TEMPLATE = 'plan-final' satisfies ReplyName;

/** Choices that cadence templates print; the same table for messages the debtor did not ask for. */
export const CADENCE_CHOICES: Readonly<Record<string, readonly Intent[]>> = {
  'first-contact': ['confirm_identity', 'not_debtor', 'ask_proof'],
  'reminder-neutral': ['confirm_identity', 'not_debtor', 'ask_proof'],
  'update-neutral': ['confirm_identity', 'not_debtor', 'ask_proof'],
  'agreement-neutral': ['confirm_identity', 'not_debtor', 'ask_proof'],
  'reminder-upcoming': MENU,
  'reminder-friendly': MENU,
  'reminder-firm': MENU,
};

/** The numbered choices a template prints; none for a template without a list. */
export const choicesOf = (template: string): readonly Intent[] =>
  CADENCE_CHOICES[template] ??
  (Object.hasOwn(REPLY_TEMPLATES, template) ? REPLY_TEMPLATES[template as ReplyName].choices : []);
