import type { ReportAccountState } from '../../../application/channel/report-account-state.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { SECOND } from '../../../domain/calendar/instant.js';
import type { KnownState } from './known-state.js';
import { TelegramConnection } from './telegram-connection.js';
import type { TelegramClient } from './telegram-clients.js';
import { UPDATES } from './translate.js';

/** Calls of Telegram at once; more would only wait for the database. */
const MOST_CALLS = 8;

/** Tells Telegram where to call, and looks again and again whether it still does and gets through. */
export class TelegramWebhook extends TelegramConnection {
  private set = false;
  /** The last failed call when nothing waited any more, in seconds UTC; null: not looked yet. */
  private settledAt: number | null = null;

  constructor(
    account: ChannelAccount,
    reportState: ReportAccountState,
    private readonly client: TelegramClient,
    private readonly known: KnownState,
    private readonly url: string,
  ) {
    super(account, reportState);
  }

  protected override async round(): Promise<void> {
    const { api, settings } = this.client;
    if (!this.set) {
      await api.setWebhook(
        {
          url: this.url,
          secret_token: settings.webhookSecret,
          allowed_updates: [...UPDATES],
          max_connections: MOST_CALLS,
          drop_pending_updates: false,
        },
        this.signal,
      );
      this.set = true;
    }
    const seen = await api.getWebhookInfo(this.signal);
    if (seen.url !== this.url) {
      this.set = false;
      return this.tell({
        state: 'down',
        detail:
          'Somebody has set another webhook for this bot; it is set back, but give each installation its own bot.',
      });
    }
    if (!(await this.known.isUp(this.account))) this.forgetTold();
    const failedAt = seen.last_error_date ?? 0;
    if (seen.pending_update_count === 0) this.settledAt = failedAt;
    this.settledAt ??= failedAt;
    await this.tell(
      failedAt > this.settledAt
        ? {
            state: 'deaf',
            detail: `Telegram does not get through to PUBLIC_URL (${seen.last_error_message ?? 'no reason given'}); check that it is reached from outside.`,
          }
        : { state: 'up', detail: 'Telegram calls when the bot hears something.' },
    );
    await this.pause(settings.pollSeconds * SECOND);
  }
}
