import { visitCharacters } from './features.js';
import type { IntentModel } from './intent-model.js';
import type { Cue } from './lexicon.js';
import { normalise } from './normalise.js';
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

/** Of each act that no rule found, the clause of the message whose letters speak most for it, as the debtor wrote it. */
export function evidenceOfModel(intents: readonly Intent[], written: string, model: IntentModel): Evidence[] {
  const clauses = clausesOf(written.slice(0, MOST_CHARACTERS));
  return intents.flatMap((intent) => {
    const place = model.intents.indexOf(intent);
    const speaking = clauses.map((clause) => (clauses.length < 2 ? 0 : speaksFor(clause, place, model)));
    const words = clauses[speaking.indexOf(Math.max(...speaking))];
    return place < 0 || words === undefined ? [] : [{ intent, words: words.slice(0, MOST_WORDS) }];
  });
}

function speaksFor(clause: string, place: number, { present, intents }: IntentModel): number {
  let sum = 0;
  let runs = 1;
  visitCharacters(normalise(clause), (bucket) => {
    sum += present.weights[bucket * intents.length + place] ?? 0;
    runs += 1;
  });
  return sum / Math.sqrt(runs);
}

const clausesOf = (written: string): string[] =>
  written
    .split(/[，。！？；,;!?\n]+|\.(?=\s|$)/u)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .slice(0, MOST_CLAUSES);
