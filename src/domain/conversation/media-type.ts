/** What nobody can tell, and what is never opened. */
export const UNKNOWN_MEDIA = 'application/octet-stream';

/** So many bytes from the start tell everything that is told here. */
export const TELLING_BYTES = 16;

type Sign = readonly (number | null)[];

const ascii = (text: string): Sign => [...text].map((one) => one.charCodeAt(0));
const ANY: Sign = [null, null, null, null];

/** The first that fits counts. */
const SIGNS: readonly (readonly [sign: Sign, mediaType: string])[] = [
  [[0xff, 0xd8, 0xff], 'image/jpeg'],
  [[0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a], 'image/png'],
  [ascii('GIF87a'), 'image/gif'],
  [ascii('GIF89a'), 'image/gif'],
  [[...ascii('RIFF'), ...ANY, ...ascii('WEBP')], 'image/webp'],
  [[...ANY, ...ascii('ftypheic')], 'image/heic'],
  [[...ANY, ...ascii('ftypheix')], 'image/heic'],
  [[...ANY, ...ascii('ftypmif1')], 'image/heic'],
  [[0x49, 0x49, 0x2a, 0x00], 'image/tiff'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'image/tiff'],
  [ascii('OggS'), 'audio/ogg'],
  [ascii('#!AMR'), 'audio/amr'],
  [ascii('#!SILK'), 'audio/silk'],
  [[0x02, ...ascii('#!SILK')], 'audio/silk'],
  [ascii('ID3'), 'audio/mpeg'],
  [[0xff, 0xfb], 'audio/mpeg'],
  [[0xff, 0xf3], 'audio/mpeg'],
  [[0xff, 0xf2], 'audio/mpeg'],
  [[...ascii('RIFF'), ...ANY, ...ascii('WAVE')], 'audio/wav'],
  [[...ANY, ...ascii('ftypM4A')], 'audio/mp4'],
  [[...ANY, ...ascii('ftypqt')], 'video/quicktime'],
  [[...ANY, ...ascii('ftyp')], 'video/mp4'],
  [[0x1a, 0x45, 0xdf, 0xa3], 'video/webm'],
  [ascii('%PDF-'), 'application/pdf'],
  [ascii('PK\x03\x04'), 'application/zip'],
  [ascii('PK\x05\x06'), 'application/zip'],
  [[...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c], 'application/x-7z-compressed'],
  [ascii('Rar!'), 'application/vnd.rar'],
  [[0x1f, 0x8b], 'application/gzip'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'application/x-ole-storage'],
  [ascii('MZ'), 'application/x-executable'],
  [[0x7f, ...ascii('ELF')], 'application/x-executable'],
  [[0xcf, 0xfa, 0xed, 0xfe], 'application/x-executable'],
  [[0xca, 0xfe, 0xba, 0xbe], 'application/x-executable'],
  [ascii('#!/'), 'application/x-executable'],
  [ascii('<!DOCTYPE'), 'text/html'],
  [ascii('<html'), 'text/html'],
  [ascii('<svg'), 'text/xml'],
  [ascii('<?xml'), 'text/xml'],
];

/** What the bytes are, by how they begin, whatever anybody said of them. */
export const mediaTypeOf = (start: Uint8Array): string =>
  SIGNS.find(([sign]) => sign.every((byte, at) => byte === null || start[at] === byte))?.[1] ?? UNKNOWN_MEDIA;
