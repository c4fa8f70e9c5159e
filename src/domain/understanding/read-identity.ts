import type { LocalDate } from '../calendar/local-date.js';
import { dateOf, dayOf, endOfMonth } from '../calendar/local-date.js';
import { mask } from './normalise.js';
import type { Slots } from './understanding.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function birthDate(year: number, month: number, day: number): LocalDate | null {
  if (!(year >= 1900 && year <= 2025 && month >= 1 && month <= 12 && day >= 1)) return null;
  return day <= dayOf(endOfMonth(dateOf(year, month, 1))) ? dateOf(year, month, day) : null;
}

/** Month first as in the United States, unless only day first makes a date. */
const slashed = (first: number, second: number, year: number): LocalDate | null =>
  birthDate(year, first, second) ?? birthDate(year, second, first);

const BIRTH_DATES: readonly (readonly [RegExp, (match: RegExpExecArray) => LocalDate | null])[] = [
  [
    /((?:19|20)\d{2})\s?[年/.-]\s?(\d{1,2})\s?[月/.-]\s?(\d{1,2})\s?[日号]?/,
    (m) => birthDate(Number(m[1]), Number(m[2]), Number(m[3])),
  ],
  [/(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/, (m) => birthDate(Number(m[1]), Number(m[2]), Number(m[3]))],
  [
    /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d{2})(?!\d)/,
    (m) => slashed(Number(m[1]), Number(m[2]), Number(m[3])),
  ],
  [
    /\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d{2})/,
    (m) => birthDate(Number(m[3]), MONTHS.indexOf(m[1] ?? '') + 1, Number(m[2])),
  ],
  [
    /\b(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3})[a-z]*\.?,? ((?:19|20)\d{2})/,
    (m) => birthDate(Number(m[3]), MONTHS.indexOf(m[2] ?? '') + 1, Number(m[1])),
  ],
];

const NAMED_TAIL =
  /(?:后四位|后4位|末四位|尾号|last (?:four|4)(?: digits)?|ending(?: in)?)(?:\s|是|为|:|：|of|my|id|ssn|is|身份证|号)*([0-9]{3}[0-9x])(?![0-9])/;

/**
 * The check facts in a message: the end of an ID, from a whole number or named as such, and a birth date.
 * Where they were asked for (`expected`), four characters standing alone are the end of the ID.
 */
export function readIdentity(text: string, expected: boolean): Pick<Slots, 'idLast4' | 'birthDate'> {
  const whole = /(?<!\d)\d{6}((?:19|20)\d{2})(\d{2})(\d{2})\d{2}(\d[\dx])(?!\d)/.exec(text);
  if (whole) {
    const born = birthDate(Number(whole[1]), Number(whole[2]), Number(whole[3]));
    const idLast4 = whole[0].slice(-4).toUpperCase();
    return { idLast4, ...(born === null ? {} : { birthDate: born }) };
  }
  const named = NAMED_TAIL.exec(text)?.[1];
  let rest = text;
  let born: LocalDate | null = null;
  for (const [pattern, read] of BIRTH_DATES) {
    const match = pattern.exec(rest);
    born = match ? read(match) : null;
    if (match && born) {
      rest = mask(rest, match.index, match[0].length);
      break;
    }
  }
  const tail =
    named ??
    (expected
      ? (/(?<![\d])(?:\d{3}-\d{2}-)?(\d{3}[\dx])(?![\da-z])/.exec(rest)?.[1] ?? undefined)
      : undefined);
  return {
    ...(tail === undefined ? {} : { idLast4: tail.toUpperCase() }),
    ...(born !== null && (expected || named !== undefined) ? { birthDate: born } : {}),
  };
}
