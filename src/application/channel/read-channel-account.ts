import { Injectable } from '@nestjs/common';
import { startOfDay } from '../../domain/channel/account-pace.js';
import type { AccountLimits } from '../../domain/channel/account-limits.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import { AccountLog } from '../ports/account-log.js';
import type { AccountChange } from '../ports/account-log.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelCallbacks, callbackPath } from '../ports/channel-callbacks.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import type { ProviderSetting } from '../ports/channel-directory.js';
import { ChannelHealth } from '../ports/channel-health.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { PublicAddress } from '../ports/public-address.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { FindChannelAccount } from './find-channel-account.js';
import { accountToday } from './read-channel-health.js';
import type { AccountToday } from './read-channel-health.js';

/** A setting as it is shown: a secret only as set or not. */
export interface ShownSetting extends ProviderSetting {
  readonly isSet: boolean;
  readonly value: string | null;
}

export interface AccountDetails extends AccountToday {
  readonly createdAt: Instant;
  readonly settings: readonly ShownSetting[];
  /** What the operator set of the limits. */
  readonly ownLimits: Partial<AccountLimits>;
  /** Used more slowly until then. */
  readonly slowUntil: Instant | null;
  /** Where the provider calls; as good as a password. Null for providers that do not call. */
  readonly callbackUrl: string | null;
}

/** Shows one account: its settings without secrets, its limits, and how it does. */
@Injectable()
export class ReadChannelAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly find: FindChannelAccount,
    private readonly health: ChannelHealth,
    private readonly log: AccountLog,
    private readonly directory: ChannelDirectory,
    private readonly callbacks: ChannelCallbacks,
    private readonly address: PublicAddress,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Throws `CHANNEL_ACCOUNT.UNKNOWN`. */
  run(scope: WorkScope, id: ChannelAccountId): Promise<AccountDetails> {
    const now = this.clock.now();
    return this.unitOfWork.run(scope, async () => {
      const account = await this.find.inside(id);
      const today = startOfDay(now);
      const health = await this.health.one(id, today, today);
      const latest = await this.log.latest(id);
      return {
        ...accountToday(health, this.directory.providers(), now),
        createdAt: account.createdAt,
        settings: this.shown(account),
        ownLimits: account.limits,
        slowUntil: latest?.slowUntil ?? null,
        callbackUrl:
          this.callbacks.of(account.provider) === null ? null : this.address.of(callbackPath(account)),
      };
    });
  }

  /** Every change of how the account does, newest first. Throws `CHANNEL_ACCOUNT.UNKNOWN`. */
  history(scope: WorkScope, id: ChannelAccountId, limit: number): Promise<AccountChange[]> {
    return this.unitOfWork.run(scope, async () => {
      await this.find.inside(id);
      return this.log.changes(id, limit);
    });
  }

  /**
   * How the account does, with what a person scans to log in; whoever has that can take the login, so that it was
   * read is an event. Throws `CHANNEL_ACCOUNT.UNKNOWN`.
   */
  signIn(scope: WorkScope, id: ChannelAccountId): Promise<AccountChange | null> {
    return this.unitOfWork.run(scope, async () => {
      await this.find.inside(id);
      const latest = await this.log.latest(id);
      if (typeof latest?.signInCode === 'string') {
        await this.events.append([{ type: 'channel.sign-in-code-read', subjects: { channelAccount: id } }]);
      }
      return latest;
    });
  }

  private shown({ provider, settings }: ChannelAccount): ShownSetting[] {
    const known = this.directory.providers().find((one) => one.provider === provider)?.settings ?? [];
    return known.map((setting) => {
      const value = settings[setting.name];
      return { ...setting, isSet: value !== undefined, value: setting.secret ? null : (value ?? null) };
    });
  }
}
