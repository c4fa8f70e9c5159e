import { expect, it } from '@jest/globals';
import { WechatySupervisor } from '../../../src/adapters/channels/wechaty/wechaty-supervisor.js';
import { describeChannel } from '../../support/channel-contract.js';
import { eventually } from '../../support/eventually.js';
import { PUPPET_SERVER } from '../../support/peers/puppet-server.js';

describeChannel(PUPPET_SERVER, (house) => {
  it('an account has one client, however often it is opened; new settings replace it', async () => {
    const supervisor = house().service.get(WechatySupervisor);
    const { gateway, listener } = house().registration;
    const account = await house().account();
    const login = supervisor.of(account.id);
    await Promise.all([listener?.open(account), listener?.open(account)]);
    expect(supervisor.of(account.id)).toBe(login);

    const settings = { ...account.settings, callTimeoutMs: '1600' };
    await Promise.all([listener?.open({ ...account, settings }), listener?.open({ ...account, settings })]);
    expect(supervisor.of(account.id)).not.toBe(login);
    await eventually(async () => expect(await gateway.check(account)).toMatchObject({ state: 'up' }));
  });

  it('without a client here a text waits, and the check says what is missing', async () => {
    const { gateway, listener } = house().registration;
    const account = await house().account();
    await listener?.close(account.id);
    expect(await house().send(house().peer.addressOf(900), '您好')).toMatchObject({
      kind: 'retry',
      reason: 'not-listening-here',
    });
    expect((await gateway.check(account)).detail).toContain('role listeners');
    await listener?.open(account);
  });
});
