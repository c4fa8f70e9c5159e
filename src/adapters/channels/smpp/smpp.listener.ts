import { Injectable } from '@nestjs/common';
import { ReportAccountState } from '../../../application/channel/report-account-state.js';
import { TakeChannelEvents } from '../../../application/channel/take-channel-events.js';
import type { AccountReport } from '../../../application/ports/account-log.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { ChannelCursors } from '../../../application/ports/channel-cursors.js';
import { Clock } from '../../../application/ports/clock.js';
import { UnitOfWork } from '../../../application/ports/unit-of-work.js';
import { plus } from '../../../domain/calendar/instant.js';
import { ChannelListener } from '../channel-listener.js';
import { CALM_MS } from './account-sessions.js';
import type { AccountSessions } from './account-sessions.js';
import { DeliveryIntake, RECENT_CURSOR } from './delivery-intake.js';
import { SMPP_SETTINGS } from './settings.js';
import type { BindState } from './smpp-bind.js';
import { SmppSessions } from './smpp-sessions.js';

interface Listening {
  readonly version: number;
  readonly intake: DeliveryIntake;
  /** Ends the reports; resolves when the last one is made. */
  readonly silence: () => Promise<void>;
}

/** Keeps the binds of accounts open and stores what the SMSC delivers before it is acknowledged. */
@Injectable()
export class SmppListener extends ChannelListener {
  override readonly provider = 'smpp';
  private readonly listening = new Map<ChannelAccount['id'], Listening>();

  constructor(
    private readonly sessions: SmppSessions,
    private readonly takeEvents: TakeChannelEvents,
    private readonly reportState: ReportAccountState,
    private readonly cursors: ChannelCursors,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async open(account: ChannelAccount): Promise<void> {
    const open = this.listening.get(account.id);
    if (open !== undefined && open.version >= account.version) return;
    await this.close(account.id);
    const settings = SMPP_SETTINGS.read(account.settings);
    const intake = new DeliveryIntake(account, settings, this.takeEvents, this.clock);
    const scope = { tenantId: account.tenantId, actor: { kind: 'system', name: 'listener' } } as const;
    intake.restore(
      (await this.unitOfWork.run(scope, () => this.cursors.read(account.id, RECENT_CURSOR))) ?? '',
    );
    const reports = this.reports(account, () => sessions);
    const sessions: AccountSessions = this.sessions.listen(account, {
      delivery: (...heard) => intake.delivery(...heard),
      began: (session) => intake.began(session),
      ended: (session) => intake.ended(session),
      changed: reports.changed,
    });
    this.listening.set(account.id, { version: account.version, intake, silence: reports.silence });
    reports.changed();
  }

  override async close(accountId: ChannelAccount['id']): Promise<void> {
    const open = this.listening.get(accountId);
    this.listening.delete(accountId);
    await open?.silence();
    await open?.intake.close();
    await this.sessions.close(accountId);
    await open?.intake.close();
  }

  /** Reports how the account does whenever that is something new; a report that fails is made with the next. */
  private reports(account: ChannelAccount, sessions: () => AccountSessions) {
    let told = '';
    let isSilent = false;
    let last: Promise<void> = Promise.resolve();
    const tell = async (): Promise<void> => {
      if (isSilent) return;
      const report = stateOf(sessions());
      const text = `${report.state} ${report.detail}`;
      if (text === told) return;
      const slowUntil = report.state === 'slowed' ? { slowUntil: plus(this.clock.now(), CALM_MS) } : {};
      await this.reportState.run(account, { ...report, ...slowUntil });
      told = text;
    };
    return {
      changed: (): void => {
        last = last.then(tell).catch(() => undefined);
      },
      silence: (): Promise<void> => {
        isSilent = true;
        return last;
      },
    };
  }
}

const stateOf = (sessions: AccountSessions): AccountReport => {
  const { senders, receivers } = sessions;
  const all = [...senders, ...receivers];
  const blocked = all.find(({ state }) => state === 'blocked');
  if (blocked !== undefined) return blocked;
  const up = (states: readonly BindState[]): boolean => states.some(({ state }) => state === 'up');
  const broken = all.find(({ state }) => state === 'down');
  if (up(senders) && up(receivers)) {
    if (sessions.isThrottled) {
      return { state: 'slowed', detail: 'The SMSC says that we are too fast; the pace adapts by itself.' };
    }
    return broken === undefined
      ? { state: 'up', detail: 'Bound to the SMSC.' }
      : { state: 'up', detail: `Bound to the SMSC, but not with every bind. ${broken.detail}` };
  }
  if (up(senders)) {
    return { state: 'deaf', detail: broken?.detail ?? 'The receiver is not bound yet.' };
  }
  return broken ?? { state: 'starting', detail: 'Connecting to the SMSC.' };
};
