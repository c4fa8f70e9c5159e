import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ChannelCursorEntity } from '../../../src/adapters/persistence/entities/channel-account.entity.js';
import {
  InboundMediaEntity,
  InboundMessageEntity,
} from '../../../src/adapters/persistence/entities/inbound-message.entity.js';
import { Alarms } from '../../../src/application/ports/alarms.js';
import { ChannelCursors } from '../../../src/application/ports/channel-cursors.js';
import { ReadUnmatched } from '../../../src/application/channel/read-unmatched.js';
import { DAY, HOUR, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { InboundContent } from '../../../src/domain/conversation/inbound-content.js';
import { ChannelWorld, LATE_MINUTES } from '../../support/channel-world.js';
import { eachDatabase } from '../../support/databases.js';
import type { Dialogue } from '../../support/dialogue.js';
import { SETTINGS, START, confirmedDebtor, newDebtor } from '../../support/people.js';
import { Service } from '../../support/service.js';

const PNG = Buffer.from('\x89PNG\r\n\x1a\nand so on', 'latin1').toString('base64');
const PROGRAM = Buffer.from('MZ and so on', 'latin1').toString('base64');
const templates = async (debtor: Dialogue): Promise<string[]> =>
  (await debtor.hears()).map(({ template }) => template);

eachDatabase('what channels report', (place) => {
  let service: Service;
  let world: ChannelWorld;
  const { zone } = SETTINGS['zh-CN'];

  beforeAll(async () => {
    service = await Service.start(await place.url(), START, ['lumen']);
    world = await ChannelWorld.open(service, 'wechat');
  });
  afterAll(() => service.stop());
  afterEach(() => {
    jest.restoreAllMocks();
  });
  beforeEach(() => service.nextWorkday('10:00', zone));

  const address = (debtor: Dialogue): string => debtor.addressOn('wechat');

  describe('one transaction', () => {
    it('stores nothing of a page whose place could not be stored, and all of it the next time, once', async () => {
      const debtor = await newDebtor(service, 'zh-CN');
      const page = [world.message(address(debtor), '你好'), world.message('nobody', '你好')];
      const cursor = { name: 'page', value: '7' };
      jest.spyOn(service.get(ChannelCursors), 'write').mockRejectedValueOnce(new Error('away'));
      await expect(world.takes(page, cursor)).rejects.toThrow('away');
      expect(await debtor.inbound()).toEqual([]);
      await world.takes(page, cursor);
      await world.takes(page, cursor);
      expect(await debtor.inbound()).toHaveLength(1);
      const cursors = await service.rows(ChannelCursorEntity, { channelAccountId: world.account.id });
      expect(cursors.map(({ value }) => value)).toEqual(['7']);
    });

    it('stores a page once that is delivered twice at the same time', async () => {
      const [writing, coming] = [
        await newDebtor(service, 'zh-CN'),
        await newDebtor(service, 'zh-CN', { channels: ['sms'] }),
      ];
      const page = [
        world.message(address(writing), '你好'),
        world.binding('at-once', await world.codeFor(coming)),
        world.own(address(writing), '我来回答', 'person'),
      ];
      await Promise.all([world.takes(page), world.takes(page), world.takes(page)]);
      expect(await writing.inbound()).toHaveLength(1);
      expect(await writing.queued()).toEqual(['answered-elsewhere normal']);
      expect((await writing.messages()).map(({ origin }) => origin)).toEqual(['elsewhere']);
      const { id } = await coming.contactPoint('wechat');
      const bound = await world.events('contact-point.bound');
      expect(bound.filter(({ subjects }) => subjects['contactPoint'] === id)).toHaveLength(1);
    });

    it('takes events in the order in which they were reported', async () => {
      const debtor = await newDebtor(service, 'zh-CN', { channels: ['sms'] });
      const code = await world.codeFor(debtor);
      const page = [
        world.message('ordered', '在吗'),
        world.binding('ordered', code),
        world.message('ordered', '你好'),
      ];
      await world.takes(page);
      const states = await Promise.all(
        page.map(async ({ providerMessageId }) => (await world.stored(providerMessageId)).state),
      );
      expect(states).toEqual(['unmatched', 'recorded', 'recorded']);
    });
  });

  describe('whose message it is', () => {
    it('an id of one login is nobody at another; who was never written to is answered where they wrote', async () => {
      const debtor = await newDebtor(service, 'zh-CN');
      await world.hears(world.message(address(debtor), '你好'));
      expect((await debtor.contactPoint()).channelAccountId).toBe(world.account.id);
      expect(await templates(debtor)).toEqual(['identity-ask']);
      const elsewhere = world.message(address(debtor), '你好');
      await world.takes([elsewhere], undefined, world.other);
      expect(await world.stored(elsewhere.providerMessageId)).toMatchObject({
        state: 'unmatched',
        contactPointId: null,
      });
    });

    it('somebody in danger whom nobody knows is an alarm, and people see the message', async () => {
      const alarm = jest.spyOn(service.get(Alarms), 'raise');
      const [danger, greeting] = [
        world.message('stranger', '我不想活了 13912345678'),
        world.message('stranger', '你好'),
      ];
      await world.takes([greeting, danger]);
      await world.takes([greeting, danger]);
      const { id } = await world.stored(danger.providerMessageId);
      expect(alarm.mock.calls.map(([sentence]) => sentence)).toEqual([expect.stringContaining(id)]);
      expect(alarm.mock.calls[0]?.[0]).not.toContain('不想活');
      const told = (await world.events('inbound.unmatched')).filter(
        ({ payload }) => payload?.['crisis'] === true,
      );
      expect(told.map(({ subjects }) => subjects['inbound'])).toEqual([id]);
      const shown = await service.get(ReadUnmatched).run(service.scope, { before: null, limit: 2 });
      expect(shown.map(({ crisis }) => crisis)).toEqual([true, false]);
      expect(shown[0]?.maskedText).toContain('我不想活了');
      expect(JSON.stringify(shown)).not.toMatch(/13912345678|stranger/);
    });
  });

  describe('media', () => {
    const send = async (content: InboundContent, media: string | null): Promise<[InboundContent, number]> => {
      const message = world.message('sender', content, { media });
      await world.takes([message]);
      const { id, content: kept } = await world.stored(message.providerMessageId);
      return [kept, (await service.rows(InboundMediaEntity, { inboundMessageId: id })).length];
    };

    it('is what its bytes are, whatever it is called', async () => {
      const picture = { kind: 'picture', mediaType: 'image/jpeg', name: 'receipt.jpg' } as const;
      expect(await send(picture, PNG)).toEqual([{ ...picture, mediaType: 'image/png' }, 1]);
      expect(await send(picture, PROGRAM)).toEqual([
        { kind: 'file', mediaType: 'application/x-executable', name: 'receipt.jpg' },
        1,
      ]);
    });

    it('is not kept beyond 10 MB, only its name', async () => {
      const big = Buffer.alloc(10 * 1024 * 1024 + 1, 1).toString('base64');
      const file = { kind: 'file', mediaType: 'application/pdf', name: 'letter.pdf' } as const;
      expect(await send(file, big)).toEqual([{ kind: 'unsupported', name: 'letter.pdf' }, 0]);
    });
  });

  describe('a message that was taken back', () => {
    it('stays as it was, marked, and is processed; nobody takes back what another wrote', async () => {
      const debtor = await newDebtor(service, 'zh-CN');
      const said = world.message(address(debtor), '你好');
      const recall = (from: string): ReturnType<ChannelWorld['message']> =>
        world.message(from, { kind: 'recalled', recalledProviderMessageId: said.providerMessageId });
      const recalledAt = async (): Promise<(number | null)[]> =>
        (await service.rows(InboundMessageEntity, { providerMessageId: said.providerMessageId })).map(
          (row) => row.recalledAt,
        );
      await world.takes([said, recall('somebody-else')]);
      expect(await recalledAt()).toEqual([null]);
      const back = recall(address(debtor));
      await world.takes([back]);
      await service.work();
      expect(await recalledAt()).toEqual([back.sentAt]);
      expect((await world.stored(said.providerMessageId)).content).toEqual({ kind: 'text', text: '你好' });
      expect(await templates(debtor)).toEqual(['identity-ask']);
      await service.moveTo(plus(service.now(), MINUTE));
      await world.takes([recall(address(debtor))]);
      expect(await recalledAt()).toEqual([back.sentAt]);
    });
  });

  describe('a message that comes long after it was written', () => {
    const late = (debtor: Dialogue, text: string) =>
      world.message(address(debtor), text, { sentAt: plus(service.now(), -(LATE_MINUTES + 1) * MINUTE) });

    it('is not answered: a person reads it, the conversation stays where it was', async () => {
      const debtor = await confirmedDebtor(service, 'zh-CN');
      const { state } = await debtor.conversation();
      await world.hears(late(debtor, '我的账单'));
      expect(await templates(debtor)).toEqual([]);
      expect(await debtor.queued()).toEqual(['old-message normal']);
      expect(await debtor.conversation()).toMatchObject({ state, owner: 'bot' });
      await world.hears(
        world.message(address(debtor), '我的账单', {
          sentAt: plus(service.now(), -(LATE_MINUTES - 1) * MINUTE),
        }),
      );
      expect(await templates(debtor)).toEqual(['case-summary']);
    });

    it('protects all the same: a stop stops, danger is danger', async () => {
      const stopping = await confirmedDebtor(service, 'zh-CN');
      await world.hears(late(stopping, '别再发了'));
      expect(await stopping.holds()).toContain('debtor opt-out-review');
      const [danger, disputing] = [
        await newDebtor(service, 'zh-CN'),
        await confirmedDebtor(service, 'zh-CN'),
      ];
      await world.hears(late(danger, '我不想活了'), late(disputing, '这不是我的，我没借过'));
      expect(await danger.queued()).toEqual(['crisis urgent']);
      expect(await disputing.disputes()).toHaveLength(1);
    });
  });

  describe('whether somebody can be reached', () => {
    const report = (debtor: Dialogue, state: 'blocked' | 'gone' | 'reachable', at = service.now()) =>
      ({ kind: 'reachability', address: address(debtor), state, at, detail: 'said the provider' }) as const;

    it('blocked is an opt-out that a person looks at, once; being reachable again does not take it back', async () => {
      const debtor = await confirmedDebtor(service, 'zh-CN');
      const blocked = report(debtor, 'blocked');
      await world.hears(blocked, blocked);
      await world.hears(blocked);
      expect(await debtor.holds()).toContain('debtor opt-out-review');
      expect(await debtor.queued()).toEqual(['opt-out-review normal']);
      await world.hears(report(debtor, 'reachable', plus(service.now(), MINUTE)));
      expect((await debtor.contactPoint()).optedOutAt).not.toBeNull();
      const { id } = await debtor.contactPoint();
      const told = await world.events('contact-point.opted-out');
      expect(told.filter(({ subjects }) => subjects['contactPoint'] === id)).toHaveLength(1);
    });

    it('gone is unreachable until reachable; an older report says nothing', async () => {
      const debtor = await newDebtor(service, 'zh-CN');
      const gone = report(debtor, 'gone');
      await world.hears(gone);
      expect((await debtor.contactPoint()).unreachableAt).not.toBeNull();
      const again = report(debtor, 'reachable', plus(service.now(), MINUTE));
      await world.hears(again);
      expect((await debtor.contactPoint()).unreachableAt).toBeNull();
      await world.hears(gone, again);
      const { id, unreachableAt } = await debtor.contactPoint();
      expect(unreachableAt).toBeNull();
      const told = await world.events('contact-point.unreachable');
      expect(told.filter(({ subjects }) => subjects['contactPoint'] === id)).toHaveLength(1);
    });
  });

  describe('addresses after another login', () => {
    it('who is found has the new one, everybody else is quarantined until found', async () => {
      const [moving, staying, lost] = [
        await confirmedDebtor(service, 'zh-CN'),
        await confirmedDebtor(service, 'zh-CN'),
        await confirmedDebtor(service, 'zh-CN'),
      ];
      await service.nextWorkday('10:00', zone);
      const at = service.now();
      const change = {
        kind: 'addresses-changed',
        moved: [{ from: address(moving), to: 'wxid_moved' }],
        known: ['wxid_moved', address(staying)],
        at,
      } as const;
      await world.takes([change]);
      const unreachable = async (): Promise<boolean[]> =>
        Promise.all(
          [moving, staying, lost].map(async (one) => (await one.contactPoint()).unreachableAt !== null),
        );
      expect(await unreachable()).toEqual([false, false, true]);
      const hello = world.message('wxid_moved', '我的账单');
      await world.hears(hello);
      const { id } = await moving.contactPoint();
      expect((await world.stored(hello.providerMessageId)).contactPointId).toBe(id);
      const old = world.message(address(moving), '你好');
      await world.takes([old]);
      expect((await world.stored(old.providerMessageId)).state).toBe('unmatched');

      const quarantined = (await world.events('contact-point.quarantined')).length;
      await world.takes([change]);
      expect(await world.events('contact-point.quarantined')).toHaveLength(quarantined);

      const all = [...change.known, address(lost)];
      await world.takes([{ ...change, moved: [], known: all, at: plus(at, HOUR) }]);
      expect(await unreachable()).toEqual([false, false, false]);
      await world.takes([change]);
      expect(await unreachable()).toEqual([false, false, false]);
    });
  });

  describe('one-time codes', () => {
    it('bind the address to the debtor, once, and the debtor is greeted', async () => {
      const debtor = await newDebtor(service, 'zh-CN', { channels: ['sms'] });
      const code = await world.codeFor(debtor);
      const came = world.binding('bound-1', ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `);
      await world.hears(came);
      await world.hears(came);
      expect(await world.stored(came.providerMessageId)).toMatchObject({ content: { kind: 'arrived' } });
      const point = await debtor.contactPoint('wechat');
      expect(point).toMatchObject({
        channelAccountId: world.account.id,
        addressScope: world.account.id,
        provenance: 'debtor-authorised',
        consentSource: 'start',
        rightPartyState: 'unconfirmed',
        position: 1,
      });
      expect((await debtor.messages()).map(({ template, state }) => [template, state])).toEqual([
        ['identity-ask', 'delivered'],
      ]);
      const second = world.binding('bound-2', code);
      await world.hears(second);
      expect(await world.stored(second.providerMessageId)).toMatchObject({
        state: 'unmatched',
        content: { kind: 'text', text: code },
      });
      expect(await debtor.messages()).toHaveLength(1);
    });

    it('bind nobody when they are too old, or for another channel', async () => {
      const debtor = await newDebtor(service, 'zh-CN', { channels: ['sms'] });
      const [old, other] = [await world.codeFor(debtor), await world.codeFor(debtor, 'telegram')];
      await service.moveTo(plus(service.now(), 14 * DAY));
      const tries = [world.binding('late-1', old), world.binding('late-1', other)];
      await world.hears(...tries);
      for (const { providerMessageId } of tries) {
        expect((await world.stored(providerMessageId)).state).toBe('unmatched');
      }
      await expect(debtor.contactPoint('wechat')).rejects.toThrow();
    });

    it('never move an address that another debtor has: a person looks', async () => {
      const [owner, invited] = [
        await newDebtor(service, 'zh-CN'),
        await newDebtor(service, 'zh-CN', { channels: ['sms'] }),
      ];
      const code = await world.codeFor(invited);
      await world.hears(world.binding(address(owner), code));
      await expect(invited.contactPoint('wechat')).rejects.toThrow();
      expect(await owner.queued()).toEqual(['identity-failed high']);
      expect(await templates(owner)).toEqual([]);
      const { id } = await owner.contactPoint();
      const told = await world.events('contact-point.contested');
      expect(told.map(({ subjects }) => subjects['contactPoint'])).toContain(id);
      const again = world.binding('thief', code);
      await world.hears(again);
      expect((await world.stored(again.providerMessageId)).state).toBe('unmatched');
    });

    it('that are wrong are counted once, however often they are delivered', async () => {
      const debtor = await newDebtor(service, 'zh-CN', { channels: ['sms'] });
      const typo = world.binding('clumsy', '2222222222');
      for (let delivery = 0; delivery < 6; delivery += 1) await world.takes([typo]);
      await world.takes([world.binding('clumsy', await world.codeFor(debtor))]);
      expect((await debtor.contactPoint('wechat')).channelAccountId).toBe(world.account.id);
    });

    it('of somebody who guesses are not looked at for an hour, even when right', async () => {
      const debtor = await newDebtor(service, 'zh-CN', { channels: ['sms'] });
      const code = await world.codeFor(debtor);
      for (let guess = 0; guess < 5; guess += 1)
        await world.takes([world.binding('guesser', `22222${guess}2222`)]);
      await world.takes([world.binding('guesser', code)]);
      await expect(debtor.contactPoint('wechat')).rejects.toThrow();
      await service.moveTo(plus(service.now(), HOUR + MINUTE));
      await world.takes([world.binding('guesser', code)]);
      expect((await debtor.contactPoint('wechat')).channelAccountId).toBe(world.account.id);
    });
  });
});
