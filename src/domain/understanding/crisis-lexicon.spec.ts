import { describe, it, expect } from '@jest/globals';
import { saysCrisis, soundsLikeCrisis } from './crisis-lexicon.js';
import { normalise } from './normalise.js';

const DANGER = `
我真的不想活了
活着好累，不如死了
把我逼死你们就满意了
我已经站在天台上了
想死的心都有了
死了就不用还了
我死给你们看
这日子没法过了不如一了百了
活着还有什么意思
我老婆要自杀了都是你们害的
人间不值得，我走了，别找我
你们等着给我收尸吧
明年的今天就是我的忌日
下辈子再还你们吧，我走了
我不想再醒过来了
逼得我想去死
让我死吧
没有活下去的勇气
我现在在桥上
对不起大家，我先走一步
我把药都买好了
每天都在想怎么死
我这条命赔给你们
孩子就拜托你们了，我不行了
你们是要逼出人命吗
我想从这个世界上消失
你们再打电话我就从阳台上下去
今晚就是我的最后一晚
I might as well be dead
I just want it all to end
thinking about ending it
I have the pills in front of me
you people will have my blood on your hands
i am going to jump
if I die will the debt go away
my son tried to kill himself because of your calls
id rather be dead than pay this
I cant see a way out, goodbye
cant do this anymore, i want out
I hope I dont wake up tomorrow
I feel like dying
I bought a rope
I keep thinking about dying
everyone will be happier when im gone
I am done. goodbye.
death would be easier than this
I dont see a reason to keep going
I just want to sleep and never wake
im standing on the train tracks
it would be better if I was gone
wo xiang zi sha
`;

const FIGURES_OF_SPEECH = `
累死了今天加班
手机没电快死了
笑死我了
打死我也不还
气得要死
死活登不上app
系统又死机了
该死的利息
吓死我了以为是骗子
我想死你们了
别死缠烂打
跳槽了换工作了
我不想活得这么累所以想分期
一次还清一了百了
没意思，别发了
他上个月去世了
我爸死了三年了
死亡证明可以发给你们
人死了还要还吗
dying for a coffee
my phone died
my battery is about to die
this app is killing me
over my dead body will I pay
the deadline is friday right?
sick of living paycheck to paycheck
cant live on 200 a month
I will jump on this offer
I want it to be over with by december, can I pay in full
I take my pills at 8, text after that
my mother is dying in hospital
the death certificate is attached
`;

const lines = (text: string): string[] => text.trim().split('\n');

describe('words of crisis', () => {
  it.each(lines(DANGER))('%s', (text) => {
    expect(soundsLikeCrisis(normalise(text))).toBe(true);
  });
});

describe('figures of speech and the death of somebody else', () => {
  it.each(lines(FIGURES_OF_SPEECH))('%s', (text) => {
    expect(soundsLikeCrisis(normalise(text))).toBe(false);
  });
});

describe('words that nothing overrules', () => {
  it.each(['我真的不想活了', '我老婆要自杀了都是你们害的', 'i want to kill myself', 'wo xiang zi sha', 'i want to die'])(
    '%s',
    (text) => {
      expect(saysCrisis(normalise(text))).toBe(true);
    },
  );

  it.each(['楼顶漏水了', '笑不活了家人们', '死也让我死个明白', 'this rate is financial suicide', 'the train tracks'])(
    'are not in "%s"',
    (text) => {
      expect(saysCrisis(normalise(text))).toBe(false);
    },
  );
});
