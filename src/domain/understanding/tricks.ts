/** Instructions to the machine rather than a message to a lender. */
const TRICKS: readonly RegExp[] = [
  /(?:忽略|无视|忘(?:记|掉)|绕过|跳过|不要理会|抛开).{0,10}(?:规则|指令|指示|设定|要求|限制|提示)|提示(?:词|语)|系统(?:指令|提示|设定|管理员)|开发者模式|管理员(?:模式|权限)|(?:现在)?你(?:现在)?(?:是|扮演)(?:我的?|一个|一名)(?!.{0,4}(?:公司|平台|银行)).{0,8}(?:助手|律师|黑客|管理员|ai|机器人)|(?:修改|清空|删除|更新)(?:数据库|记录|余额|系统)|(?:把|将).{0,8}(?:账|余额|欠款|债).{0,4}(?:清零|改成|平了|归零)|角色扮演|全额豁免|debug/,
  /\b(?:ignore|forget|disregard|override|bypass)\b.{0,16}\b(?:rules?|instructions?|prompts?|guidelines|previous|policy|policies|restrictions?)|\b(?:hidden|system|secret|initial) prompts?|\bprompts? you were|\bdeveloper mode|\badmin(?:istrator)? (?:mode|access|override)|\bjailbreak|\bpretend (?:to be|you|that)|\byou are now\b|\bact as\b|\broleplay|\bset my (?:balance|interest|debt)|\b(?:wipe|erase|delete|zero) (?:out )?(?:my|the) (?:debt|balance|record)|\bas an ai\b|\bdrop table|\bsystem:|<\/?\w+>|\bmark (?:my|this) (?:debt|balance|account) (?:as )?(?:paid|settled|zero)/,
];

/** Whether a normalised text tries to give the machine orders; whatever else it asks for is not acted upon. */
export const isTrick = (text: string): boolean => TRICKS.some((pattern) => pattern.test(text));
