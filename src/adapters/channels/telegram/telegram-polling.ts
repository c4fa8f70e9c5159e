import type { ReportAccountState } from '../../../application/channel/report-account-state.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import type { Clock } from '../../../application/ports/clock.js';
import { DAY, SECOND, instant } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { KnownState } from './known-state.js';
import { NotStored, TelegramConnection } from './telegram-connection.js';
import type { TakeUpdates } from './take-updates.js';
import type { TelegramClient } from './telegram-clients.js';
import { UPDATES } from './translate.js';

/** The place in Telegram's stream: the update to ask for next, and when it was written down. */
interface Place {
  readonly offset: number;
  readonly since: Instant;
}

const CURSOR = 'offset';
/** After a week without updates Telegram goes on with any number; an old place would then skip what is new. */
const GOOD_FOR = 6 * DAY;
/** After an answer without news, in milliseconds; some servers answer at once where Telegram waits. */
const EMPTY_PAUSE = 100;
const MOST_UPDATES = 50;

/** Asks for updates and confirms them by asking for those behind them, which it does only when they are stored. */
export class TelegramPolling extends TelegramConnection {
  /** Null: not read yet. */
  private place: Place | 'from-the-start' | null = null;
  private alone = false;
  private answered = false;

  constructor(
    account: ChannelAccount,
    reportState: ReportAccountState,
    private readonly client: TelegramClient,
    private readonly take: TakeUpdates,
    private readonly known: KnownState,
    private readonly clock: Clock,
  ) {
    super(account, reportState);
  }

  protected override async round(): Promise<void> {
    await this.begin();
    const updates = await this.ask();
    if (updates.length === 0 && !(await this.known.isUp(this.account))) this.forgetTold();
    await this.tell({ state: 'up', detail: 'The bot listens.' });
    if (!(await this.store(updates))) await this.pause(EMPTY_PAUSE);
  }

  private async begin(): Promise<void> {
    if (this.place === null) {
      try {
        this.place = placeIn(await this.known.cursor(this.account, CURSOR)) ?? 'from-the-start';
      } catch (cause) {
        throw new NotStored('The place in the stream cannot be read.', { cause });
      }
    }
    if (this.alone) return;
    // Telegram does not answer who polls while a webhook is set; what waits there is kept.
    await this.client.api.deleteWebhook({ drop_pending_updates: false }, this.signal);
    this.alone = true;
  }

  private async ask(): Promise<readonly { readonly update_id: number }[]> {
    const { pollSeconds, timeoutMs } = this.client.settings;
    // The first question after trouble is answered at once, so that it is known soon that all is well.
    const wait = this.answered ? pollSeconds : 0;
    this.answered = false;
    const offset = this.offset();
    const deadline = AbortSignal.timeout(wait * SECOND + timeoutMs);
    const updates = await this.client.api.getUpdates(
      {
        timeout: wait,
        limit: MOST_UPDATES,
        allowed_updates: [...UPDATES],
        ...(offset === null ? {} : { offset }),
      },
      AbortSignal.any([this.signal, deadline]),
    );
    this.answered = true;
    return updates;
  }

  /** Null: from the first update that is not confirmed. */
  private offset(): number | null {
    if (this.place === null || this.place === 'from-the-start') return null;
    return this.clock.now() - this.place.since > GOOD_FOR ? null : this.place.offset;
  }

  /** Returns whether anything was new. */
  private async store(updates: readonly { readonly update_id: number }[]): Promise<boolean> {
    if (updates.length === 0) return false;
    const before = this.offset();
    try {
      await this.storeTogether(updates);
    } catch (cause) {
      if (updates.length === 1) throw new NotStored('An update was not stored.', { cause });
      // One that cannot be stored must not hold up those before it.
      for (const update of updates) await this.store([update]);
    }
    return before === null || this.offset() !== before;
  }

  private async storeTogether(updates: readonly { readonly update_id: number }[]): Promise<void> {
    const next = Math.max(...updates.map((update) => update.update_id)) + 1;
    const place = { offset: Math.max(next, this.offset() ?? 0), since: this.clock.now() };
    await this.take.run(this.account, updates, { name: CURSOR, value: `${place.offset}@${place.since}` });
    this.place = place;
  }
}

const placeIn = (value: string | null): Place | null => {
  const [, offset, since] = /^(\d+)@(\d+)$/u.exec(value ?? '') ?? [];
  return offset === undefined || since === undefined
    ? null
    : { offset: Number(offset), since: instant(Number(since)) };
};
