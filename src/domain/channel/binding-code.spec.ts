import { describe, expect, it } from '@jest/globals';
import { instant } from '../calendar/instant.js';
import { idOf } from '../shared/ids.js';
import type { BindingCode } from './binding-code.js';
import { CODE_CHARACTERS, canBindWith, readBindingCode } from './binding-code.js';
import { deepLinkOf } from './deep-link.js';

const code: BindingCode = {
  id: idOf('code-1'),
  debtorId: idOf('debtor-1'),
  channel: 'telegram',
  createdBy: 'staff:li',
  createdAt: instant(0),
  expiresAt: instant(100),
  usedAt: null,
  contactPointId: null,
};

describe('a one-time code', () => {
  it('has no character that is taken for another', () => {
    expect(CODE_CHARACTERS).not.toMatch(/[01OIL]/);
    expect(new Set(CODE_CHARACTERS).size).toBe(CODE_CHARACTERS.length);
  });

  it.each([
    ['ABCDE23456', 'ABCDE23456'],
    [' abcde-23456 ', 'ABCDE23456'],
    ['ＡＢＣＤＥ２３４５６', 'ABCDE23456'],
    ['ABCDE2345', null],
    ['ABCDE234561', null],
    ['ABCDE2345O', null],
    ['您好', null],
  ])('is read from %j as %j', (text, read) => {
    expect(readBindingCode(text)).toBe(read);
  });

  it('binds on its channel, before it expires, once', () => {
    expect(canBindWith(code, 'telegram', instant(99))).toBe(true);
    expect(canBindWith(code, 'telegram', instant(100))).toBe(false);
    expect(canBindWith(code, 'wechat', instant(99))).toBe(false);
    expect(canBindWith({ ...code, usedAt: instant(1) }, 'telegram', instant(99))).toBe(false);
  });

  it('has a link where the channel has one and the account is named', () => {
    expect(deepLinkOf('telegram', { botName: '@lumen_bot' }, 'ABCDE23456')).toBe(
      'https://t.me/lumen_bot?start=ABCDE23456',
    );
    expect(deepLinkOf('telegram', {}, 'ABCDE23456')).toBeNull();
    expect(deepLinkOf('wechat', { botName: 'x' }, 'ABCDE23456')).toBeNull();
  });
});
