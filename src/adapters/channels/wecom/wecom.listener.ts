import { Injectable } from '@nestjs/common';
import type { AccountReport } from '../../../application/ports/account-log.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { SECOND } from '../../../domain/calendar/instant.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { ChannelListener } from '../channel-listener.js';
import { WECOM_SETTINGS } from './settings.js';
import { WecomHealth } from './wecom-health.js';
import { FetchFailed, WecomSync } from './wecom-sync.js';

const LONGEST_PAUSE = 300 * SECOND;

interface Watch {
  readonly version: number;
  readonly pauseMs: number;
  isClosed: boolean;
  timer: NodeJS.Timeout | null;
  round: Promise<void>;
  failures: number;
}

/**
 * The safety net under the callback: fetches when the account is opened and every `fetchSeconds`, so that a notice
 * that was lost, or a time when nobody could be called, costs no message. Fails more slowly each time.
 */
@Injectable()
export class WecomListener extends ChannelListener {
  override readonly provider = 'wecom';
  private readonly watches = new Map<ChannelAccountId, Watch>();

  constructor(
    private readonly sync: WecomSync,
    private readonly health: WecomHealth,
  ) {
    super();
  }

  /** Throws `CHANNEL_ACCOUNT.BAD_SETTING`. */
  override async open(account: ChannelAccount): Promise<void> {
    const open = this.watches.get(account.id);
    if (open?.version === account.version) return;
    const pauseMs = WECOM_SETTINGS.read(account.settings).fetchSeconds * SECOND;
    await this.close(account.id);
    const watch: Watch = {
      version: account.version,
      pauseMs,
      isClosed: false,
      timer: null,
      round: Promise.resolve(),
      failures: 0,
    };
    this.watches.set(account.id, watch);
    this.begin(account, watch);
  }

  override async close(accountId: ChannelAccountId): Promise<void> {
    const watch = this.watches.get(accountId);
    if (watch === undefined) return;
    this.watches.delete(accountId);
    watch.isClosed = true;
    if (watch.timer !== null) clearTimeout(watch.timer);
    await watch.round;
  }

  private begin(account: ChannelAccount, watch: Watch): void {
    watch.round = this.lookOnce(account, watch).then((pause) => {
      if (!watch.isClosed) watch.timer = setTimeout(() => this.begin(account, watch), pause);
    });
  }

  /** Never throws; returns the pause until the next look, in milliseconds. */
  private async lookOnce(account: ChannelAccount, watch: Watch): Promise<number> {
    const report = await this.sync.run(account, null).then(
      () => GOOD,
      (error: unknown) => (error instanceof FetchFailed ? error.report : NOT_STORED),
    );
    watch.failures = report === GOOD ? 0 : watch.failures + 1;
    // A report that cannot be stored is made again with the next look.
    if (!watch.isClosed) await this.health.tell(account, report).catch(() => undefined);
    const { pauseMs, failures } = watch;
    return Math.max(pauseMs, Math.min(pauseMs * 2 ** Math.min(failures, 10), LONGEST_PAUSE));
  }
}

const GOOD: AccountReport = { state: 'up', detail: 'The platform gives its messages.' };
const NOT_STORED: AccountReport = {
  state: 'deaf',
  detail: 'Messages could not be stored; the platform is asked for them again.',
};
