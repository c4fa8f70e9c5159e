import type { Instant } from '../calendar/instant.js';
import type { ZoneId } from '../calendar/zone.js';
import { todayIn } from '../calendar/zone.js';
import type { Choice, ConversationState } from '../conversation/conversation.js';
import type { Locale } from '../shared/locale.js';
import type { Currency } from '../shared/money.js';
import { readCommand } from './commands.js';
import { evidenceOfCue, evidenceOfModel } from './evidence.js';
import type { Cue } from './lexicon.js';
import { featuresOf } from './features.js';
import { LONGEST, isInDanger } from './in-danger.js';
import type { IntentModel } from './intent-model.js';
import { scoreIntents } from './intent-model.js';
import { EN_CUES } from './lexicon-en.js';
import { ZH_CUES } from './lexicon-zh.js';
import { likelyMeanings } from './likely-meanings.js';
import { bare, clarify, normalise } from './normalise.js';
import { hideBehindTrick, ordered } from './order-of-acts.js';
import { readBareAnswer, readChoice, resolveInState } from './read-in-state.js';
import type { SlotContext } from './read-slots.js';
import { readSlots } from './read-slots.js';
import { isTrick } from './tricks.js';
import type { Evidence, Intent, ScoredIntent, Slots, Understanding } from './understanding.js';
import { possibleActs, weighIntents } from './weigh-intents.js';

export interface ReplyToRead {
  readonly text: string;
  /** The debtor's language; the text itself may be in another. */
  readonly locale: Locale;
  readonly now: Instant;
  readonly zone: ZoneId;
  /** What was last asked gives a bare yes, number or date its meaning. */
  readonly state: ConversationState;
  /** The numbered list that was shown last. */
  readonly choices: readonly Choice[];
  /** Of an amount that names none. */
  readonly currency: Currency;
}

/**
 * Reads one message: danger, commands, choices and bare answers by rules, everything else by what the model has
 * learned, held against the words that rules know. Without a model rules alone decide. Never throws; what says
 * nothing known is `out_of_scope`.
 */
export function readReply(reply: ReplyToRead, model: IntentModel | null = null): Understanding {
  const text = clarify(reply.text.slice(0, LONGEST));
  const today = todayIn(reply.now, reply.zone);
  const language = languageOf(text, reply.locale);
  const whole = normalise(reply.text);
  const scores = model && scoreIntents(model, featuresOf(text, language));
  if (isInDanger(whole, text, language, model, scores)) {
    const others = foundIn(text).map((one) => one.intent);
    return reading(['crisis_self_harm', ...others], {}, 'crisis', language, []);
  }
  const choice = readChoice(text, reply.choices);
  if (choice) return reading([choice.intent], { choice: choice.number }, null, language, []);
  const command = readCommand(text);
  if (command) return reading([command], {}, null, language, [
      { intent: command, words: reply.text.trim() },
    ]);
  const answer = readBareAnswer(bare(text), reply.state);
  if (answer) return reading([answer], {}, null, language, []);

  const cues = foundIn(text);
  const named = ordered(cues.map((one) => one.intent));
  const at = { today, state: reply.state, currency: reply.currency };
  const plain = answerInState(text, named, at);
  const weighed = model && scores && !plain ? weighIntents(model, scores, text) : null;
  const meant = weighed === null ? named : withWords(weighed, named);
  const trick = isTrick(text);
  const found = trick ? hideBehindTrick(meant) : meant;
  const possible = model && scores && weighed && !trick ? possibleActs(model, scores) : [];
  const slots = readSlots(text, [...new Set([...found, ...possible])], at);
  const intents = resolveInState(found, slots, reply.state, text);
  const primary = intents[0] ?? 'out_of_scope';
  const severity = intents.includes('crisis_self_harm') ? 'crisis' : null;
  const detail = cues.find((one) => one.intent === primary && one.detail !== undefined)?.detail;
  const read = weighed?.find((one) => one.name === primary);
  const likely = model && scores && !trick ? likelyMeanings(model, scores, read, named) : null;
  const understood = reading(
    intents,
    { ...slotsFor(primary, intents, slots, reply.state), ...(detail ? { detail } : {}) },
    severity,
    language,
    [
      ...cues.map((one) => evidenceOfCue(one, text, reply.text)),
      ...(model && weighed
        ? evidenceOfModel(
            intents.filter((intent) => !named.includes(intent)),
            reply.text,
            model,
          )
        : []),
    ],
    weighed,
  );
  return likely ? { ...understood, likely } : understood;
}

/** Characters beside figures that an answer of nothing but a fact, an amount or a day may have. */
const FEW_WORDS = 24;

/** Whether the message is nothing but what was asked for: a fact, an amount, a day. */
const answerInState = (text: string, named: readonly Intent[], at: SlotContext): boolean =>
  at.state !== 'open' &&
  text.replace(/[^\p{L}]/gu, '').length <= FEW_WORDS &&
  named.every((intent) => intent === 'greeting_ack' || intent === 'confirm_identity') &&
  resolveInState([], readSlots(text, named, at), at.state, text).length > 0;

/** Finer acts that only words tell apart, and what the model calls them. */
const FINER: Readonly<Partial<Record<Intent, readonly Intent[]>>> = {
  minor: [],
  cease_contact: ['stop_contact', 'refuse_to_pay', 'complaint'],
  show_plan: ['ask_balance'],
  move_date: ['negotiate_terms', 'promise_to_pay', 'callback_later'],
};

/** What the model makes of it, told apart further by the words that were found. */
function withWords(weighed: readonly ScoredIntent[], named: readonly Intent[]): readonly Intent[] {
  const meant = weighed.map((one) => one.name);
  const [first] = meant;
  const finer = named.filter((intent) => {
    const coarse = FINER[intent];
    return coarse !== undefined && (coarse.length === 0 || (first !== undefined && coarse.includes(first)));
  });
  return [...finer, ...meant];
}

function foundIn(text: string): Cue[] {
  return [...ZH_CUES, ...EN_CUES].filter(
    (one) => one.pattern.test(text) && !(one.unless?.test(text) ?? false),
  );
}

const NO_TERMS: ReadonlySet<Intent> = new Set<Intent>([
  'reject_offer',
  'refuse_to_pay',
  'abusive',
  'greeting_ack',
  'ask_balance',
  'crisis_self_harm',
]);

/** Terms that were denied or refused are no terms; identity facts stay wherever they were given. */
function slotsFor(
  primary: Intent,
  intents: readonly Intent[],
  slots: Slots,
  state: ConversationState,
): Slots {
  if (NO_TERMS.has(primary) && state !== 'verifying') return {};
  if (primary === 'dispute_amount') return slots.amount ? { amount: slots.amount } : {};
  if (primary !== 'callback_later' && !intents.includes('callback_later')) {
    const { notBefore: _from, notAfter: _to, ...rest } = slots;
    return rest;
  }
  return slots;
}

function languageOf(text: string, locale: Locale): Locale {
  if (/[\u4e00-\u9fff]/.test(text)) return 'zh-CN';
  return /[a-z]{3,}/.test(text) && locale === 'en' ? 'en' : locale;
}

function reading(
  intents: readonly Intent[],
  slots: Slots,
  severity: Understanding['severity'],
  language: Locale,
  evidence: readonly Evidence[],
  weighed: readonly ScoredIntent[] | null = null,
): Understanding {
  const distinct = [...new Set(intents.length > 0 ? intents : (['out_of_scope'] as const))];
  return {
    intents: distinct.map((name, index) => ({
      name,
      score: weighed?.find((one) => one.name === name)?.score ?? (index === 0 ? 0.9 : 0.6),
    })),
    slots,
    severity,
    language,
    evidence,
  };
}
