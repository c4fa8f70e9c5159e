import { Injectable } from '@nestjs/common';
import type { AccountLimits } from '../../domain/channel/account-limits.js';
import type { Channel } from '../../domain/shared/channel.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelAccounts, newChannelAccount } from '../ports/channel-accounts.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Secrets } from '../ports/secrets.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

export interface NewAccount {
  readonly channel: Channel;
  readonly provider: string;
  readonly label: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly limits: Partial<AccountLimits>;
}

/** Opens a channel account; what it is connected to is found out by `TestChannelAccount` and its listener. */
@Injectable()
export class AddChannelAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ChannelAccounts,
    private readonly directory: ChannelDirectory,
    private readonly events: EventLog,
    private readonly secrets: Secrets,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `CHANNEL.NO_PROVIDER`, `CHANNEL_ACCOUNT.WRONG_CHANNEL`, `CHANNEL_ACCOUNT.BAD_SETTING`. */
  run(scope: WorkScope, { channel, provider, label, settings, limits }: NewAccount): Promise<ChannelAccount> {
    const { channels } = this.directory.capabilities(provider);
    if (!channels.includes(channel)) {
      throw new DomainError(
        'CHANNEL_ACCOUNT.WRONG_CHANNEL',
        `Accounts of ${provider} serve ${channels.join(', ')}, not ${channel}.`,
      );
    }
    const account = newChannelAccount({
      id: this.ids.next<ChannelAccountId>(),
      tenantId: scope.tenantId,
      channel,
      provider,
      label,
      settings: this.directory.checkSettings(provider, settings),
      callbackSecret: this.secrets.make(),
      createdAt: this.clock.now(),
    });
    return this.unitOfWork.run(scope, async () => {
      await this.accounts.save({ ...account, limits });
      await this.events.append([
        {
          type: 'channel.added',
          subjects: { channelAccount: account.id },
          payload: { channel, provider, label },
        },
      ]);
      return { ...account, limits };
    });
  }
}
