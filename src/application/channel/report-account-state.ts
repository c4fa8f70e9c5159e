import { Injectable } from '@nestjs/common';
import { AccountLog } from '../ports/account-log.js';
import type { AccountReport } from '../ports/account-log.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** As much as is kept. */
const LONGEST_DETAIL = 500;

/** Takes note of how the login or connection of an account does; a change of state is an event. */
@Injectable()
export class ReportAccountState {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AccountLog,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  run({ tenantId, id }: Pick<ChannelAccount, 'tenantId' | 'id'>, report: AccountReport): Promise<void> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'listener' } }, async () => {
      const detail = report.detail.slice(0, LONGEST_DETAIL);
      if (!(await this.log.report(id, { ...report, detail }, this.clock.now()))) return;
      await this.events.append([
        {
          type: `channel.${report.state}`,
          subjects: { channelAccount: id },
          payload: { state: report.state, detail },
        },
      ]);
    });
  }
}
