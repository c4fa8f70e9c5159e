import type { InboundContent } from './inbound-content.js';
import { UNKNOWN_MEDIA, mediaTypeOf } from './media-type.js';

/** Larger media are not kept, only that there was something, and its name. */
export const MEDIA_LIMIT_BYTES = 10 * 1024 * 1024;

/** What arrived with content: how long it is, and how it begins. */
export interface MediaLook {
  readonly bytes: number;
  readonly start: Uint8Array;
}

type Media = Extract<InboundContent, { readonly mediaType: string }>;

const isMedia = (content: InboundContent): content is Media => 'mediaType' in content;

/**
 * The content as it is kept. What media is, is told by its bytes, never by its name or by what the sender says: a
 * picture that begins like a program is a file. Sound of a kind that nobody knows stays what it was sent as.
 */
export function keptContent(content: InboundContent, media: MediaLook | null): InboundContent {
  if (!isMedia(content)) return content;
  if (media === null) return { ...content, mediaType: UNKNOWN_MEDIA };
  if (media.bytes > MEDIA_LIMIT_BYTES) {
    return { kind: 'unsupported', ...(content.name === null ? {} : { name: content.name }) };
  }
  const mediaType = mediaTypeOf(media.start);
  return { ...content, kind: kindOf(content.kind, mediaType), mediaType };
}

/** Only what is kept is stored: media belongs to a voice, a picture or a file. */
export const keepsMedia = (content: InboundContent): boolean => isMedia(content);

function kindOf(sentAs: Media['kind'], mediaType: string): Media['kind'] {
  switch (sentAs) {
    case 'file':
      return 'file';
    case 'picture':
      return mediaType.startsWith('image/') ? 'picture' : 'file';
    case 'voice':
      return mediaType.startsWith('audio/') || mediaType === 'video/mp4' || mediaType === UNKNOWN_MEDIA
        ? 'voice'
        : 'file';
  }
}
