/**
 * Words of somebody in danger. Missing one is the worst failure of all, so what is ambiguous and in the first person
 * counts; figures of speech are taken out first, and only they.
 */
const IDIOMS: readonly RegExp[] = [
  /(?:饿|累|困|热|冷|烦|笑|气|急|忙|渴|吵|丑|难看|无聊|郁闷|堵|晒|痒|贵|爱|坑|羡慕|吓|冻|憋|穷|高|疼|恨|骂|羞|臭|咸|辣|酸|慢|卡|蠢|笨)(?:得|的)?(?:要|都|快|我)?死(?:了|我了|人了?|个人|我)?/g,
  /死(?:亡|贵|慢|板|机|党|活|缠|磕|心|忙|鬼|胖子|老板|循环|账|期|者|工资|沉)/g,
  /想死(?:你|我了|他)|(?:该|找|作|打|往|卡|锁|封)死(?:的|我也|了)?/g,
  /(?:你们?|他妈的?|都给我|滚|叫他|让他)(?:快|都|给我|赶紧|怎么不)?去死/g,
  /(?:手机|电脑|电池|网络|系统|页面|车子?|卡)(?:都|快|又)?(?:要)?死(?:机|了)?/g,
  /笑(?:到|得)?不活了?|死(?:也.{0,3}死)?个明白|不想活得|结束(?:通话|分期|合同|这个话题|对话)/g,
  /\b(?:dying|died|dead) (?:to (?!me\b)|of (?:laughter|boredom|laughing)|laughing|tired|serious|end|line|beat|battery|broke|wrong)\b/g,
  /\b(?:battery|phone|laptop|car|wifi|signal|internet|computer|line)(?: is| was| just|'s| has)?(?: about to| going to)? (?:dying|dead|died?)\b/g,
  /\b(?:kill(?:ing|s)?|murder(?:ing)?) (?:me|it|time|my (?:feet|back|vibe|mood|battery|head|budget|credit))\b(?! ?(?:self|please|now))/g,
  /\bover my dead body\b/g,
  /\bdie of (?:embarrassment|shame|boredom|laughter|hunger|thirst|curiosity)|\bdying (?:for an?|over here)\b|\bdie[- ]?hard\b|没电(?:了|都|快|要)*死(?:了|机)?/g,
  /\b(?:could|would) (?:just )?(?:kill|murder) (?:for|him|her|you)\b/g,
  /\bto die for\b|\bdeadline\w*|\bdead ?lock|\bjump(?:ed|ing)? (?:at|ship|to conclusions|through hoops|on (?:a|the|this|that) (?:call|offer|deal))/g,
  /\bmy (?:\w+ )?(?:boss|wife|husband|mom|mum|kids?)(?: is going to|'ll| will| gonna| would) kill me\b/g,
  /(?:还清|结清|付清|还完).{0,3}一了百了|\b(?:take|taking) my (?:\w+ )?pills at\b|\bover with (?:by|soon|and)|\b(?:sick|tired) of living (?:paycheck|with|in|off|at)\b|\bend(?:ing)? (?:it|this) (?:here|call|chat|conversation|plan|agreement|contract|subscription)\b/g,
];

const ZH_METHODS =
  /跳(?:楼|河|江|桥|下去|海|轨|湖)|(?:阳台|窗户|窗台|楼上|楼顶)(?:上)?(?:跳|下去)|铁轨|割(?:腕|脉)|上吊|服毒|农药|百草枯|喝药|药(?:都|已经)?(?:买|准备)好|买好了?药|(?:在|到了?)桥(?:上|边)|安眠药|烧炭|吞(?:药|金)|吃药(?:走|死|算)|开煤气|天台|楼顶|站在(?:桥|窗|楼)|刀片|刀架|拿刀|遗书|遗言|绝笔|遗嘱写/;
const ZH_WISHES =
  /自杀|自尽|自残|自伤|自缢|寻短见|轻生|寻死|自我了断|了断(?:自己|算了|一生|余生)|一了百了|想不开|了结(?:自己|生命|我|一切|余生)|结束(?:自己|生命|这一生|我的命|一切|我的生命|痛苦)|不想(?:再)?活|不愿(?:再)?活|活不(?:下去|成|起|了(?!解|动))|活够|没法活|不活了|不(?:想|愿|要)(?:再)?(?:醒|睁眼|存在)|想(?:去)?死|[去让]我?死(?:了|吧|算)|死了(?:算|就|才|也|倒|谁|你们|一了|干净|省|拉倒|好了)|一死了之|以死|死给你|不如(?:去|让我)?死|求死|等我死|我死(?:了|后|以后|给|之)|死后|宁(?:可|愿).{0,2}死|(?:只想|想)(?:消失|解脱|离开(?:这|人)|永远睡)|彻底解脱|先走一步|我?想.{0,8}消失|不(?:想|愿)(?:再)?.{0,5}(?:活着|受罪)|(?:没有?|毫无)(?:任何|什么)?留恋|(?:纸|字)条.{0,6}(?:不见|走了|失踪)|最后一(?:晚|夜)|生死|明天的太阳|离开(?:这个?)?(?:世界|人世|人间)|人间不值得/;
const ZH_DESPAIR =
  /活着(?:没|真?累|好累|太累|还有什么|有什么|也没|干嘛|太|就是)|(?:活着?|人生|生活|日子)(?:也|都|真|就)?没有?(?:什么|啥)?意(?:义|思)|没有?(?:活下去|活着|生活下去|坚持下去)的?(?:勇气|动力|理由|希望|必要)|没有?(?:活路|生路|路可走|盼头|希望了)|(?:我|咱|真|再也|实在)(?:要|就|真|都|快)?(?:撑|坚持|熬|扛|挺)不(?:下去|住|过去)|走投无路|没路了|绝望|精神崩溃|我.{0,4}崩溃|没有?我.{0,2}(?:会)?(?:都)?更好|没人(?:会)?在乎我|(?:这个)?世界(?:再见|没了我|不需要我)|再见了(?:各位|大家|世界|所有人)|永别|来世再|下辈子再(?:还|见)|我走了.{0,3}(?:别|不用|不要)找|(?:替|帮)我照顾好?(?:我的?)?(?:孩子|爸妈|父母|家人|爸|妈)|等我不在了|(?:孩子|爸妈|家人|父母).{0,3}(?:拜托|托付|交给)(?:你|大家)|不想(?:再)?坚持|最后一(?:条|次)(?:消息|信息|联系|聊)/;
const ZH_BLAME =
  /逼死|被?逼到?绝路|被?逼上绝路|死在你们|拿命(?:还|抵)|用命还|命(?:给|赔|抵给)你|(?:我|这)条?命(?:赔|抵|给)|要命一条|收尸|忌日|出人命|做鬼|变成鬼|同归于尽|陪葬|黄泉|阴间/;
const ZH_OTHERS =
  /(?:他|她|我(?:老公|老婆|妈|爸|儿子|女儿|朋友|哥|姐|弟|妹)).{0,3}(?:想|要|说要|说想|已经|差点)(?:自杀|跳楼|寻死|去死|死|轻生)/;
const PINYIN =
  /\b(?:zi ?sha|bu ?xiang ?huo|huo ?bu ?xia ?qu|xiang ?si|qing ?sheng|bu ?huo ?le|tiao ?lou|ge ?wan|shang ?diao|yi ?liao ?bai ?liao)\b/;

const EN_WISHES =
  /\bsuicid\w*|\bkill(?:ing|ed)? (?:myself|himself|herself|themsel\w+)|\bkms\b|\bunaliv\w*|\bend(?:ing)? (?:my (?:own )?life|my(?:self)|it all|things|my pain|everything|my misery)|\b(?:think\w*|about|of|going to|gonna|want to|wanna|just|better) (?:of |about )?end(?:ing)? it\b|\b(?:want|need|wish) (?:this|it|it all|everything) (?:all )?(?:to (?:end|stop|be over)|over|gone)\b|\btak(?:e|ing) my (?:own )?life|\b(?:off|do) myself(?: in)?\b|\b(?:want|wanna|wish|going|ready|rather|better off|gonna|prefer|hope|like|let me|as well|should|could)(?: to)?(?: just)?(?: be| i)? (?:die|dead|dying)\b|\bif i (?:die|was dead|were dead|killed)|\b(?:when|after|once) i(?:'?m| am) (?:dead|gone)|\bi(?:'ll| will) be (?:dead|gone) (?:soon|by|before|tomorrow)|\bwish i (?:was|were) (?:dead|never born)|\bwish i (?:had never|hadn'?t) been born|\b(?:want|wanna|need) (?:to )?(?:just )?(?:disappear|vanish|not wake up|never wake up|sleep forever)|\b(?:don'?t|dont|not|never) (?:want to )?wake up\b/;
const EN_METHODS =
  /\bself[- ]?harm|\b(?:hurt|harm|cut)(?:ting|ing)? myself|\boverdos\w*|\bhang(?:ing)? myself|\bslit my|\b(?:going to|gonna|will|i'?ll|about to|want to) jump\b|\bjump(?:ing)? (?:off|from|in front)|\b(?:swallow\w*|took|take|taking|have|got) (?:all )?(?:the|my|these|a bottle of|some|enough) ?(?:sleeping )?pills|\bnoose\b|\b(?:bought|got|have|found) (?:a|the|some) rope\b|\bshoot(?:ing)? (?:myself|himself|herself|themsel\w+)|\b(?:train|railway|subway) tracks?\b|\btoo many pills|\b(?:at|on) the bridge\b|\b(?:gun|knife) (?:to|in|against) my|\b(?:on|at) (?:the|a) (?:roof|ledge|bridge|edge)\b|\bstanding on the\b|\bwrote (?:a|my) (?:note|letter|will) (?:for|to) (?:my|the)|\bsuicide note/;
const EN_DESPAIR =
  /\b(?:can'?t|cannot|can not) (?:go on|keep going|carry on|cope|live (?:like this|any ?more|any ?longer|with this)|(?:take|do|stand|bear|handle) (?:it|this|life) any ?(?:more|longer)|face (?:another day|life|tomorrow)|see (?:a|any) (?:way out|future))|\b(?:dont want to|don'?t want to|don'?t wanna|no longer want to|no reason to|tired of|sick of|not worth|no point(?: in)?|done with|no will to|will to|deserve to|over) (?:go on|going on|live|living|carry on|keep going|be alive|being alive|be here|exist\w*|life)\b|\bnothing (?:left )?to live for|\b(?:nobody|no one|noone) (?:would|will|'d|'ll) (?:\w+ )?(?:miss|notice|care) (?:me|if i)|\bbetter off (?:without me|if i)|\bworld .{0,20}without me|\bgoodbye (?:everyone|all|world|forever|to (?:my|every))|\b(?:this is|say(?:ing)?) (?:my )?(?:final )?goodbyes?\b|\bfinal goodbye|\bmy last (?:message|words|day)|\bdriv(?:e|ing|en) me to (?:death|my grave|suicide|the edge)|\bblood (?:will be |is )?on your hands|\bwon'?t be (?:here|around|alive) (?:tomorrow|much longer|any ?more|by)|\bgive up on life|\bstay alive\b|\bnever existed|\bif i (?:was|were|am|wasn'?t|weren'?t) (?:gone|here|around)|\b(?:bear|stand|face) (?:to live|living)|\bend it (?:tonight|now|today|all|tomorrow|for good)|\bi(?:'?m| am) done[.,! ]+goodbye|\bway to make (?:this|it|the pain) stop|\b(?:can'?t|cannot|can not|reason to|want to) keep (?:living|going|on)|\breason to (?:go on|live|carry on|continue)|\bnever wake\b|\bmake it (?:all )?stop forever|\bno way out\b|\bmy life is (?:over|ruined|finished)|\blife (?:is|isn'?t|isnt|has) (?:not |no )?(?:worth|over|pointless|meaning)|\bhate my life|\bno hope (?:left|any ?more)|\b(?:take care|look after) (?:of )?my (?:kids?|children|family|parents) (?:for me|when|after|if)/;

const SIGNS: readonly RegExp[] = [
  ZH_METHODS,
  ZH_WISHES,
  ZH_DESPAIR,
  ZH_BLAME,
  ZH_OTHERS,
  PINYIN,
  EN_WISHES,
  EN_METHODS,
  EN_DESPAIR,
];

/** Death of somebody else, which is told rather than wished. */
const TOLD =
  /(?:他|她|人|爸|妈|父|母|爷|奶|哥|姐|弟|妹|公|婆|夫|妻|叔|舅|儿|女儿|友|老人|本人|机主|借款人).{0,5}死|死了?(?:还|也)?要还|\b(?:he|she|they|who|mother|mom|mum|father|dad|brother|sister|husband|wife|son|daughter|uncle|aunt|grand\w+|partner|friend|borrower|holder|debtor|cousin|parents?)\b.{0,24}\b(?:die|dying|died|death)|\bdeath (?:certificate|in the family|benefit)|\b(?:his|her|their) death/;
/** After all figures of speech are gone, death named without somebody else's is taken as one's own. */
const OWN_DEATH = /死|\b(?:die|dying|death)\b/;

/** What is said of oneself and can hardly mean anything else. */
const EXPLICIT: readonly RegExp[] = [
  /自杀|自尽|自残|自缢|寻短见|轻生|自我了断|了断(?:自己|一生|余生)|(?:结束|了结)(?:自己|生命|这一生|余生|我的(?:生)?命)|不[想愿](?:再)?活(?!得)|活不下去|活够了|(?<!笑)不活了|我.{0,4}想(?:去)?死|想死的心|让我死(?!个明白)|死给你|一死了之|不如(?:去|让我|一)?死了|割(?:腕|脉)|上吊|服毒|百草枯|烧炭自|遗书|绝笔/,
  /\b(?:zi ?sha|bu ?xiang ?huo|huo ?bu ?xia ?qu|qing ?sheng)\b/,
  /\bsuicidal|\b(?:commit\w*|attempt\w*|contemplat\w*|thoughts? of|thinking (?:of|about)) suicide|\bsuicide note|\b(?:kill|hang|shoot|hurt|harm)(?:ing)? myself|\bkms\b|\bend(?:ing)? (?:my (?:own )?life|it all)\b|\btak(?:e|ing) my (?:own )?life|\bi (?:just |really |only )?(?:want|wanna|wish|am going|plan) (?:to )?(?:just )?(?:die|be dead)\b|\bwish i (?:was|were) dead|\bslit my\b|\bself[- ]?harm|\b(?:do not|don'?t|dont|no longer) want to (?:live|be alive|wake up|exist)|\bnothing (?:left )?to live for|\bbetter off (?:dead|without me)/,
];

const literally = (text: string): string => IDIOMS.reduce((rest, idiom) => rest.replace(idiom, ' '), text);

/** Whether a normalised text may come from, or tell of, somebody in danger of life. */
export function soundsLikeCrisis(text: string): boolean {
  const literal = literally(text);
  return (
    [...EXPLICIT, ...SIGNS].some((sign) => sign.test(literal)) ||
    (OWN_DEATH.test(literal) && !TOLD.test(literal))
  );
}

/** Whether it says so in words that are hardly ever a figure of speech; no other reading overrules them. */
export const saysCrisis = (text: string): boolean => {
  const literal = literally(text);
  return EXPLICIT.some((sign) => sign.test(literal));
};
