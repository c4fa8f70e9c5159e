import { SMS_ROOM, smsSegments } from '../../domain/message/sms-segments.js';

/** Line feeds are carried; everything else that no screen shows is lost or ends the text on some phone. */
const CONTROLS = /(?!\n)\p{Cc}/u;

/**
 * What a gateway that says nothing about it would do to this text, as one sentence; null: it arrives as it is.
 * `partsCutPairs`: the gateway fills every part to the last unit and so cuts a character of two units in half.
 */
export function damageTo(
  text: string,
  {
    maximumParts,
    partsCutPairs = false,
  }: { readonly maximumParts: number; readonly partsCutPairs?: boolean },
): string | null {
  if (text.trim() === '') return 'The text is empty.';
  if (!text.isWellFormed()) return 'The text holds half a character, which no charset carries.';
  if (CONTROLS.test(text)) return 'The text holds a control character; only line breaks (LF) are carried.';
  const { coding, parts } = smsSegments(text);
  if (parts.length > maximumParts) {
    return `The text needs ${parts.length} parts and the gateway takes ${maximumParts}; it would cut off the rest.`;
  }
  if (partsCutPairs && coding === 'ucs2' && parts.length > 1 && cutsPair(text)) {
    return 'A character beyond the basic plane, such as an emoji, falls on the seam of two parts.';
  }
  return null;
}

function cutsPair(text: string): boolean {
  const room = SMS_ROOM.ucs2.joined;
  for (let seam = room; seam < text.length; seam += room) {
    const unit = text.charCodeAt(seam);
    if (unit >= 0xdc00 && unit <= 0xdfff) return true;
  }
  return false;
}
