/** Traditional characters of everyday and money talk, each followed by its simplified one. */
const TRADITIONAL =
  '還还錢钱銀银債债務务賬账帳账歸归賠赔償偿貸贷貨货資资費费價价買买賣卖貴贵賺赚虧亏款款繳缴結结' +
  '清清額额數数總总餘余剩剩單单據据證证書书紙纸簽签約约條条協协議议談谈說说話话講讲請请謝谢讓让' +
  '認认識识誰谁該该詐诈騙骗訴诉訟讼罵骂脅胁擾扰騷骚絕绝給给經经紅红終终線线網网聯联絡络繫系聽听' +
  '見见親亲爸爸媽妈媳媳婦妇爺爷嬸婶們们個个這这裡里裏里點点為为與与從从來来時时間间關关開开門门' +
  '問问題题過过進进運运達达遲迟選选週周邊边遠远還还轉转車车軍军輛辆輪轮電电腦脑號号碼码機机構构' +
  '樣样極极樓楼橋桥歲岁歷历死死殺杀氣气決决沒没況况淚泪準准滅灭滾滚災灾無无煩烦熱热爭争狀状獄狱' +
  '現现環环產产當当畫画病病瘋疯療疗發发盡尽監监盤盘瞭了確确禮礼離离種种稱称窮穷競竞筆笔節节範范' +
  '簡简糧粮級级組组細细緊紧緩缓續续練练縣县罰罚習习聲声職职腳脚臉脸舊旧興兴葉叶處处蟲虫術术衛卫' +
  '裝装複复見见規规視视覺觉觀观計计訂订討讨訓训記记許许設设詢询試试詳详誤误調调論论諮咨護护變变' +
  '負负財财責责貪贪貼贴貧贫賴赖購购質质趕赶跡迹蹤踪輕轻較较載载辦办農农適适遷迁遺遗郵邮醫医釋释' +
  '針针釣钓鈔钞鐵铁錄录錯错鎖锁長长閉闭閒闲陽阳陰阴險险隨随難难雙双雜杂靜静響响項项順顺須须頭头' +
  '額额願愿顧顾風风飛飞飯饭飽饱餓饿館馆馬马駕驾驗验體体鬧闹魚鱼麼么麽么麵面黃黄齊齐齡龄嗎吗嚇吓' +
  '國国園园圓圆圖图團团場场塊块報报壓压壞坏壽寿夠够夢梦媒媒實实審审寫写寬宽對对導导專专將将尋寻' +
  '層层嶺岭師师帶带幫帮幹干幾几庫库應应廢废廣广弟弟張张強强彈弹後后徵征徹彻恥耻息息愛爱態态慘惨' +
  '慣惯憂忧憑凭懷怀戰战戲戏戶户拋抛掛挂採采換换損损搶抢擔担據据擇择擊击擋挡舉举敗败敵敌斷断於于' +
  '會会東东業业樂乐標标橫横歡欢殘残毀毁湯汤溫温潛潜濟济營营爛烂牽牵獎奖獨独獲获異异癥症盜盗碼码' +
  '禍祸穩稳籤签籍籍緣缘縮缩縱纵繼继罷罢羅罗義义聞闻肅肃腎肾臺台蓋盖藥药蘇苏虛虚蠢蠢補补製制訊讯' +
  '詞词誠诚諒谅贏赢載载違违鄰邻鄉乡銷销鍵键鏈链閱阅隊队陳陈階阶際际隱隐雖虽霧雾靈灵頂顶領领頻频' +
  '顆颗顯显飲饮驚惊鬆松鹽盐麗丽黨党劉刘吳吴孫孙楊杨趙赵鄭郑馮冯葬葬喪丧險险歿殁並并亂乱倆俩備备' +
  '傷伤傳传債债僅仅價价億亿優优兒儿內内兩两冊册凍冻凱凯別别刪删劃划劇剧動动勞劳勢势勵励勸劝';

const SIMPLIFIED = new Map<string, string>();
{
  const characters = [...TRADITIONAL];
  for (let at = 0; at + 1 < characters.length; at += 2) {
    SIMPLIFIED.set(characters[at] ?? '', characters[at + 1] ?? '');
  }
}

/** Signs that carry meaning, and the words that say the same in either language's rules. */
const SIGNS: Readonly<Record<string, string>> = {
  '👌': ' ok ',
  '👍': ' ok ',
  '🆗': ' ok ',
  '💰': ' money ',
  '💸': ' money ',
  '🖕': ' fuck ',
};

/** Slips of the finger and of the input method; never a word that means something else by itself. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/换款/g, '还款'],
  [/环款/g, '还款'],
  [/还欵/g, '还款'],
  [/(?<=[想要会能来给先再])换(?=(?:钱|清|你们?钱|你们?$))/g, '还'],
  [/帐(?=[单户号目款])|(?<=[账欠转到对])帐/g, '账'],
  [/转帐/g, '转账'],
  [/分起(?=还|付|可|行|吗|$)/g, '分期'],
  [/伐款/g, '罚款'],
  [/立息|利西/g, '利息'],
  [/木有/g, '没有'],
  [/没前(?=[了还给,，。]|$)/g, '没钱'],
  [/米有钱/g, '没有钱'],
  [/唔好/g, '不要'],
  [
    /\b(?:tomorow|tommorow|tommorrow|tomorro|tmrw|tmr|tmw|2moro|2morrow|2mrw|tomoz|tomrw|tomarrow)\b/g,
    'tomorrow',
  ],
  [/\b(?:2day|todya|toady(?= i))\b/g, 'today'],
  [/\b(?:2nite|tonite|2night)\b/g, 'tonight'],
  [/\b(?:yestreday|yesteday|yesterdy|yday|yest)\b/g, 'yesterday'],
  [/\b(?:firday|fridya|frday|fryday)\b/g, 'friday'],
  [/\b(?:mondya|monady)\b/g, 'monday'],
  [/\b(?:teusday|tuseday|tuesdya)\b/g, 'tuesday'],
  [/\b(?:wensday|wendesday|wednsday|wednesdya|weds)\b/g, 'wednesday'],
  [/\b(?:thrusday|thurdsay|thusday)\b/g, 'thursday'],
  [/\b(?:satruday|saterday|saturdya)\b/g, 'saturday'],
  [/\b(?:paymnet|paymet|payemnt|pymt|paymetn|pament)(s?)\b/g, 'payment$1'],
  [/\b(?:instalement|instalment|installement|installmet|instlment)(s?)\b/g, 'installment$1'],
  [/\b(?:ballance|balence|balnce)\b/g, 'balance'],
  [/\b(?:recieved|recived)\b/g, 'received'],
  [/\b(?:recieve)\b/g, 'receive'],
  [/\b(?:laywer|lawer|lawyr)\b/g, 'lawyer'],
  [/\b(?:harrass|harras|haras)(?=\b|ing|ed|ment)/g, 'harass'],
  [/\b(?:bankrupcy|bankrupty|bankruptsy)\b/g, 'bankruptcy'],
  [/\b(?:ammount|amout|amuont)\b/g, 'amount'],
  [/\b(?:wrng|worng|wrogn)\b/g, 'wrong'],
  [/\b(?:agian|agin)\b/g, 'again'],
  [/\b(?:plese|pleae|plaese|pleas)\b/g, 'please'],
  [/\b(?:nubmer|numbr|numer)\b/g, 'number'],
  [/\b(?:cnt|cnat)\b/g, "can't"],
  [/\b(?:hunnid|hundo)\b/g, 'hundred'],
  [/\bpayed\b/g, 'paid'],
];

/** Letters set apart to slip past filters: `s t o p`, `f.u.c.k`. */
const APART = /(?<![a-z])[a-z](?:[ .*_-][a-z]){2,11}(?![a-z'])/g;

/**
 * Different writings of the same words made one: traditional characters, signs with a meaning, letters set apart,
 * slips, and what is drawn out (`soooo`, `啊啊啊啊`). Expects lower case without compatibility characters.
 */
export function foldWords(text: string): string {
  let out = '';
  for (const character of text) out += SIGNS[character] ?? SIMPLIFIED.get(character) ?? character;
  out = out.replace(APART, (word) => word.replace(/[ .*_-]/g, '')).replace(/([a-z])\1{2,}/g, '$1$1');
  out = out.replace(/([\u4e00-\u9fff])\1{3,}/g, '$1$1').replace(/([!?！？。~])\1{2,}/g, '$1$1');
  return SLIPS.reduce((rest, [slip, word]) => rest.replace(slip, word), out);
}
