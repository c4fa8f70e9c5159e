import { Injectable } from '@nestjs/common';
import { actorLabel } from '../../domain/shared/actor.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import { AccountLog } from '../ports/account-log.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Secrets } from '../ports/secrets.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { FindChannelAccount } from './find-channel-account.js';

export interface Rotation {
  /** What changes; null takes a setting back to the provider's own, and what is not named keeps its value. */
  readonly settings: Readonly<Record<string, string | null>>;
  /** The provider has to call back at a new address. */
  readonly newCallbackSecret: boolean;
}

/** Gives an account other credentials or settings. How it does with them is not known until it is tested or opened. */
@Injectable()
export class RotateChannelAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly find: FindChannelAccount,
    private readonly accounts: ChannelAccounts,
    private readonly directory: ChannelDirectory,
    private readonly log: AccountLog,
    private readonly events: EventLog,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** Throws `CHANNEL_ACCOUNT.UNKNOWN`, `CHANNEL_ACCOUNT.CHANGED_MEANWHILE`, `CHANNEL_ACCOUNT.BAD_SETTING`. */
  run(
    scope: WorkScope,
    id: ChannelAccountId,
    version: number,
    { settings, newCallbackSecret }: Rotation,
  ): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const account = await this.find.inside(id);
      const wanted = Object.entries({ ...account.settings, ...settings });
      const given = wanted.filter((one): one is [string, string] => one[1] !== null);
      const checked = this.directory.checkSettings(account.provider, Object.fromEntries(given));
      const callbackSecret = newCallbackSecret ? this.secrets.make() : account.callbackSecret;
      const now = this.clock.now();
      const changed = { ...account, settings: checked, callbackSecret, version };
      await this.accounts.change(changed, actorLabel(scope.actor), now);
      await this.log.report(id, { state: 'unknown', detail: 'New settings, not tested yet.' }, now);
      await this.events.append([
        {
          type: 'channel.rotated',
          subjects: { channelAccount: id },
          payload: {
            version: version + 1,
            settings: Object.keys(settings).sort().join(', '),
            newCallbackSecret,
          },
        },
      ]);
    });
  }
}
