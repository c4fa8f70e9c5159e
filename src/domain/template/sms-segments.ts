/** How a text travels as SMS (3GPP TS 23.038): what is counted, and how many messages are paid for. */
export interface SmsLength {
  readonly encoding: 'gsm-7' | 'ucs-2';
  /** Septets or UTF-16 units; an extension character of GSM-7 and an emoji are two. */
  readonly units: number;
  readonly segments: number;
  /** Units that each of these segments holds. */
  readonly unitsPerSegment: number;
}

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '\f^{}\\[~]|€';

const SEPTETS: ReadonlyMap<string, number> = new Map([
  ...[...BASIC].map((character) => [character, 1] as const),
  ...[...EXTENDED].map((character) => [character, 2] as const),
]);

/** What fits into one message, and into each of several, which lose room to the header that joins them. */
const ROOM = { 'gsm-7': { alone: 160, joined: 153 }, 'ucs-2': { alone: 70, joined: 67 } } as const;

/** No character is cut in two: what does not fit any more begins the next segment. */
export function smsLength(text: string): SmsLength {
  const characters = [...text];
  const isGsm = characters.every((character) => SEPTETS.has(character));
  const encoding = isGsm ? 'gsm-7' : 'ucs-2';
  const sizes = characters.map((character) => (isGsm ? (SEPTETS.get(character) ?? 1) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, joined } = ROOM[encoding];
  if (units <= alone) return { encoding, units, segments: units === 0 ? 0 : 1, unitsPerSegment: alone };
  let segments = 1;
  let room: number = joined;
  for (const size of sizes) {
    if (size > room) {
      segments += 1;
      room = joined;
    }
    room -= size;
  }
  return { encoding, units, segments, unitsPerSegment: joined };
}
