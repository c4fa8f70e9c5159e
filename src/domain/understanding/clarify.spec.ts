import { describe, expect, it } from '@jest/globals';
import { clarify } from './normalise.js';

describe('clarify', () => {
  it.each([
    ['我還錢，請給我賬號', '我还钱,请给我账号'],
    ['wo mei qian', '我没钱'],
    ['huan qian', '还钱'],
    ['bu yao zai fa le', '不要再发了'],
    ['womingtianhuan', '我明天还'],
    ['fen 12 qi', '分12期'],
    ['huo bu xia qu le', '活不下去了'],
    ['shenqing jianmian', '申请减免'],
    ['我要换款', '我要还款'],
    ['ill pay tomorow', 'ill pay tomorrow'],
    ['s t o p', 'stop'],
    ['soooooo wrong', 'soo wrong'],
    ['３００元', '300元'],
  ])('%s is read as %s', (written, read) => {
    expect(clarify(written)).toBe(read);
  });

  it.each([
    'can you call me later',
    'i have no money, you can wait',
    'he is my dad',
    'a big fan',
    'me too',
    '我把家里的床单换了',
  ])('leaves %s as it is', (text) => {
    expect(clarify(text)).toBe(text);
  });

  it('takes 100 000 characters of anything without getting slow', () => {
    for (const piece of ['a ', 'wo ', '啊', 'um ', '😀', 'a.b-', '還']) {
      const started = performance.now();
      clarify(piece.repeat(100_000 / piece.length));
      expect(performance.now() - started).toBeLessThan(1_000);
    }
  });
});
