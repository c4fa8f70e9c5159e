import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendAttemptEntity } from '../../src/adapters/persistence/entities/send-attempt.entity.js';
import { ChannelHouse } from './channel-house.js';
import type { PeerKind } from './channel-peer.js';
import { eventually } from './eventually.js';
import { PeerDialogue } from './peer-dialogue.js';
import { SETTINGS } from './people.js';

/** What a gateway for SMS that reports by callback must keep: doubt is settled by reports, and stop words come first. */
export const describeSmsSafety = (kind: PeerKind): void => {
  describe(`doubt and stop words over ${kind.provider} and ${kind.name}`, () => {
    const { zone } = SETTINGS['zh-CN'];
    let house: ChannelHouse;
    let folder: string;
    let debtor: PeerDialogue;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'parley-sms-'));
      house = await ChannelHouse.open(kind, `sqlite:${join(folder, 'parley.db')}`);
      await house.service.nextWorkday('10:00', zone);
      debtor = await PeerDialogue.begin(house, 'zh-CN', 1);
    });
    afterAll(async () => {
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('a text whose answer was lost is never sent again, and a report settles it', async () => {
      await house.peer.misbehaves('takes-then-drops');
      await house.service.plan();
      await house.service.work();
      await house.peer.misbehaves(null);
      const attempts = await house.service.rows(SendAttemptEntity, {});
      expect(attempts.map(({ outcome }) => outcome)).toEqual(['unknown']);
      await eventually(async () => {
        await house.service.work();
        expect((await debtor.stored.messages()).map(({ state }) => state)).toEqual(['delivered']);
      });
      expect(await house.peer.shown(debtor.address)).toHaveLength(1);
    });

    it.each([
      ['退订', 2],
      ['STOP', 3],
    ])('%s: confirmed once, then silence', async (word, person) => {
      const other = await PeerDialogue.begin(house, 'zh-CN', person);
      await house.service.plan();
      expect(await other.hears()).toEqual(['first-contact']);
      expect(await other.says(word)).toEqual(['optout-confirm']);
      expect((await other.stored.contactPoint()).optedOutAt).toBe(house.service.now());
      expect(await other.stored.holds()).toEqual(['debtor opt-out-review']);
      await house.service.daysOn(6, '10:00', zone);
      await house.service.plan();
      expect(await other.hears()).toEqual([]);
      expect(await house.peer.shown(other.address)).toHaveLength(2);
    });

    it('kept every guarantee', async () => expect(await house.service.brokenGuarantees()).toEqual([]));
  });
};
