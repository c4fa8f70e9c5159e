import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { ReportAccountState } from '../../../application/channel/report-account-state.js';
import type { AccountReport } from '../../../application/ports/account-log.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { SECOND } from '../../../domain/calendar/instant.js';
import { failureOf, reportOf } from './failure.js';

/** What was heard could not be stored; Telegram keeps it until it can. */
export class NotStored extends Error {}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30 * SECOND;

/** Goes round and round for one account until it is stopped, and tells how the account does. */
export abstract class TelegramConnection {
  private readonly logger = new Logger('Telegram');
  private readonly closing = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private told: AccountReport | null = null;

  constructor(
    readonly account: ChannelAccount,
    private readonly reportState: ReportAccountState,
  ) {}

  start(): void {
    this.running = this.goRound();
  }

  /** Resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  /** Aborted when the connection is stopped. */
  protected get signal(): AbortSignal {
    return this.closing.signal;
  }

  /** One question and what comes of its answer. What it throws is told and tried again after a pause. */
  protected abstract round(): Promise<void>;

  protected async tell(report: AccountReport): Promise<void> {
    if (this.told?.state === report.state && this.told.detail === report.detail) return;
    await this.reportState.run(this.account, report);
    this.told = report;
  }

  /** Forgets what was told last, because somebody else has told something since. */
  protected forgetTold(): void {
    this.told = null;
  }

  protected async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.signal }).catch(() => undefined);
  }

  private async goRound(): Promise<void> {
    let pause = FIRST_PAUSE;
    while (!this.signal.aborted) {
      try {
        await this.round();
        pause = FIRST_PAUSE;
      } catch (error) {
        if (this.signal.aborted) return;
        await this.pause(await this.tellTrouble(error, pause));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  }

  /** Returns how long to wait, in milliseconds. */
  private async tellTrouble(error: unknown, pause: number): Promise<number> {
    if (error instanceof NotStored) {
      this.logger.error(`What the bot of "${this.account.label}" heard was not stored; it is fetched again.`);
      this.logger.debug(error.cause instanceof Error ? error.cause.stack : undefined);
      await this.tryToTell({
        state: 'deaf',
        detail: 'What the bot hears cannot be stored; Telegram keeps it, and it is fetched again.',
      });
      return pause;
    }
    const failure = failureOf(error);
    await this.tryToTell(reportOf(failure));
    return failure.kind === 'throttled' ? Math.max(failure.seconds * SECOND, pause) : pause;
  }

  private async tryToTell(report: AccountReport): Promise<void> {
    await this.tell(report).catch(() => this.forgetTold());
  }
}
