import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ReportAccountState } from '../../../application/channel/report-account-state.js';
import { TakeChannelEvents } from '../../../application/channel/take-channel-events.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { Clock } from '../../../application/ports/clock.js';
import { Env } from '../../../config/env.js';
import { WechatyLogin } from './wechaty-login.js';

interface Open {
  readonly fingerprint: string;
  readonly login: WechatyLogin;
}

/** The logins that this process keeps, one child each, never two for one account. */
@Injectable()
export class WechatySupervisor {
  private readonly open = new Map<ChannelAccount['id'], Open>();
  private readonly turns = new Map<ChannelAccount['id'], Promise<void>>();
  private readonly folder: string;

  constructor(
    private readonly takeEvents: TakeChannelEvents,
    private readonly reportState: ReportAccountState,
    private readonly clock: Clock,
    env: Env,
  ) {
    this.folder = join(dirname(env.uploadsFolder), 'wechaty');
  }

  /** Null: this process does not keep that login. */
  of(accountId: ChannelAccount['id']): WechatyLogin | null {
    return this.open.get(accountId)?.login ?? null;
  }

  /** Throws `CHANNEL_ACCOUNT.BAD_SETTING`. */
  start(account: ChannelAccount): Promise<void> {
    return this.inTurn(account.id, async () => {
      const fingerprint = JSON.stringify([account.settings, account.callbackSecret]);
      if (this.open.get(account.id)?.fingerprint === fingerprint) return;
      await this.end(account.id);
      const { takeEvents, reportState, clock } = this;
      const login = new WechatyLogin(account, this.folder, { takeEvents, reportState, clock });
      login.start();
      this.open.set(account.id, { fingerprint, login });
    });
  }

  stop(accountId: ChannelAccount['id']): Promise<void> {
    return this.inTurn(accountId, () => this.end(accountId));
  }

  private async end(accountId: ChannelAccount['id']): Promise<void> {
    const open = this.open.get(accountId);
    this.open.delete(accountId);
    await open?.login.close();
  }

  private inTurn(accountId: ChannelAccount['id'], work: () => Promise<void>): Promise<void> {
    const turn = (this.turns.get(accountId) ?? Promise.resolve()).catch(() => undefined).then(work);
    this.turns.set(accountId, turn);
    return turn;
  }
}
