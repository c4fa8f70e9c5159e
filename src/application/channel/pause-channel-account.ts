import { Injectable } from '@nestjs/common';
import { actorLabel } from '../../domain/shared/actor.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import { ChannelHealth } from '../ports/channel-health.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** Lets an account rest, or go on. While it rests, what would leave through it waits. */
@Injectable()
export class PauseChannelAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly health: ChannelHealth,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Throws `CHANNEL_ACCOUNT.UNKNOWN`, `CHANNEL_ACCOUNT.CHANGED_MEANWHILE`. */
  run(
    scope: WorkScope,
    id: ChannelAccountId,
    version: number,
    paused: boolean,
    reason: string,
  ): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      await this.health.setPaused(id, version, paused, actorLabel(scope.actor), this.clock.now());
      await this.events.append([
        {
          type: paused ? 'channel.paused' : 'channel.resumed',
          subjects: { channelAccount: id },
          reason,
          payload: { version: version + 1 },
        },
      ]);
    });
  }
}
