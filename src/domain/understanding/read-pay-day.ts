import { ZH_DAY, countOf } from './calendar-words.js';

const LAST_DAY = 31;
const EN_DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const ZH_PAID = '(?:发工资|发薪水?|发钱|开工资|开支|出粮|领工资|领薪|拿工资|发放|到账|到卡|发|到)';
const ZH_PAY = '(?:工资|薪水|薪资|月薪|养老金|退休金|发薪日|工资日|发工资的?日子|出粮)';
const ZH_WHEN = `(?:${ZH_DAY}(?:[号日]|(?=到|发))|(月底|月末|月尾|最后一天))`;
const EN_WHEN = `(?:(?:the )?${EN_DAY}\\b(?! ?(?:%|dollars|bucks|hours|weeks|days|an\\b|a\\b|per\\b|k\\b))|(?:the )?(?:(last day|end)(?: day)?(?: of (?:the|each|every) month)?|(first|fifteenth|twentieth|twenty-fifth|thirtieth)\\b))`;

const SAID = [
  new RegExp(
    `(?:每个?月的?|我们?|公司|单位|厂里?|都是|一般|固定)${ZH_WHEN}(?:才|就|左右|前后|会|准时|都|统一|固定)*(?:发工资|发薪水?|开工资|开支|出粮|领工资|领薪|拿工资|到工资|发放工资|工资到账|发钱)`,
  ),
  new RegExp(
    `${ZH_PAY}(?:是|都是|在|都在|一般|基本|要|要到|要等到|固定|每个?月的?|通常|大概|我|得)*${ZH_WHEN}(?:才|就|左右|前后|会|准时|都)*(?:${ZH_PAID})?`,
  ),
  new RegExp(
    `${ZH_WHEN}(?:才|就|左右|是我?|我|我们?|公司|老板|单位|会|准时|都)*(?:发工资|发薪|开工资|出粮|领工资|拿工资|的?工资到|工资日|发薪日|工资才到)`,
  ),
  new RegExp(
    `\\b(?:(?:i|we)(?:'ll| will| usually| always| only| normally)? get|(?:i'm|im|i am|we're|we are)(?: usually| always| only| getting)?) paid(?: (?:monthly|every month|each month|again|usually|always|only))*(?: on| at| by)? ${EN_WHEN}`,
  ),
  new RegExp(
    `\\b(?:pay ?day|pay date|pay ?check|salary|wages?|pension|my pay|pay(?= (?:comes?|lands?|hits?|arrives?|drops?|clears?))|benefits?)(?: (?:day|is|always|usually|comes?|lands?|hits?|arrives?|falls?|drops?|clears?|gets|goes|in|through|paid|every month|each month|monthly))*(?: is|'s)?(?: on| at| by)? ${EN_WHEN}`,
  ),
  new RegExp(`\\b(?:the )?${EN_DAY} is (?:my |our |when i get )(?:pay ?day|paid)`),
];
const WORDS: Readonly<Record<string, number>> = {
  first: 1,
  fifteenth: 15,
  twentieth: 20,
  'twenty-fifth': 25,
  thirtieth: 30,
};

/**
 * The day of the month on which the writer says they are paid, 1–31, where 31 stands for the last one; null where none
 * is said. It is no promise to pay then.
 */
export function readPayDay(text: string): number | null {
  for (const pattern of SAID) {
    const match = pattern.exec(text);
    const [, day, last, word] = match ?? [];
    if (last !== undefined) return LAST_DAY;
    const value = word === undefined ? countOf(day) : (WORDS[word] ?? NaN);
    if (value >= 1 && value <= LAST_DAY) return value;
  }
  return null;
}
