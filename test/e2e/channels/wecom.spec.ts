import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IssueBindingCode } from '../../../src/application/channel/issue-binding-code.js';
import { describeConversation } from '../../support/channel-conversation.js';
import { ChannelHouse } from '../../support/channel-house.js';
import { PeerDialogue } from '../../support/peer-dialogue.js';
import { SETTINGS, newDebtor } from '../../support/people.js';
import { WECOM, WecomPeer } from '../../support/peers/wecom.js';

describeConversation(WECOM);

describe('what only WeChat customer service tells', () => {
  let house: ChannelHouse;
  let peer: WecomPeer;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-wecom-'));
    house = await ChannelHouse.open(WECOM, `sqlite:${join(folder, 'parley.db')}`);
    if (!(house.peer instanceof WecomPeer)) throw new Error('another peer');
    peer = house.peer;
    await house.service.nextWorkday('10:00', SETTINGS['zh-CN'].zone);
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const fails = async (address: string, failType: number): Promise<void> => {
    const failed = { external_userid: address, fail_msgid: peer.messageIds.at(-1), fail_type: failType };
    await peer.happens({ event_type: 'msg_send_fail', ...failed });
    await house.service.work();
  };

  it('a text that was taken and failed later is failed', async () => {
    const debtor = await PeerDialogue.begin(house, 'zh-CN', 11);
    expect(await debtor.says('你好')).toEqual(['identity-ask']);
    await fails(debtor.address, 4);
    expect((await debtor.stored.messages()).map(({ state }) => state)).toEqual(['failed']);
    expect(await debtor.stored.contactPoint()).toMatchObject({ optedOutAt: null });
  });

  it('a text of which nobody knew is settled when it failed later', async () => {
    const debtor = await PeerDialogue.begin(house, 'zh-CN', 15);
    await peer.misbehaves('takes-then-drops');
    await peer.writes(debtor.address, { kind: 'text', text: '你好' });
    await house.service.work();
    expect((await debtor.stored.messages()).map(({ state }) => state)).toEqual(['unknown']);
    await peer.misbehaves(null);
    await fails(debtor.address, 0);
    expect((await debtor.stored.messages()).map(({ state }) => state)).toEqual(['failed']);
  });

  it('a person who refused the text later has opted out, and a person of ours looks', async () => {
    const debtor = await PeerDialogue.begin(house, 'zh-CN', 12);
    expect(await debtor.says('你好')).toEqual(['identity-ask']);
    await fails(debtor.address, 10);
    expect((await debtor.stored.messages()).map(({ state }) => state)).toEqual(['failed']);
    expect(await debtor.stored.contactPoint()).toMatchObject({ optedOutAt: expect.anything() });
    expect(await debtor.stored.holds()).toContain('debtor opt-out-review');
  });

  it('a servicer who writes in WeCom has taken over: the bot is silent', async () => {
    const debtor = await PeerDialogue.begin(house, 'zh-CN', 13);
    expect(await debtor.says('你好')).toEqual(['identity-ask']);
    await peer.types(debtor.address, '您好，我是客服小李。');
    await house.service.work();
    expect(await debtor.stored.conversation()).toMatchObject({ owner: 'person' });
    await peer.writes(debtor.address, { kind: 'text', text: '1' });
    await house.service.work();
    expect(await peer.shown(debtor.address)).toHaveLength(1);
  });

  it('who comes by the link of a code is bound to the case, and answered once they write', async () => {
    const stored = await newDebtor(house.service, 'zh-CN', { channels: ['sms'] });
    const { id } = await stored.debt();
    const { code } = await house.service.get(IssueBindingCode).run(house.service.scope, id, 'wechat');
    const address = peer.strangerOf(14);
    await peer.happens({ event_type: 'enter_session', external_userid: address, scene_param: code });
    await house.service.work();
    expect(await stored.contactPoint('wechat')).toMatchObject({ rightPartyState: 'unconfirmed' });
    expect(await peer.shown(address)).toEqual([]);
    await peer.writes(address, { kind: 'text', text: '你好' });
    await house.service.work();
    const shown = await peer.shown(address);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.join()).not.toMatch(/6,000|5,800|欠款|逾期/);
  });
});
