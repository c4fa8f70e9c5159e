import { Injectable } from '@nestjs/common';
import { ReportAccountState } from '../../../application/channel/report-account-state.js';
import type { AccountReport } from '../../../application/ports/account-log.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { Clock } from '../../../application/ports/clock.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';

/** Tells how accounts do. One that was told to be slower stays so until its time is over, whatever else succeeds. */
@Injectable()
export class WecomHealth {
  private readonly slowUntil = new Map<ChannelAccountId, Instant>();

  constructor(
    private readonly reportAccountState: ReportAccountState,
    private readonly clock: Clock,
  ) {}

  async tell(account: ChannelAccount, report: AccountReport): Promise<void> {
    const slowUntil = this.slowUntil.get(account.id);
    if (report.state === 'up' && slowUntil !== undefined && slowUntil > this.clock.now()) return;
    if (report.slowUntil) this.slowUntil.set(account.id, report.slowUntil);
    else this.slowUntil.delete(account.id);
    await this.reportAccountState.run(account, report);
  }
}
