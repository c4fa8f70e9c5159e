import { describe, expect, it } from '@jest/globals';
import type { HeardFriend, Word } from '../link.js';
import { aliasOf } from '../translate.js';
import { Friends } from './friends.js';
import type { ContactBook } from './friends.js';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

const made = (accepts: 'none' | 'with-code', secondsBetween: number, book: Partial<ContactBook> = {}) => {
  const accepted: string[] = [];
  const heard: HeardFriend[] = [];
  const told: Word[] = [];
  const never = (): Promise<never> => new Promise(() => undefined);
  const friends = new Friends(
    {
      contactList: async () => ['a', 'b'],
      contactPayload: never,
      contactAlias: async () => undefined,
      friendshipPayload: async (id) => ({ type: 2, contactId: `contact-${id}`, hello: '7KWM2PQ4RT' }),
      friendshipAccept: async (id) => void accepted.push(id),
      ...book,
    },
    { accepts, secondsBetween, callTimeoutMs: 50 },
    (friend) => heard.push(friend),
    (word) => told.push(word),
  );
  return { friends, accepted, heard, told };
};

describe('friend requests', () => {
  it('come one after the other, never as a burst', async () => {
    const { friends, accepted, heard } = made('with-code', 3_600);
    await Promise.all([friends.asked('1'), friends.asked('2')]);
    await settle();
    expect([accepted, heard.map(({ contactId }) => contactId)]).toEqual([['1'], ['contact-1']]);
  });

  it('are left to a person where nobody wants them', async () => {
    const { friends, accepted } = made('none', 0);
    await friends.asked('1');
    await settle();
    expect(accepted).toEqual([]);
  });

  it.each([1, 3])('only requests are accepted, nothing of type %s', async (type) => {
    const { friends, accepted } = made('with-code', 0, {
      friendshipPayload: async () => ({ type, contactId: 'c', hello: '7KWM2PQ4RT' }),
    });
    await friends.asked('1');
    await settle();
    expect(accepted).toEqual([]);
  });

  it('nobody is bound by a request that could not be accepted', async () => {
    const { friends, heard } = made('with-code', 0, {
      friendshipAccept: () => Promise.reject(new Error('no')),
    });
    await friends.asked('1');
    await settle();
    expect(heard).toEqual([]);
  });
});

describe('contacts', () => {
  it('are looked up one at a time, and only our own aliases are told', async () => {
    let open = 0;
    let most = 0;
    const { friends, told } = made('none', 0, {
      contactPayload: async (id) => {
        most = Math.max(most, (open += 1));
        await settle();
        open -= 1;
        return { alias: id === 'a' ? aliasOf('before') : 'aunt Li' };
      },
    });
    await friends.aliases(['a', 'b']);
    expect(most).toBe(1);
    expect(told).toEqual([{ kind: 'named', contacts: [{ address: 'a', alias: aliasOf('before') }] }]);
  });

  it('a list that does not come in time is an error, not an empty one', async () => {
    const { friends, told } = made('none', 0, { contactList: () => new Promise(() => undefined) });
    await expect(friends.list()).rejects.toThrow('in time');
    expect(told).toEqual([]);
  });
});
