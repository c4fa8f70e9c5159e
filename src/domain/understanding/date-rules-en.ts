import { addDays, dateOf, endOfMonth, yearOf } from '../calendar/local-date.js';
import type { DateRule, DateRules, Reference } from './calendar-words.js';
import {
  EN_ANY_WEEKDAY,
  EN_COUNT,
  EN_MONTH,
  EN_WEEKDAY,
  bareWeekday,
  countOf,
  dateRules,
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
import { slashed, slashedInYear } from './slashed-dates.js';

const rule = (source: string, read: DateRule[1]) => [source, read] as const;

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
const DAY = `((?:3[01]|[012]?\\d)(?:st|nd|rd|th)?|${ORDINAL})`;
const NTH = `(\\d{1,2}(?:st|nd|rd|th)|${ORDINAL})`;
const YEAR = '(?:,? ?((?:19|20)\\d{2})(?!\\d))?';
/** What an ordinal counts when it is no day. */
const COUNTED =
  '(?! ?(?:-|payments?|instal|part|time|call|notice|message|text|letter|one|thing|job|shift|person|person|part(?:y|ies)|floor|street|st\\b|ave|account|bill|loan|offer|option|choice|half|quarter|of (?:the |my |six|three|four|five|two|\\d)?(?:six|three|four|five|two|payments?|all)|year|grade|day|week|month|person|name|quarter|baby|degree|agency|chance|try|attempt|two|three|few))';

const dayOf = (text: string | undefined): number => {
  const words = (text ?? '').replace(' ', '-');
  return /^\d/.test(words) ? parseInt(words, 10) : ORDINALS.indexOf(words) + 1 || NaN;
};

const calendarDay = (
  month: string | undefined,
  day: string | undefined,
  year: string | undefined,
  at: Reference,
) =>
  year === undefined
    ? inYear(enMonth(month), dayOf(day), at)
    : onDay(Number(year), enMonth(month), dayOf(day));

const DAYS_AWAY = "(?:days?|dayz)(?:'s?)?";
const WEEKS_AWAY = "(?:weeks?|wks?)(?:'s?)?";
const IN = '(?:in|within|after|over)(?: about| around| roughly| another)?(?: the)?(?: next| coming)? ';
const GRANT =
  '(?:give me|gimme|another|need|allow me|grant me|have|extension of|by|back) (?:a |about |another )?';
const ROUGHLY = '(?! or (?:so|two|three|\\d))';

const CALENDAR = dateRules(
  `\\b${EN_MONTH}|\\d[/.-]\\d|month|year|\\beo[my]\\b|\\d(?:st|nd|rd|th)\\b|\\b(?:${ORDINAL})\\b|\\bon \\d`,
  [
    rule(`(?<![$£€\\d.,-])\\b(3[01]|[12]?\\d)(?: or |/)${DAY}(?: of)? ?${EN_MONTH}\\b`, (m, at) => {
      const days = [m[1], m[2]].map((day) => calendarDay(m[3], day, undefined, at));
      return days.filter((day) => day !== null);
    }),
    rule(`(?<![$£€\\d.,-])\\b(?:the )?${DAY}(?: day)?(?: of)? ?${EN_MONTH}\\b\\.?${YEAR}`, (m, at) =>
      calendarDay(m[2], m[1], m[3], at),
    ),
    rule(
      `\\b${EN_MONTH}\\.? ?(?:the )?${DAY}\\b(?![\\d,.]*\\d|%| ?(?:dollars|bucks|quid|payments|months|weeks|days|usd|k\\b))${YEAR}`,
      (m, at) => calendarDay(m[1], m[2], m[3], at),
    ),
    rule(`\\b${EN_MONTH}\\.? ?(?:the )?${DAY},? ((?:19|20)\\d{2})\\b`, (m, at) =>
      calendarDay(m[1], m[2], m[3], at),
    ),
    rule(`\\b${EN_MONTH} (?:19|20)\\d{2}\\b`, noDay),
    rule('(?<![\\d/.])(\\d{1,2})([/.-])(\\d{1,2})\\2((?:19|20)?\\d{2})(?![\\d/])', (m, at) => {
      const year = Number(m[4]) < 100 ? 2000 + Number(m[4]) : Number(m[4]);
      return year > 2039 ? null : slashedInYear(Number(m[1]), Number(m[3]), year, at);
    }),
    rule('(?<![\\d/$£€.])(\\d{1,2})/(\\d{1,2})(?![\\d/%])(?! ?(?:of|split|share|的))', (m, at) =>
      slashed(Number(m[1]), Number(m[2]), at),
    ),
    rule('(?<!\\d)(\\d{1,2})/(?:19|20)\\d{2}(?!\\d)', noDay),
    rule(`\\bend of ${EN_MONTH}\\b`, (m, at) => {
      const day = inYear(enMonth(m[1]), 28, at);
      return day && endOfMonth(day);
    }),
    rule("\\b(?:the )?(?:end of|last day of|last day in) next month\\b|\\bnext month'?s? end\\b", (_, at) =>
      endOfMonth(monthAt(at, 1)),
    ),
    rule('\\b(?:the )?(?:end of|last day of) last month\\b', (_, at) => endOfMonth(monthAt(at, -1))),
    rule(
      "\\b(?:(?:the )?(?:end of|last day of|last day in) (?:the |this )?month|month(?:'s|s)?[ -]?end|eom|before (?:the|this) month (?:is out|ends|is over))\\b",
      (_, at) => endOfMonth(monthAt(at, at.tense === 'past' ? -1 : 0)),
    ),
    rule(
      "\\b(?:the )?(?:end of|last day of) (?:the |this )?year\\b|\\byear'?s?[ -]end\\b|\\beoy\\b",
      (_, { today }) => dateOf(yearOf(today), 12, 31),
    ),
    rule(`\\b(?:the )?${NTH} (?:of |day of )?next month\\b`, (m, at) => dayOfMonthAt(at, 1, dayOf(m[1]))),
    rule(`\\bnext month,? (?:on |by )?(?:the )?${NTH}\\b`, (m, at) => dayOfMonthAt(at, 1, dayOf(m[1]))),
    rule(`\\b(?:the )?${NTH} (?:of )?last month\\b|\\blast month,? (?:on )?(?:the )?${NTH}\\b`, (m, at) =>
      dayOfMonthAt(at, -1, dayOf(m[1] ?? m[2])),
    ),
    rule(`\\b(?:the )?${NTH} (?:of |day of )?(?:the|this|each|every) month\\b`, (m, at) =>
      inMonth(dayOf(m[1]), at),
    ),
    rule('(?<=\\bon )(\\d{1,2})(?=[,.!?](?!\\d)|$| (?:i|and|then|can)\\b)', (m, at) =>
      inMonth(Number(m[1]), at),
    ),
    rule(`\\b(\\d{1,2}(?:st|nd|rd|th))\\b${COUNTED}`, (m, at) => inMonth(dayOf(m[1]), at)),
    rule(`(?<=\\b(?:on|by|to|for|from|till?|until|before|is|after) )the (${ORDINAL})\\b${COUNTED}`, (m, at) =>
      inMonth(dayOf(m[1]), at),
    ),
  ],
);

const WEEKDAYS = dateRules('\\b(?:mon|tue|wed|thu|fri|sat|sun|weekend|wkend)', [
  rule(
    `\\bnext week,?(?: on| by|'s)?(?: the)? ${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY},? (?:of |in )?next week\\b`,
    (m, at) => weekdayAt(at, 1, enWeekday(m[1] ?? m[2])),
  ),
  rule(
    `\\blast week,?(?: on)?(?: the)? ${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY},? (?:of )?last week\\b`,
    (m, at) => weekdayAt(at, -1, enWeekday(m[1] ?? m[2])),
  ),
  rule(
    `\\b(?:the )?week after next,?(?: on| by)?(?: the)? ${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY},? (?:of )?(?:the week )?after next\\b`,
    (m, at) => weekdayAt(at, 2, enWeekday(m[1] ?? m[2])),
  ),
  rule(
    `\\b(?:a|one) week (?:from|on|after) (?:this |next )?${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY} week\\b`,
    (m, at) => addDays(bareWeekday(enWeekday(m[1] ?? m[2]), at), 7),
  ),
  rule(`\\b(?:two|2) weeks (?:from|on) ${EN_ANY_WEEKDAY}\\b`, (m, at) =>
    addDays(bareWeekday(enWeekday(m[1]), at), 14),
  ),
  rule(`\\b(?:next|nxt) ${EN_ANY_WEEKDAY}\\b`, (m, at) => weekdayAt(at, 1, enWeekday(m[1]))),
  rule('\\b(?:next|nxt) (?:weekend|wkend)\\b', (_, at) => weekdayAt(at, 1, 6)),
  rule(`\\b(?:this |the )?(?:last|past) ${EN_ANY_WEEKDAY}\\b`, (m, at) =>
    bareWeekday(enWeekday(m[1]), { ...at, tense: 'past' }),
  ),
  rule('\\b(?:last|past) weekend\\b', (_, at) => bareWeekday(6, { ...at, tense: 'past' })),
  rule(`\\bthis (?:coming )?${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY} this week\\b`, (m, at) =>
    thisWeekday(enWeekday(m[1] ?? m[2]), at),
  ),
  rule(
    `\\b(?:every|each) (?:other |second )?${EN_ANY_WEEKDAY}\\b|\\b${EN_ANY_WEEKDAY}(?: ?(?:to|through|thru|-) ?)${EN_ANY_WEEKDAY}\\b`,
    noDay,
  ),
  rule(`\\b${EN_WEEKDAY}\\b(?! ?-)`, (m, at) => bareWeekday(enWeekday(m[1]), at)),
  rule(
    '(?<=\\b(?:on|by|til|till|until|before|or|come|coming|for) )(sat|sun)\\b|^(sat|sun)\\b|\\b(sat|sun)\\b(?= (?:night|morning|afternoon|evening|am|pm|works|ok|i\\b|\\d)|[,.!?]|$)',
    (m, at) => bareWeekday(enWeekday(m[1] ?? m[2] ?? m[3]), at),
  ),
  rule('\\b(?:this|the|on|at|by|over the|come the|every)? ?(?:weekend|wkend)\\b', (m, at) =>
    m[0].startsWith('every') ? null : bareWeekday(6, at),
  ),
]);

const DAYS = dateRules(
  'tomor|tmr|tomoz|2moro|today|tonight|yesterday|this (?:morning|afternoon|evening|am)|close of|\\bcob\\b|\\beod\\b|of (?:the )?day|midnight|ago|last ni|overmorrow',
  [
    rule('\\b(?:the )?day after (?:tomorrow|tmrw?)\\b|\\bovermorrow\\b', shift(2)),
    rule('\\b(?:a week tomorrow|tomorrow week)\\b', shift(8)),
    rule('\\b(?:tomorrow|tmrw?|tomoz|2moro)\\b', shift(1)),
    rule(
      '\\b(?:today|tonight|this (?:morning|afternoon|evening|am)|close of business|cob|eod|end of (?:the )?day|before midnight|by midnight)(?! tomorrow| (?:on |this |next )?(?:mon|tue|wed|thu|fri))\\b',
      shift(0),
    ),
    rule('\\b(?:the )?day before yesterday\\b', shift(-2)),
    rule('\\b(?:yesterday|last ni(?:ght|te))\\b', shift(-1)),
    rule(
      '\\b(?:\\d+|an?|one|two|three|five|ten|twenty|thirty|few|couple(?: of)?)(?: (?:minutes?|mins?|hours?|hrs?)) ago\\b',
      shift(0),
    ),
  ],
);

const LENGTHS = dateRules('day|week|wk|month|fortnight', [
  rule(
    `\\b(?:\\d{1,2}|${EN_COUNT}) ?(?:-|to|or) ?(?:\\d{1,2}|${EN_COUNT}) (?:days?|weeks?|wks?|months?)\\b|\\ba (?:day|week|month) or (?:so|two)\\b`,
    noDay,
  ),
  rule(`\\b${EN_COUNT} ${DAYS_AWAY} (?:ago|back)\\b`, (m, at) => inDays(-countOf(m[1]), at)),
  rule(`\\b${EN_COUNT} ${WEEKS_AWAY} (?:ago|back)\\b`, (m, at) => inDays(-7 * countOf(m[1]), at)),
  rule(`\\b${EN_COUNT} months? (?:ago|back)\\b`, noDay),
  rule('\\b(?:a|one|in a|within a|give me a|another)? ?fortnight(?!ly|s)(?: ago)?\\b', (m, at) =>
    inDays(m[0].endsWith('ago') ? -14 : 14, at),
  ),
  rule(
    '\\b(?:give me|need|another|have|back|by|push it back|extension of) (?:a )?couple(?: of)?(?: more)? (?:days|weeks)\\b',
    noDay,
  ),
  rule(`\\b${IN}${EN_COUNT} (?:more )?${DAYS_AWAY}(?: time)?\\b${ROUGHLY}`, (m, at) =>
    inDays(countOf(m[1]), at),
  ),
  rule(`\\b${IN}${EN_COUNT} (?:more )?${WEEKS_AWAY}(?: time)?\\b${ROUGHLY}`, (m, at) =>
    inDays(7 * countOf(m[1]), at),
  ),
  rule(
    `(?<!rest )\\b(?:in|within)(?: about| another)? ${EN_COUNT} months?(?:'s?)?(?: time)?\\b(?! plan)${ROUGHLY}`,
    (m, at) => inMonths(countOf(m[1]), at),
  ),
  rule(`\\b${EN_COUNT} ${DAYS_AWAY} (?:from (?:now|today)|time|hence)\\b`, (m, at) =>
    inDays(countOf(m[1]), at),
  ),
  rule(`\\b${EN_COUNT} ${WEEKS_AWAY} (?:from (?:now|today)|time|today|hence)\\b`, (m, at) =>
    inDays(7 * countOf(m[1]), at),
  ),
  rule(`\\b${EN_COUNT} months? from (?:now|today)\\b`, (m, at) => inMonths(countOf(m[1]), at)),
  rule(
    `\\b${EN_COUNT} (?:more|extra) ${DAYS_AWAY}\\b|\\b${GRANT}${EN_COUNT}(?: more)?[ -]days?\\b(?! ago)|\\b${EN_COUNT}[ -]days? extension\\b`,
    (m, at) => inDays(countOf(m[1] ?? m[2] ?? m[3]), at),
  ),
  rule(
    `\\b${EN_COUNT} (?:more|extra) ${WEEKS_AWAY}\\b|\\b${GRANT}${EN_COUNT}(?: more)?[ -](?:weeks?|wks?)\\b(?! ago)|\\b${EN_COUNT}[ -]weeks? extension\\b`,
    (m, at) => inDays(7 * countOf(m[1] ?? m[2] ?? m[3]), at),
  ),
  rule(
    `\\b(?:push|move|delay)\\w*(?: it| this| that| the date| the payment)?(?: back| out)?(?: by)? ${EN_COUNT} (days?|weeks?)\\b`,
    (m, at) => inDays(countOf(m[1]) * (m[2]?.startsWith('week') ? 7 : 1), at),
  ),
  rule(`\\b${EN_COUNT} days late\\b`, (m, at) => inDays(countOf(m[1]), at)),
  rule('\\bthis time next week\\b|\\ba week today\\b|\\banother week\\b', shift(7)),
  rule(`\\b${EN_COUNT} days and (?=you|i\\b|it)`, (m, at) => inDays(countOf(m[1]), at)),
]);

export const EN_RULES: readonly DateRules[] = [CALENDAR, WEEKDAYS, DAYS, LENGTHS];
