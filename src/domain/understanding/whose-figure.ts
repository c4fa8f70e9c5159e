import type { Figure } from './read-figures.js';

/** What a message does with its figures: puts forward, takes up, tells of a payment, contests, or none of these. */
export type Stance = 'offers' | 'accepts' | 'paid' | 'disputes' | 'tells';

const any = (...patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map(({ source }) => source).join('|'));

/** Few words, none of them a figure, between what was said and its figure. */
const GAP_ZH = '(?:了|的|是|有|才|只|就|也就|大概|差不多|大约|不到|要|得|交|每个?月|一个月|每天|一天|还|能|都|个|:)*\\s?$';

/** Words that say how much comes in, goes out elsewhere, or is owed to somebody else. */
const INCOME = any(
  new RegExp(
    `(?:工资|月薪|底薪|日薪|薪水|收入|月入|到手|挣|赚|退休金|养老金|低保|补贴|房租|租金|房贷|车贷|学费|医药费|药费|手术费|水电费?|生活费|提成|奖金|押金|彩礼|开销|花|欠我|发(?:工资)?|剩余额度|拿到|收到|领到|借到|一天|每天|我一个月(?:就|才|只有))(?:发|卡|涨|到|刚?[交付]|自费)?${GAP_ZH.replace('|还', '')}`,
  ),
  /(?:每天|一天|单笔|单日|每日)(?:最多|只能|限额?)(?:转|付|打)?$/,
  /\b(?:rent|mortgage|salary|wages?|income|pension|benefits?|pay ?check|hours (?:got |were |are )?(?:cut|down|slashed)(?: back)? to|takes?[ -]home|bring(?:ing)? home|earn(?:s|ing|ed)?|i make|i'm making|make only|only make|(?:get|gets|getting|got) paid|i get|i clear|groceries|day ?care|child ?care|child support|(?:my|the|other|phone|gas|medical|electric|power|water|hospital|vet) bills?|insurance|utilities|car(?: payment| note| loan)?|tuition|food|gas|owes? (?:me|my|him|her|them)|pays? me|gives? me|paying me|own (?:my|him|her)|i owe (?:my|him|her|them|the bank|others))(?:'s| is| of| was| are| takes| costs| comes to| only| just| about| around| like|:| at| alone| [a-z]+ me)*\s?$/,
);
const INCOME_AFTER =
  /^\s?(?:a month |monthly |a week |weekly )?(?:in (?:rent|bills|income|benefits)|for (?:rent|food|groceries|gas|bills|day ?care|insurance)|(?:goes|go) (?:to|on|in) |coming in|due to me|owed to me|commission|salary|take home|of income|rent\b|mortgage|a day|per day|an? hour|per hour|\/(?:hr|h\b|天|日)|a shift|一天|每天|(?:的)?(?:赔偿|补偿|奖金|工资|收入|房租|房贷|车贷|生活费|押金|药费|学费|提成|退休金))/;

/** Fees, interest and what should be taken off: named, but not what would be paid. */
const FEES = /(?:罚息|利息|违约金|手续费|滞纳金|服务费|罚款|减免?|免掉?|少[收还付]?|便宜|优惠|抹掉?|再[低降少]|降了|就差|让利?|再让|砍掉?|(?<![最顶至])多(?:出来?|算|收|加|转|还|付|扣)|\b(?:waive|(?<!'ll |will |can |gonna |to )drop(?! to| it to)|knock|remove|take off|took off|lop|deduct|shave|fees? of|interest of|penalt(?:y|ies) of|charges? of|overpaid(?: by)?|under|below|nothing over|save me|added|adding))(?:了|的|我|掉|个|the|that|those|your|off|about|another|an? extra| )*\s?$/;
const FEES_AFTER =
  /^\s?(?:in |of |for |worth of )?(?:the |late |extra |your |admin |collection )*(?:fees?|interest|penalt|charges?|discount|off\b)|^\s?(?:的)?(?:罚息|利息|违约金|手续费|滞纳金|服务费|罚款|优惠)/;

const SAID_BY_OTHERS = any(
  new RegExp(
    '(?:你们?|他们?|系统|客服|平台|催收的?|凭[什啥]么?|怎么|哪来的|居然|却|竟然)[^,，。\\d]{0,5}?(?:说(?![好定])|报|要|让|算|写|发|催|收|扣|记|变|成|显示|给我|涨|加|开|按)[^,，。\\d]{0,5}$|(?:变成|变了?|滚成|涨到|现在要还|要我还|要我|让我还|让我|逼我还|[报要开]价|也要|哪来的|哪儿来的|还要还|却要|非要|多[出收算]了?)(?:了|成|我|还|的|是)*\\s?$',
  ),
  /\b(?:you(?:'re|'ve)?(?: are| have)?|they(?:'re|'ve)?|he|she|agent|someone|somebody|collector|bank|agency|yours)\b(?: guys| people| all| now| just| keep| only| still| also)*\s?\b(?:say(?:s|ing)?|said|ask(?:s|ed|ing)?|want(?:s|ed|ing)?|demand\w*|charg\w*|claim\w*|quot\w*|mention\w*|put|add\w*|propos\w*|need|told me|have me at|offered me)\b[^,.\d]{0,16}$/,
  /\b(?:asking(?: for)?|charging(?: me)?|demanding|into|up to|jump(?:ed)? to|went to|became|ballooned to|grew to|turned into|how (?:is|did|come|can)[^,.\d]{0,24}|why[^,.\d]{0,24}|where (?:does|did|is)[^,.\d]{0,16}|instead of|rather than|saying)\s?(?:it |it's |the |that )*$/,
);
const SAID_AFTER =
  /^\s?(?:a month |monthly |figure |thing |one |bill |payment )?(?:that )?(?:you(?:'re|'ve)? (?:want|ask|say|said|mention|charg|claim|quot|demand|put|suggest)|they (?:want|ask|say|said|claim)|i (?:never|did(?:n't| not)) (?:owe|agree|borrow|say|said)|come from|came from|哪来的|是(?:怎么|哪)|怎么来)/;

const REFUSED =
  /(?:不是|不要|不认|不给|别说?|不止|没有|没法|拿不出来?|给不了|还不起|付不起|凑不[到出齐]|还不了|出不起|不可能|哪有|不接受|不同意|\b(?:not(?: even)?|never|no to|(?:can't|cannot|can not|couldn't|won't|wouldn't|not going to|unable to|don't want to|never going to|don't|didn't|not gonna) (?:even |really |possibly |just )?(?:do|pay|afford|manage|find|swing|send|commit to|agree to|accept|have|make|get|give you|offer|say|owe|spare)|forget|haven't got|don't have|less than|(?<!no )more than|no way|asked for|wanted|out of|neither|nowhere near|short of))(?: even| the| a| about| your| that| you| all of| with|个|还|给|付|这|那|你们?| )*\s?$/;
const REFUSED_AFTER =
  /^\s?(?:以[内下]|之内)|^\s?(?:的|每月|每期|一期|一个月|这个|多|块钱?|元|a month|per month|monthly|a week|weekly|figure|thing|offer|one|payment| )*(?:我)?(?:实在|真的?|是|也|都|还是|is|are|'s|was|seems|sounds|would be|feels| )*\s?(?:(?:有点)?太(?!好|棒)|(?:我)?答应不了|不行|不可以|不对|不是我|不现实|拿不出|给不了|还不起|付不起|凑不出|接受不了|不接受|不同意|吃不消|扛不住|顶不住|受不了|承受不|做不到|弄不了|办不到|搞不定|扛不动|没法|我?拒绝|没有|离谱|too (?:much|high|steep|big|many|rich|long|short)|would (?:kill|break|sink|ruin|crush|bury|be a stretch|be too)|over (?:my|what)|more than (?:i|my)|(?:给我|能)?[减降少改调][到成为至]|(?:down|lowered|reduced|cut) to \d|won't (?:work|do|happen)|doesn't work|does not work|not (?:possible|doable|happening|going to|what|right|realistic)|isn't (?:possible|doable|happening|going to|right|realistic)|out of (?:reach|the question)|impossible|wrong|crazy|insane|ridiculous|beyond|i (?:can't|cannot|don't have))/;

/** A figure of the whole or of the money at hand, of which a part may be offered; or one that a new one replaces. */
const WHOLE =
  /(?:总共|一共|共计?|总额|总计|余额|账单|账上|卡里|兜里|身上|手里|手上|手头|欠款?|原来|本来|从|\b(?:owe|owed|owing|total(?: of)?|balance(?: of| is)?|debt(?: of)?|of the|on the|out of|from(?: the)?|the full|whole|entire|was|the|your|that|this))(?:是|有|就|只|你们?|了|还|剩|:|you| )*\s?$/;
const OWED = /(?:(?<!还|付|清|了)欠了?|还剩|\b(?:i|we) (?:still |only )?owe(?: you)?|debt of|balance (?:of|is))(?:你们?|总共|一共|是|了|款|about| )*\s?$/;

const EACH =
  /(?:每个?月|每期|每次|每笔|每回|每周|每个?(?:星期|礼拜)|一次(?!性)|一期|一笔|一个月|一月|一周|一个?(?:星期|礼拜)|月付|月供|月还|周付|按月|按周|(?:monthly|weekly|biweekly|a month|per month|every month|each month)(?: payments?)?(?: of| to| at| for| is)?|(?:payments?|instal+ments?|months|weeks|parts|times) (?:of|at|for|x)|each|(?:\d|\b(?:two|three|four|five|six|eight|ten|twelve)) ?(?:x|×|at|of|\*))(?:[还给付交打转出拿挤扣存]|先|我|你们?|就|只|能|可以|最多|顶多|大概|固定|再|降到|降成|降|改成|压到|减到|是|按|个|至多|的|to|just|only|about|like|maybe|around|you|:| )*\s?$/;
const EACH_AFTER =
  /^\s?(?:块钱?|元|dollars|bucks|quid|pounds|euros)?\s?(?:\/\s?(?:月|周|期|mo|wk|week|month|m\b|w\b)|(?:a|per|each|every|once a|the) (?:single )?(?:other )?(?:month|mnth|mo\b|week|wk|fortnight|pay|2 weeks|two weeks|instal|payment|pop|time)|monthly|weekly|biweekly|fortnightly|bi-weekly|each\b|apiece|pcm|p\/?m\b|every|一个?月|每个?月|一期|每期|一周|每周|一次|每次|一笔|一个?(?:星期|礼拜))/;

const PAYS =
  /(?:最多|顶多|只能|能|可以|愿意|我给|我出|我拿|先|还|付|给|转|打|交|出|拿|凑|挤|存|汇|按|就|降到|改成|换成|才|还价|\b(?:pay|paid|paying|payment of|send|sent|sending|do|did|swing|manage|afford|spare|offer|offering|offered|make it|make that|try|set it at|settle (?:for|at|on)|for|at|take|accept|meet me at|live with|have got|full|transfer(?:red)?|put|put in|wire|wired|drop(?:ped)?|give you|get you|you'll get|you get|amount(?: of)?|lump sum of|to|lower it to|reduce (?:it|to)|close it (?:at|for)|remit(?:ted)?|cleared))(?:了|过|你们?|我|个|到|出|起|来|的|一笔|去|得|only|just|about|like|maybe|another|around|roughly|up to|you|the| )*\s?$/;
const PAYS_AFTER =
  /^\s?(?:块钱?|元)?\s?(?:(?:我|是)?(?:现在|马上|今天|今晚|明天)?(?:就)?(?:还行|可以|能行|行不行|行吗|[还付打转给](?!了?[\d一二两三四五六七八九十])|结清|了结|清账)|(?:it is|works|is (?:what|all|the (?:most|best|figure|only))|i can|i could|i'll|will|went|sent|paid|cleared|has been|to settle|to close|and we're|flat|max|tops|in full|lump|settlement|now|today|tomorrow|on (?:mon|tue|wed|thu|fri|sat|sun)))/;

const CLAIMS =
  /^\s?(?:而|就|只|才)?是$|(?:借|本金|欠|认|应该|应当|应还|应为|应付|实际|剩|余额|算出来|判|账本|写|显示|协商|合同|约定|还的|还了|还过|付了|付的|转了|打了|按|封顶|确认|到手|正确|没还|交的|交了|本就|本来|记|照|算是|撑死|最多|顶多|\b(?:borrow\w*|owe[ds]?|owing|should (?:be|have been)|ought to be|original(?:ly)?|principal|agreed|contract|signed for|settled|judgment|court said|records?|figures|math|count|make it|report|lists?|shows?|showing|remaining|left|posted|applied|credited|sent|paid|spent|credited?|accept|it's|it is|it was|my [a-z]+ says|actually|correct|really|statement|says|said|receipt|turning|balance is|only))[^,，。\d]{0,14}$/;
const CLAIMS_AFTER = /^\s?(?:is|was|'s)? ?(?:what|all|the (?:amount|figure|right|correct|real|true))? ?(?:that )?(?:i (?:borrowed|owe|sent|paid|signed|agreed)|left|才对|是对的|没给我|我已|principal|本金|滚成|怎么变|(?:was|were|got|has been|never) (?:never|not|got)|is my (?:[a-z]+ )?(?:share|part|figure|count)|becomes?\b|became|turn(?:s|ed) into)/;

const OFFERS = /最多|顶多|只能|能还|能给|能凑|能拿出|可以还|先还|先给|拿得出|挤出|\bi can\b|can (?:only )?(?:do|pay|manage|send|offer|afford|spare)|could (?:only )?(?:do|pay|manage|send|offer|afford|spare|maybe)|at most|all i (?:can|have to)/;

/** Claims that set the writer's own figure against another. */
const OWN_COUNT = /(?:实际|其实|只|才|本金|应该|应当|\b(?:only|actually|really|borrowed|principal|should be|original\w*))[^,。\d]{0,8}$/;
/** Words of handing money over, for messages whose acts say nothing about it. */
const HANDS_OVER =
  /(?<![要得没不该来能给爸妈赔])(?<![给帮]我)(?:还|付|支付|转|打|汇|入|给)(?:了|过|咗|个|你们?|上|出|掉|进去?)*(?:人民币)?\s?$|(?:照|按)(?:你?们?说的|你?给的|着)?(?:每月|每周|一个月)?$|就(?:每月|每周|一个月)$|\b(?:i(?:'ll| will| can| could)? (?:pay|send|transfer|wire|put)|(?:paid|paying|sent|sending|transferred|wired|give you|giving you|get you|you(?:'ll)? get))(?: you| in| only| just| about| another| over)*\s?$/;
const HANDED_OVER =
  /^\s?(?:块钱?|元)?我?(?:就|先|马上|今天|明天|明早|已经?)?(?:[转打还付交](?:给|过|去|你|了|掉|上|清|$))|^ (?:was|has been|just) (?:sent|paid)|^ (?:went|goes|is going) (?:out|to you|over|across)|^ (?:sent|paid)\b/;

/**
 * How strongly a figure is the writer's own position in a message of this stance: the greater, the stronger; null when
 * it is somebody else's, refused, income, costs or fees.
 */
export function weighFigure({ before, after }: Figure, stance: Stance): number | null {
  if (INCOME.test(before) || INCOME_AFTER.test(after)) return null;
  if (REFUSED.test(before) || REFUSED_AFTER.test(after)) return null;
  const foreign = SAID_BY_OTHERS.test(before) || SAID_AFTER.test(after);
  if (stance === 'disputes') {
    const claimed = CLAIMS.test(before) || CLAIMS_AFTER.test(after);
    if (!claimed || foreign || FEES.test(before) || FEES_AFTER.test(after)) return null;
    return OWN_COUNT.test(before) ? 2 : 1;
  }
  if (foreign && stance !== 'accepts') return null;
  if (FEES.test(before) || FEES_AFTER.test(after)) return null;
  if (stance === 'tells' && !OFFERS.test(before) && !HANDS_OVER.test(before) && !HANDED_OVER.test(after)) return null;
  if (stance !== 'paid' && OWED.test(before)) return null;
  const each = EACH.test(before) || EACH_AFTER.test(after) ? 4 : 0;
  const pays = PAYS.test(before) || PAYS_AFTER.test(after) ? 2 : 0;
  return each + pays - (WHOLE.test(before) ? 1 : 0);
}
