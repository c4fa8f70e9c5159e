import {
  SIMULATOR_CAPABILITIES,
  SIMULATOR_SETTINGS,
} from '../../../src/adapters/channels/simulator/simulator.gateway.js';
import { afterAll, beforeAll, describe, it, expect } from '@jest/globals';
import type { ProviderRegistration } from '../../../src/adapters/channels/channel-registry.js';
import type { ChannelAccount } from '../../../src/application/ports/channel-accounts.js';
import { ChannelGateway } from '../../../src/application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../../../src/application/ports/channel-gateway.js';
import type { QueueRequest } from '../../../src/application/outbound/queue-messages.js';
import { DAY, HOUR, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { Message } from '../../../src/domain/message/message.js';
import type { SendOutcome } from '../../../src/domain/message/send-outcome.js';
import type { ChannelAccountId, HoldId, LenderId } from '../../../src/domain/shared/ids.js';
import { eachDatabase } from '../../support/databases.js';
import type { OpenDatabase } from '../../support/databases.js';
import { outboundLine } from '../../support/outbound-line.js';
import type { OutboundLine } from '../../support/outbound-line.js';
import { lender, person, reminder, simulatorAccount, storePeople } from '../../support/portfolio.js';
import type { Person } from '../../support/portfolio.js';

// Real: database, repositories, policy packs, templates, the whole line. Scripted: the provider.

class ScriptedGateway extends ChannelGateway {
  override readonly provider = 'simulator';
  readonly sent: OutgoingText[] = [];
  answer: (text: OutgoingText) => SendOutcome = (text) => accepted(text);
  lookedUp: SendOutcome | null = null;

  beforeAnswer: () => Promise<void> = async () => undefined;

  override async send(_: ChannelAccount, text: OutgoingText): Promise<SendOutcome> {
    this.sent.push(text);
    await this.beforeAnswer();
    return this.answer(text);
  }

  override lookUp(): Promise<SendOutcome | null> {
    return Promise.resolve(this.lookedUp);
  }

  override check(): Promise<AccountCheck> {
    return Promise.resolve({ state: 'up', detail: 'Answers.' });
  }
}

const accepted = (text: OutgoingText): SendOutcome => ({
  kind: 'accepted',
  providerMessageId: `p-${text.attemptId}`,
});

eachDatabase('outbound line', (place) => {
  let database: OpenDatabase;
  let line: OutboundLine;
  let gateway: ScriptedGateway;
  let lenderId: LenderId;
  let accountId: ChannelAccountId;
  let count = 0;

  beforeAll(async () => {
    database = await place.open();
    gateway = new ScriptedGateway();
    const provider: ProviderRegistration = {
      gateway,
      capabilities: { ...SIMULATOR_CAPABILITIES, maximumLength: 1_000, concurrency: 8 },
      settings: SIMULATOR_SETTINGS,
    };
    line = outboundLine(database, [provider]);
    const lumen = lender(database.ids);
    lenderId = lumen.id;
    const account = simulatorAccount(database.ids, 'http://nowhere');
    accountId = account.id;
    await database.within(async () => {
      await line.lenders.save(lumen);
      await line.accounts.save(account);
    });
  });
  afterAll(() => database.close());

  const somebody = async (change: (one: Person) => Person = (one) => one): Promise<Person> => {
    count += 1;
    const one = change(person(database.ids, lenderId, count, database.clock.now()));
    await database.within(() => storePeople(line, [one]));
    return one;
  };
  const queue = async (...requests: QueueRequest[]): Promise<Message[]> =>
    database.within(() => line.queueMessages.run(requests));
  const dispatch = async () => {
    gateway.sent.length = 0;
    return line.dispatch.run(database.tenantId);
  };
  const stateOf = async ({ id }: Message): Promise<Message> =>
    database.within(async () => {
      const message = (await line.messages.byIds([id])).get(id);
      if (!message) throw new Error('gone');
      return message;
    });
  const one = async (request: QueueRequest): Promise<Message> => {
    const [message] = await queue(request);
    if (!message) throw new Error('not queued');
    return message;
  };
  const rulesOf = async (message: Message): Promise<string[]> =>
    database.within(async () =>
      (await line.verdicts.ofMessage(message.id)).map(
        ({ verdict }) => `${verdict.decision} ${verdict.ruleId}`,
      ),
    );

  describe('a message that may go', () => {
    it('is sent once, with verdict, attempt, reservation, body and the sender it keeps', async () => {
      const who = await somebody();
      const message = await one(reminder(who, database.clock.now()));
      gateway.answer = accepted;
      expect(await dispatch()).toEqual({ batches: 1, claimed: 1, handedOver: 1 });
      expect(gateway.sent).toHaveLength(1);
      expect(gateway.sent[0]).toMatchObject({ address: who.contactPoint.address });
      const stored = await stateOf(message);
      expect(stored).toMatchObject({ state: 'sent', stateReason: null, body: gateway.sent[0]?.text });
      expect(stored.sentAt).toBe(database.clock.now());
      expect(await rulesOf(message)).toEqual(['ALLOW allow']);
      await database.within(async () => {
        expect(await line.attempts.ofMessages([message.id])).toMatchObject([
          { outcome: 'accepted', channelAccountId: accountId, endedAt: database.clock.now() },
        ]);
        expect(await line.budget.usedSince([who.debtor.id], plus(database.clock.now(), -DAY))).toHaveLength(
          1,
        );
        const contactPoint = (await line.contactPoints.byIds([who.contactPoint.id])).get(who.contactPoint.id);
        expect(contactPoint?.channelAccountId).toBe(accountId);
      });
      expect(await dispatch()).toEqual({ batches: 0, claimed: 0, handedOver: 0 });
    });

    it('carries the disclosures of the policy and ends with the contact window', async () => {
      const who = await somebody((each) => ({ ...each, debtor: { ...each.debtor, locale: 'zh-CN' } }));
      await one(reminder(who, database.clock.now()));
      await dispatch();
      expect(gateway.sent[0]?.text).toContain('我是流明金融的智能助手');
      expect(gateway.sent[0]?.validUntil).toBeGreaterThan(database.clock.now());
      expect(gateway.sent[0]?.validUntil).toBeLessThanOrEqual(plus(database.clock.now(), 14 * HOUR));
    });

    it('counts for the next message of the same batch', async () => {
      const who = await somebody();
      const messages = await queue(
        reminder(who, database.clock.now()),
        reminder(who, database.clock.now(), { template: 'reminder-firm' }),
      );
      expect(await dispatch()).toMatchObject({ claimed: 2, handedOver: 1 });
      const states = await Promise.all(messages.map(stateOf));
      expect(states.map(({ state }) => state)).toEqual(['sent', 'deferred']);
      expect(states[1]?.notBefore).toBeGreaterThan(database.clock.now());
    });
  });

  describe('a message that must not go', () => {
    it('is suppressed by a hold, with the rule', async () => {
      const who = await somebody();
      const message = await one(reminder(who, database.clock.now()));
      await database.within(() =>
        line.holds.place([
          {
            id: database.ids.next<HoldId>(),
            scope: { kind: 'debtor', debtorId: who.debtor.id },
            reason: 'dispute',
            placedAt: database.clock.now(),
            until: null,
          },
        ]),
      );
      expect(await dispatch()).toMatchObject({ handedOver: 0 });
      expect(await stateOf(message)).toMatchObject({ state: 'suppressed', stateReason: 'hold.dispute' });
      expect(await rulesOf(message)).toEqual(['HOLD hold.dispute']);
    });

    it('is cancelled when the debt is paid', async () => {
      const who = await somebody();
      const message = await one(reminder(who, database.clock.now()));
      const paid = { ...who.debt, components: { ...who.debt.components, paidMinor: 1_000_000 } };
      await database.within(() => line.debts.update([paid]));
      await dispatch();
      expect(await stateOf(message)).toMatchObject({ state: 'cancelled', stateReason: 'debt.paid' });
    });

    it('is neutral while the right party is not confirmed', async () => {
      const who = await somebody((each) => ({
        ...each,
        contactPoint: { ...each.contactPoint, rightParty: { state: 'unconfirmed', failedTries: 0 } },
      }));
      const message = await one(reminder(who, database.clock.now()));
      await dispatch();
      const neutral = line.templates.current('reminder-neutral', who.debtor.locale);
      expect(await stateOf(message)).toMatchObject({ state: 'sent', templateVersionId: neutral.id });
      expect(gateway.sent[0]?.text).not.toMatch(/1,?000|欠|逾期|overdue|debt/iu);
    });

    it('is too old after its life, and says so when it could only go later than that', async () => {
      const [late, soon] = [await somebody(), await somebody()];
      const now = database.clock.now();
      const gone = await one(reminder(late, now, { expiresAt: now }));
      const first = await one(reminder(soon, now));
      const second = await one(reminder(soon, now, { expiresAt: plus(now, MINUTE) }));
      await dispatch();
      expect(await stateOf(gone)).toMatchObject({ state: 'too-old', stateReason: 'message.too-old' });
      expect(await stateOf(first)).toMatchObject({ state: 'sent' });
      const outlived = await stateOf(second);
      expect(outlived.state).toBe('too-old');
      expect(outlived.stateReason).toMatch(/^(cap|gap|window)/u);
    });

    it('is suppressed when its text would have a hole', async () => {
      const who = await somebody();
      const message = await one(reminder(who, database.clock.now(), { template: 'promise-reminder' }));
      await dispatch();
      expect(await stateOf(message)).toMatchObject({
        state: 'suppressed',
        stateReason: 'template.unrenderable',
      });
      expect(gateway.sent).toHaveLength(0);
    });

    it('waits for a sender that rests, and is suppressed without any', async () => {
      const who = await somebody();
      const other = await somebody((each) => ({
        ...each,
        contactPoint: { ...each.contactPoint, channelAccountId: database.ids.next<ChannelAccountId>() },
      }));
      const account = (await database.within(() => line.accounts.byIds([accountId]))).get(accountId);
      if (!account) throw new Error('gone');
      await database.within(() => line.accounts.save({ ...account, paused: true }));
      const waits = await one(reminder(who, database.clock.now()));
      const lost = await one(reminder(other, database.clock.now()));
      await dispatch();
      expect(await stateOf(waits)).toMatchObject({
        state: 'deferred',
        stateReason: 'channel.account-paused',
      });
      expect(await stateOf(lost)).toMatchObject({ state: 'suppressed', stateReason: 'channel.no-account' });
      await database.within(() => line.accounts.save(account));
    });
  });

  describe('what the provider says', () => {
    const send = async (outcome: SendOutcome) => {
      const who = await somebody();
      const message = await one(reminder(who, database.clock.now()));
      gateway.answer = () => outcome;
      await dispatch();
      gateway.answer = accepted;
      const reserved = await database.within(() =>
        line.budget.usedSince([who.debtor.id], plus(database.clock.now(), -DAY)),
      );
      return { who, message, stored: await stateOf(message), reserved: reserved.length };
    };

    it('refused: failed, slot given back, unreachable address marked, its queue withdrawn', async () => {
      const { who, stored, reserved } = await send({
        kind: 'refused',
        reason: 'unreachable-address',
        detail: 'no such number',
      });
      expect(stored).toMatchObject({ state: 'failed', stateReason: 'unreachable-address' });
      expect(reserved).toBe(0);
      const points = await database.within(() => line.contactPoints.byIds([who.contactPoint.id]));
      expect(points.get(who.contactPoint.id)?.unreachableAt).toBe(database.clock.now());
    });

    it('blocked by the recipient: an opt-out that a person looks at', async () => {
      const { who } = await send({ kind: 'refused', reason: 'blocked-by-recipient', detail: '' });
      await database.within(async () => {
        const points = await line.contactPoints.byIds([who.contactPoint.id]);
        expect(points.get(who.contactPoint.id)?.optedOutAt).toBe(database.clock.now());
        const holds = await line.holds.inForce([who.debtor.id], database.clock.now());
        expect(holds.map((hold) => hold.reason).sort()).toEqual(['human-owner', 'opt-out-review']);
        expect((await line.handOffs.queue(100)).map((item) => item.debtorId)).toContain(who.debtor.id);
      });
    });

    it('retry: queued again, slot given back, sent at the next try', async () => {
      const after = plus(database.clock.now(), 2_000);
      const { message, stored, reserved } = await send({ kind: 'retry', after, reason: 'throttled' });
      expect(stored).toMatchObject({ state: 'queued', stateReason: 'throttled', notBefore: after });
      expect(reserved).toBe(0);
      database.clock.advanceTo(plus(after, 1));
      await dispatch();
      expect(await stateOf(message)).toMatchObject({ state: 'sent' });
    });

    it('unknown: keeps its slot, is never sent again blindly, and is settled by asking', async () => {
      const { message, stored, reserved } = await send({ kind: 'unknown', reason: 'timeout' });
      expect(stored).toMatchObject({ state: 'unknown', stateReason: 'timeout' });
      expect(reserved).toBe(1);
      expect(await dispatch()).toMatchObject({ claimed: 0 });
      gateway.lookedUp = null;
      expect(await line.reconcile.run(database.tenantId, MINUTE)).toMatchObject({ settled: 0 });
      gateway.lookedUp = { kind: 'accepted', providerMessageId: 'p-found' };
      expect(await line.reconcile.run(database.tenantId, MINUTE)).toMatchObject({ settled: 1 });
      expect(await stateOf(message)).toMatchObject({ state: 'sent' });
    });

    it('an answer that came after the claim was given up counts, and nothing is sent twice', async () => {
      const who = await somebody();
      const message = await one(reminder(who, database.clock.now()));
      gateway.answer = accepted;
      gateway.beforeAnswer = async () => {
        gateway.beforeAnswer = async () => undefined;
        database.clock.advanceTo(plus(database.clock.now(), 2 * MINUTE));
        expect(await line.reconcile.run(database.tenantId, MINUTE)).toMatchObject({
          requeued: 0,
          declared: 1,
        });
        expect(await stateOf(message)).toMatchObject({ state: 'unknown' });
      };
      gateway.lookedUp = null;
      await dispatch();
      expect(await stateOf(message)).toMatchObject({ state: 'unknown' });
      expect(await line.reconcile.run(database.tenantId, MINUTE)).toMatchObject({ settled: 1 });
      expect(await stateOf(message)).toMatchObject({ state: 'sent' });
      expect(gateway.sent).toHaveLength(1);
    });

    it('receipts: in any order, any number of times, and before the acceptance is known', async () => {
      const { message } = await send({ kind: 'accepted', providerMessageId: 'p-first' });
      const at = database.clock.now();
      const receipt = (status: 'delivered' | 'read' | 'failed', providerMessageId = 'p-first') => ({
        providerMessageId,
        status,
        at,
        detail: null,
      });
      const record = (...receipts: ReturnType<typeof receipt>[]) =>
        line.receipts.run(database.tenantId, accountId, receipts);
      expect(await record(receipt('read'), receipt('delivered'))).toEqual({ advanced: 1, pending: 0 });
      expect(await record(receipt('delivered'), receipt('failed'))).toEqual({ advanced: 0, pending: 0 });
      expect(await stateOf(message)).toMatchObject({ state: 'read' });

      const early = 'p-early';
      expect(await record(receipt('delivered', early), receipt('delivered', early))).toMatchObject({
        advanced: 0,
      });
      const { message: overtaken } = await send({ kind: 'accepted', providerMessageId: early });
      expect(await stateOf(overtaken)).toMatchObject({ state: 'sent' });
      expect(await line.settlePending.run(database.tenantId)).toBe(1);
      expect(await stateOf(overtaken)).toMatchObject({ state: 'delivered' });
      expect(await line.settlePending.run(database.tenantId)).toBe(0);
    });
  });

  it('leaves an event for every message and a chain that verifies', async () => {
    await database.within(async () => {
      while ((await database.eventLog.seal(1_000)) > 0);
      expect(await database.eventLog.verify()).toMatchObject({ intact: true, unsealed: 0 });
      const events = await database.eventLog.after(0, 10_000);
      const types = new Set(events.map((event) => event.type));
      for (const type of [
        'queued',
        'sent',
        'deferred',
        'suppressed',
        'cancelled',
        'too-old',
        'failed',
        'unknown',
      ]) {
        expect(types).toContain(`message.${type}`);
      }
      expect(JSON.stringify(events)).not.toMatch(/张三|sim-|流明/u);
    });
  });
});
