import { describe, expect, it } from '@jest/globals';
import type { ChannelAccount } from '../../../src/application/ports/channel-accounts.js';
import { DAY, HOUR, SECOND, plus } from '../../../src/domain/calendar/instant.js';
import type { Message } from '../../../src/domain/message/message.js';
import { eachDatabase, onDatabase } from '../../support/databases.js';
import { limitedLine } from '../../support/limited-line.js';
import { outboundLine } from '../../support/outbound-line.js';
import { lender, person, reminder, storePeople } from '../../support/portfolio.js';
import { ScriptedChannel, acceptedText, accountOf } from '../../support/scripted-channels.js';

// Real: database, repositories, policy packs, templates, the whole line. Scripted: the providers.

eachDatabase('the pace and the day of an account', (place) => {
  const {
    plain,
    careful,
    jobs,
    now,
    open,
    somebody,
    queue,
    answer,
    dispatch,
    stored,
    verdictsOf,
    report,
    database,
    line,
  } = limitedLine(place);

  describe('pace', () => {
    it('lets one go, gives each other a slot of its own, and wakes the line for the first', async () => {
      const account = await open(careful);
      const messages: Message[] = [];
      for (let n = 0; n < 6; n += 1) messages.push(await queue(await somebody(account)));
      jobs.dispatchAt.length = 0;
      await dispatch();
      const after = await Promise.all(messages.map(stored));
      expect(after.map(({ state }) => state)).toEqual(['sent', ...Array<string>(5).fill('deferred')]);
      const slots = after.slice(1).map(({ notBefore }) => notBefore);
      const pauses = slots.map((slot, at) => slot - (slots[at - 1] ?? now()));
      for (const pause of pauses) {
        expect(pause).toBeGreaterThanOrEqual(10 * SECOND);
        expect(pause).toBeLessThanOrEqual(15 * SECOND);
      }
      expect(jobs.dispatchAt).toEqual([slots[0]]);

      for (const slot of slots) {
        database().clock.advanceTo(slot);
        await dispatch();
      }
      expect((await Promise.all(messages.map(stored))).map(({ state }) => state)).toEqual(
        Array<string>(6).fill('sent'),
      );
      expect(careful.sent).toHaveLength(6);
      for (const message of messages.slice(1)) {
        expect(
          (await verdictsOf(message)).map(({ verdict }) => `${verdict.decision} ${verdict.ruleId}`),
        ).toEqual(['DEFER channel.pace', 'ALLOW allow']);
        expect(await database().within(() => line().attempts.ofMessages([message.id]))).toHaveLength(1);
      }
    });

    it('gives slots after those that an earlier batch gave', async () => {
      const account = await open(careful);
      const [first, second, third] = [
        await queue(await somebody(account)),
        await queue(await somebody(account)),
        await queue(await somebody(account)),
      ];
      await line().pipeline.run(database().tenantId, 2);
      await line().pipeline.run(database().tenantId, 2);
      expect(await stored(first)).toMatchObject({ state: 'sent' });
      const [slot, next] = [(await stored(second)).notBefore, (await stored(third)).notBefore];
      expect(next - slot).toBeGreaterThanOrEqual(10 * SECOND);
    });

    it('lets an answer go before those that wait, never closer than the pace', async () => {
      const account = await open(careful);
      for (let n = 0; n < 4; n += 1) await queue(await somebody(account));
      await dispatch();
      const reply = await answer(await somebody(account));
      await dispatch();
      const waits = await stored(reply);
      expect(waits).toMatchObject({ state: 'deferred', stateReason: 'channel.pace' });
      expect(waits.notBefore - now()).toBeLessThanOrEqual(15 * SECOND);
      database().clock.advanceTo(waits.notBefore);
      await dispatch();
      expect(await stored(reply)).toMatchObject({ state: 'sent' });
      expect(careful.sent).toHaveLength(2);
    });

    it('is four times slower after a bad sign, and says so', async () => {
      const account = await open(careful);
      await report(account, 'slowed', plus(now(), HOUR));
      const [, second] = [await queue(await somebody(account)), await queue(await somebody(account))];
      await dispatch();
      expect((await stored(second)).notBefore - now()).toBeGreaterThanOrEqual(40 * SECOND);
      expect((await verdictsOf(second)).map(({ verdict }) => verdict.inputs)).toEqual([
        { secondsBetweenPeople: 10, secondsBetweenTexts: 5, slowedTimes: 4 },
      ]);
    });
  });

  describe('daily limit', () => {
    it('counts all that may have left, and lets the rest wait for the next day; answers still go', async () => {
      const account = await open(plain, { limits: { perDay: 3 } });
      plain.answer = () => ({ kind: 'unknown', reason: 'timeout' });
      await queue(await somebody(account));
      await dispatch();
      plain.answer = () => ({ kind: 'refused', reason: 'other', detail: '' });
      await queue(await somebody(account));
      await dispatch();
      plain.answer = acceptedText;
      const messages: Message[] = [];
      for (let n = 0; n < 4; n += 1) messages.push(await queue(await somebody(account)));
      const reply = await answer(await somebody(account));
      await dispatch();
      const after = await Promise.all(messages.map(stored));
      // The answer went first and was the second of the day.
      expect(after.map(({ state }) => state)).toEqual(['sent', 'deferred', 'deferred', 'deferred']);
      expect(after[3]?.stateReason).toBe('channel.daily-limit');
      expect(await stored(reply)).toMatchObject({ state: 'sent' });
      const [verdict] = await verdictsOf(after[3] ?? reply);
      expect(verdict?.verdict.inputs).toEqual({ used: 3, limit: 3 });
      const midnight = (Math.floor(now() / DAY) + 1) * DAY;
      expect(after[3]?.notBefore).toBe(midnight);
      expect(await stored(await answered(account))).toMatchObject({ state: 'sent' });
    });

    const answered = async (account: ChannelAccount): Promise<Message> => {
      const reply = await answer(await somebody(account));
      await dispatch();
      return reply;
    };

    it('lets who knows no sender yet hear from another account of the channel', async () => {
      const channel = 'sms';
      const [first, second] = [
        await open(plain, { channel, limits: { perDay: 1 } }),
        await open(plain, { channel, limits: { perDay: 2 } }),
      ];
      const messages: Message[] = [];
      for (let n = 0; n < 4; n += 1) messages.push(await queue(await somebody(null, { channel })));
      await dispatch();
      const states = (await Promise.all(messages.map(stored))).map(({ state }) => state);
      expect(states).toEqual(['sent', 'sent', 'sent', 'deferred']);
      expect(plain.sent.map(({ account }) => account.id).sort()).toEqual(
        [first.id, second.id, second.id].sort(),
      );
    });

    it('starts small for a new account', async () => {
      const limits = { perDay: 100, perDayAtFirst: 1, warmUpDays: 10 };
      const [fresh, old] = [
        await open(plain, { limits }),
        await open(plain, { limits, createdAt: plus(now(), -11 * DAY) }),
      ];
      for (const account of [fresh, old]) {
        const messages = [await queue(await somebody(account)), await queue(await somebody(account))];
        await dispatch();
        const states = (await Promise.all(messages.map(stored))).map(({ state }) => state);
        expect(states).toEqual(['sent', account === fresh ? 'deferred' : 'sent']);
      }
    });
  });
});

onDatabase('mysql', 'a daily limit under workers at once', (place) => {
  it('is kept: N means N', async () => {
    const database = await place.open();
    const provider = new ScriptedChannel('plain');
    const lines = Array.from({ length: 3 }, () => outboundLine(database, [provider.registration()]));
    const [line] = lines;
    if (!line) throw new Error('no line');
    const lumen = lender(database.ids);
    const account = accountOf(database, 'simulator', 'plain', { limits: { perDay: 7 } });
    await database.within(async () => {
      await line.lenders.save(lumen);
      await line.accounts.save(account);
      const people = Array.from({ length: 60 }, (_, n) =>
        person(database.ids, lumen.id, n, database.clock.now()),
      );
      await storePeople(line, people);
      await line.queueMessages.run(people.map((one) => reminder(one, database.clock.now())));
    });
    await Promise.all(lines.map((each) => each.dispatch.run(database.tenantId, 5)));
    expect(provider.sent).toHaveLength(7);
  });
});
