import { randomUUID } from 'node:crypto';
import { SmppSessions } from '../../src/adapters/channels/smpp/smpp-sessions.js';
import { SmppGateway } from '../../src/adapters/channels/smpp/smpp.gateway.js';
import { SmppListener } from '../../src/adapters/channels/smpp/smpp.listener.js';
import { MovableClock } from '../../src/adapters/system/movable-clock.js';
import type { ReportAccountState } from '../../src/application/channel/report-account-state.js';
import type { TakeChannelEvents } from '../../src/application/channel/take-channel-events.js';
import type { AccountReport } from '../../src/application/ports/account-log.js';
import type { ChannelAccount } from '../../src/application/ports/channel-accounts.js';
import { newChannelAccount } from '../../src/application/ports/channel-accounts.js';
import type { ChannelCursors } from '../../src/application/ports/channel-cursors.js';
import type { OutgoingText } from '../../src/application/ports/channel-gateway.js';
import type { UnitOfWork } from '../../src/application/ports/unit-of-work.js';
import { HOUR, instant, plus } from '../../src/domain/calendar/instant.js';
import type { ChannelCursor, ChannelEvent } from '../../src/domain/channel/channel-event.js';
import type { SendOutcome } from '../../src/domain/message/send-outcome.js';
import type { TenantId } from '../../src/domain/shared/ids.js';
import { idOf } from '../../src/domain/shared/ids.js';

/** What a store keeps of the events it was handed: a message once by its id. It outlives the processes of a test. */
export class KeptEvents {
  readonly events: ChannelEvent[] = [];
  /** Throws instead of storing, so many times. */
  failures = 0;
  /** Settles before anything is stored. */
  before: Promise<void> = Promise.resolve();
  cursor: string | null = null;

  async run(
    _account: unknown,
    events: readonly ChannelEvent[],
    cursor?: ChannelCursor | null,
  ): Promise<void> {
    await this.before;
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('the database is away');
    }
    const known = new Set(
      this.events.map((event) => ('providerMessageId' in event ? event.providerMessageId : '')),
    );
    this.events.push(
      ...events.filter((event) => event.kind !== 'message' || !known.has(event.providerMessageId)),
    );
    if (cursor) this.cursor = cursor.value;
  }

  get texts(): string[] {
    return this.events.flatMap((event) =>
      event.kind !== 'message'
        ? []
        : event.content.kind === 'text'
          ? [event.content.text]
          : [event.content.kind],
    );
  }

  get receipts(): string[] {
    return this.events.flatMap((event) =>
      event.kind === 'receipt' ? [`${event.receipt.providerMessageId} ${event.receipt.status}`] : [],
    );
  }
}

/** The adapter of one process, on real sockets; what it hears is kept in memory. */
export class SmppRig {
  readonly reports: AccountReport[] = [];
  readonly sessions = new SmppSessions();
  readonly gateway: SmppGateway;
  readonly listener: SmppListener;
  account: ChannelAccount;

  constructor(
    settings: Readonly<Record<string, string>>,
    readonly kept = new KeptEvents(),
    readonly clock = new MovableClock('test', instant(Date.UTC(2026, 2, 2, 2))),
    tenantId: TenantId = idOf('tenant'),
  ) {
    this.gateway = new SmppGateway(clock, this.sessions);
    this.account = newChannelAccount({
      id: idOf('01900000-0000-7000-8000-000000000001'),
      tenantId,
      channel: 'sms',
      provider: 'smpp',
      label: 'rig',
      settings,
      callbackSecret: 'secret-of-the-callback',
      createdAt: instant(0),
    });
    const report = (_account: unknown, made: AccountReport): Promise<void> => {
      this.reports.push(made);
      return Promise.resolve();
    };
    this.listener = new SmppListener(
      this.sessions,
      kept as unknown as TakeChannelEvents,
      { run: report } as unknown as ReportAccountState,
      { read: () => Promise.resolve(kept.cursor) } as unknown as ChannelCursors,
      { run: (_scope: unknown, work: () => unknown) => work() } as unknown as UnitOfWork,
      this.clock,
    );
  }

  get states(): string[] {
    return this.reports.map(({ state }) => state);
  }

  listen(): Promise<void> {
    return this.listener.open(this.account);
  }

  changes(settings: Readonly<Record<string, string>>): void {
    const { version } = this.account;
    this.account = {
      ...this.account,
      settings: { ...this.account.settings, ...settings },
      version: version + 1,
    };
  }

  send(address: string, text: string, more: Partial<OutgoingText> = {}): Promise<SendOutcome> {
    return this.gateway.send(this.account, {
      attemptId: idOf(randomUUID()),
      address,
      text,
      validUntil: plus(this.clock.now(), HOUR),
      ...more,
    });
  }

  async close(): Promise<void> {
    await this.listener.close(this.account.id);
    await this.sessions.onModuleDestroy();
  }
}
