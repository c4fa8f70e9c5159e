import type { Locale } from '../shared/locale.js';
import { featuresOf } from './features.js';
import type { IntentModel } from './intent-model.js';
import { sums } from './intent-model.js';
import type { Cue } from './lexicon.js';
import { clarify } from './normalise.js';
import type { Evidence, Intent } from './understanding.js';

const MOST_WORDS = 80;
/** Clauses of a message that are compared; the rest is not looked at for evidence. */
const MOST_CLAUSES = 12;
const MOST_CHARACTERS = 1_000;

/** The words of a message that a rule found, as the debtor wrote them where they stand there letter by letter. */
export function evidenceOfCue({ intent, pattern }: Cue, text: string, written: string): Evidence {
  const words = (pattern.exec(text)?.[0] ?? '').trim().slice(0, MOST_WORDS);
  const at = written.toLowerCase().indexOf(words);
  return { intent, words: at < 0 ? words : written.slice(at, at + words.length) };
}

/** Of each act that no rule found, the clause of the message that speaks most for it, as the debtor wrote it. */
export function evidenceOfModel(
  intents: readonly Intent[],
  written: string,
  language: Locale,
  model: IntentModel,
): Evidence[] {
  const clauses = clausesOf(written.slice(0, MOST_CHARACTERS));
  const [only = ''] = clauses;
  if (clauses.length < 2) return intents.map((intent) => ({ intent, words: only.slice(0, MOST_WORDS) }));
  const heard = clauses.map((clause) => sums(model.present, featuresOf(clarify(clause), language)));
  return intents.flatMap((intent) => {
    const place = model.intents.indexOf(intent);
    const speaking = heard.map((scores) => scores[place] ?? -Infinity);
    const words = clauses[speaking.indexOf(Math.max(...speaking))] ?? '';
    return place < 0 ? [] : [{ intent, words: words.slice(0, MOST_WORDS) }];
  });
}

const clausesOf = (written: string): string[] =>
  written
    .split(/[，。！？；,;!?\n]+|\.(?=\s|$)/u)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .slice(0, MOST_CLAUSES);
