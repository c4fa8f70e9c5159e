/** How a short message writes its characters: `gsm7` in septets, `ucs2` in UTF-16 units. */
export type SmsCoding = 'gsm7' | 'ucs2';

export interface SmsSegments {
  readonly coding: SmsCoding;
  /** The text of each part, in order; one part when everything fits into a single message. */
  readonly parts: readonly string[];
  /** Septets or UTF-16 units of the whole text. */
  readonly units: number;
}

/** GSM 03.38: the place of a character is its code. The escape at 0x1B stands for no character. */
export const GSM7_ALPHABET =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

export const GSM7_ESCAPE = 0x1b;

/** GSM 03.38: characters written as an escape and this code, so that each takes two septets. */
export const GSM7_EXTENSION: ReadonlyMap<string, number> = new Map([
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
]);

/** Units of a message that stands alone, and of each part where there are several: their heads take seven septets or three units. */
export const SMS_ROOM = {
  gsm7: { alone: 160, joined: 153 },
  ucs2: { alone: 70, joined: 67 },
} as const satisfies Readonly<Record<SmsCoding, { readonly alone: number; readonly joined: number }>>;

const BASIC = new Set([...GSM7_ALPHABET].filter((character) => character !== '\u001b'));

/** Septets of one character; null when GSM 03.38 cannot write it. */
const septets = (character: string): number | null =>
  BASIC.has(character) ? 1 : GSM7_EXTENSION.has(character) ? 2 : null;

/** GSM 7 only where it can write every character; nothing is ever replaced by something similar. */
export const smsCoding = (text: string): SmsCoding => {
  for (const character of text) if (septets(character) === null) return 'ucs2';
  return 'gsm7';
};

/** The parts a text leaves in. A character is never cut in two, neither an escape and its code nor a surrogate pair. */
export const smsSegments = (text: string): SmsSegments => {
  const coding = smsCoding(text);
  const size = (character: string): number =>
    coding === 'gsm7' ? (septets(character) ?? 1) : character.length;
  const characters = [...text];
  const units = characters.reduce((sum, character) => sum + size(character), 0);
  const { alone, joined } = SMS_ROOM[coding];
  if (units <= alone) return { coding, parts: [text], units };
  const parts: string[] = [];
  let current = '';
  let used = 0;
  for (const character of characters) {
    if (used + size(character) > joined) {
      parts.push(current);
      current = '';
      used = 0;
    }
    current += character;
    used += size(character);
  }
  return { coding, parts: [...parts, current], units };
};
