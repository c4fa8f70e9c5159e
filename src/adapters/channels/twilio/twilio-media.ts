import type { InboundContent } from '../../../domain/conversation/inbound-content.js';
import { callHttp } from '../http-call.js';
import { basicAuth } from './basic-auth.js';
import type { TwilioSettings } from './settings.js';
import type { MediaPlace } from './translate.js';

/** Larger ones are kept by name only. */
export const LARGEST_MEDIA = 10 * 1_048_576;
const MOST_REDIRECTS = 3;

/** What a medium is to a person who reads the conversation; what it really is, is found out from its bytes. */
export function contentOf({ mediaType, index }: MediaPlace): InboundContent {
  const [family] = mediaType.split('/');
  const kind = family === 'image' ? 'picture' : family === 'audio' ? 'voice' : 'file';
  return { kind, mediaType, name: `media-${index + 1}` };
}

/**
 * The bytes of a medium in base64; null where they cannot be had: too large, gone, or not at Twilio. Twilio leads on
 * to the place where it keeps media, which the credentials are not shown to.
 */
export async function fetchMedia(place: MediaPlace, settings: TwilioSettings): Promise<string | null> {
  let url = place.url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (!URL.canParse(url)) return null;
    const { origin, protocol } = new URL(url);
    const atTwilio = origin === new URL(settings.apiUrl).origin;
    if (!atTwilio && (redirects === 0 || protocol !== 'https:')) return null;
    const result = await callHttp({
      method: 'GET',
      url,
      headers: atTwilio ? { authorization: basicAuth(settings) } : {},
      timeoutMs: settings.timeoutMs,
      largestBytes: LARGEST_MEDIA,
    });
    if (result.kind !== 'reply') return null;
    const { status, headers, body } = result.reply;
    if (status === 200) return body.toString('base64');
    if (status < 300 || status >= 400 || headers.location === undefined) return null;
    if (!URL.canParse(headers.location, url)) return null;
    url = new URL(headers.location, url).href;
  }
  return null;
}
