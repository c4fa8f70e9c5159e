import { Injectable } from '@nestjs/common';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelListener } from '../channel-listener.js';
import { WechatySupervisor } from './wechaty-supervisor.js';

@Injectable()
export class WechatyListener extends ChannelListener {
  override readonly provider = 'wechaty';

  constructor(private readonly supervisor: WechatySupervisor) {
    super();
  }

  override open(account: ChannelAccount): Promise<void> {
    return this.supervisor.start(account);
  }

  override close(accountId: ChannelAccount['id']): Promise<void> {
    return this.supervisor.stop(accountId);
  }
}
