import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChannelAccount } from '../../../src/application/ports/channel-accounts.js';
import { DAY, HOUR, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { ContactPoint } from '../../../src/domain/debtor/contact-point.js';
import type { HoldReason } from '../../../src/domain/debtor/hold.js';
import type { Message } from '../../../src/domain/message/message.js';
import type { RefusalReason, SendOutcome } from '../../../src/domain/message/send-outcome.js';
import type { Channel } from '../../../src/domain/shared/channel.js';
import type { ChannelAccountId, ContactPointId, HoldId, LenderId } from '../../../src/domain/shared/ids.js';
import { eachDatabase } from '../../support/databases.js';
import type { OpenDatabase } from '../../support/databases.js';
import { outboundLine } from '../../support/outbound-line.js';
import type { OutboundLine } from '../../support/outbound-line.js';
import { lender, person, storePeople } from '../../support/portfolio.js';
import type { Person } from '../../support/portfolio.js';
import {
  ScriptedChannel,
  acceptedText,
  accountOf,
  cadenceOf,
  plannedTouch,
} from '../../support/scripted-channels.js';

// Real: database, repositories, policy packs, templates, the whole line. Scripted: the providers.

const ORDER: readonly Channel[] = ['wechat', 'telegram', 'sms'];
const refused = (reason: RefusalReason): SendOutcome => ({ kind: 'refused', reason, detail: '' });

eachDatabase('falling back along the cadence', (place) => {
  let database: OpenDatabase;
  let line: OutboundLine;
  let lenderId: LenderId;
  let count = 0;
  const providers = {
    wechat: new ScriptedChannel('of-wechat'),
    telegram: new ScriptedChannel('of-telegram'),
    sms: new ScriptedChannel('of-sms'),
    windowed: new ScriptedChannel('windowed', {
      replyWindow: { hours: 48, messages: 5 },
      addresses: 'of-account',
      opensConversations: false,
    }),
  };
  const accounts = {} as Record<keyof typeof providers, ChannelAccount>;

  beforeAll(async () => {
    database = await place.open();
    const registrations = Object.values(providers).map((provider) => provider.registration());
    line = outboundLine(database, registrations, { treatments: [cadenceOf(...ORDER)] });
    const lumen = lender(database.ids);
    lenderId = lumen.id;
    for (const channel of ORDER) {
      accounts[channel as 'sms'] = accountOf(database, channel, `of-${channel}`);
    }
    accounts.windowed = accountOf(database, 'wechat', 'windowed');
    await database.within(async () => {
      await line.lenders.save(lumen);
      for (const account of Object.values(accounts)) await line.accounts.save(account);
    });
  });
  beforeEach(() => {
    for (const provider of Object.values(providers)) {
      provider.answer = acceptedText;
      provider.known = null;
      provider.sent.length = 0;
    }
  });
  afterAll(() => database.close());

  /** Somebody who can be reached on every channel of the cadence. */
  const somebody = async (change: Partial<Record<Channel, Partial<ContactPoint>>> = {}) => {
    count += 1;
    const one = person(database.ids, lenderId, count, database.clock.now());
    const points = ORDER.map((channel, position) => ({
      ...one.contactPoint,
      id: database.ids.next<ContactPointId>(),
      channel,
      address: `${channel}-${count}`,
      position,
      ...change[channel],
    }));
    const [first, ...others] = points;
    if (!first) throw new Error('no channels');
    const who: Person = { ...one, contactPoint: first };
    await database.within(async () => {
      await storePeople(line, [who]);
      await line.contactPoints.add(others);
    });
    return who;
  };
  const dispatch = () => line.dispatch.run(database.tenantId);
  const messagesOf = ({ debtor }: Person): Promise<readonly Message[]> =>
    database.within(async () => {
      const rows = await database.unitOfWork
        .currentManager()
        .query<{ id: Message['id'] }[]>('SELECT id FROM messages WHERE debtor_id = ? ORDER BY id', [
          debtor.id,
        ]);
      const found = await line.messages.byIds(rows.map(({ id }) => id));
      return rows.flatMap(({ id }) => found.get(id) ?? []);
    });
  const journeyOf = async (who: Person) =>
    (await messagesOf(who)).map(({ channel, state }) => `${channel} ${state}`);
  const fellBack = (who: Person) =>
    database.within(async () => {
      while ((await database.eventLog.seal(1_000)) > 0);
      return (await database.eventLog.after(0, 10_000))
        .filter(({ type, subjects }) => type === 'touch.fell-back' && subjects['debtor'] === who.debtor.id)
        .map(({ payload }) => payload);
    });
  const hold = (who: Person, reason: HoldReason) =>
    database.within(() =>
      line.holds.place([
        {
          id: database.ids.next<HoldId>(),
          scope: { kind: 'debtor', debtorId: who.debtor.id },
          reason,
          placedAt: database.clock.now(),
          until: null,
        },
      ]),
    );
  const report = (account: ChannelAccount, state: ChannelAccount['state']) =>
    database.within(() => line.accountLog.report(account.id, { state, detail: '' }, database.clock.now()));

  describe('after a definite refusal', () => {
    it.each(['unreachable-address', 'content-rejected', 'account-rejected', 'other'] as const)(
      '%s: a new message of the same touch goes to the next channel',
      async (reason) => {
        providers.wechat.answer = () => refused(reason);
        const who = await somebody();
        const { touch, message } = await plannedTouch(database, line, who);
        await dispatch();
        const messages = await messagesOf(who);
        expect(messages.map(({ channel, state }) => `${channel} ${state}`)).toEqual([
          'wechat failed',
          'telegram sent',
        ]);
        const [first, second] = messages;
        expect(second).toMatchObject({ touchId: touch.id, origin: 'cadence', debtId: touch.debtId });
        expect(first?.id).toBe(message.id);
        await database.within(async () => {
          const [kept] = await line.touches.ofDebts([touch.debtId]);
          expect(kept).toMatchObject({ messageId: message.id, arm: 'standard' });
          const reserved = await line.budget.usedSince([who.debtor.id], plus(database.clock.now(), -DAY));
          expect(reserved.map(({ messageId }) => messageId)).toEqual([second?.id]);
          expect(await line.verdicts.ofMessage(second?.id ?? message.id)).toHaveLength(1);
        });
        expect(await fellBack(who)).toEqual([{ from: 'wechat', to: 'telegram', reason }]);
      },
    );

    it('goes down the whole order, on each channel once, and then ends', async () => {
      for (const channel of ORDER) providers[channel as 'sms'].answer = () => refused('other');
      const who = await somebody();
      await plannedTouch(database, line, who);
      await dispatch();
      await dispatch();
      expect(await journeyOf(who)).toEqual(['wechat failed', 'telegram failed', 'sms failed']);
    });

    it('never goes round who blocked us, opted out, or is held', async () => {
      providers.wechat.answer = () => refused('blocked-by-recipient');
      const blocked = await somebody();
      await plannedTouch(database, line, blocked);
      await dispatch();
      expect(await journeyOf(blocked)).toEqual(['wechat failed']);

      providers.wechat.answer = () => refused('other');
      const optedOut = await somebody({ sms: { optedOutAt: database.clock.now() } });
      await plannedTouch(database, line, optedOut);
      await dispatch();
      expect(await journeyOf(optedOut)).toEqual(['wechat failed']);

      const held = await somebody();
      providers.wechat.answer = async () => {
        await hold(held, 'dispute');
        return refused('other');
      };
      await plannedTouch(database, line, held);
      await dispatch();
      expect(await journeyOf(held)).toEqual(['wechat failed']);
    });

    it('leaves messages alone that are no touch of a cadence', async () => {
      providers.wechat.answer = () => refused('other');
      const who = await somebody();
      await plannedTouch(database, line, who, { origin: 'staff' });
      await dispatch();
      expect(await journeyOf(who)).toEqual(['wechat failed']);
    });
  });

  describe('after an unknown outcome', () => {
    it('neither sends again nor falls back, whatever is heard later', async () => {
      providers.wechat.answer = () => ({ kind: 'unknown', reason: 'timeout' });
      const [silent, asked, told] = [await somebody(), await somebody(), await somebody()];
      for (const who of [silent, asked, told]) await plannedTouch(database, line, who);
      await dispatch();
      await dispatch();
      for (const who of [silent, asked, told]) expect(await journeyOf(who)).toEqual(['wechat unknown']);
      expect(providers.wechat.sent).toHaveLength(3);

      const [message] = await messagesOf(told);
      await database.within(async () => {
        const [attempt] = await line.attempts.ofMessages(message ? [message.id] : []);
        if (attempt) await line.attempts.finish([{ ...attempt, providerMessageId: 'p-told' }]);
      });
      const failed = {
        providerMessageId: 'p-told',
        status: 'failed',
        at: database.clock.now(),
        detail: null,
      } as const;
      await line.receipts.run(database.tenantId, accounts.wechat.id, [failed]);
      providers.wechat.known = refused('other');
      await line.reconcile.run(database.tenantId, MINUTE);
      await dispatch();
      for (const who of [asked, told]) expect(await journeyOf(who)).toEqual(['wechat failed']);
      expect(providers.telegram.sent).toHaveLength(0);
    });
  });

  describe('after a block before sending', () => {
    it('falls back where the account is gone, the address dead or the reply window closed', async () => {
      const gone = await somebody({ wechat: { channelAccountId: database.ids.next<ChannelAccountId>() } });
      const dead = await somebody({ wechat: { unreachableAt: database.clock.now() } });
      const closed = await somebody({
        wechat: {
          channelAccountId: accounts.windowed.id,
          lastInboundAt: plus(database.clock.now(), -49 * HOUR),
        },
      });
      for (const who of [gone, dead, closed]) await plannedTouch(database, line, who);
      await dispatch();
      for (const who of [gone, dead, closed]) {
        expect(await journeyOf(who)).toEqual(['wechat suppressed', 'telegram sent']);
      }
      expect((await Promise.all([gone, dead, closed].map(fellBack))).flat()).toMatchObject([
        { reason: 'channel.no-account' },
        { reason: 'contact-point.unreachable' },
        { reason: 'channel.reply-window' },
      ]);
      expect(providers.wechat.sent).toHaveLength(0);
    });

    it('goes on at once when the account is down and another channel can go', async () => {
      await report(accounts.wechat, 'logged-out');
      const who = await somebody();
      const { message } = await plannedTouch(database, line, who);
      await dispatch();
      expect(await journeyOf(who)).toEqual(['wechat suppressed', 'telegram sent']);
      const verdicts = await database.within(() => line.verdicts.ofMessage(message.id));
      expect(verdicts.map(({ verdict }) => verdict)).toMatchObject([
        { decision: 'BLOCK', ruleId: 'channel.account-paused', inputs: { state: 'logged-out' } },
      ]);
      await report(accounts.wechat, 'up');
      await dispatch();
      expect(providers.wechat.sent).toHaveLength(0);
    });

    it('waits when no other channel could go today', async () => {
      for (const channel of ORDER) await report(accounts[channel as 'sms'], 'down');
      const who = await somebody();
      await plannedTouch(database, line, who);
      await dispatch();
      expect(await journeyOf(who)).toEqual(['wechat deferred']);
      for (const channel of ORDER) await report(accounts[channel as 'sms'], 'up');
      database.clock.advanceTo(plus(database.clock.now(), 15 * MINUTE));
      await dispatch();
      expect(await journeyOf(who)).toEqual(['wechat sent']);
    });

    it('waits for an account that somebody lets rest, and goes on when it rested for the whole life', async () => {
      await database.within(() => line.accounts.save({ ...accounts.wechat, paused: true }));
      const who = await somebody();
      const { message } = await plannedTouch(database, line, who, {
        expiresAt: plus(database.clock.now(), 20 * MINUTE),
      });
      await dispatch();
      expect(await journeyOf(who)).toEqual(['wechat deferred']);
      database.clock.advanceTo(plus(message.expiresAt, MINUTE));
      await dispatch();
      expect(await journeyOf(who)).toEqual(['wechat too-old', 'telegram sent']);
      await database.within(() => line.accounts.save(accounts.wechat));
    });

    it('goes on over the daily limit, and stays without anywhere to go', async () => {
      await database.within(() => line.accounts.save({ ...accounts.wechat, limits: { perDay: 0 } }));
      const [who, alone] = [await somebody(), await somebody()];
      const points = await database.within(() => line.contactPoints.ofDebtors([alone.debtor.id]));
      const dead = points.filter(({ channel }) => channel !== 'wechat');
      await database.within(() =>
        line.contactPoints.update(dead.map((one) => ({ ...one, unreachableAt: database.clock.now() }))),
      );
      for (const each of [who, alone]) await plannedTouch(database, line, each);
      await dispatch();
      expect(await journeyOf(who)).toEqual(['wechat suppressed', 'telegram sent']);
      expect(await journeyOf(alone)).toEqual(['wechat deferred']);
      expect((await messagesOf(alone))[0]?.stateReason).toBe('channel.daily-limit');
      await database.within(() => line.accounts.save(accounts.wechat));
    });
  });

  it('after an acceptance that failed later: a new message that takes its own slot and keeps the gap', async () => {
    const who = await somebody();
    const { touch } = await plannedTouch(database, line, who);
    await dispatch();
    const [attempt] = await database.within(() =>
      line.attempts.ofMessages([touch.messageId ?? ('' as never)]),
    );
    const receipt = {
      providerMessageId: attempt?.providerMessageId ?? '',
      status: 'failed',
      at: database.clock.now(),
      detail: null,
    } as const;
    await line.receipts.run(database.tenantId, accounts.wechat.id, [receipt, receipt]);
    await line.receipts.run(database.tenantId, accounts.wechat.id, [receipt]);
    await dispatch();
    expect(await journeyOf(who)).toEqual(['wechat failed', 'telegram deferred']);
    const waiting = (await messagesOf(who))[1];
    expect(waiting?.stateReason).toMatch(/^(gap|cap)\./u);
    expect(providers.telegram.sent).toHaveLength(0);
    database.clock.advanceTo(waiting?.notBefore ?? database.clock.now());
    await dispatch();
    expect(await journeyOf(who)).toEqual(['wechat failed', 'telegram sent']);
    const reserved = await database.within(() =>
      line.budget.usedSince([who.debtor.id], plus(database.clock.now(), -30 * DAY)),
    );
    expect(reserved).toHaveLength(2);
  });
});
