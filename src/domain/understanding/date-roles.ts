import type { Tense } from './calendar-words.js';

/**
 * What a day in a message is: `own`, the writer's day to pay, paid or to be called; `income`, when money comes to the
 * writer, the own day where no other is named; `other`, a day that was ruled out, that the other side named, or of
 * something else.
 */
export type DateRole = 'own' | 'income' | 'other';

/** A stretch of text before, and one after, the words of a date, within its clause. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
  /** The next clause, which says what was done where its own says nothing. */
  readonly next: string;
}

const REACH = 48;
const CLAUSE_END =
  /[,，。!?！？;；\n]|\.(?!\d)| (?:but|because|cos|coz|though|while|whereas|so) |但是?|可是|不过|所以|因为/;
const CLAUSE_ENDS = new RegExp(CLAUSE_END.source, 'g');

/** The words around a span, as far as its clause and some dozen characters reach. */
export function surroundingsOf(text: string, start: number, end: number): Surroundings {
  const ahead = text.slice(Math.max(0, start - REACH), start);
  const before = ahead.slice([...ahead.matchAll(CLAUSE_ENDS)].reduce((_, m) => m.index + m[0].length, 0));
  const behind = text.slice(end, end + REACH);
  const close = CLAUSE_END.exec(behind);
  if (close === null) return { before, after: behind, next: '' };
  const [next = ''] = behind.slice(close.index + close[0].length).split(CLAUSE_END);
  return { before, after: behind.slice(0, close.index) + (/[?？]/.test(close[0]) ? '?' : ''), next };
}

const RULED_OUT_BEFORE = new RegExp(
  [
    '(?:不是|并非|不要|别|不用|甭|没说|没答应|没同意|没讲|而不是|不在|不等)(?:我|说|过|在|要|等|等到|你们?|是|拖到|定在)*$',
    '(?:没说过?|没答应过?|没同意过?|没承诺过?|没讲过?|谁说|谁答应|哪说过?|不同意|不接受|不可能|做不到)[^,，。]{0,8}$',
    "(?:\\bnot|\\bnever|n't|\\bno|\\bcannot|\\bcant|\\bdont) (?:for |on |by |the |this |do |make |pay |send |manage |come |have |afford |it |that |you |at |all |anything )*$",
    "\\b(?:never|didn't|don't|not|no one|nobody) (?:said|say|agreed?|promised?|told|ok|okayed|gave|put|mark|write|record|log|sign)\\b[^,.]{0,40}$",
    '\\b(?:no way|complain\\w*|no need to|sign(?:ed|ing)?|offered|quoted|declined)\\b[^,.]{0,24}$|\\bno more \\w+ $|\\bmissed (?:the |last )?$',
    '\\b(?:instead of|rather than|other than|except|anything but) (?:the |on )?$',
    "(?:\\b(?:busy|swamped|slammed|tied up|hectic|no time|not free|not available|unavailable|booked|packed|murder|flat out)|can't (?:talk|chat|speak|do (?:it|this)|now|today)) (?:on |all |till |until |for |the |rest of )*$",
  ].join('|'),
);
/** `not until Friday` names Friday. */
const NOT_UNTIL = /\b(?:until|till?|before|than)\b[^,.]{0,14}$/;

const RULED_OUT_AFTER = new RegExp(
  [
    '^(?:真的?|起|开始|请|就|限额|实在|都|也|是|我|肯定|估计|恐怕|可能|根本|又|上午|下午|晚上|晚|白天|早上|一天|一整天|全天|有点|这个?时间|的话|那天|前|之前|以前|当天)*' +
      '(?:没空|不行(?![?？吗么])|不方便|没时间|不得空|说不了|不成|不可以|不合适|来不及|太早|太急|太晚|太赶|太近|[还付给转交打发凑走]不[了上出开脱]|没钱|没有钱|做不到|办不到|凑不齐|凑不到|不同意|有事|要?开会|在?上班|要?加班|很?忙(?!完)|太忙|别|不要|停|终止|免谈|签|接不了|没法|不能|到不了|走不开|不在|有安排|排满|不还|没到账|不一定|不[聊说谈接]|又?来?催|[^,，。]{0,5}(?:折扣|优惠|活动|减免))',
    "^(?: night| morning| afternoon| evening| the \\d+\\w*)*,?(?: (?:is|'s|isn't|doesn't|does not|won't|will not|wont|cannot|can't|not|would be|is not|just|really|probably|it))* ?(?:'s |is )?(?:no good|bad\\b|out\\b|out of|not? possible|impossible|too (?:soon|early|late|tight|quick)|tough|no way|isn't|doesn't work|does not work|won't work|won't do|not work|work for me(?<=n't work for me)|no longer)",
    "^,? i(?:'m)? (?:can't|cannot|cant|won't|couldn't|busy|am busy|am working|have no)(?! wait)",
    "^ (?:doesn't|does not|won't|will not|isn't|can't|cannot|is not)\\b",
    "^ (?:i'm |is )?(?:busy|swamped|slammed|no can do)|^(?: deals?\\b| sales?\\b| discount| you (?:chase|ask|call|text))",
  ].join('|'),
);

const OTHERS_BEFORE = new RegExp(
  [
    '(?:到期日?|还款日|账单日|应还日|最后期限|截止日?期?|期限|出账日|扣款日)(?:虽然|明明|本来|原来|是|在|到|定|为|的|:|：|说)*$',
    '(?:你们(?:公司|那边|系统|客服|同事)?(?:要|说|定|让|给|催|非要|规定|写|安排|要求|通知|短信|硬要)|你(?:们?要|让|说的|定的|给的|写的))(?:的是?|我|在|到|是|了)*$',
    '(?:原来?|本来|原先|之前)(?:是|说|定|约|讲)(?:的|好|了|在)*(?:是)?$',
    '(?:合同(?:日期|时间|是)|协议(?:日期|时间|是)|借款日|开户|出生|生日|生于|失业|被裁|裁员|离职|确诊|去世|出事|立案)(?:日期|时间|是|在|于|日|的|:|：)*$',
    '(?<![给还转付])你们$|账单日[^,，。]{0,6}(?:换|改|调整?|挪)[到成至]$|(?:出差|出门|住院|忙|开会|上班|加班|培训|请假)到$|(?:定|约)好的(?:是)?$|(?:从|把|将|自)$',
    '\\byou said[^,.]{0,12} on the $',
    "\\b(?:due|deadline|due date|bill(?:ing)? date|due by|expires?|statement)(?: date)?(?: is| was|'s|:)?(?: on| by| for)?(?: the)?\\s?$",
    "\\byou(?:'ve| guys| people)? (?:want|said|say|asked|set|gave|need|told|demand|have)(?:ed|s)?(?: me| it| this| payment| down)*(?: on| for| by)?(?: the)?\\s?$",
    '\\b(?:born|dob|date of birth|birthday|birth date|bday)\\b[^,.]{0,12}$',
    '\\b(?:contract|agreement|loan|account|letter|invoice|notice|statement|email|charge|terms)\\b[^,.]{0,10}\\b(?:dated|signed|from|of|opened|taken)(?: on)?(?: the)?\\s?$',
    "\\b(?:start(?:s|ing)? work|(?:job|one|work|position|school|contract) starts?|back (?:at|to) work|since|rent(?:'s| is)?(?: due)?(?: \\$?[\\d,]+)?)(?: on| since)?(?: the)?\\s?$",
    "\\b(?:laid off|lost my job|fired|let go|surgery|operation|funeral|wedding|hearing|court|interview|evicted|died|passed(?: away)?|was sick|hospital)(?: is| was| are|'s)?(?: on)?(?: the| this| next)?\\s?$",
    '\\byou (?:sent|offered|quoted|made|listed|gave)\\b[^,.]{0,24}$|非得$|\\bin writing $',
    '\\b(?:supposed to be|originally|was meant for|scheduled for)(?: on)?(?: the)?\\s?$',
    '\\b(?:from|move|switch|change|push)(?: my| the| it)?(?: payment)?(?: from)?(?: the)?\\s?$',
  ].join('|'),
);
const STARTS =
  /\b(?:starting|beginning|start|begin|pay|payments?|monthly|weekly|month|week|running) (?:from|on)(?: the)?\s?$/;

const OTHERS_AFTER = new RegExp(
  [
    '^(?:的|我|就|才|是|那天|要|得)*(?:到期|借的|借了|签的|签了|开户|办的|出生|生的|生日|失业|被裁|裁员|被辞|下岗|做手术|动手术|手术|住院|开庭|结婚|婚礼|面试|考试|去世|过世|出殡|离婚|买的|扣款(?:失败|不成功)|扣不了)',
    '^那(?:位|次|通)|^快乐|^的?(?:那期|那笔|账单|还款|扣款|款)?的?(?:改|换|调|推迟|推|延|挪|移)(?:到|成|至|为)',
    '^的(?:那期|那笔|账单|还款|款|(?:年会|年终)?奖金|工资)',
    "^(?:'s)? (?:deadline|due date|installments?|instalments?|bill\\b|statement|invoice|surgery|hearing|funeral|appointment|payment to|payment until)",
    '^ (?:due date|deadline)|^ (?:is|was) (?:the|my|your) (?:due|deadline|surgery|funeral|hearing|birthday|wedding)',
    '^ (?:to|into|onto) (?:the |next |this )?(?:\\d|mon|tue|wed|thu|fri|sat|sun|dec|jan|end)',
  ].join('|'),
);

const INCOME_BEFORE = new RegExp(
  [
    '(?:工资|薪水|薪资|发薪日|工资日|奖金|养老金|退休金|发工资|发薪|公司|老板|单位|回款|工程款)(?:的?日子|是|要|都|得|一般|基本|在|等到|到|每个?月的?|固定|每月)*$',
    "\\b(?:get|gets|getting|be|am|i'm|got|being) paid(?: again)?(?: on| by| every)?(?: the)?\\s?$",
    "\\b(?:pay ?day|pay date)(?: is|'s| falls| isn't)?(?: not)?(?: until| till)?(?: on)?(?: the)?\\s?$",
    '\\b(?:pay|pay ?check|paycheque|wages|wage|salary|bonus|check|cheque|deposit|refund|pension|benefits?|commission|loan|money|dole|ssi|stimulus)(?: money)? (?:comes?|hits?|lands?|clears?|arrives?|is|drops?|due|gets? in|goes in|is in)(?: in| through| out)?(?: on| by| until| till)?(?: the)?\\s?$',
  ].join('|'),
);
const INCOME_AFTER =
  /^(?:才|就|会|要|我|我们?|我妈|我老公|公司|单位|厂里?|老板|那天|的|能|可以|有|收|下午|上午|中午|晚上)*(?:发工资|发薪|发钱|开工资|出粮|领工资|工资|发奖金|发了|结账|结款|结工钱|回款|到账|收款|收钱|完工|拿到钱|拿钱|有一笔钱|是我?(?:们)?发)|^ (?:is|'s) (?:my |our )?(?:next )?pay ?day|^ is when (?:i|we) get paid|^ (?:i )?get paid/;

/** Whose day it is, and what for, as far as the words around it tell. */
export function roleOf({ before, after }: Surroundings): DateRole {
  if (RULED_OUT_BEFORE.test(before) && !NOT_UNTIL.test(before)) return 'other';
  if (RULED_OUT_AFTER.test(after) || OTHERS_AFTER.test(after)) return 'other';
  if (OTHERS_BEFORE.test(before) && !STARTS.test(before) && !isStart(before, after)) return 'other';
  return INCOME_AFTER.test(after) || INCOME_BEFORE.test(before) ? 'income' : 'own';
}

/** `从12月1号开始`, `from the 1st`: a start, unless what follows says where it goes from there. */
const isStart = (before: string, after: string): boolean =>
  /(?:从|自|\bfrom(?: the)?\s?)$/.test(before) && !/^(?:的|号)?(?:改|换|推|延|挪|调)|^ to\b/.test(after);

const DECIDED = /(?<!不)会|打算|准备|计划|想着|'ll\b|\b(?:will|gonna|going to)\b/;
const SURELY_PAST =
  /已经?|早就|老早|查收|查一?下|流水|回单|回执|凭证|怎么还(?:在)?(?:催|发|打)|(?:还|转|付|交|打|存|汇|扣|给|充|划|结|缴|刷|拨|走)(?:给|到|进|过|走|出)?(?:你们?|去|来|账)?的(?!话|日|那|方式|是|了|款项)|\balready\b|\b(?:i|we|it|you|they|money|payment|bank|he|she|husband|wife|mom|dad)(?:'ve| have| has| had)?(?: already| just| even| both)? (?:paid|sent|made|transferred|wired|deposited|mailed|posted|cleared|went|took|left|settled|zelled|venmoed|dropped off|transfered)\b(?! on time)|\b(?:was|were|been) (?:taken|debited|charged|deducted|paid|sent|made|posted)\b|\bi put\b.{0,12} in\b|\b(?:receipt|confirmation number|trace number|transaction id)\b/;
const COMING =
  /就(?:还|转|付|给|打|清|结|交)(?!了)|就(?:能|可以|把|全|一次)|再(?:还|转|付|打|给|说|联系|谈|聊|找)|(?<!不)会|一定|肯定|保证|要(?:还|付|交)|(?<!不)能|可以|[行好]吗|行不|好不|吧$|之前|马上|立刻|争取|尽量|\b(?:paid by|can(?! see)|could|would|should|shall|let me|wanna|want to|plan|planning|able|promise|gets? paid|getting paid|be(?:ing)? paid|have it|works?|until|till|when i|once i|as soon as|expect)\b/;
const LIKELY_PAST =
  /\bgave you\b|(?:还|转|付|交|打|存|汇|扣|缴|给|充|划|刷|拨|寄)(?:款|钱|账|进|出|走|掉|清|上|完|到|好|你们?|给|我){0,3}(?:了(?=\s?[\d一二两三四五六七八九十几钱款])|过(?!去|来))|\b(?:(?<!\b(?:get|gets|getting|be|being|is|are) )paid|sent|made|transferred|wired|deposited|mailed|posted|cleared|went|was|were|took|settled|did|debited)\b/;

/** `周四还`: a bare verb at the end of a clause is not done yet. */
const UNDONE = /[还付转交打](?:款|钱|清|账|上|你们?|给你们?){0,2}\s?\??$/;

/** The tense of the clause of a date; null where nothing tells it. */
export function tenseOf({ before, after, next }: Surroundings): Tense | null {
  const clause = `${before} ${after}`;
  const told = surelyIn(clause);
  if (told) return told;
  if (LIKELY_PAST.test(clause)) return 'past';
  if (UNDONE.test(clause)) return 'coming';
  if (/还|转|付|打款|交|\b(?:pay|send|call|ring|transfer|do)\b/.test(clause)) return null;
  return surelyIn(next);
}

function surelyIn(clause: string): Tense | null {
  if (DECIDED.test(clause)) return 'coming';
  if (SURELY_PAST.test(clause)) return 'past';
  return COMING.test(clause) ? 'coming' : null;
}

/** Whether a clause speaks of being called or written to. */
export const isCallback = ({ before, after }: Surroundings): boolean =>
  /联系|联络|打(?:给|过来|来|电话|我)|电话|回电|再?聊|谈|再说|找我|\b(?:call|ring|contact|talk|text me|reach|try|chat|speak|phone|message me|free|available)\b/.test(
    `${before} ${after}`,
  );

/** Whether a clause tells an hour or a part of the day. */
export const tellsHour = ({ before, after }: Surroundings): boolean =>
  /\d|点|晚|下午|以后|\b(?:later|after|noon|evening|around)\b/.test(`${before} ${after}`);

/** Whether a clause speaks of paying. */
export const isPayment = ({ before, after }: Surroundings): boolean =>
  /[还付转交打扣汇存补给]|开始|起|找数|结清|\b(?:pay|paid|send|sending|sent|transfer|start|take|charge|debit|settle|clear)/.test(
    `${before} ${after}`,
  );

/** Whether a clause says of the writer that they pay. */
export const isPromised = ({ before, after }: Surroundings): boolean =>
  /(?:我|自己|钱|^)[^们]{0,10}(?:还(?!没|是|有)|转|付|结清|补上|打过来|汇)|\bi(?:'ll| will|'m going to| can|'m) (?:\w+ ){0,2}(?:pay|paying|send|sending|settle|clear)|\b(?:paid|payment) (?:by|on) $/.test(
    `${before} ${after}`,
  ) && !/如果|要是|本来|\bif\b|\bwas going\b/.test(before);

/** `最迟周六`, `Saturday at the latest`: the day that counts among several. */
export const isLast = ({ before, after }: Surroundings): boolean =>
  /(?:最晚|最迟|至迟|\bat the latest(?: by)?|\blatest(?: is| by)?)(?:是|到|在)?\s?(?:the )?$/.test(before) ||
  /^ ?(?:at the )?latest\b|^最[晚迟]/.test(after);
