import { describe, it, expect } from '@jest/globals';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { idOf } from '../../domain/shared/ids.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { newChannelAccount } from '../ports/channel-accounts.js';
import { instant } from '../../domain/calendar/instant.js';
import { AccountBook } from './choose-channel-account.js';

const account = (id: string, change: Partial<ChannelAccount> = {}): ChannelAccount => ({
  ...newChannelAccount({
    id: idOf(id),
    tenantId: idOf('tenant'),
    channel: 'sms',
    provider: 'simulator',
    label: id,
    settings: {},
    callbackSecret: 'secret',
    createdAt: instant(0),
  }),
  ...change,
});
const point = (id: string, channelAccountId: string | null = null): ContactPoint =>
  ({ id, channel: 'sms', channelAccountId }) as unknown as ContactPoint;

const addressesOf = (provider: string) => (provider === 'chats' ? 'of-account' : 'of-channel');
const bookOf = (...accounts: ChannelAccount[]) => new AccountBook(accounts, addressesOf);

describe('AccountBook', () => {
  const book = bookOf(
    account('one'),
    account('two'),
    account('chat', { channel: 'wechat' }),
    account('resting', { paused: true }),
    account('broken', { state: 'logged-out' }),
  );

  it('spreads new contact points over the active accounts of their channel, each always to the same', () => {
    const chosen = Array.from({ length: 200 }, (_, number) => {
      const choice = book.choose(point(`p${number}`));
      return choice.kind === 'account' ? choice.account.label : choice.kind;
    });
    expect(new Set(chosen)).toEqual(new Set(['one', 'two']));
    expect(chosen.filter((label) => label === 'one').length).toBeGreaterThan(60);
    expect(book.choose(point('p1'))).toEqual(book.choose(point('p1')));
  });

  it('passes over accounts that are full, while another one is not', () => {
    const full = (...labels: string[]) => new Set(labels.map((label) => idOf<ChannelAccountId>(label)));
    const chosen = (contactPoint: ContactPoint, labels: string[]) =>
      book.choose(contactPoint, full(...labels));
    for (let number = 0; number < 20; number += 1) {
      expect(chosen(point(`p${number}`), ['one'])).toMatchObject({ account: { label: 'two' } });
    }
    expect(chosen(point('p'), ['one', 'two'])).toMatchObject({ kind: 'account' });
    expect(chosen(point('p', 'two'), ['two'])).toMatchObject({ account: { label: 'two' } });
    expect(book.couldSend(point('p')).map(({ label }) => label)).toEqual(['one', 'two']);
    expect(book.couldSend(point('p', 'broken'))).toEqual([]);
  });

  it('stays with the account that a contact point knows, even while that one rests', () => {
    expect(book.choose(point('p', 'two'))).toMatchObject({ kind: 'account', account: { label: 'two' } });
    expect(book.choose(point('p', 'resting'))).toEqual({ kind: 'paused' });
    expect(book.choose(point('p', 'broken'))).toEqual({ kind: 'down', state: 'logged-out' });
    expect(book.choose(point('p', 'gone'))).toEqual({ kind: 'none' });
  });

  it('tells accounts that rest from accounts that are not there', () => {
    const [paused, down] = [account('one', { paused: true }), account('two', { state: 'blocked' })];
    expect(bookOf(paused).choose(point('p'))).toEqual({ kind: 'paused' });
    expect(bookOf(paused, down).choose(point('p'))).toEqual({ kind: 'down', state: 'blocked' });
    expect(bookOf().choose(point('p'))).toEqual({ kind: 'none' });
  });

  it('never writes to an address of an account through another one', () => {
    const chats = bookOf(account('mine', { provider: 'chats' }), account('other', { provider: 'chats' }));
    expect(chats.choose(point('p'))).toEqual({ kind: 'none' });
    expect(chats.choose(point('p', 'mine'))).toMatchObject({ kind: 'account', account: { label: 'mine' } });
    const mixed = bookOf(account('mine', { provider: 'chats' }), account('line'));
    expect(mixed.choose(point('p'))).toMatchObject({ kind: 'account', account: { label: 'line' } });
  });
});
