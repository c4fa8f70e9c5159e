import type { Intent } from '../understanding/understanding.js';
import type { Locale } from '../shared/locale.js';
import type { ConversationState } from './conversation.js';
import { callPerson } from './hand-off-moves.js';
import type { Draft, Turn } from './turn.js';

/**
 * What may be asked about, in words that read as what they stand for when they are typed back. Acts that protect are
 * never asked about: they are acted on. Neither is a yes or a no to terms, which must be said of the terms themselves.
 */
const MEANINGS: Readonly<Partial<Record<Intent, Readonly<Record<Locale, string>>>>> = {
  promise_to_pay: { 'zh-CN': '约个日期付', en: 'Pay on a later day' },
  already_paid: { 'zh-CN': '我已经还了', en: 'I have already paid' },
  negotiate_terms: { 'zh-CN': '分几次付', en: 'Pay in parts' },
  ask_balance: { 'zh-CN': '还欠多少', en: 'How much do I owe' },
  ask_how_to_pay: { 'zh-CN': '怎么付款', en: 'How to pay' },
  ask_proof: { 'zh-CN': '我要看合同', en: 'Show me the contract' },
  dispute_amount: { 'zh-CN': '金额不对', en: 'The amount is wrong' },
  hardship: { 'zh-CN': '我现在没钱', en: 'I have no money at the moment' },
  stop_contact: { 'zh-CN': '不要再联系我', en: 'Stop contacting me' },
  request_human: { 'zh-CN': '找工作人员', en: 'Talk to a person' },
};

/** Acted on however unsure: what protects is not put off by a question. */
const ACTED_ON: ReadonlySet<Intent> = new Set<Intent>([
  'crisis_self_harm',
  'deceased',
  'minor',
  'legal_representation',
  'cease_contact',
  'stop_contact',
  'not_debtor',
  'dispute_not_mine',
  'complaint',
  'request_human',
]);

/** Meanings that are listed, beside the person who can always be asked for. */
const MOST_MEANINGS = 3;

/** Where the assistant itself waits for an answer about the debt. */
const ASKS_IN: ReadonlySet<ConversationState> = new Set<ConversationState>([
  'choosing-debt',
  'open',
  'awaiting-promise-details',
  'confirming-promise',
  'awaiting-affordability',
  'negotiating',
  'confirming-plan',
  'awaiting-new-date',
  'confirming-new-date',
]);

/**
 * The question about a message that was read unsurely: its likeliest meanings as numbered choices, and a person.
 * Unsure a second time in a row: a person. Null where there is nothing to ask about, or nobody to ask.
 */
export function askWhatWasMeant(turn: Turn, likely: readonly Intent[]): Draft | null {
  if (!turn.confirmed || !ASKS_IN.has(turn.state) || ACTED_ON.has(turn.primary)) return null;
  const meanings = likely
    .filter((intent) => intent !== 'request_human' && MEANINGS[intent] !== undefined)
    .slice(0, MOST_MEANINGS);
  if (meanings.length === 0) return null;
  const misunderstood = turn.context.misunderstood + 1;
  if (misunderstood >= 2) return callPerson(turn, 'not-understood');
  const listed: readonly Intent[] = [...meanings, 'request_human'];
  return {
    reply: {
      template: 'which-meant',
      fields: { meanings: listed.flatMap((intent) => MEANINGS[intent]?.[turn.facts.locale] ?? []) },
    },
    choices: listed.map((intent) => ({ intent })),
    context: { misunderstood },
    idle: true,
  };
}
