/**
 * Words of somebody in danger. Missing one is the worst failure of all, so what is ambiguous and in the first person
 * counts; figures of speech are taken out first, and only they.
 */
const IDIOMS: readonly RegExp[] = [
  /(?:饿|累|困|热|冷|烦|笑|气|急|忙|渴|吵|丑|难看|无聊|郁闷|堵|晒|痒|贵|爱|坑|羡慕|吓|冻|憋)(?:得|的)?(?:要|都|快|我)?死(?:了|我了|人了?|个人|我)?/g,
  /死(?:贵|慢|板|机|党|活不|磕|心塌地|心|忙|鬼|胖子|老板)/g,
  /想死(?:你|我了|他)|(?:该|找|作|打|往)死(?:的|我也)?/g,
  /(?:你们?|他妈的?|都给我|滚)(?:快|都|给我|赶紧|怎么不)?去死/g,
  /(?:手机|电脑|电池|网络|车子?|卡)(?:都|快)?(?:要)?死(?:机|了)/g,
  /\b(?:dying|died|dead) (?:to|of (?:laughter|boredom|laughing)|laughing|inside lol|tired|serious|end|line|beat|battery)\b/g,
  /\b(?:battery|phone|laptop|car|wifi|signal|internet)(?: is| just|'s)? (?:dying|dead|died)\b/g,
  /\b(?:kill(?:ing|s)?|murder(?:ing)?) (?:me|it|time|my (?:feet|back|vibe|mood|battery|head))\b(?! ?(?:self|please|now))/g,
  /\bover my dead body\b/g,
  /\b(?:could|would) (?:just )?(?:kill|murder) (?:for|him|her|you)\b/g,
  /\bto die for\b/g,
  /\bdeadline\b/g,
  /\bmy (?:\w+ )?(?:bosses?|boss|wife|husband|mom|mum|kids?)(?: is going to|'ll| will| gonna| would) kill me\b/g,
];

const SIGNS: readonly RegExp[] = [
  /自杀|自尽|自残|自伤|自缢|寻短见|轻生|寻死|想死|去死了|死了算|一死了之|以死|死给你|不如死|想不开|了结(?:自己|生命|我)|结束(?:自己|生命|这一生|我的命|一切|我的生命)|不想活|活不下去|活不成|活够|活着(?:没|真?累|还有什么|有什么|也没|干嘛|太)|没法活|不活了/,
  /跳(?:楼|河|江|桥|下去|海|轨)|割(?:腕|脉)|上吊|服毒|喝(?:农药|百草枯)|安眠药|烧炭|吞药|吃药(?:走|死|算)|天台|楼顶|站在(?:桥|窗|楼)|遗书|遗言|绝笔/,
  /(?:我|咱)(?:要|就|真|都)?(?:撑|坚持|熬|扛)不(?:下去|住了|过去)|没有?(?:活路|生路|路可走|盼头)|(?:活着?|人生|生活|日子)(?:也|都|真|就)?没有?(?:什么|啥)?意(?:义|思)|走投无路|没路了|只想(?:消失|解脱|离开这)|想(?:消失|解脱)|彻底解脱|(?:这个)?世界(?:再见|没了我|不需要我)|再见了(?:各位|大家|世界|所有人)|永别|来世再|下辈子再(?:还|见)|(?:替|帮)我照顾好?(?:我的?)?(?:孩子|爸妈|父母|家人|爸|妈)|没(?:有)?我(?:大家)?(?:会|都)更好|没人(?:会)?在乎我|逼死|被?逼到?绝路|死在你们|拿命(?:还|抵)|用命还|命给你|要命一条/,
  /\b(?:zi sha|bu xiang huo|huo bu xia qu|xiang si|qing ?sheng|bu huo le|tiao lou|zisha)\b/,
  /\bsuicid\w*|\bkill(?:ing)? myself|\bkms\b|\bend(?:ing)? (?:my (?:own )?life|it all|things for good|my pain|everything)|\btak(?:e|ing) my (?:own )?life|\b(?:want|wanna|wish|going|ready|rather|better off|gonna|prefer)(?: to)?(?: be)? (?:die|dead)\b|\bwish i (?:was|were) (?:dead|never born)|\bself[- ]?harm|\b(?:hurt|harm|cut)(?:ting|ing)? myself|\boverdos\w*|\bhang(?:ing)? myself|\bslit my|\bjump(?:ing)? (?:off|from|in front)|\bswallow\w* (?:all )?(?:the|my|these)? ?pills|\bunalive\b|\bsuicide\b/,
  /\b(?:can'?t|cannot|can not) (?:go on|keep going|carry on|live (?:like this|any ?more|any ?longer|with this)|(?:take|do|stand|bear|handle) (?:it|this|life) any ?(?:more|longer)|face (?:another day|life))|\b(?:dont want to|don'?t want to|don'?t wanna|no longer want to|no reason to|tired of|sick of|not worth|no point in|done with) (?:go on|going on|live|living|carry on|keep going|be alive|being alive|be here|exist\w*|wake up|life)\b|\bno (?:reason|point) (?:to|in) (?:live|living|going on)|\bnothing (?:left )?to live for|\b(?:nobody|no one|noone) (?:would|will|'d|'ll) (?:\w+ )?(?:miss|notice|care) (?:me|if i)|\bbetter off without me|\bworld .{0,20}without me|\bgoodbye (?:everyone|all|world|forever|to (?:my|every))|\bthis is (?:my )?goodbye|\bfinal goodbye|\b(?:on|at) (?:the|a) (?:roof|ledge|bridge|edge)\b|\bstanding on the\b|\bdriv(?:e|ing|en) me to (?:death|my grave|suicide|the edge)|\bwon'?t be (?:here|around|alive) (?:tomorrow|much longer|anymore|by)|\b(?:want|wanna|need) (?:to )?(?:just )?(?:disappear|vanish|not wake up|never wake up)|\bgive up on life|\bwrote (?:a|my) (?:note|letter|will) (?:for|to) (?:my|the)|\bmake it (?:all )?stop forever|\bno way out (?:but|except|left)|\bmy life is over|\blife (?:is|isn'?t|has) (?:not |no )?(?:worth|over|pointless|meaning)/,
  /(?:他|她|我(?:老公|老婆|妈|爸|儿子|女儿|朋友|哥|姐|弟|妹))(?:想|要|说要|说想|已经)(?:自杀|跳楼|寻死|去死|轻生)/,
];

/** Whether a normalised text may come from somebody in danger of life. */
export function soundsLikeCrisis(text: string): boolean {
  const literal = IDIOMS.reduce((rest, idiom) => rest.replace(idiom, ' '), text);
  return SIGNS.some((sign) => sign.test(literal));
}
