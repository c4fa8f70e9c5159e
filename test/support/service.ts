import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource, EntityTarget, FindOptionsWhere, ObjectLiteral } from 'typeorm';
import { runCommand } from '../../src/adapters/cli/run-command.js';
import type { Terminal } from '../../src/adapters/cli/terminal.js';
import { MovableClock } from '../../src/adapters/system/movable-clock.js';
import { AppModule } from '../../src/app.module.js';
import { CheckInvariants } from '../../src/application/audit/check-invariants.js';
import type { ChannelAccount } from '../../src/application/ports/channel-accounts.js';
import { ChannelAccounts } from '../../src/application/ports/channel-accounts.js';
import { DueWork } from '../../src/application/ports/due-work.js';
import { RecurringJobs } from '../../src/application/ports/recurring-jobs.js';
import { Tenants } from '../../src/application/ports/tenants.js';
import type { WorkScope } from '../../src/application/ports/unit-of-work.js';
import { UnitOfWork } from '../../src/application/ports/unit-of-work.js';
import { Env } from '../../src/config/env.js';
import { DAY, plus } from '../../src/domain/calendar/instant.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import { addDays, localDate, weekdayOf } from '../../src/domain/calendar/local-date.js';
import type { LocalDate } from '../../src/domain/calendar/local-date.js';
import type { ZoneId } from '../../src/domain/calendar/zone.js';
import { instantAt, todayIn } from '../../src/domain/calendar/zone.js';
import type { Channel } from '../../src/domain/shared/channel.js';
import type { Runtime } from '../../src/runtime.module.js';
import { ensureDefaultTenant } from '../../src/service.js';
import { RunningProgram } from './processes.js';

const KEY = Buffer.alloc(32, 11).toString('base64');
const CHANNELS: readonly Channel[] = ['wechat', 'sms', 'telegram'];

/** What one command line said. */
export interface Said {
  readonly code: number;
  readonly out: readonly string[];
  readonly errors: readonly string[];
}

export interface ServiceOptions {
  /** Settings of the process besides those that every test needs. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Channels with an account at the simulator; all of them unless given. */
  readonly simulated?: readonly Channel[];
}

type Token<T> = abstract new (...args: never[]) => T;

/** Makes the application that a service runs. */
export type Boot = (runtime: Runtime) => Promise<INestApplicationContext>;

const bootContext: Boot = (runtime) =>
  NestFactory.createApplicationContext(AppModule.forRuntime(runtime), { logger: false, abortOnError: false });

/**
 * A whole Parley in this process, on a real database, with the simulated provider in a process of its own. Jobs
 * run when the test says so, and the clock moves when the test moves it.
 */
export class Service {
  private count = 0;

  private constructor(
    readonly app: INestApplicationContext,
    readonly clock: MovableClock,
    readonly provider: { readonly url: string; readonly program: RunningProgram },
    private readonly folder: string,
    readonly scope: WorkScope,
  ) {}

  /** Boots on the database at `url`, its clock at `start`, with one simulator account per channel. */
  static async start(
    url: string,
    start: Instant,
    lenders: readonly string[],
    boot: Boot = bootContext,
    { settings = {}, simulated = CHANNELS }: ServiceOptions = {},
  ): Promise<Service> {
    const folder = mkdtempSync(join(tmpdir(), 'parley-dialogues-'));
    const program = RunningProgram.start('src/adapters/channels/simulator/provider/main.ts', [
      '--log',
      join(folder, 'provider.log'),
    ]);
    const provider = { program, url: await program.line() };
    const env = new Env({
      PARLEY_MODE: 'test',
      DATABASE_URL: url,
      UPLOADS_FOLDER: join(folder, 'uploads'),
      FIELD_KEYS: `test:${KEY}`,
      INDEX_KEY: KEY,
      LOG_LEVEL: 'silent',
      WEBHOOK_PRIVATE_NETWORKS: '127.0.0.1/32',
      ...settings,
    });
    const clock = new MovableClock('test', start);
    const app = await boot({ env, clock, autostart: false });
    await ensureDefaultTenant(app);
    const { id: tenantId } = await app.get(Tenants, { strict: false }).bySlug('default');
    const scope: WorkScope = { tenantId, actor: { kind: 'system', name: 'test' } };
    const service = new Service(app, clock, provider, folder, scope);
    for (const channel of simulated) {
      const account = ['--channel', channel, '--provider', 'simulator', '--label', channel];
      await service.does('channel', 'add', ...account, '--set', `url=${provider.url}`);
    }
    for (const lender of lenders) {
      await service.does('lender', 'apply', resolve('config', 'lenders', `${lender}.yaml`));
    }
    return service;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.provider.program.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get<T>(token: Token<T>): T {
    return this.app.get<T>(token, { strict: false });
  }

  now(): Instant {
    return this.clock.now();
  }

  today(zone: ZoneId): LocalDate {
    return todayIn(this.now(), zone);
  }

  nextNumber(): number {
    return (this.count += 1);
  }

  within<T>(work: () => Promise<T>): Promise<T> {
    return this.get(UnitOfWork).run(this.scope, work);
  }

  /** Rows as they are stored, whatever their state. */
  rows<Row extends ObjectLiteral>(entity: EntityTarget<Row>, where: FindOptionsWhere<Row>): Promise<Row[]> {
    const source = this.app.get<DataSource>(getDataSourceToken(), { strict: false });
    return source.getRepository(entity).find({ where });
  }

  /** What a statement of one's own finds. */
  sql<Row>(statement: string): Promise<Row[]> {
    return this.app.get<DataSource>(getDataSourceToken(), { strict: false }).query<Row[]>(statement);
  }

  /** Runs one command line, as typed. */
  async parley(...argv: string[]): Promise<Said> {
    const out: string[] = [];
    const errors: string[] = [];
    const terminal: Terminal = {
      folder: this.folder,
      out: (line) => void out.push(line),
      error: (line) => void errors.push(line),
      progress: () => undefined,
      lines: async function* () {
        // Nobody types anything.
      },
    };
    const code = await runCommand(this.app, argv, terminal);
    return { code, out, errors };
  }

  /** Runs one command line that must succeed; returns what it said. */
  async does(...argv: string[]): Promise<string> {
    const { code, out, errors } = await this.parley(...argv);
    if (code !== 0) throw new Error(`parley ${argv.join(' ')}: ${errors.join('\n')}`);
    return out.join('\n');
  }

  /** Imports a CSV made of the rows, each a value per column; all of it must be taken. */
  async imports(
    what: 'debts' | 'payments',
    rows: readonly Readonly<Record<string, string>>[],
  ): Promise<void> {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
    const file = join(this.folder, `${what}-${this.nextNumber()}.csv`);
    writeFileSync(file, lines.map((cells) => `${cells.join(',')}\r\n`).join(''));
    const said = await this.does('import', what, file);
    if (!said.includes(' 0 rejected')) throw new Error(said);
    await this.work();
  }

  /** Fetches what the provider has and runs what is due, until nothing is left. */
  work(): Promise<void> {
    return this.get(DueWork).run();
  }

  /** Plans the cadence of all debts, and sends what may go now. */
  async plan(): Promise<void> {
    await this.does('jobs', 'run', 'plan-touches');
  }

  /** Moves the clock, never by more than a day at once, and runs the jobs of each stop. */
  async moveTo(moment: Instant): Promise<void> {
    while (this.now() < moment) {
      this.clock.advanceTo(Math.min(moment, plus(this.now(), DAY)) as Instant);
      await this.get(RecurringJobs).runDue();
      await this.work();
    }
  }

  /** `2026-11-02T10:00` on the clocks of the zone. */
  async to(local: string, zone: ZoneId): Promise<void> {
    const [day = '', time = '00:00'] = local.split('T');
    const [hour = '0', minute = '0'] = time.split(':');
    await this.moveTo(instantAt(localDate(day), Number(hour) * 60 + Number(minute), zone));
  }

  /** The same, so many days from today. */
  daysOn(days: number, time: string, zone: ZoneId): Promise<void> {
    return this.to(`${addDays(this.today(zone), days)}T${time}`, zone);
  }

  /** That time on the next day from Monday to Friday. */
  async nextWorkday(time: string, zone: ZoneId): Promise<void> {
    let days = 1;
    while (weekdayOf(addDays(this.today(zone), days)) > 5) days += 1;
    await this.daysOn(days, time, zone);
  }

  /** The names of guarantees that what is stored does not keep. */
  async brokenGuarantees(): Promise<string[]> {
    const results = await this.get(CheckInvariants).run(this.scope.tenantId);
    return results.filter(({ broken }) => broken > 0).map(({ name, broken }) => `${name}: ${broken}`);
  }

  async account(channel: Channel): Promise<ChannelAccount> {
    const all = await this.within(() => this.get(ChannelAccounts).all());
    const found = all.find((one) => one.channel === channel);
    if (!found) throw new Error(`no account serves ${channel}`);
    return found;
  }
}
