import { describe, it, expect } from '@jest/globals';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { idOf } from '../../domain/shared/ids.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { AccountBook } from './choose-channel-account.js';

const account = (id: string, change: Partial<ChannelAccount> = {}): ChannelAccount => ({
  id: idOf(id),
  channel: 'sms',
  provider: 'simulator',
  label: id,
  settings: {},
  paused: false,
  ...change,
});
const point = (id: string, channelAccountId: string | null = null): ContactPoint =>
  ({ id, channel: 'sms', channelAccountId }) as unknown as ContactPoint;

describe('AccountBook', () => {
  const book = new AccountBook([
    account('one'),
    account('two'),
    account('chat', { channel: 'wechat' }),
    account('resting', { paused: true }),
  ]);

  it('spreads new contact points over the active accounts of their channel, each always to the same', () => {
    const chosen = Array.from({ length: 200 }, (_, number) => {
      const choice = book.choose(point(`p${number}`));
      return choice.kind === 'account' ? choice.account.label : choice.kind;
    });
    expect(new Set(chosen)).toEqual(new Set(['one', 'two']));
    expect(chosen.filter((label) => label === 'one').length).toBeGreaterThan(60);
    expect(book.choose(point('p1'))).toEqual(book.choose(point('p1')));
  });

  it('stays with the account that a contact point knows, even while that one rests', () => {
    expect(book.choose(point('p', 'two'))).toMatchObject({ kind: 'account', account: { label: 'two' } });
    expect(book.choose(point('p', 'resting'))).toEqual({ kind: 'paused' });
    expect(book.choose(point('p', 'gone'))).toEqual({ kind: 'none' });
  });

  it('tells accounts that rest from accounts that are not there', () => {
    expect(new AccountBook([account('one', { paused: true })]).choose(point('p'))).toEqual({
      kind: 'paused',
    });
    expect(new AccountBook([]).choose(point('p'))).toEqual({ kind: 'none' });
  });
});
