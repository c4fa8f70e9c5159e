import { describe, expect, it } from '@jest/globals';
import type { ChannelAccount } from '../../../src/application/ports/channel-accounts.js';
import { HOUR, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { Message } from '../../../src/domain/message/message.js';
import type { Receipt, SendOutcome } from '../../../src/domain/message/send-outcome.js';
import { eachDatabase } from '../../support/databases.js';
import { limitedLine } from '../../support/limited-line.js';
import { outboundLine } from '../../support/outbound-line.js';
import { lender, person, reminder, storePeople } from '../../support/portfolio.js';
import { ScriptedChannel, acceptedText, accountOf } from '../../support/scripted-channels.js';

// Real: database, repositories, policy packs, templates, the whole line. Scripted: the providers.

eachDatabase('outbound line over accounts', (place) => {
  const {
    plain,
    chats,
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

  describe('reply window', () => {
    it('counts what may have been taken since the last message, within a batch too', async () => {
      const account = await open(chats);
      const who = await somebody(account, { lastInboundAt: plus(now(), -HOUR) });
      const answers: Message[] = [];
      for (let n = 0; n < 2; n += 1) answers.push(await answer(who));
      chats.answer = () => ({ kind: 'unknown', reason: 'timeout' });
      await dispatch();
      chats.answer = () => ({ kind: 'accepted-unconfirmed' });
      for (let n = 0; n < 5; n += 1) answers.push(await answer(who));
      await dispatch();
      const after = await Promise.all(answers.map(stored));
      expect(after.map(({ state }) => state)).toEqual([
        ...Array<string>(2).fill('unknown'),
        ...Array<string>(3).fill('sent-unconfirmed'),
        'suppressed',
        'suppressed',
      ]);
      const [verdict] = await verdictsOf(after[6] ?? answers[0] ?? ({} as Message));
      expect(verdict?.verdict).toMatchObject({
        decision: 'BLOCK',
        ruleId: 'channel.reply-window',
        inputs: { hours: 48, messages: 5, used: 5 },
      });
      const point = (await database().within(() => line().contactPoints.byIds([who.contactPoint.id]))).get(
        who.contactPoint.id,
      );
      if (!point) throw new Error('gone');
      database().clock.advanceTo(plus(now(), MINUTE));
      await database().within(() => line().contactPoints.update([{ ...point, lastInboundAt: now() }]));
      const again = await answer(who);
      await dispatch();
      expect(await stored(again)).toMatchObject({ state: 'sent-unconfirmed' });
    });

    it('closes for who wrote too long ago, or never', async () => {
      const account = await open(chats);
      for (const lastInboundAt of [null, plus(now(), -48 * HOUR)]) {
        const message = await queue(await somebody(account, { lastInboundAt }));
        await dispatch();
        expect(await stored(message)).toMatchObject({
          state: 'suppressed',
          stateReason: 'channel.reply-window',
        });
      }
      expect(chats.sent).toHaveLength(0);
    });
  });

  describe('an account that cannot send', () => {
    it('lets answers ask every minute until their own end', async () => {
      const account = await open(plain);
      await report(account, 'down');
      const [late, soon] = [await answer(await somebody(account)), await answer(await somebody(account))];
      await dispatch();
      for (let minute = 1; minute <= 5; minute += 1) {
        expect(await stored(late)).toMatchObject({
          state: 'deferred',
          stateReason: 'channel.account-paused',
        });
        expect((await stored(late)).notBefore).toBe(plus(now(), MINUTE));
        database().clock.advanceTo(plus(now(), MINUTE));
        await dispatch();
      }
      await report(account, 'up');
      database().clock.advanceTo(plus(now(), MINUTE));
      await dispatch();
      expect(await stored(soon)).toMatchObject({ state: 'sent' });

      await report(account, 'blocked');
      const never = await answer(await somebody(account));
      while ((await stored(never)).state !== 'too-old' && now() < plus(never.expiresAt, MINUTE)) {
        await dispatch();
        database().clock.advanceTo(plus(now(), MINUTE));
      }
      expect(now()).toBeGreaterThanOrEqual(never.expiresAt);
      expect(['too-old', 'cancelled']).toContain((await stored(never)).state);
    });

    it('is kept by who heard from it first, and only when the text may have arrived', async () => {
      for (const other of await database().within(() => line().accounts.all())) {
        await database().within(() => line().accounts.save({ ...other, paused: true }));
      }
      const account = await open(plain);
      const who = await somebody(null);
      const senderOf = async () =>
        (await database().within(() => line().contactPoints.byIds([who.contactPoint.id]))).get(
          who.contactPoint.id,
        )?.channelAccountId;
      const after = plus(now(), MINUTE);
      plain.answer = () => ({ kind: 'retry', after, reason: 'provider-unreachable' });
      await queue(who);
      await dispatch();
      expect(await senderOf()).toBeNull();
      plain.answer = acceptedText;
      database().clock.advanceTo(after);
      await dispatch();
      expect(await senderOf()).toBe(account.id);
    });

    it('is never replaced where the address belongs to it', async () => {
      await open(chats, { channel: 'telegram' });
      const message = await queue(await somebody(null, { channel: 'telegram' }));
      await dispatch();
      expect(await stored(message)).toMatchObject({ state: 'suppressed', stateReason: 'channel.no-account' });
      expect(chats.sent).toHaveLength(0);
    });
  });

  describe('a text in parts', () => {
    const PARTS = ['a', 'b', 'c'];
    const receipt = (id: string, status: Receipt['status']): Receipt => ({
      providerMessageId: id,
      status,
      at: now(),
      detail: null,
    });
    const send = async (name: string) => {
      const account = await open(plain);
      plain.answer = (): SendOutcome => ({
        kind: 'accepted',
        providerMessageId: `${name}-a`,
        parts: PARTS.map((part) => `${name}-${part}`),
      });
      const message = await queue(await somebody(account));
      const told = (...receipts: Receipt[]) => line().receipts.run(database().tenantId, account.id, receipts);
      return { account, message, told };
    };

    it('arrived when all parts did, in any order and however often each is told', async () => {
      const { message, told } = await send('any');
      await dispatch();
      expect(await told(receipt('any-c', 'delivered'), receipt('any-c', 'delivered'))).toMatchObject({
        advanced: 0,
        pending: 0,
      });
      await told(receipt('any-a', 'read'));
      expect(await stored(message)).toMatchObject({ state: 'sent' });
      await told(receipt('any-b', 'delivered'));
      expect(await stored(message)).toMatchObject({ state: 'delivered' });
      await told(receipt('any-b', 'read'), receipt('any-c', 'read'), receipt('any-c', 'failed'));
      expect(await stored(message)).toMatchObject({ state: 'read' });
    });

    it('failed when one part failed, until that part is proven to have arrived', async () => {
      const { message, told } = await send('one');
      await dispatch();
      await told(receipt('one-b', 'failed'));
      expect(await stored(message)).toMatchObject({ state: 'failed', stateReason: 'not-delivered' });
      await told(receipt('one-a', 'delivered'), receipt('one-c', 'delivered'));
      expect(await stored(message)).toMatchObject({ state: 'failed' });
      await told(receipt('one-b', 'delivered'));
      expect(await stored(message)).toMatchObject({ state: 'delivered' });
    });

    it('keeps receipts of parts that overtook the acceptance', async () => {
      const { account, message, told } = await send('early');
      const accepting = plain.answer;
      plain.answer = async (text) => {
        expect(await told(receipt('early-b', 'delivered'), receipt('early-a', 'delivered'))).toEqual({
          advanced: 0,
          pending: 2,
        });
        return accepting(text);
      };
      await dispatch();
      await line().receipts.run(database().tenantId, account.id, [receipt('early-c', 'delivered')]);
      expect(await stored(message)).toMatchObject({ state: 'sent' });
      expect(await line().settlePending.run(database().tenantId)).toBe(1);
      expect(await stored(message)).toMatchObject({ state: 'delivered' });
    });
  });

  it('offers choices as buttons where the channel has them, with the whole text beside', async () => {
    const [buttons, none] = [await open(chats), await open(plain)];
    await answer(await somebody(buttons, { lastInboundAt: now() }));
    await answer(await somebody(none));
    await dispatch();
    const [{ text: pressed } = { text: null }] = chats.sent;
    expect(pressed?.choices?.map(({ reply }) => reply)).toEqual(['1', '2', '3', '4', '5']);
    for (const { reply, label } of pressed?.choices ?? [])
      expect(pressed?.text).toContain(`${reply} ${label}`);
    expect(plain.sent[0]?.text.choices).toBeUndefined();
  });
});

eachDatabase('many texts in doubt', (place) => {
  it('asks about every one in turn, so that none stands before another', async () => {
    const database = await place.open();
    const [silent, talking] = [new ScriptedChannel('silent'), new ScriptedChannel('talking')];
    const line = outboundLine(database, [silent.registration(), talking.registration()]);
    const lumen = lender(database.ids);
    const accounts = [silent, talking].map(({ provider }) => accountOf(database, 'simulator', provider));
    await database.within(async () => {
      await line.lenders.save(lumen);
      for (const account of accounts) await line.accounts.save(account);
    });
    const queueFor = (account: ChannelAccount | undefined, from: number, many: number) =>
      database.within(async () => {
        const people = Array.from({ length: many }, (_, n) => {
          const one = person(database.ids, lumen.id, from + n, database.clock.now());
          return { ...one, contactPoint: { ...one.contactPoint, channelAccountId: account?.id ?? null } };
        });
        await storePeople(line, people);
        await line.queueMessages.run(people.map((one) => reminder(one, database.clock.now())));
      });
    for (const provider of [silent, talking])
      provider.answer = () => ({ kind: 'unknown', reason: 'timeout' });
    await queueFor(accounts[0], 0, 520);
    await queueFor(accounts[1], 1_000, 3);
    await line.dispatch.run(database.tenantId);
    talking.known = { kind: 'accepted-unconfirmed' };
    expect(await line.reconcile.run(database.tenantId, MINUTE)).toMatchObject({ settled: 0 });
    expect(await line.reconcile.run(database.tenantId, MINUTE)).toMatchObject({ settled: 3 });
    await line.reconcile.run(database.tenantId, MINUTE);
    expect(silent.lookedUp.length).toBe(500 + 20 + 500);
    expect(silent.sent).toHaveLength(520);
  });
});
