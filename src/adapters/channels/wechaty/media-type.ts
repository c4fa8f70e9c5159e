/** First bytes by which a file is known, whatever its name says. */
const SIGNATURES: readonly { readonly type: string; readonly at: number; readonly bytes: string }[] = [
  { type: 'audio/silk', at: 0, bytes: '#!SILK' },
  { type: 'audio/silk', at: 1, bytes: '#!SILK' },
  { type: 'audio/amr', at: 0, bytes: '#!AMR' },
  { type: 'audio/mpeg', at: 0, bytes: 'ID3' },
  { type: 'audio/mpeg', at: 0, bytes: '\xff\xfb' },
  { type: 'audio/ogg', at: 0, bytes: 'OggS' },
  { type: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'image/png', at: 0, bytes: '\x89PNG' },
  { type: 'image/gif', at: 0, bytes: 'GIF8' },
  { type: 'image/webp', at: 8, bytes: 'WEBP' },
  { type: 'video/mp4', at: 4, bytes: 'ftyp' },
  { type: 'application/pdf', at: 0, bytes: '%PDF' },
  { type: 'application/zip', at: 0, bytes: 'PK\x03\x04' },
];

const LONGEST = 16;

/** The media type by content; null where the content says nothing. */
export function mediaTypeOf(base64: string): string | null {
  const start = Buffer.from(base64.slice(0, LONGEST * 2), 'base64').toString('latin1');
  return SIGNATURES.find(({ at, bytes }) => start.startsWith(bytes, at))?.type ?? null;
}
