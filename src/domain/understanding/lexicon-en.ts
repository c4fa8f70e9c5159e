import type { Cue } from './lexicon.js';
import { cue, detailed } from './lexicon.js';

const RELATIVE =
  '(?:mother|mom|mum|father|dad|parents?|brother|sister|husband|wife|spouse|partner|boyfriend|girlfriend|son|daughter|uncle|aunt|cousin|roommate|flatmate|housemate|co-?worker|colleague|boss|employer|friend|neighbou?r|ex|grand(?:ma|pa|mother|father)|reference)';
const PAY =
  '(?:pay(?:ing)?|send(?:ing)?|transfer(?:ring)?|settl(?:e|ing)|clear(?:ing)?|wire|venmo|deposit|cover|sort|get it to|have it|give you|get you|make (?:a|the|my) payment|catch up)';

/** What acts mean in English. Order does not matter here; the reader orders what it finds. */
export const EN_CUES: readonly Cue[] = [
  detailed(
    'legal_representation',
    'insolvency',
    /\bbankrupt\w*|\binsolven\w*|\bchapter (?:7|13|11)\b|\bdebt relief order\b|\bautomatic stay\b|\b(?:iva|dro)\b|\bdischarged? (?:in|by|through) (?:court|bankruptcy)|\btrust deed\b|\bbreathing space\b/,
  ),
  cue(
    'legal_representation',
    /\b(?:my|our|have|got|hired|retained|an|talk to|speak to|contact|through)\b.{0,12}\b(?:lawyer|attorney|solicitor|legal (?:team|counsel|aid|rep\w*))|\b(?:lawyer|attorney|solicitor)(?:'s)? (?:is|will|handles?|office|represents?|has)|\brepresented by\b|\bcourt (?:date|case|hearing)|\b(?:already|only|see you|deal|going) (?:in|with it in|through (?:the )?)\s?courts?\b|\bpower of attorney\b/,
    /sue you|lawyer'?s letter|talk to your (?:lawyer|attorney)|your (?:lawyer|attorney)/,
  ),
  cue(
    'deceased',
    /\b(?:(?:passed|died|deceased|dead|late husband|late wife)\b|no longer (?:alive|with us|living)|six feet under|estate of|the estate\b|executor|next of kin|funeral|buried|rest in peace|\brip\b)/,
    /\bi(?:'m| am|'ll| will| wish| want| wanna)? (?:be )?(?:dead|die)|phone (?:died|is dead)|battery|dead(?:line| serious| end| broke| wrong)|passed (?:on|along|out|it|by|the)|real estate/,
  ),
  cue(
    'minor',
    /\bi(?:'m| am) (?:only |just )?(?:a minor|under ?age|(?:1[0-7]|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)(?: years? old| yo| y\/o)?\b(?!\s*(?:days|weeks|months|dollars|minutes|%)))|\b(?:i|he|she)(?:'s| is|'m| am) (?:a )?minor\b|\bunder (?:18|eighteen)\b/,
  ),
  cue(
    'cease_contact',
    /\bnever (?:ever )?(?:contact|call|text|message|write|email|reach)(?: to)? (?:me|us)\b|\b(?:cease (?:all|and desist|any|contact|communication)|do ?n[o']?t (?:ever )?(?:contact|call|text|message) me (?:ever )?again|no (?:further|more) (?:contact|communication) (?:of any kind|whatsoever|ever)|stop all (?:contact|communication))/,
  ),
  cue(
    'stop_contact',
    /^(?:stop|stopall|stop all|quit|end|revoke|opt ?out|cancel|unsubscribe|remove|stop(?: it)?,? (?:please|now|thank you|thanks))$|\b(?:stop|quit|discontinue|cease)\b.{0,8}\b(?:text|messag|call|contact|bother|harass|writ|send|email|spam|reach|these|hound)\w*|\b(?:do ?n[o']?t|dont|never|no need to|not to)\b (?:you |ever |please |keep )*\b(?:text|messag|call|contact|bother|writ|email|reach|disturb|spam)\w*|\bno (?:more|further) (?:text|messag|call|contact|email|sms|notif)\w*|\b(?:remove|delete|take|erase) (?:me|my (?:number|contact|phone|info|details|data))|\blose (?:my|this) number|\b(?:unsubscribe|opt(?:ing)? ?(?:me )?out)\b|\bleave (?:me|us) alone|\bblock(?:ed|ing) (?:you|this)|\btake me off|\bstop\b[.!]* (?:thank you|thanks|please)/,
    /\bdo ?n[o']?t stop|\bnever stop|or i(?:'ll| will)|end of|\bstop (?:the )?(?:interest|fees)|\b(?:do ?n[o']?t|dont) (?:call|text|contact|message)\b.{0,20}\b(?:before|until|till|after \d|during|while)/,
  ),
  detailed(
    'not_debtor',
    'third-party',
    new RegExp(
      `\\b(?:this is|i'?m|i am|it'?s) (?:his|her|their|the|a|just (?:a|his|her))\\s?${RELATIVE}\\b|\\b(?:his|her|their) ${RELATIVE}(?: here| speaking)?\\b|\\b(?:he|she|they)(?:'s| is| are)?\\s?(?:moved|away|not here|not home|doesn'?t live|does not live|no longer lives?|left|out of town|in (?:hospital|jail|prison)|at work|doesn'?t work)|\\b(?:can i|could i|let me|want to|trying to) (?:pay|settle|ask|check|help)\\b.{0,12}\\bmy ${RELATIVE}|\\bon behalf of my|\\bfor my ${RELATIVE}\\b|\\b(?:i'?ll|will) (?:tell|let) (?:him|her|them)|\\bsomeone i (?:know|used to know)|\\bi'?m a ${RELATIVE}`,
    ),
    /pay me back|borrow(?:ed)? from|ask(?:ing)? my/,
  ),
  cue(
    'not_debtor',
    /\b(?:wrong|incorrect|mistaken) (?:number|person|guy|party|contact|phone|name)|\bnot (?:my name|him|her|that person|the (?:right|correct) person|the person|who you)|\bthat(?:'s| is) not me\b|\bi(?:'m| am) not (?!paying|going|gonna|able|sure|accepting|agreeing|happy|working|employed|interested|in\b|at\b|the one|asking|saying|responsible|trying|getting|ready|giving|well|ok|okay|a\b|an\b|doing|sending|your|made|rich|home|free|available)[a-z]+|\b(?:don'?t|do not|dont) know (?:that|this|any|who|the|a|him|her|anyone)\b.{0,12}(?:person|name|guy|named|is|\b)|\bno one (?:here )?by that name|\bnobody (?:here )?(?:by that|named|called)|\bnever heard of (?:him|her|them|that person)|\b(?:just|recently) (?:got|bought|changed) (?:this|the|a|my) (?:new )?(?:sim|number|phone)|\bnew (?:number|owner of this)|\bno such person|\bthere'?s no|\bwho(?:'s| is) (?:[a-z]+)\?$/,
    /know what|who is this\?|who'?s this\?/,
  ),
  detailed(
    'dispute_not_mine',
    'identity-theft',
    /\b(?:identity|id) (?:theft|thief|stolen)|\bstole my|\bfraud(?:ulent\w*|ster)?\b|\bimposte?o?r|\bsomeone (?:else )?(?:used|opened|took|stole)|\bsomebody (?:else )?(?:who )?(?:used|opened|stole)|\bused my (?:ssn|social|name|info|identity|id|details)|\bhacked\b|\bforged\b/,
    /you(?:'re| are) (?:a )?fraud|is this (?:a )?fraud/,
  ),
  cue(
    'dispute_not_mine',
    /\bnot my (?:debt|loan|account|bill|card)\b|\b(?:isn'?t|ain'?t|is not|was not|wasn'?t|never was) (?:mine|my (?:debt|loan|account|bill))\b|\b(?:never|didn'?t|did not|havent|haven'?t|have not|don'?t) (?:ever )?(?:took|take|taken|had|have|open(?:ed)?|appl(?:y|ied)|borrow(?:ed)?|sign(?:ed)?|get|got|own|used?)\b.{0,22}\b(?:loan|credit|account|card|money|you|debt|this|that|company|bank|one)\b|\bno idea what (?:loan|this (?:debt|loan|is))|\bi do(?:n'?t| not) owe (?:you|this|that|any)|\bmy ex(?:'s|-\w+)? (?:account|debt|loan|took|opened)/,
    /don'?t have (?:the |any |enough |that )?(?:money|much|to)|didn'?t get (?:paid|a|the|your)|never (?:got|had) (?:a|the|your) (?:text|letter|notice|message|bill)/,
  ),
  cue(
    'dispute_amount',
    /\b(?:amount|balance|total|figures?|number|sum|interest|rate|fees?|charges?|penalt\w+|late fee|calculation|math|bill)\b.{0,18}\b(?:wrong|incorrect\w*|off|not right|isn'?t right|inflated|too (?:high|much)|don'?t add up|doesn'?t add up|dont add up|mistake|error|illegal|unfair|double|overcharg\w+)|\b(?:wrong|incorrect) (?:amount|balance|total|figure|number on)|\bovercharg\w+|\b(?:calculated|computed|charged).{0,14}(?:incorrectly|wrong|twice|double)|\bi (?:only|just) (?:borrowed|owe|took|owed)|\bdo(?:n'?t| not) owe that much|\bwhat is this .{0,10}(?:fee|charge)|\b(?:remove|drop) (?:it|the|this) (?:fee|charge)|\bdon'?t add up|\b(?:missed|forgot|didn'?t (?:credit|count|record|apply)|did not (?:credit|count|apply)).{0,14}payments?|\btotal is off|\bdispute the (?:amount|balance|fee)/,
    /wrong number\b(?! on)/,
  ),
  cue(
    'complaint',
    /\bcomplain\w*|\breport(?:ing|ed)? you|\bi(?:'ll| will| am going to|'m going to|'m gonna) (?:report|file|sue|lodge)|\bfile with the\b|\bcfpb\b|\bftc\b|\bbbb\b|\battorney general|\bombudsman|\bfca\b|\bregulator|\bconsumer (?:affairs|protection|bureau)|\bharass(?:ment|ing me|ing my)|\b(?:breaking|violat\w+|against) the law|\billegal (?:to|contact|what)|\bsu(?:e|ing) you|\bsmall claims|\bgrievance|\bpolice\b|\bpress\b|\bnews\b|\brecord(?:ed|ing) (?:you|your|this|every|all)|\bthreat(?:s|en\w*)\b|\brude\b|\bfdcpa\b|\btcpa\b|\bcontacting my (?:family|work|job|friends|boss|employer)|\bunprofessional|\blawyer'?s letter/,
    /no complaints|don'?t want to complain/,
  ),
  cue(
    'request_human',
    /\b(?:speak|talk|chat|connect|transfer|put|get|give|call|phone|want|need|reach)\b.{0,20}\b(?:human|person|agent|representative|rep|manager|supervisor|someone|somebody|operator|advis[oe]r|real|live|staff)\b|\b(?:human|real person|live agent|operator|customer (?:support|service|care)|representative|supervisor|manager|hotline|helpline)\b|^(?:agent|person|human|help)$|\bnot a (?:bot|machine|robot)|\bhave your (?:supervisor|manager|boss)/,
    /person who|right person|that person|wrong person|someone (?:else )?(?:used|stole|opened)|not getting involved|only human/,
  ),
  cue(
    'refuse_to_pay',
    /\b(?:not|never|ain'?t|isn'?t|won'?t|wont|will not|refuse to|no intention (?:of|to)|not gonna|no way (?:i'?m|in hell|am i)|don'?t (?:plan|intend) (?:to|on)|no plans? (?:to|of))\b.{0,16}\b(?:pay\w*|paid|give you|giving you|get (?:a|any)|send(?:ing)?)\b|\brefus(?:e|ing) (?:to pay|payment)|\bpay\? never|\b(?:not gonna|isn'?t going to|ain'?t gonna|never going to) happen|\bhell freezes|\bin your dreams|\bdream on|\bwhen pigs|\b(?:you )?(?:won'?t|will not|wont|not) (?:get|see|getting|seeing) (?:a|any|one|nothing)\w*|\bnot (?:a|one) (?:cent|dime|penny|dollar)\b|\bgood luck (?:getting|collecting|with that)|\b(?:take|see) (?:me|you) (?:to|in) court|\bsue me\b|\bgo ahead and sue|\bdo what you (?:want|like|must)|\bstatute of limitations|\btime[- ]barred|\bnever said i(?:'d| would) pay\b/,
    /not paying attention|\bwon'?t be able|\bcan'?t\b.{0,8}pay|never (?:paid|missed)|have ?n[o']?t been paid|not (?:getting|been) paid|\bnothing until/,
  ),
  cue(
    'reject_offer',
    /\b(?:won'?t|can'?t|cannot|not|don'?t|do not|will not|refuse to) (?:be )?(?:accept\w*|agree\w*|tak(?:e|ing) (?:that|this|the)|do(?:ing)? (?:that|this plan))\b|\b(?:i )?(?:reject|decline)\b|\b(?:too (?:steep|much|high|big|expensive)|way too)\b|\b(?:that|this|your|the) (?:plan|offer|discount|deal|arrangement|proposal)\b.{0,16}\b(?:joke|ridiculous|no good|doesn'?t work|won'?t work|not (?:work|good|for me)|unacceptable|insulting)|\bnot (?:acceptable|interested in (?:that|the|this)|doing that)|\b(?:never|didn'?t|did not|haven'?t) (?:say|said|agree\w*|promis\w*|commit\w*|tell|told)\b|\bno deal\b|^(?:pass|no thanks?|no thank you|nah|nope|no way|no)(?:[,. ].*)?$|\bdon'?t (?:record|put|mark) me|\bhaven'?t (?:decided|agreed)/,
    /never said i(?:'d| would) pay$|no(?:,)? (?:that'?s not me|i already|i paid|wrong)/,
  ),
  cue(
    'already_paid',
    /\b(?:already|just) (?:paid|sent|settled|made|transferred|cleared|took care|got my)|\bi(?:'ve| have)? (?:paid|sent|settled|transferred|cleared|made (?:that|the|a|my) payment)|\b(?:sent|paid) (?:\$|£|€)?\d|\bpayment (?:went|has gone|was (?:made|sent)|already|cleared)|\b(?:autopay|auto pay|direct debit|payment) (?:went|ran|came|has)|\b(?:has|have|had|was|been|is) (?:already )?(?:paid|taken care of|settled|cleared)\b|\bpaid (?:it|this|that|off|in full|up|already|you|yesterday|last|on)|\b(?:receipt|confirmation|statement) (?:says|shows)|\bgot my money\b|\bmissed my .{0,16}payments?/,
    /\b(?:get|getting|got|be|been|am|i'?m|when i'?m|until i'?m|not|n't|never) paid\b|once (?:it'?s|it is) paid|will be paid|to be paid|i'?ve paid enough/,
  ),
  cue(
    'negotiate_terms',
    /\b(?:instal+ments?|payment plan|repayment plan|plans? (?:are|do|is|available)|arrangement|split|spread|break it (?:up|down)|in parts|(?:\d{1,2}|two|three|four|five|six|eight|ten|twelve) (?:equal )?(?:parts|payments)|bit by bit|smaller payments?|lower (?:the |my |monthly )?payment|reduc(?:e|ed|tion)|discount|settle(?:ment)? for|waive\w*|slack|extension|extend|defer\w*|postpone|longer time|more time|grace|negotiat\w*|work (?:something|this) out|cut me|knock off|\d+ ?% off|half off|\d+ ?% of|percent of|lower payoff|reduced payoff)\b|\b(?:a|per|each|every) (?:month|week)\b|\b(?:weekly|monthly)\b|\/mo\b|\b(?:months?|weekly|monthly) plan|\bup ?front\b|\bdown payment|\b(?:can|could|would|may|is it possible|any chance|what if|how about|will you take|would you take|let'?s do|if i)\b.{0,24}\b(?:pay|do|offer|take|accept|work|later|dec|jan|next)\b.{0,20}(?:\d|\?|later|half|less|instead)|\b(?:final|best|only) offer|\bis (?:what|all|the (?:max|most|best)) i can\b|\b(?:all|most|max|best) i can (?:do|pay|afford|offer)|\bi can (?:only )?(?:do|pay|afford|offer|manage|swing)\b.{0,8}\d|\b(?:half|third|quarter) (?:now|today)/,
    /\bhow (?:can|do) i pay|accept the|(?:water|electric|phone|gas|internet) bill|\bcan i (?:pay|settle) (?:with|by|via|using)/,
  ),
  cue(
    'promise_to_pay',
    new RegExp(
      `\\b(?:i'?ll|ill|i will|i'?m gonna|i'?m going to|im gonna|gonna|i plan to|i promise|will|i can|i'?m|i am|let me|we'?ll|shall|i intend to)\\b.{0,24}\\b${PAY}\\b|\\bget (?:\\$|£|€)?\\d.{0,12}from me|\\bpaying (?:it|you|this|off|in full|up)\\b|\\b(?:will|'ll|ill) (?:pay|send|settle|clear|transfer)|\\b(?:payday|paycheck|get paid|paid on)\\b.{0,30}\\b(?:${PAY}|it|you)|\\byou(?:'ll| will) (?:get|have|receive|see)\\b.{0,20}(?:\\d|money|payment|it)|\\bclear the balance\\b|\\bmoney (?:is )?coming\\b|\\b(?:i can|i'?ll) have\\b.{0,12}\\d.{0,12}(?:over|to you)|\\b(?:pay|send) (?:you|it|the rest)? ?(?:on|by|this|next|tomorrow|tonight)`,
    ),
    /\b(?:won'?t|not|never|can'?t|cannot|don'?t|didn'?t|hell freezes|how (?:do|can|should)|where (?:do|can)|if you|only if|whether|unless|pigs)\b.{0,20}(?:pay|send|settle|said|say|agree)?|when hell/,
  ),
  cue(
    'accept_offer',
    /\b(?:i )?(?:agree|accept|agreed)\b(?!ment)|\b(?:deal|sounds good|works for me|i'?m in\b|on board|sign me up|let'?s do (?:it|that|this)|go ahead|go with the|that(?:'s| is)? (?:plan )?(?:fine|ok|okay|good|works)|plan (?:is|works|looks|sounds) (?:good|fine|great|ok)|i'?ll take (?:it|that|the|this)|good with me|you got yourself a|please proceed|count me in|happy with (?:that|the))\b/,
    /\b(?:not|never|won'?t|can'?t|don'?t|didn'?t|cannot|no|haven'?t|refuse to) (?:\w+ )?(?:agree\w*|accept\w*|deal|take|commit\w*)|no deal|deal with|deal 不|deals?\?|n im in/,
  ),
  cue(
    'ask_balance',
    /\bhow much\b|\b(?:what|tell me|give me|check|show me|know|send me)\b.{0,16}\b(?:balance|total|amount|owe|owing|due|outstanding|remaining|remains|left|payoff)\b|\bbalance\?|\b(?:outstanding|remaining) (?:balance|amount)|\bhow far behind|\bhow many (?:payments?|instal\w*|days)|\bdue date\b|\bwhen (?:is|was) (?:it|this|my|the).{0,12}due|\bbreak ?down\b|\bmy (?:bill|balance|statement)\b|\bwhat(?:'s| is)? (?:left|remains)|\bwhat (?:do|did) i (?:still )?owe|\bnumber wise|\bzero this out/,
    /balance is (?:wrong|off)|not right/,
  ),
  cue(
    'ask_how_to_pay',
    /\bhow (?:do|can|should|else can|to|would|could)\b.{0,10}\b(?:i )?(?:pay|send|transfer|make (?:a|the) payment|settle)\b|\bwhere (?:do|can|should)\b.{0,14}\b(?:pay|send|transfer|find)\b|\b(?:ways?|methods?|options?) (?:to|of|for) (?:pay\w*|make)|\bpayment (?:link|method|option|portal|page|details|reference|button)|\bpay (?:button|link|by|with|via|online|using)\b|\b(?:account|bank|routing|iban|sort code) (?:number|details|info)|\b(?:does|do you (?:take|accept|support)|can i use|is) (?:venmo|paypal|zelle|cash ?app|card|apple pay|cheque|check|debit|credit|bank transfer|google pay)|\bportal\b|\b(?:link|page|site|website|app) (?:won'?t|doesn'?t|isn'?t|not) (?:load|work\w*|open)|\bcard (?:was )?declined|\bsend me (?:the|a) link/,
    /(?:water|electric\w*|phone|gas|internet|cable|rent|tuition) (?:bill|payment)|how much/,
  ),
  detailed(
    'ask_proof',
    'evidence',
    /\b(?:proof|prove|evidence|validat\w+|verif(?:y|ication) of (?:the )?debt|documentation|paperwork|(?:signed |original |copy of (?:the|my) )?contract|agreement with my|written (?:notice|proof)|itemi[sz]ed statement|my signature)\b/,
    /waterproof|i agree|accept|prove who|prove you/,
  ),
  cue(
    'ask_proof',
    /\bwho (?:are|is|r) (?:you|this|u|it|texting|messaging|the (?:creditor|lender))\b|\bwho'?s this\b|\b(?:is this|are you|sounds? like|looks like|smells like) (?:a |an )?(?:real|legit\w*|scam\w*|genuine|phish\w*|fraud|spam|bot|fake)|\bscam\w*\b|\bphish\w*|\bidentify yourself|\bverify (?:who you|yourself|your)|\b(?:prove) (?:who )?you|\bwhat company|\bwhich (?:company|lender|bank)|\bwhat is this (?:about|regarding)|\bhow (?:do i|can i) (?:know|trust)|\blicen[cs]e\b|\bon whose behalf/,
    /driver/,
  ),
  cue(
    'move_date',
    /^(?:move|change) (?:the |my )?(?:due )?date$|\b(?:move|change|shift|push|reschedule)\b.{0,14}\b(?:date|payment|instal\w*|due day)\b/,
    /change my mind/,
  ),
  cue(
    'show_plan',
    /^(?:my plan|plan|show (?:me )?(?:my|the) plan)$|\b(?:show|see|what is|what'?s|check|view)\b.{0,8}\bmy (?:payment |repayment )?plan|\bnext (?:instal\w*|payment) (?:due|date)|\bwhen is my next/,
  ),
  cue(
    'callback_later',
    /\b(?:busy|in a meeting|driving|at work|working right now|can'?t (?:talk|chat|speak|text)|not (?:a good|the best) time|bad time|in class|at the (?:hospital|doctor))\b|\b(?:call|text|message|contact|ping|write|reach|try|talk|msg|get back to|hit) ?(?:me|you|to me|to you|back)?\b.{0,10}\b(?:later|tomorrow|tonight|after|before|between|in (?:an|a|\d+) (?:hour|bit|while|min)|on (?:mon|tue|wed|thu|fri|sat|sun)|next week|again at|evening|morning|afternoon|when)\w*|\b(?:later|evening|morning|afternoon|weekend)s? (?:is|are|would be|works?) (?:better|best|fine|good)|\bgive me (?:an|a|\d+) (?:hour|minute|min|bit)|\bnot now\b|^later$|\bonly (?:after|before|between) \d|\bafter \d{1,2}(?::\d\d)? ?(?:pm|am)?\b.{0,6}(?:please|only|works|is)|^(?:after|before) \d/,
    /pay(?:ing)? (?:later|tomorrow|after)|i'?ll pay|human|agent/,
  ),
  cue(
    'hardship',
    /\b(?:lost (?:my|a|the) job|laid off|unemploy\w*|fired|furlough\w*|no (?:job|income|money|funds|wages|work|savings)|zero (?:funds|money|income)|out of work|broke\b|can(?:'?t|not| not) (?:afford|pay|cover|even)|struggl\w*|hospital\w*|surgery|cancer|sick|ill\b|illness|disab\w*|medical|divorc\w*|evict\w*|homeless|food stamps|on benefits|welfare|hours (?:were |got )?cut|business (?:failed|closed|went|shut)|flood|fire|hurricane|accident|hard(?:ship| times)|tight right now|frozen|haven'?t been paid|no wages|paycheck to paycheck|nothing left|took everything|bills took|don'?t have (?:the|any|enough|that) (?:money|funds|kind))\b/,
    /sick of|you(?:'re| are) sick|fired up/,
  ),
  cue(
    'abusive',
    /\b(?:f+u+c+k\w*|fck|fuk|wtf|stfu|screw (?:you|u|yourself|off)|a+ss ?hole\w*|kiss my|bitch\w*|bastard\w*|idiot\w*|moron\w*|scum\w*|shit\w*|crook\w*|vultures?|parasites?|leech\w*|pigs?|go to hell|piss off|drop dead|rot\b|jerk\w*|stupid|dumb\w*|loser\w*|trash|garbage|bloodsuck\w*|shut up|get lost|eat (?:dirt|shit))\b/,
    /pigs fly/,
  ),
  cue(
    'confirm_identity',
    /\b(?:it'?s|it is|this is|that'?s|thats|yes,? it'?s|yep,?|yeah,?) me\b|\b(?:right|correct) person\b|\bi(?:'m| am) the (?:borrower|account holder|card ?holder|person|one)|\bspeaking\b|\bthis is (?:mr|ms|mrs|miss)?\.? ?[a-z]+(?:[,. ]|$)|\bi(?:'m| am) (?:mr|ms|mrs|miss)\.? [a-z]+|\bi am [a-z]+, (?:go on|what|how|speak|yes)|\blast (?:four|4)\b|\bdate of birth\b|\bdob\b|\bmy (?:id|ssn)\b|\bborn (?:on|in)?\b/,
    /not (?:the )?(?:right|correct)|this is (?:a|the|not|wrong|ridiculous|my|his|her|harass\w*|fraud|so|too|insane|illegal|what|all|crazy|unacceptable|getting|an)\b|\bhis |\bher /,
  ),
  cue(
    'greeting_ack',
    /^(?=.)(?:(?:hi+|hey+|hello|yo|good (?:morning|afternoon|evening|day)|ok(?:ay)?|k+|kk|sure|thanks?|thank you|thx|ty|cheers|got it|received|noted|understood|alright|all right|right|cool|great|fine|yes|yep|yeah|yup|no problem|will do|perfect|there|so much|u|you|a lot|very much|appreciate it|much appreciated|and|then)(?:[,.! ]+|$)){0,8}(?:(?:for (?:the|letting|your) |i'?ll (?:look|check|see|think|read)).{0,20})?$/,
  ),
  cue(
    'out_of_scope',
    /\b(?:water|electric\w*|gas|phone|internet|cable|rent|tuition)\b.{0,4}\b(?:bill|being|install\w*)\b|\bweather\b|\brain\b|\bjoke\b|\bsing\b|\bcook\b|\bstock\b|\blottery|\bgift card|\bclick here|\bwinner\b|\bcrypto|\b(?:open|get|apply for) (?:a|another|new) (?:savings|new|loan|credit|account|card)|\bnew loan|\bhow old are you|\bwhat(?:'s| is) your name|\bfavou?rite\b/,
    /lost|wrong|(?:offer|discount|plan|deal|amount|proposal).{0,8}joke|is a joke/,
  ),
];
