import type { INestApplicationContext } from '@nestjs/common';
import type { MovableClock } from '../adapters/system/movable-clock.js';
import type { ChannelAccount } from '../application/ports/channel-accounts.js';
import { ChannelAccounts } from '../application/ports/channel-accounts.js';
import { ReleaseDeferred } from '../application/outbound/release-deferred.js';
import { DueWork } from '../application/ports/due-work.js';
import { Messages } from '../application/ports/messages.js';
import { RecurringJobs } from '../application/ports/recurring-jobs.js';
import { SimulatedPhones } from '../application/ports/simulated-phones.js';
import { UnitOfWork } from '../application/ports/unit-of-work.js';
import type { WorkScope } from '../application/ports/unit-of-work.js';
import { DAY, HOUR, MINUTE, earliest, instant, plus } from '../domain/calendar/instant.js';
import type { Instant } from '../domain/calendar/instant.js';
import type { LocalDate } from '../domain/calendar/local-date.js';
import { instantAt, todayIn, zoneId } from '../domain/calendar/zone.js';
import { groupBy } from '../domain/shared/group-by.js';
import { Agenda } from './agenda.js';
import { DebtorMind } from './debtor-mind.js';
import type { DemoPayment } from './demo-files.js';
import type { DemoDebtor } from './portfolio.js';

/** Debtors write on the full hour, so that many are answered at once. */
const REPLY_GRID = HOUR;
const MARK_EVERY = 6 * HOUR;
const MARK_OFFSET = 6 * MINUTE;
/** Banks report once a day. */
const BANK_HOUR = 7 * HOUR;

interface Person {
  readonly debtor: DemoDebtor;
  readonly mind: DebtorMind;
}

interface Reply {
  readonly person: Person;
  readonly text: string;
}

export interface WorldOptions {
  readonly seed: string;
  readonly start: Instant;
  readonly days: number;
  readonly scope: WorkScope;
  readonly onProgress: (dayNumber: number) => void;
  /** Imports what banks reported on one day. */
  readonly importPayments: (day: LocalDate, payments: readonly DemoPayment[]) => Promise<void>;
}

/**
 * Days in the life of a portfolio. The clock jumps to the next thing that happens: a job, a message that is due, a
 * debtor who writes, a bank that reports. Debtors see texts at the provider only, and write through it.
 */
export class World {
  private readonly replies = new Agenda<Reply>();
  private readonly payments = new Agenda<Omit<DemoPayment, 'reference'>>();
  private readonly people = new Map<string, Person>();
  private readonly shown = new Map<string, number>();
  private paymentCount = 0;
  private nextMark: Instant;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: MovableClock,
    private readonly options: WorldOptions,
    debtors: readonly DemoDebtor[],
  ) {
    this.nextMark = markAfter(options.start);
    const start = todayIn(options.start, zoneId('UTC'));
    for (const debtor of debtors) {
      const mind = new DebtorMind(options.seed, debtor);
      const person = { debtor, mind };
      this.people.set(phoneKey(debtor.channel, debtor.address), person);
      for (const payment of mind.paysAnyway(start, options.days)) this.notePayment(person, payment);
    }
  }

  async play(): Promise<void> {
    const end = plus(this.options.start, this.options.days * DAY);
    for (let next = await this.nextMoment(end); next < end; next = await this.nextMoment(end)) {
      this.clock.advanceTo(next);
      await this.step();
      this.options.onProgress(Math.floor((next - this.options.start) / DAY));
    }
    this.clock.advanceTo(end);
    await this.step();
    this.options.onProgress(this.options.days);
  }

  private async nextMoment(end: Instant): Promise<Instant> {
    const nextMessage = await this.app
      .get(UnitOfWork, { strict: false })
      .run(this.options.scope, () => this.app.get(Messages, { strict: false }).nextDue());
    const candidates = [nextMessage, this.replies.next(), this.payments.next(), this.nextMark].filter(
      (moment) => moment !== null,
    );
    const now = this.clock.now();
    return earliest(end, ...candidates.map((moment) => instant(Math.max(moment, now + 1))));
  }

  private async step(): Promise<void> {
    await this.reportPayments();
    await this.writeReplies();
    if (this.clock.now() >= this.nextMark) {
      await this.app.get(RecurringJobs, { strict: false }).runDue();
      this.nextMark = markAfter(this.clock.now());
    }
    await this.app.get(ReleaseDeferred, { strict: false }).run(this.options.scope.tenantId);
    await this.app.get(DueWork, { strict: false }).run();
    await this.readPhones();
  }

  private async reportPayments(): Promise<void> {
    const due = this.payments.takeUntil(this.clock.now());
    for (const [day, payments] of groupBy(due, (payment) => payment.receivedOn)) {
      const numbered = payments
        .sort((a, b) => (a.debtor.reference < b.debtor.reference ? -1 : 1))
        .map((payment) => ({
          ...payment,
          reference: `T-${String((this.paymentCount += 1)).padStart(6, '0')}`,
        }));
      await this.options.importPayments(day, numbered);
    }
  }

  private async writeReplies(): Promise<void> {
    const due = this.replies.takeUntil(this.clock.now());
    if (due.length === 0) return;
    const inOrder = due.sort((a, b) => (a.person.debtor.reference < b.person.debtor.reference ? -1 : 1));
    for (const account of await this.accounts()) {
      const written = inOrder.filter(({ person }) => person.debtor.channel === account.channel);
      if (written.length === 0) continue;
      await this.app.get(SimulatedPhones, { strict: false }).write(
        account,
        written.map(({ person, text }) => ({
          address: person.debtor.address,
          content: { kind: 'text', text },
        })),
        this.clock.now(),
      );
    }
  }

  private async readPhones(): Promise<void> {
    for (const account of await this.accounts()) {
      const from = this.shown.get(account.id) ?? 0;
      const texts = await this.app.get(SimulatedPhones, { strict: false }).shown(account, from);
      for (const { place, address, text } of texts) {
        this.shown.set(account.id, place + 1);
        const person = this.people.get(phoneKey(account.channel, address));
        if (person) this.react(person, text);
      }
    }
  }

  private react(person: Person, text: string): void {
    const now = this.clock.now();
    const today = todayIn(now, zoneId(person.debtor.zone));
    const { reply, payments } = person.mind.reactTo(text, today);
    if (reply) {
      const at = Math.ceil((now + reply.afterMinutes * MINUTE) / REPLY_GRID) * REPLY_GRID;
      this.replies.note(instant(at), { person, text: reply.text });
    }
    for (const payment of payments) this.notePayment(person, payment);
  }

  private notePayment(
    person: Person,
    { on, amountMinor }: { readonly on: LocalDate; readonly amountMinor: number },
  ): void {
    const reported = instantAt(on, BANK_HOUR / MINUTE, zoneId('UTC'));
    this.payments.note(instant(Math.max(reported, this.options.start)), {
      debtor: person.debtor,
      amountMinor,
      receivedOn: on,
    });
  }

  private accounts(): Promise<ChannelAccount[]> {
    return this.app
      .get(UnitOfWork, { strict: false })
      .run(this.options.scope, () => this.app.get(ChannelAccounts, { strict: false }).all());
  }
}

/** Recurring jobs are looked at a few minutes after every sixth hour of UTC, when planning and settling are due. */
const markAfter = (now: Instant): Instant =>
  instant((Math.floor((now - MARK_OFFSET) / MARK_EVERY) + 1) * MARK_EVERY + MARK_OFFSET);

const phoneKey = (channel: string, address: string): string => `${channel} ${address}`;
