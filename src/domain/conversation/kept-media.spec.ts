import { describe, expect, it } from '@jest/globals';
import type { InboundContent } from './inbound-content.js';
import { MEDIA_LIMIT_BYTES, keepsMedia, keptContent } from './kept-media.js';
import { UNKNOWN_MEDIA, mediaTypeOf } from './media-type.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));
const look = (text: string, length = 1_000) => ({ bytes: length, start: bytes(text) });
const picture = { kind: 'picture', mediaType: 'image/jpeg', name: 'a.jpg' } as const;
const voice = { kind: 'voice', mediaType: 'audio/amr', name: null } as const;
const file = { kind: 'file', mediaType: 'application/pdf', name: 'a.pdf' } as const;

describe('what media is', () => {
  it.each([
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n', 'image/png'],
    ['GIF89a', 'image/gif'],
    ['RIFF\x01\x02\x03\x04WEBPVP8 ', 'image/webp'],
    ['\0\0\0\x18ftypheic', 'image/heic'],
    ['OggS\0', 'audio/ogg'],
    ['#!AMR\n', 'audio/amr'],
    ['\x02#!SILK_V3', 'audio/silk'],
    ['ID3\x04', 'audio/mpeg'],
    ['\xff\xfb\x90', 'audio/mpeg'],
    ['RIFF\x01\x02\x03\x04WAVEfmt ', 'audio/wav'],
    ['\0\0\0\x20ftypM4A ', 'audio/mp4'],
    ['\0\0\0\x20ftypisom', 'video/mp4'],
    ['%PDF-1.7', 'application/pdf'],
    ['PK\x03\x04', 'application/zip'],
    ['MZ\x90\0', 'application/x-executable'],
    ['\x7fELF', 'application/x-executable'],
    ['#!/bin/sh', 'application/x-executable'],
    ['<html>', 'text/html'],
    ['RIFF', UNKNOWN_MEDIA],
    ['', UNKNOWN_MEDIA],
  ])('%j is %s', (start, mediaType) => {
    expect(mediaTypeOf(bytes(start))).toBe(mediaType);
  });
});

describe('what is kept', () => {
  it.each<[InboundContent, string, InboundContent['kind']]>([
    [picture, '\x89PNG\r\n\x1a\n', 'picture'],
    [picture, 'MZ', 'file'],
    [picture, 'whatever', 'file'],
    [picture, '#!AMR', 'file'],
    [voice, '\x02#!SILK', 'voice'],
    [voice, 'of an unknown kind', 'voice'],
    [voice, 'MZ', 'file'],
    [voice, '\x89PNG\r\n\x1a\n', 'file'],
    [file, '\x89PNG\r\n\x1a\n', 'file'],
  ])('%j that begins with %j is a %s', (content, start, kind) => {
    expect(keptContent(content, look(start))).toEqual({
      ...content,
      kind,
      mediaType: mediaTypeOf(bytes(start)),
    });
  });

  it('media without its bytes is of no known type', () => {
    expect(keptContent(picture, null)).toEqual({ ...picture, mediaType: UNKNOWN_MEDIA });
  });

  it('ten megabytes are kept, one byte more is not', () => {
    expect(keptContent(file, look('%PDF-', MEDIA_LIMIT_BYTES))).toEqual(file);
    const larger = keptContent(file, look('%PDF-', MEDIA_LIMIT_BYTES + 1));
    expect(larger).toEqual({ kind: 'unsupported', name: 'a.pdf' });
    expect(keepsMedia(larger)).toBe(false);
    expect(keptContent(voice, look('', MEDIA_LIMIT_BYTES + 1))).toEqual({ kind: 'unsupported' });
  });

  it('everything else stays as it is', () => {
    expect(keptContent({ kind: 'text', text: 'MZ' }, null)).toEqual({ kind: 'text', text: 'MZ' });
  });
});
