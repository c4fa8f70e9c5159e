import { describe, expect, it } from '@jest/globals';
import { deepLinkOf } from './deep-link.js';

describe('the link that a debtor comes by', () => {
  it.each([
    ['telegram', { botName: '@lumen_bot' }, 'https://t.me/lumen_bot?start=ABCDE23456'],
    ['telegram', {}, null],
    [
      'wechat',
      { entryUrl: 'https://work.weixin.qq.com/kfid/kfc1?enc_scene=ENC' },
      'https://work.weixin.qq.com/kfid/kfc1?enc_scene=ENC&scene_param=ABCDE23456',
    ],
    ['wechat', { entryUrl: 'https://e.example/x' }, 'https://e.example/x?scene_param=ABCDE23456'],
    ['wechat', { endpoint: 'localhost:8788' }, null],
    ['sms', { entryUrl: 'https://e.example/x', botName: 'x' }, null],
  ] as const)('of %s with %j is %s', (channel, settings, link) => {
    expect(deepLinkOf(channel, settings, 'ABCDE23456')).toBe(link);
  });
});
