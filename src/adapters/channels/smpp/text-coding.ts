import { GSM7_ALPHABET, GSM7_ESCAPE, GSM7_EXTENSION } from '../../../domain/message/sms-segments.js';

const CODES = new Map([...GSM7_ALPHABET].map((character, code) => [character, code] as const));
const EXTENSION_BY_CODE = new Map([...GSM7_EXTENSION].map(([character, code]) => [code, character] as const));

/** One septet an octet, as SMPP carries GSM 03.38; only for texts that it can write. */
export const gsm7Bytes = (text: string): Buffer =>
  Buffer.from(
    [...text].flatMap((character) => {
      const extended = GSM7_EXTENSION.get(character);
      return extended === undefined ? [CODES.get(character) ?? 0x3f] : [GSM7_ESCAPE, extended];
    }),
  );

export const ucs2Bytes = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

export const gsm7Text = (bytes: Uint8Array): string => {
  let text = '';
  let escaped = false;
  for (const byte of bytes) {
    const code = byte & 0x7f;
    if (!escaped && code === GSM7_ESCAPE) {
      escaped = true;
      continue;
    }
    text += (escaped ? EXTENSION_BY_CODE.get(code) : undefined) ?? GSM7_ALPHABET.charAt(code);
    escaped = false;
  }
  return text;
};

const ucs2Text = (bytes: Uint8Array): string => {
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return even
    .swap16()
    .toString('utf16le')
    .replace(/^\ufeff/u, '');
};

const decoded = (label: string) => (bytes: Uint8Array) => new TextDecoder(label).decode(bytes);

/** By `data_coding`, as SMPP 3.4 §5.2.19 lists them. */
const DECODERS: ReadonlyMap<number, (bytes: Uint8Array) => string> = new Map([
  [0, gsm7Text],
  [1, (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')],
  [3, (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')],
  [5, decoded('shift_jis')],
  [6, decoded('iso-8859-5')],
  [7, decoded('iso-8859-8')],
  [8, ucs2Text],
  [10, decoded('iso-2022-jp')],
  [14, decoded('euc-kr')],
]);

/** Codings of 3GPP TS 23.038 that carriers hand through as they came: the two bits of the alphabet. */
const byAlphabetBits = (dataCoding: number): ((bytes: Uint8Array) => string) | undefined => {
  const isGeneral = dataCoding >= 0x10 && dataCoding <= 0x3f;
  if (isGeneral) return [gsm7Text, undefined, ucs2Text, undefined][(dataCoding >> 2) & 3];
  if (dataCoding >= 0xf0) return (dataCoding & 4) === 0 ? gsm7Text : undefined;
  return undefined;
};

/** What the bytes say; null when they are no text. */
export const decodeText = (dataCoding: number, bytes: Uint8Array): string | null =>
  (DECODERS.get(dataCoding) ?? byAlphabetBits(dataCoding))?.(bytes) ?? null;
