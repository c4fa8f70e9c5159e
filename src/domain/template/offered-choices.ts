import { numberedLines } from './choice-labels.js';

/** What a text offers by number: pressing a button is the same as writing `reply`. */
export interface OfferedChoice {
  readonly reply: string;
  readonly label: string;
}

/** More are a list to read, not buttons to press. */
const MOST = 9;

/**
 * The numbered lines of a text as choices for channels with buttons. The text keeps them, so that it is complete
 * without buttons. None unless exactly the numbers from 1 to `expected` are there, in order, each with words; without
 * `expected` at least two lines from 1 on.
 */
export function offeredChoices(text: string, expected: number | null): readonly OfferedChoice[] {
  const lines = numberedLines(text);
  const inOrder = lines.every((line, at) => line.number === at + 1 && /\p{L}/u.test(line.label));
  const enough = expected === null ? lines.length >= 2 : lines.length === expected;
  if (!inOrder || !enough || lines.length === 0 || lines.length > MOST) return [];
  return lines.map(({ number, label }) => ({ reply: String(number), label }));
}
