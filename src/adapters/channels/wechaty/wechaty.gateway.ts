import { Injectable } from '@nestjs/common';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelGateway } from '../../../application/ports/channel-gateway.js';
import type { AccountCheck, OutgoingText } from '../../../application/ports/channel-gateway.js';
import { Clock } from '../../../application/ports/clock.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import { canSay } from './session-state.js';
import { notHandedOver } from './translate.js';
import { WechatySupervisor } from './wechaty-supervisor.js';

/** Sends through the login that this process keeps; a login can have only one client, so nobody else may open it. */
@Injectable()
export class WechatyGateway extends ChannelGateway {
  override readonly provider = 'wechaty';

  constructor(
    private readonly supervisor: WechatySupervisor,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async send(account: ChannelAccount, { address, text }: OutgoingText): Promise<SendOutcome> {
    const login = this.supervisor.of(account.id);
    return login === null ? notHandedOver(this.clock.now(), 'not-listening-here') : login.say(address, text);
  }

  /** WeChat cannot be asked; an echo or the debtor's answer tells. */
  override async lookUp(): Promise<null> {
    return null;
  }

  override async check(account: ChannelAccount): Promise<AccountCheck> {
    const login = this.supervisor.of(account.id);
    if (login === null) {
      return {
        state: 'unknown',
        detail:
          'No WeChat client runs for this account here; start a process with the role listeners, and unpause it.',
      };
    }
    if (canSay(login.state)) {
      const well = await Promise.race([login.answers(), login.nextState().then(() => false)]);
      // Slowed or not, the login and its connection are what was asked about.
      if (well) return { state: 'up', detail: login.state.detail };
      if (canSay(login.state)) {
        return {
          state: 'deaf',
          detail: 'The gateway has the login and does not answer; it is watched further.',
        };
      }
    }
    return { state: login.state.state, detail: login.state.detail };
  }
}
