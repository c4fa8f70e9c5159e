import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChannelHouse } from './channel-house.js';
import type { PeerKind } from './channel-peer.js';
import { MINUTE, plus } from '../../src/domain/calendar/instant.js';
import { eventually } from './eventually.js';
import { PeerDialogue } from './peer-dialogue.js';
import { FACTS, SETTINGS, pays } from './people.js';

/** One conversation from the first contact to the hand-back, over a real socket, on the real lines and a database. */
export const describeConversation = (kind: PeerKind): void => {
  describe(`a conversation over ${kind.provider} and ${kind.name}`, () => {
    const { zone } = SETTINGS['zh-CN'];
    let house: ChannelHouse;
    let folder: string;
    let debtor: PeerDialogue;
    const desk = (...argv: string[]): Promise<string> => house.service.does('--as', 'lin', 'desk', ...argv);

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'parley-conversation-'));
      house = await ChannelHouse.open(kind, `sqlite:${join(folder, 'parley.db')}`);
      await house.service.nextWorkday('10:00', zone);
      await eventually(async () =>
        expect(await house.registration.gateway.check(await house.account())).toMatchObject({ state: 'up' }),
      );
      debtor = await PeerDialogue.begin(house, 'zh-CN', 1);
    });
    afterAll(async () => {
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('first contact: nothing that reveals a debt', async () => {
      if (house.registration.capabilities.opensConversations) {
        await house.service.plan();
        expect([await debtor.hears(), await debtor.stored.unsent()]).toEqual([['first-contact'], []]);
      } else {
        expect(await debtor.says('你好')).toEqual(['identity-ask']);
      }
      const [first] = await house.peer.shown(debtor.address);
      expect(first).not.toMatch(/6,000|5,800|欠款|贷款|逾期/);
    });

    it('right party, then the balance', async () => {
      // What we begin is counted by the day, and a first contact was one of two.
      if (house.registration.capabilities.opensConversations) {
        await house.service.nextWorkday('10:00', zone);
      }
      await debtor.says('1');
      expect(await debtor.says(FACTS)).toEqual(['case-summary']);
      const shown = await house.peer.shown(debtor.address);
      expect(shown.at(-1)).toContain('6,000.00');
      expect(await debtor.stored.contactPoint()).toMatchObject({ rightPartyState: 'confirmed' });
    });

    it('a plan: offered, agreed, confirmed', async () => {
      await debtor.says('我想分期还');
      await debtor.says('分2期');
      expect(await debtor.says('确认')).toEqual(['plan-agreed']);
      const found = await debtor.stored.arrangement();
      expect([found?.plan.state, found?.instalments.length]).toEqual(['active', 2]);
    });

    it('a payment: a receipt', async () => {
      await house.service.daysOn(0, '14:00', zone);
      await pays(debtor.stored, 'zh-CN', '500.00');
      expect((await debtor.hears()).join()).toMatch(/receipt|update-neutral/);
    });

    it('a dispute: held at once, a number, a person', async () => {
      expect(await debtor.says('利息算得不对')).toEqual(['dispute-ack']);
      const [dispute] = await debtor.stored.disputes();
      expect(dispute).toMatchObject({ kind: 'wrong-amount', state: 'open' });
      const shown = await house.peer.shown(debtor.address);
      expect(shown.at(-1)).toContain(dispute?.number);
      expect(await debtor.stored.holds()).toEqual(expect.arrayContaining(['debtor human-owner']));
    });

    it('a person answers in the same chat, decides the next morning, and hands back', async () => {
      await house.service.daysOn(0, '17:00', zone);
      const { id } = await debtor.stored.item();
      await desk('claim', id);
      await desk('reply', id, '您好，我们已经收到，正在核对。');
      await debtor.hears();
      const shown = await house.peer.shown(debtor.address);
      expect(shown.at(-1)).toContain('正在核对');
      await house.service.nextWorkday('09:00', zone);
      const [dispute] = await debtor.stored.disputes();
      await desk('decide-dispute', dispute?.number ?? '?', 'rejected');
      expect(await debtor.hears()).toEqual(['dispute-rejected']);
      await desk('claim', id);
      await desk('hand-back', id, '--why', 'answered');
      expect(await debtor.stored.conversation()).toMatchObject({ owner: 'bot' });
      expect(await debtor.says('我的计划')).toEqual(['plan-show']);
    });

    it('kept every guarantee, and every text that was handed over is on the phone', async () => {
      await debtor.hears();
      if (kind.receipts) {
        await eventually(async () => {
          // A receipt that overtook its acceptance is settled within the minute.
          await house.service.moveTo(plus(house.service.now(), MINUTE));
          const states = (await debtor.sent()).map(({ state }) => state);
          expect(states.filter((state) => state !== 'delivered' && state !== 'read')).toEqual([]);
        });
      }
      expect(await debtor.stored.unsent()).toEqual([]);
      expect(await house.service.brokenGuarantees()).toEqual([]);
    });
  });
};
