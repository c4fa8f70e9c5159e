import { Injectable } from '@nestjs/common';
import { dailyLimit, startOfDay } from '../../domain/channel/account-pace.js';
import { UNLIMITED } from '../../domain/channel/account-limits.js';
import type { AccountLimits } from '../../domain/channel/account-limits.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { instantAt, todayIn } from '../../domain/calendar/zone.js';
import type { ZoneId } from '../../domain/calendar/zone.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import type { ProviderDescription } from '../ports/channel-directory.js';
import { ChannelHealth } from '../ports/channel-health.js';
import type { AccountHealth } from '../ports/channel-health.js';
import { Clock } from '../ports/clock.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

export interface AccountToday extends AccountHealth {
  /** What holds: the provider's own, and the account's before them. */
  readonly limits: AccountLimits;
  /** Texts on this UTC day; null: without a limit. */
  readonly limitToday: number | null;
}

export interface ChannelsToday {
  /** Since when sent and failed are counted: midnight in that zone. What is used counts from midnight UTC. */
  readonly since: Instant;
  readonly asOf: Instant;
  readonly accounts: readonly AccountToday[];
}

export const accountToday = (
  health: AccountHealth,
  providers: readonly ProviderDescription[],
  now: Instant,
): AccountToday => {
  const own = providers.find(({ provider }) => provider === health.provider)?.capabilities.limits;
  const limits = { ...(own ?? UNLIMITED), ...health.ownLimits };
  return { ...health, limits, limitToday: dailyLimit(limits, health.createdAt, now) };
};

/** Tells how each channel account does today. */
@Injectable()
export class ReadChannelHealth {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly health: ChannelHealth,
    private readonly directory: ChannelDirectory,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, zone: ZoneId): Promise<ChannelsToday> {
    const asOf = this.clock.now();
    const since = instantAt(todayIn(asOf, zone), 0, zone);
    return this.unitOfWork.run(scope, async () => {
      const accounts = await this.health.all(since, startOfDay(asOf));
      const providers = this.directory.providers();
      return { since, asOf, accounts: accounts.map((one) => accountToday(one, providers, asOf)) };
    });
  }
}
