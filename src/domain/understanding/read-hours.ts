import { CHINESE_NUMERAL, readNumeral } from './read-numbers.js';
import type { Slots } from './understanding.js';

const HOUR = `(\\d{1,2}|[${CHINESE_NUMERAL}]{1,3})`;
const PART = '(凌晨|早上|上午|早|中午|下午|傍晚|晚上|晚)?';
const CLOCK = '(\\d{1,2})(?::(\\d{2}))?\\s?(am|pm|a\\.m\\.|p\\.m\\.)?';

function zhMinute(
  part: string | undefined,
  hour: string | undefined,
  half: string | undefined,
): number | null {
  const value = readNumeral(hour ?? '');
  if (value === null || value > 24) return null;
  const afternoon = part !== undefined && /下午|傍晚|晚/.test(part) && value < 12;
  return (((value + (afternoon ? 12 : 0)) % 24) * 60 + (half ? 30 : 0)) % 1440;
}

/** Without am or pm the small hours mean the afternoon: nobody asks to be written to at three in the night. */
function enMinute(
  hour: string | undefined,
  minutes: string | undefined,
  half: string | undefined,
): number | null {
  const value = Number(hour);
  if (!(value >= 0 && value <= 24)) return null;
  const afternoon = half?.startsWith('p') ? value < 12 : half === undefined && value >= 1 && value < 8;
  const midnight = half?.startsWith('a') === true && value === 12;
  return (((midnight ? 0 : value + (afternoon ? 12 : 0)) % 24) * 60 + Number(minutes ?? 0)) % 1440;
}

/** From when, and until when, somebody wants to be written to; minutes after midnight. */
export function readHours(text: string): Pick<Slots, 'notBefore' | 'notAfter'> {
  const zhRange = new RegExp(`${PART}${HOUR}点(半)?(?:到|至|-|~)${PART}${HOUR}点(半)?`).exec(text);
  if (zhRange) {
    const from = zhMinute(zhRange[1], zhRange[2], zhRange[3]);
    return bounds(from, zhMinute(zhRange[4] ?? zhRange[1], zhRange[5], zhRange[6]));
  }
  const zhAfter = new RegExp(`${PART}${HOUR}点(半)?(?:钟)?(?:以后|之后|后|过后|再)`).exec(text);
  if (zhAfter) return bounds(zhMinute(zhAfter[1], zhAfter[2], zhAfter[3]), null);
  const zhBefore = new RegExp(`${PART}${HOUR}点(半)?(?:钟)?(?:以前|之前|前)`).exec(text);
  if (zhBefore) return bounds(null, zhMinute(zhBefore[1], zhBefore[2], zhBefore[3]));
  const enRange = new RegExp(`\\b(?:between|from) ${CLOCK} (?:and|to|until|till) ${CLOCK}`).exec(text);
  if (enRange) {
    const half = enRange[3] ?? enRange[6];
    return bounds(enMinute(enRange[1], enRange[2], half), enMinute(enRange[4], enRange[5], enRange[6]));
  }
  const enAfter = new RegExp(
    `\\b(?:after|past|from|not before) ${CLOCK}(?!\\d| ?(?:days?|weeks?|months?|dollars))`,
  ).exec(text);
  if (enAfter) return bounds(enMinute(enAfter[1], enAfter[2], enAfter[3]), null);
  const enBefore = new RegExp(
    `\\b(?:before|until|till|not after) ${CLOCK}(?!\\d| ?(?:days?|weeks?|months?|dollars))`,
  ).exec(text);
  if (enBefore) return bounds(null, enMinute(enBefore[1], enBefore[2], enBefore[3]));
  if (/晚上|\bevenings?\b/.test(text)) return { notBefore: 18 * 60 };
  if (/下午|\bafternoons?\b/.test(text)) return { notBefore: 12 * 60 };
  if (/上午|\bmornings?\b/.test(text)) return { notAfter: 12 * 60 };
  return {};
}

const bounds = (
  notBefore: number | null,
  notAfter: number | null,
): Pick<Slots, 'notBefore' | 'notAfter'> => ({
  ...(notBefore === null ? {} : { notBefore }),
  ...(notAfter === null ? {} : { notAfter }),
});
