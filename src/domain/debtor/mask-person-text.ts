import type { Debtor } from './debtor.js';
import { maskChatText } from './mask-chat-text.js';
import { maskName } from './mask-name.js';

/** Parts of a name shorter than this are everyday words too often. */
const SHORTEST_PART = 3;

/** A text about a debtor as people may read it without a reason: `maskChatText`, and without the debtor's name. */
export const maskPersonText = (
  text: string,
  { name, checkFacts, locale }: Pick<Debtor, 'name' | 'checkFacts' | 'locale'>,
): string =>
  namesOf(name).reduce(
    (masked, one) => masked.replaceAll(patternOf(one), () => maskName(one, locale)),
    maskChatText(text, checkFacts),
  );

/** The whole name first, then its parts. */
const namesOf = (name: string | null): string[] => {
  const whole = (name ?? '').trim();
  if ([...whole].length < 2) return [];
  const parts = whole.split(/\s+/u);
  return [whole, ...(parts.length > 1 ? parts.filter((part) => [...part].length >= SHORTEST_PART) : [])];
};

/** As a word of its own where words are parted by spaces. */
const patternOf = (name: string): RegExp => {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\/-]/gu, String.raw`\$&`);
  const isHan = /\p{Script=Han}/u.test(name);
  return new RegExp(isHan ? escaped : String.raw`(?<!\p{L})${escaped}(?!\p{L})`, 'giu');
};
