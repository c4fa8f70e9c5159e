import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from '@jest/globals';
import { HOUR, plus } from '../../../src/domain/calendar/instant.js';
import type { DebtorId, MessageId } from '../../../src/domain/shared/ids.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { repositoriesOn, type Repositories } from '../../support/repositories.js';
import { aDebtor, aHandOff, aMessage, anAttempt, anInbound, newId, NOW } from '../../support/samples.js';

const CAP = 3;

eachDatabase('repositories side by side', (place) => {
  let database: OpenDatabase;
  let on: Repositories;

  beforeAll(async () => {
    database = await place.open();
    on = repositoriesOn(database);
  });

  const within = <T>(work: () => Promise<T>): Promise<T> => database.within(work);
  const times = <T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, at) => within(() => work(at))));
  const storedDebtor = async (): Promise<DebtorId> => {
    const debtor = aDebtor();
    const key = { kind: 'reference', lenderId: newId<never>(), reference: debtor.id } as const;
    await within(() => on.debtors.add([{ key, debtor }]));
    return debtor.id;
  };

  /** What the outbound line does with a cap, eight times at once; returns how many slots were taken. */
  const slotsTaken = async (lock: (id: DebtorId) => Promise<void>): Promise<number> => {
    const debtorId = await storedDebtor();
    await times(8, async () => {
      await lock(debtorId);
      const used = await on.budget.usedSince([debtorId], NOW);
      await sleep(5);
      if (used.length >= CAP) return;
      const { contactPointId, lenderId } = aMessage();
      const messageId = newId<MessageId>();
      await on.budget.reserve([
        { messageId, debtorId, contactPointId, lenderId, debtId: null, at: NOW, channel: 'sms' },
      ]);
    });
    return (await within(() => on.budget.usedSince([debtorId], NOW))).length;
  };

  it('a locked debtor is decided about by one at a time', async () => {
    expect(await slotsTaken((id) => on.debtors.lock([id]))).toBe(CAP);
  });

  if (place.dialect === 'mysql') {
    it('without the lock more slots would be taken than there are', async () => {
      expect(await slotsTaken(() => Promise.resolve())).toBeGreaterThan(CAP);
    });
  }

  it('debtors are locked in one order, however they are asked for', async () => {
    const [first, second] = [await storedDebtor(), await storedDebtor()];
    const orders = [
      [first, second],
      [second, first],
    ] as const;
    await times(8, async (at) => {
      await on.debtors.lock(orders[at % 2]!);
      await sleep(2);
    });
  });

  it('dispute numbers are given out once', async () => {
    const numbers = await times(10, () => on.disputes.nextNumber(2031));
    expect(new Set(numbers).size).toBe(10);
  });

  it('a hand-off goes to one person', async () => {
    const handOff = aHandOff();
    await within(() => on.handOffs.add(handOff));
    const claimed = await times(6, (at) =>
      on.handOffs.claim(handOff.id, `staff-${at}`, NOW, plus(NOW, HOUR)),
    );
    expect(claimed.filter(Boolean)).toHaveLength(1);
  });

  it('an inbound message told five times at once is stored once', async () => {
    const inbound = anInbound();
    const stored = await times(5, () => on.inbound.record([{ ...inbound, id: newId() }]));
    expect(stored.flat()).toHaveLength(1);
  });

  it('a slow worker and the search for dead ones never both get a message', async () => {
    const debtorId = await storedDebtor();
    const message = aMessage({ debtorId });
    await within(() => on.messages.queue([message]));
    const token = newId<string>();
    await within(() => on.messages.claimDue(NOW, 5, token));
    let entered: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const slow = within(async () => {
      await on.debtors.lock([debtorId]);
      entered();
      await sleep(50);
      await on.attempts.start([anAttempt({ messageId: message.id })]);
    });
    await inside;
    const requeued = await within(() => on.messages.requeueAbandoned(plus(NOW, 1), NOW));
    await slow;
    expect(requeued).toBe(0);
  });
});
