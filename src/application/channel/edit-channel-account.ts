import { Injectable } from '@nestjs/common';
import type { AccountLimits } from '../../domain/channel/account-limits.js';
import { actorLabel } from '../../domain/shared/actor.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { FindChannelAccount } from './find-channel-account.js';

export interface AccountEdit {
  readonly label?: string;
  /** All that the operator sets; what is missing goes by the provider's own again. */
  readonly limits?: Partial<AccountLimits>;
}

/** Changes how an account is called, or how fast and how much it may write. */
@Injectable()
export class EditChannelAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly find: FindChannelAccount,
    private readonly accounts: ChannelAccounts,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Throws `CHANNEL_ACCOUNT.UNKNOWN`, `CHANNEL_ACCOUNT.CHANGED_MEANWHILE`. */
  run(scope: WorkScope, id: ChannelAccountId, version: number, edit: AccountEdit): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const account = await this.find.inside(id);
      await this.accounts.change({ ...account, ...edit, version }, actorLabel(scope.actor), this.clock.now());
      await this.events.append([
        {
          type: 'channel.edited',
          subjects: { channelAccount: id },
          payload: {
            version: version + 1,
            ...(edit.label === undefined ? {} : { label: edit.label }),
            ...edit.limits,
          },
        },
      ]);
    });
  }
}
