import type { Choice, ConversationState } from '../conversation/conversation.js';
import { statesMeans } from './states-means.js';
import type { Intent, Slots } from './understanding.js';

/** Words of a yes; several of them are one too ("好的，没问题"). */
const YES_WORDS =
  '是的?|是我|对的?|对啊|嗯|好的?|好啊|好吧|可以的?|可以吧|行的?|行吧|没问题|确认|同意|确定|要得|就这样|没错|ok|okay|yes|y|yep|yeah|yup|sure|correct|right|confirm|confirmed|agreed|agree|fine|soundsgood|good|great';
const YES_SENTENCES =
  'iconfirm|yesplease|okgood|可以看具体日期|确认安排|goodshowmethedates|yesthatisright|yesthatsright';
const YES = new RegExp(`^(?:(?:${YES_WORDS})+|${YES_SENTENCES})(?:谢谢|thanks|thankyou)?$`);
const NO =
  /^(?:不|不是|不对|否|不行|不可以|不好|不要|不同意|不确认|错|错了|不是的|不是我|no|n|nope|nah|wrong|notme|incorrect|nothanks|idont|不合适|不对重新说|thatdoesnotsuitme)$/;

/** What a bare yes means after the question that was asked; states that asked nothing give it no meaning. */
const YES_MEANS: Readonly<Partial<Record<ConversationState, Intent>>> = {
  new: 'confirm_identity',
  'awaiting-identity': 'confirm_identity',
  'confirming-promise': 'accept_offer',
  negotiating: 'accept_offer',
  'confirming-plan': 'accept_offer',
  'confirming-new-date': 'accept_offer',
};
const NO_MEANS: Readonly<Partial<Record<ConversationState, Intent>>> = {
  'awaiting-identity': 'not_debtor',
  'confirming-promise': 'reject_offer',
  negotiating: 'reject_offer',
  'confirming-plan': 'reject_offer',
  'confirming-new-date': 'reject_offer',
};

export function readBareAnswer(bareText: string, state: ConversationState): Intent | null {
  if (YES.test(bareText)) return YES_MEANS[state] ?? null;
  if (NO.test(bareText)) return NO_MEANS[state] ?? null;
  return null;
}

/** `2`, `回复2`, `第2个`, `option 2`: the place in the list that was shown last. */
export function readChoice(
  text: string,
  choices: readonly Choice[],
): { readonly intent: Intent; readonly number: number } | null {
  const match = /^(?:回复?|选|第|option|reply|number|no\.?|#)?\s?(\d{1,2})\s?(?:个|项|号)?[.。)、!]?$/.exec(
    text,
  );
  const number = Number(match?.[1] ?? 0);
  const intent = choices[number - 1]?.intent;
  return intent === undefined ? null : { intent, number };
}

const WEAK: ReadonlySet<Intent> = new Set<Intent>(['greeting_ack', 'out_of_scope', 'confirm_identity']);

const hasTerms = (slots: Slots): boolean =>
  slots.amount !== undefined ||
  slots.installments !== undefined ||
  slots.per !== undefined ||
  slots.ratio !== undefined ||
  slots.downPayment !== undefined ||
  slots.downPaymentRatio !== undefined;

/** Puts what was found together with what had been asked: a bare amount or date answers the question. */
export function resolveInState(
  found: readonly Intent[],
  slots: Slots,
  state: ConversationState,
  text: string,
): readonly Intent[] {
  const [first] = found;
  if (slots.idLast4 !== undefined || slots.birthDate !== undefined) {
    const others = found.filter((intent) => !WEAK.has(intent));
    return others.length > 0 && others[0] !== 'promise_to_pay'
      ? [...others, 'confirm_identity']
      : ['confirm_identity'];
  }
  const silent = first === undefined || WEAK.has(first);
  if (silent) {
    const answered = answers(slots, state);
    if (answered) return [answered];
  }
  if (first === 'ask_balance' && tellsMeans(slots, state, text)) {
    return ['negotiate_terms', ...found.slice(1)];
  }
  if (first === 'promise_to_pay' && asksBack(text)) {
    return ['negotiate_terms', ...found.slice(1)];
  }
  if (first === 'accept_offer' && state === 'negotiating' && slots.amount !== undefined) {
    return ['negotiate_terms', ...found.slice(1)];
  }
  return found;
}

/** Asked what is affordable, a debtor who says what is left of the month does not ask what is left of the debt. */
const tellsMeans = (slots: Slots, state: ConversationState, text: string): boolean =>
  state === 'awaiting-affordability' && slots.amount !== undefined && statesMeans(text);

const asksBack = (text: string): boolean =>
  /(?:吗|么|行不行|可以不|好不好|能不能|可不可以)[?？!。]?$|\?$|^(?:can|could|would|may) i\b|\bonly if\b|只要你|除非/.test(
    text,
  );

function answers(slots: Slots, state: ConversationState): Intent | null {
  const dated = slots.date !== undefined;
  switch (state) {
    case 'awaiting-promise-details':
    case 'confirming-promise':
      return dated || slots.amount !== undefined ? 'promise_to_pay' : null;
    case 'awaiting-affordability':
    case 'negotiating':
    case 'confirming-plan':
      return hasTerms(slots) || dated ? 'negotiate_terms' : null;
    case 'awaiting-new-date':
    case 'confirming-new-date':
      return dated ? 'move_date' : null;
    case 'awaiting-payment-details':
      return dated || slots.amount !== undefined ? 'already_paid' : null;
    case 'new':
    case 'awaiting-identity':
    case 'verifying':
    case 'choosing-debt':
    case 'open':
    case 'with-person':
    case 'stopped':
    case 'wrong-party':
      return null;
  }
}
