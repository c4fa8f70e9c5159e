import { HOUR } from '../calendar/instant.js';
import type { Message, MessageState } from './message.js';

/** A text that comes back later than this after it was handed over is not recognised by its words. */
export const ECHO_WITHIN = 12 * HOUR;

/** Where several messages say the same, the one that most needs to know what became of it; missing: none does. */
const NEEDS_TO_KNOW: Partial<Record<MessageState, number>> = {
  unknown: 0,
  'sent-unconfirmed': 1,
  checking: 2,
  queued: 3,
};
const NEEDS_NOTHING = 4;

const asRead = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Which of our messages a text is that left the account; null: none of them. What a person said twice is not ours. */
export function echoOf(text: string, messages: readonly Message[]): Message | null {
  const words = asRead(text);
  const same = messages.filter(
    ({ body, origin }) => origin !== 'elsewhere' && body !== null && asRead(body) === words,
  );
  const rank = ({ state }: Message): number => NEEDS_TO_KNOW[state] ?? NEEDS_NOTHING;
  const [first] = same.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  return first ?? null;
}
