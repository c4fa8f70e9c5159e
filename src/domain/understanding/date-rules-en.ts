import type { LocalDate } from '../calendar/local-date.js';
import { addDays, dateOf, daysBetween, endOfMonth, yearOf } from '../calendar/local-date.js';
import type { DateRule, Reading, Reference } from './calendar-words.js';
import {
  EN_ANY_WEEKDAY,
  EN_COUNT,
  EN_MONTH,
  EN_WEEKDAY,
  bareWeekday,
  countOf,
  dayOfMonthAt,
  enMonth,
  enWeekday,
  inDays,
  inMonth,
  inMonths,
  inYear,
  monthAt,
  noDay,
  onDay,
  thisWeekday,
  weekdayAt,
} from './calendar-words.js';

const rule = (source: string, read: DateRule[1]): DateRule => [new RegExp(source), read];

const shift =
  (days: number): DateRule[1] =>
  (_, at) =>
    inDays(days, at);

const ORDINALS: readonly string[] = (
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth ' +
  'fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third ' +
  'twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first'
).split(' ');
const ORDINAL = [...ORDINALS].reverse().join('|').replaceAll('-', '[ -]');
/** A day of the month in figures or words. */
const DAY = `(\\d{1,2}(?:st|nd|rd|th)?|${ORDINAL})`;
const NTH = `(\\d{1,2}(?:st|nd|rd|th)|${ORDINAL})`;
const YEAR = '(?:,? ?((?:19|20)\\d{2})(?!\\d))?';
/** What an ordinal counts when it is no day. */
const COUNTED =
  '(?! ?(?:-|payments?|instal|part|time|call|notice|message|text|letter|one|thing|job|shift|person|person|part(?:y|ies)|floor|street|st\\b|ave|account|bill|loan|offer|option|choice|half|quarter|of (?:the |my |six|three|four|five|two|\\d)?(?:six|three|four|five|two|payments?|all)|year|grade|day|week|month|person|name|quarter|baby|degree|agency|chance|try|attempt|two|three|few))';

const dayOf = (text: string | undefined): number => {
  const words = (text ?? '').replace(' ', '-');
  return /^\d/.test(words) ? parseInt(words, 10) : ORDINALS.indexOf(words) + 1 || NaN;
};

const calendarDay = (month: string | undefined, day: string | undefined, year: string | undefined, at: Reference) =>
  year === undefined ? inYear(enMonth(month), dayOf(day), at) : onDay(Number(year), enMonth(month), dayOf(day));

/** How near a day is that nobody asks about when it is read the usual way, and how far one is that is still likely. */
const NEAR = 31;
const LIKELY = 150;

/** `3/12`: month first as in the United States, unless only day first makes a likely day; both where both do. */
function slashed(one: number, other: number, at: Reference): Reading {
  const usual = inYear(one, other, at);
  const turned = at.monthFirst && usual ? null : inYear(other, one, at);
  if (usual === null || turned === null || usual === turned) return usual ?? turned;
  const distance = (date: LocalDate): number =>
    at.tense === 'past' ? daysBetween(date, at.today) : daysBetween(at.today, date);
  const [far, turnedFar] = [distance(usual), distance(turned)];
  if (far < 0 || turnedFar < 0) return far < 0 && turnedFar >= 0 && turnedFar <= LIKELY ? turned : usual;
  if ((far <= NEAR && far < turnedFar) || turnedFar > LIKELY) return usual;
  return far > LIKELY ? turned : [usual, turned];
}

/** A year of four figures, or of two that stand for 2020 to 2039. */
function slashedInYear(one: number, other: number, year: number, at: Reference): Reading {
  const usual = onDay(year, one, other);
  const turned = onDay(year, other, one);
  if (usual === null || turned === null || usual === turned) return usual ?? turned;
  const over = (date: LocalDate): boolean => (at.tense === 'past' ? date > at.today : date < at.today);
  if (over(usual) || over(turned)) return over(usual) && !over(turned) ? turned : usual;
  return slashed(one, other, at);
}

const DAYS_AWAY = "(?:days?|dayz)(?:'s?)?";
const WEEKS_AWAY = "(?:weeks?|wks?)(?:'s?)?";
const IN = "(?:in|within|after|over)(?: about| around| roughly| another)?(?: the)?(?: next| coming)? ";
const GRANT = '(?:give me|gimme|another|need|allow me|grant me|have|extension of|by|back) (?:a |about |another )?';
const ROUGHLY = '(?! or (?:so|two|three|\\d))';

export const EN_RULES: readonly DateRule[] = [
  // Calendar dates.
  rule(`(?<![$£€\\d.,-])\\b(?:the )?${DAY}(?: day)?(?: of)? ?${EN_MONTH}\\b\\.?${YEAR}`, (m, at) => calendarDay(m[2], m[1], m[3], at)),
  rule(`\\b${EN_MONTH}\\.? ?(?:the )?${DAY}\\b(?![\\d,.]*\\d|%| ?(?:dollars|bucks|quid|payments|months|weeks|days|usd|k\\b))${YEAR}`, (m, at) =>
    calendarDay(m[1], m[2], m[3], at),
  ),
  rule(`\\b${EN_MONTH}\\.? ?(?:the )?${DAY},? ((?:19|20)\\d{2})\\b`, (m, at) => calendarDay(m[1], m[2], m[3], at)),
  rule(`\\b${EN_MONTH} (?:19|20)\\d{2}\\b`, noDay),
  rule('(?<![\\d/.])(\\d{1,2})([/.-])(\\d{1,2})\\2((?:19|20)?\\d{2})(?![\\d/])', (m, at) => {
    const year = Number(m[4]) < 100 ? 2000 + Number(m[4]) : Number(m[4]);
    return year > 2039 ? null : slashedInYear(Number(m[1]), Number(m[3]), year, at);
  }),
  rule('(?<![\\d/$£€.])(\\d{1,2})/(\\d{1,2})(?![\\d/%])(?! ?(?:of|split|share|的))', (m, at) => slashed(Number(m[1]), Number(m[2]), at)),
  rule('(?<!\\d)(\\d{1,2})/(?:19|20)\\d{2}(?!\\d)', noDay),

  // Months.
  rule(`\\bend of ${EN_MONTH}\\b`, (m, at) => {
    const day = inYear(enMonth(m[1]), 28, at);
    return day && endOfMonth(day);
  }),
  rule("\\b(?:the )?(?:end of|last day of|last day in) next month\\b|\\bnext month'?s? end\\b", (_, at) => endOfMonth(monthAt(at, 1))),
  rule('\\b(?:the )?(?:end of|last day of) last month\\b', (_, at) => endOfMonth(monthAt(at, -1))),
  rule(
    "\\b(?:(?:the )?(?:end of|last day of|last day in) (?:the |this )?month|month(?:'s|s)?[ -]?end|eom|before (?:the|this) month (?:is out|ends|is over))\\b",
    (_, at) => endOfMonth(monthAt(at, at.tense === 'past' ? -1 : 0)),
  ),
  rule("\\b(?:the )?(?:end of|last day of) (?:the |this )?year\\b|\\byear'?s?[ -]end\\b|\\beoy\\b", (_, { today }) =>
    dateOf(yearOf(today), 12, 31),
  ),
  rule(`\\b(?:the )?${NTH} (?:of |day of )?next month\\b`, (m, at) => dayOfMonthAt(at, 1, dayOf(m[1]))),
  rule(`\\bnext month,? (?:on |by )?(?:the )?${NTH}\\b`, (m, at) => dayOfMonthAt(at, 1, dayOf(m[1]))),
  rule(`\\b(?:the )?${NTH} (?:of )?last month\\b|\\blast month,? (?:on )?(?:the )?${NTH}\\b`, (m, at) =>
    dayOfMonthAt(at, -1, dayOf(m[1] ?? m[2])),
  ),
  rule(`\\b(?:the )?${NTH} (?:of |day of )?(?:the|this|each|every) month\\b`, (m, at) => inMonth(dayOf(m[1]), at)),

  // Weekdays.
  rule(`\\bnext week,?(?: on| by|'s)?(?: the)? ${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY},? (?:of |in )?next week\\b`, (m, at) =>
    weekdayAt(at, 1, enWeekday(m[1] ?? m[2])),
  ),
  rule(`\\blast week,?(?: on)?(?: the)? ${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY},? (?:of )?last week\\b`, (m, at) =>
    weekdayAt(at, -1, enWeekday(m[1] ?? m[2])),
  ),
  rule(`\\b(?:the )?week after next,?(?: on| by)?(?: the)? ${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY},? (?:of )?(?:the week )?after next\\b`, (m, at) =>
    weekdayAt(at, 2, enWeekday(m[1] ?? m[2])),
  ),
  rule(`\\b(?:a|one) week (?:from|on|after) (?:this |next )?${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY} week\\b`, (m, at) =>
    addDays(bareWeekday(enWeekday(m[1] ?? m[2]), at), 7),
  ),
  rule(`\\b(?:two|2) weeks (?:from|on) ${EN_ANY_WEEKDAY}\\b`, (m, at) => addDays(bareWeekday(enWeekday(m[1]), at), 14)),
  rule(`\\b(?:next|nxt) ${EN_ANY_WEEKDAY}\\b`, (m, at) => weekdayAt(at, 1, enWeekday(m[1]))),
  rule('\\b(?:next|nxt) (?:weekend|wkend)\\b', (_, at) => weekdayAt(at, 1, 6)),
  rule(`\\b(?:this |the )?(?:last|past) ${EN_ANY_WEEKDAY}\\b`, (m, at) => bareWeekday(enWeekday(m[1]), { ...at, tense: 'past' })),
  rule('\\b(?:last|past) weekend\\b', (_, at) => bareWeekday(6, { ...at, tense: 'past' })),
  rule(`\\bthis (?:coming )?${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY} this week\\b`, (m, at) =>
    thisWeekday(enWeekday(m[1] ?? m[2]), at),
  ),
  rule(`\\b(?:every|each) (?:other |second )?${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY}(?: ?(?:to|through|thru|-) ?)${EN_ANY_WEEKDAY}\\b`, noDay),
  rule(`\\b${EN_WEEKDAY}\\b(?! ?-)`, (m, at) => bareWeekday(enWeekday(m[1]), at)),
  rule('(?<=\\b(?:on|by|til|till|until|before|or|come|coming|for) )(sat|sun)\\b|^(sat|sun)\\b|\\b(sat|sun)\\b(?= (?:night|morning|afternoon|evening|am|pm|works|ok|i\\b|\\d)|[,.!?]|$)', (m, at) =>
    bareWeekday(enWeekday(m[1] ?? m[2] ?? m[3]), at),
  ),
  rule('\\b(?:this|the|on|at|by|over the|come the|every)? ?(?:weekend|wkend)\\b', (m, at) =>
    m[0].startsWith('every') ? null : bareWeekday(6, at),
  ),

  // Days from now.
  rule('\\b(?:the )?day after (?:tomorrow|tmrw?)\\b|\\bovermorrow\\b', shift(2)),
  rule('\\b(?:a week tomorrow|tomorrow week)\\b', shift(8)),
  rule('\\b(?:tomorrow|tmrw?|tomoz|2moro)\\b', shift(1)),
  rule('\\b(?:today|tonight|this (?:morning|afternoon|evening|am)|close of business|cob|eod|end of (?:the )?day|before midnight|by midnight)(?! tomorrow| (?:on |this |next )?(?:mon|tue|wed|thu|fri))\\b', shift(0)),
  rule('\\b(?:the )?day before yesterday\\b', shift(-2)),
  rule('\\b(?:yesterday|last ni(?:ght|te))\\b', shift(-1)),
  rule('\\b(?:\\d+|an?|one|two|three|five|ten|twenty|thirty|few|couple(?: of)?)(?: (?:minutes?|mins?|hours?|hrs?)) ago\\b', shift(0)),

  // Lengths of time.
  rule(`\\b(?:\\d{1,2}|${EN_COUNT}) ?(?:-|to|or) ?(?:\\d{1,2}|${EN_COUNT}) (?:days?|weeks?|wks?|months?)\\b|\\ba (?:day|week|month) or (?:so|two)\\b`, noDay),
  rule(`\\b${EN_COUNT} ${DAYS_AWAY} (?:ago|back)\\b`, (m, at) => inDays(-countOf(m[1]), at)),
  rule(`\\b${EN_COUNT} ${WEEKS_AWAY} (?:ago|back)\\b`, (m, at) => inDays(-7 * countOf(m[1]), at)),
  rule(`\\b${EN_COUNT} months? (?:ago|back)\\b`, noDay),
  rule('\\b(?:a|one|in a|within a|give me a|another)? ?fortnight(?!ly|s)(?: ago)?\\b', (m, at) => inDays(m[0].endsWith('ago') ? -14 : 14, at)),
  rule('\\bgive me (?:a )?couple(?: of)? days\\b', noDay),
  rule(`\\b${IN}${EN_COUNT} (?:more )?${DAYS_AWAY}(?: time)?\\b${ROUGHLY}`, (m, at) => inDays(countOf(m[1]), at)),
  rule(`\\b${IN}${EN_COUNT} (?:more )?${WEEKS_AWAY}(?: time)?\\b${ROUGHLY}`, (m, at) => inDays(7 * countOf(m[1]), at)),
  rule(`(?<!rest )\\b(?:in|within)(?: about| another)? ${EN_COUNT} months?(?:'s?)?(?: time)?\\b(?! plan)${ROUGHLY}`, (m, at) => inMonths(countOf(m[1]), at)),
  rule(`\\b${EN_COUNT} ${DAYS_AWAY} (?:from (?:now|today)|time|hence)\\b`, (m, at) => inDays(countOf(m[1]), at)),
  rule(`\\b${EN_COUNT} ${WEEKS_AWAY} (?:from (?:now|today)|time|today|hence)\\b`, (m, at) => inDays(7 * countOf(m[1]), at)),
  rule(`\\b${EN_COUNT} months? from (?:now|today)\\b`, (m, at) => inMonths(countOf(m[1]), at)),
  rule(`\\b${EN_COUNT} (?:more|extra) ${DAYS_AWAY}\\b|\\b${GRANT}${EN_COUNT}(?: more)?[ -]days?\\b(?! ago)|\\b${EN_COUNT}[ -]days? extension\\b`, (m, at) =>
    inDays(countOf(m[1] ?? m[2] ?? m[3]), at),
  ),
  rule(`\\b${EN_COUNT} (?:more|extra) ${WEEKS_AWAY}\\b|\\b${GRANT}${EN_COUNT}(?: more)?[ -](?:weeks?|wks?)\\b(?! ago)|\\b${EN_COUNT}[ -]weeks? extension\\b`, (m, at) =>
    inDays(7 * countOf(m[1] ?? m[2] ?? m[3]), at),
  ),
  rule(`\\b(?:push|move|delay)\\w*(?: it| this| that| the date| the payment)?(?: back| out)?(?: by)? ${EN_COUNT} (days?|weeks?)\\b`, (m, at) =>
    inDays(countOf(m[1]) * (m[2]?.startsWith('week') ? 7 : 1), at),
  ),
  rule(`\\b${EN_COUNT} days late\\b`, (m, at) => inDays(countOf(m[1]), at)),
  rule('\\bthis time next week\\b|\\ba week today\\b|\\banother week\\b', shift(7)),
  rule(`\\b${EN_COUNT} days and (?=you|i\\b|it)`, (m, at) => inDays(countOf(m[1]), at)),

  // A bare day of the month.
  rule('(?<=\\bon )(\\d{1,2})(?=[,.!?](?!\\d)|$| (?:i|and|then|can)\\b)', (m, at) => inMonth(Number(m[1]), at)),
  rule(`\\b(\\d{1,2}(?:st|nd|rd|th))\\b${COUNTED}`, (m, at) => inMonth(dayOf(m[1]), at)),
  rule(`(?<=\\b(?:on|by|to|from|till?|until|before|is|after) )the (${ORDINAL})\\b${COUNTED}`, (m, at) => inMonth(dayOf(m[1]), at)),
];
