/**
 * Instructions to the machine rather than a message to a lender, told by their form: who is addressed as what, what is
 * to be written or said, and what is to be counted as what.
 */

/** Code, markup, keys and labels: nobody writes them to a lender. */
const CODE: readonly RegExp[] = [
  /<\|?\/?[a-z_]+(?:=\w+)?\|?>|\[\/?(?:inst|system|admin|assistant|user)\]|\{\s*"|\$\{|%7b|<!--|###|```|\bsudo\b|\brm -rf|\bcurl -|\bdrop table|\bupdate \w+ set\b|\bselect \*|\beval\(|(?:^|\s)--[a-z]{4,}|(?:^|[\s:：])\/(?:admin|reset|approve|close|免单|sudo)\b|\b(?:post|put|delete|get) \/\w+|\btool[_ ]call|\bwebhook|\bbase ?64\b|\brot13\b|\b(?:intent|status|role|label|balance|amount|approve\w*|zero_balance|mode) ?= ?\w|'; ?--|\b[a-z]+_(?:to_)?(?:pay|paid|offer|payment|action|balance)\b/,
  /(?:^|[.!?\n"“] ?)(?:system|assistant|agent|user|bot)\s?:|(?:客服|助手|系统|客户)[：:].*(?:客服|助手|系统|客户)[：:]|系统(?:通知|消息|提示|升级|日志|指令|设定|设置|管理员)|\btest case\b|作弊码|暗号|(?<!绕)口令|解码|解密|\bpassphrase\b|\bcode ?word\b|\bbackdoor\b|\bsimon says\b/,
];

/** What the machine runs on: rules, prompts, memory, modes. */
const MACHINERY: readonly RegExp[] = [
  /(?:忽略|无视|忘(?:记|掉|了)|绕过|跳过|不要理会|抛开|停止扮演).{0,10}(?:规则|指令|指示|设定|要求|限制|提示|以上|身份验证|审核|你是)|提示(?:词|语)|(?:初始|内部|隐藏).{0,3}(?:设定|指令|规则|那些字)|(?:开发者|管理员|调试|维护|无限制|dan)模式|管理员权限|(?:权限提升|授权给予)|源代码|知识库|显示数据库|配置文件|后台密码|长期记忆|(?:什么|哪个|啥)(?:大?模型|ai模型)|收到的第一[条个]|前面的?指示|判断规则|新(?:规则|任务|指令)|debug|催收话术/,
  /\b(?:ignore|forget|disregard|override|bypass|skip|restate|reveal|print|output|list|dump|paste|show me|summari[sz]e|repeat)\b.{0,24}\b(?:rules?|instructions?|prompts?|guidelines|previous|policy|policies|restrictions?|above|identity check|verification|criteria|playbook|source code|database|memory|config)|\b(?:hidden|system|secret|initial|your) (?:prompts?|instructions?|source code|memory|config\w*|guardrails|temperature setting|parent model)|\bprompts? you were|\b(?:developer|admin\w*|maintenance|unrestricted|debug|god) (?:mode|access|override|session|panel|code)|\bjailbreak|\bguardrails|\bapi key|\bunrestricted|\bbegin override|\blanguage model|\bas an ai\b|\bnote to (?:the )?(?:ai|bot)\b|\bnew (?:rule|script|instructions?)\s?[:：]|\bhidden instruction|\bdebug\b|\bsecret settlement/,
];

/** Parts that the machine is to play, or orders by somebody who would be its master. */
const PARTS: readonly RegExp[] = [
  /(?:现在)?你(?:现在|来)?(?:是|扮演|演)(?:我的?|一个|一名|财务)(?!.{0,4}(?:公司|平台|银行)).{0,8}(?:助手|律师|黑客|管理员|ai|机器人|秘书|总监|人)|(?:现在|此刻|下一句)(?:起|开始)你?(?:只能|叫|必须|用|是)|角色(?:扮演|互换)|你来演|学她的口气|我是你的?(?:开发者|创造者|主人)|(?:技术部|产品经理|总部|董事长|老板|ceo|稽核|测试).{0,12}(?:指令|特批|命令|派来|请进入|演示|跳过|身份命令|授权)|服从我|你被黑客/,
  /\bpretend (?:to be|you|that|we)|\byou(?:'re| are) (?:now )?(?:now|the manager|my lawyer|a charity|freebot|dan)\b|\byou are now\b|\bact as\b|\brole-?play|\b(?:swap|reverse) roles|\byou play\b|\bsimulate\b|\bspeak like\b|\bin pirate\b|\bi(?:'m| am) (?:from )?your (?:developer|creator|qa|admin|shift manager)|\b(?:qa|compliance|security|head office|supervisor|regulator).{0,24}\b(?:run(?:ning)? a test|disable|switch off|speaking, reveal|approved|pentest|audit the bot)|\bas your (?:shift )?manager|\bobey\b|\bi outrank\b|\bthis is (?:a drill|qa)\b/,
];

/** What the machine is to say or to count as something, word for word. */
const DICTATION: readonly RegExp[] = [
  /(?:照着?|跟着我?|请?逐字)(?:念|抄|读|录)|倒(?:过来|着)(?:念|读)|反着读|(?:你|回答|回复)(?:的回答)?(?:就|都)?只(?:能|要)(?:说|回答|回复|是)|(?:(?:请|并|，|,|^)回复|输出|宣布)\s?[:：“"]|登记[:：]|回复模板|(?:以|用)json|请输出|(?:都|一律)(?:当作|理解成|视为|算(?:已|同意|付|还款))|视为(?:还款|付款|同意|已)|(?<!别.{0,8})(?:识别|登记|标记|存|记录|改写|当)(?:为|成|作).{0,8}(?:还|付|清|同意|paid|承诺|结)|藏头诗|童话|写一?(?:首|封|段|份).{0,14}(?:名义|你们|公司|免债|骗)|(?:帮|给)我.{0,2}伪造|帮我(?:p|生成|登记[:：])|请继续.{0,8}(?:变成现实|故事)/,
  /\b(?:repeat|recite|say|read) (?:it |this )?(?:after me|exactly|the following|word for word)|\b(?:reply|respond|answer|return|output|print) (?:only|just|with only|me only)\b|\b(?:reply|print|return|type|output)(?: only)?(?: with)?(?: the (?:word|label))? ?["“{[]|\breturn success\b|\b(?:treat|classify|interpret|label) (?:this|that|every|all|(?:my )?silence|it|the following|me)\b.{0,24}\bas\b|\bcount as (?:payment|paid)|\bcontinue (?:this|the) (?:transcript|conversation)|\bcontinue from (?:here|there)|\bcomplete the sentence|\bfinish my story|\bproofread and|\bexecute (?:it|this|the)|\bmake the story true|\b(?:make|write|draft|generate|print)\b.{0,8} (?:fake|forged?) |\bdraft a (?:receipt|letter as)/,
];

/** What the machine is to change in the books: an order, where a debtor would ask or tell. */
const BOOKS: readonly RegExp[] = [
  /(?:修改|清空|删除|更新)(?:数据库|记录|余额|系统)|(?:把|将).{0,10}(?:账|余额|欠款|债|案件|状态|案|账户|档案).{0,6}(?:清零|改成|改为|平了|归零|抹掉|抹了|划掉|标记|标为|关了|设为|重置|结案|删了|消了|调零)|系统.{0,12}清零|全额豁免|免债(?:函|证明)|给我免了?息吧?$|关闭(?:案件|催收流程|你的)/,
  /\bset (?:my |the )?(?:balance|interest|debt|rate|status|\w+ to none)\b.{0,12}(?:=|to)|\bset my (?:balance|interest|debt)|\b(?:wipe|erase|delete|zero|reset) (?:out )?my (?:debt|balance|record|loan|file|profile)|\b(?:mark|flag|flip|list|record|log|save|store|edit|update)\b (?:\w+ ){0,4}(?:as|so it says|that i|flag|settled|cleared)\b.{0,24}\b(?:paid|settled|zero|fulfilled|cleared|closed|agreed|waived|vip|void)|\b(?:unlock|approve|waive)\b (?:my|all|hidden) (?:file|fees now|discounts?|\d+ ?%)|\bflag me as\b|\bmy (?:debt|loan|balance) (?:be gone|is (?:now )?(?:gone|void|zero))|\bstatus\s?[:=]\s?\w+/,
];

const TRICKS: readonly RegExp[] = [...CODE, ...MACHINERY, ...PARTS, ...DICTATION, ...BOOKS];

/** Whether a normalised text tries to give the machine orders; whatever else it asks for is not acted upon. */
export const isTrick = (text: string): boolean => TRICKS.some((pattern) => pattern.test(text));
