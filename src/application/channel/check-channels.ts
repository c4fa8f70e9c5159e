import { Injectable } from '@nestjs/common';
import type { TenantId } from '../../domain/shared/ids.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import { ChannelProbe } from '../ports/channel-probe.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { ReportAccountState } from './report-account-state.js';

/** Looks how the accounts do that nobody listens to all the time; those that rest are left alone. */
@Injectable()
export class CheckChannels {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ChannelAccounts,
    private readonly probe: ChannelProbe,
    private readonly reportState: ReportAccountState,
  ) {}

  async run(tenantId: TenantId): Promise<{ readonly checked: number; readonly notUp: number }> {
    const scope = { tenantId, actor: { kind: 'system', name: 'check-channels' } } as const;
    const all = await this.unitOfWork.run(scope, () => this.accounts.all());
    const mine = all.filter(({ paused, provider }) => !paused && !this.probe.isListenedTo(provider));
    const checks = await Promise.all(
      mine.map(async (account) => ({ account, check: await this.probe.check(account) })),
    );
    for (const { account, check } of checks) await this.reportState.run(account, check);
    return { checked: checks.length, notUp: checks.filter(({ check }) => check.state !== 'up').length };
  }
}
