import { Injectable } from '@nestjs/common';
import { cannotSend } from '../../domain/channel/account-state.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelProbe } from '../ports/channel-probe.js';
import type { AccountCheck } from '../ports/channel-probe.js';
import { EventLog } from '../ports/event-log.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { FindChannelAccount } from './find-channel-account.js';
import { ReportAccountState } from './report-account-state.js';

/** Reaches the provider with an account's credentials, at somebody's wish; nothing is sent to anybody. */
@Injectable()
export class TestChannelAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly find: FindChannelAccount,
    private readonly probe: ChannelProbe,
    private readonly reportState: ReportAccountState,
    private readonly events: EventLog,
  ) {}

  /** Throws `CHANNEL_ACCOUNT.UNKNOWN`. */
  async run(scope: WorkScope, id: ChannelAccountId): Promise<AccountCheck> {
    const account = await this.unitOfWork.run(scope, () => this.find.inside(id));
    const check = await this.probe.check(account);
    await this.unitOfWork.run(scope, () =>
      this.events.append([
        { type: 'channel.tested', subjects: { channelAccount: id }, payload: { state: check.state } },
      ]),
    );
    if (this.decides(account, check)) await this.reportState.run(account, check);
    return check;
  }

  /** A listener knows more than a look from outside: that an account hears nothing, or has to be used slowly. */
  private decides({ provider, state }: ChannelAccount, check: AccountCheck): boolean {
    if (!this.probe.isListenedTo(provider)) return true;
    return check.state === 'up' ? state === 'unknown' || cannotSend(state) : check.state !== 'unknown';
  }
}
