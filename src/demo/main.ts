import 'reflect-metadata';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { failure } from '../adapters/cli/failure.js';
import { DEFAULT_TENANT, runCommand } from '../adapters/cli/run-command.js';
import { ownTerminal } from '../adapters/cli/terminal.js';
import type { Terminal } from '../adapters/cli/terminal.js';
import { JsonLogger } from '../adapters/system/json-logger.js';
import { MovableClock } from '../adapters/system/movable-clock.js';
import { CheckInvariants } from '../application/audit/check-invariants.js';
import { PortfolioFigures } from '../application/ports/portfolio-figures.js';
import { Tenants } from '../application/ports/tenants.js';
import { UnitOfWork } from '../application/ports/unit-of-work.js';
import type { WorkScope } from '../application/ports/unit-of-work.js';
import { readEnv } from '../config/env.js';
import type { Env } from '../config/env.js';
import { databaseFile } from '../config/database-file.js';
import { projectFolder } from '../config/project-folder.js';
import { localDate } from '../domain/calendar/local-date.js';
import { instantAt, zoneId } from '../domain/calendar/zone.js';
import { DomainError } from '../domain/shared/domain-error.js';
import { createHttpApplication } from '../http-application.js';
import { ensureDefaultTenant } from '../service.js';
import { writeDebtFiles, writePaymentFile } from './demo-files.js';
import { readDemoOptions } from './demo-options.js';
import type { DemoOptions } from './demo-options.js';
import { makePortfolio } from './portfolio.js';
import type { DemoDebtor } from './portfolio.js';
import { startProvider } from './provider-process.js';
import { progressBar } from './progress-bar.js';
import { invariantLines, reportLines } from './report.js';
import { serveDemo } from './serve-demo.js';
import { World } from './world.js';

/** A Monday; every holiday calendar of the packs knows the days that follow. */
const FIRST_DAY = localDate('2026-10-12');
const START = instantAt(FIRST_DAY, 0, zoneId('UTC'));
const LENDERS = ['lumen', 'haitang', 'northwind', 'meridian'];

const demo = async (options: DemoOptions, terminal: Terminal): Promise<number> => {
  const env = readEnv({ PARLEY_MODE: 'demo' });
  const folder = join(projectFolder(), 'data', 'demo');
  makeRoom(folder, env);
  const provider = await startProvider(join(folder, 'provider.log'));
  const clock = new MovableClock('demo', START);
  const app = await createHttpApplication({ env, clock, autostart: false }, new JsonLogger('error'));
  try {
    const scope = await ownScope(app);
    const debtors = makePortfolio(options.seed, options.debts, FIRST_DAY);
    await prepare(app, folder, provider.url, debtors, options, terminal);
    await play(app, clock, folder, scope, debtors, options, terminal);
    const sound = await report(app, scope, terminal);
    if (sound && options.serve) await serveDemo(app, env, clock, scope, debtors, terminal);
    return sound ? 0 : 1;
  } finally {
    await app.close();
    provider.stop();
  }
};

/** Starts from nothing: the demo's own file is made anew; a named database must be empty, see `ownScope`. */
const makeRoom = (folder: string, env: Env): void => {
  mkdirSync(folder, { recursive: true });
  const own = databaseFile(env);
  if (own !== join(folder, 'parley.db')) return;
  for (const name of ['parley.db', 'parley.db-wal', 'parley.db-shm', 'provider.log']) {
    rmSync(join(folder, name), { force: true });
  }
};

const ownScope = async (app: INestApplicationContext): Promise<WorkScope> => {
  await ensureDefaultTenant(app);
  const tenant = await app.get(Tenants, { strict: false }).bySlug(DEFAULT_TENANT);
  const scope: WorkScope = { tenantId: tenant.id, actor: { kind: 'system', name: 'demo' } };
  const figures = app.get(PortfolioFigures, { strict: false });
  const { debts } = await app.get(UnitOfWork, { strict: false }).run(scope, () => figures.counts());
  if (debts === 0) return scope;
  throw new DomainError(
    'DEMO.NOT_EMPTY',
    'The demo needs an empty database; DATABASE_URL names one with debts.',
  );
};

/** Sets everything up by the commands that people use. */
const prepare = async (
  app: INestApplicationContext,
  folder: string,
  providerUrl: string,
  debtors: readonly DemoDebtor[],
  options: DemoOptions,
  terminal: Terminal,
): Promise<void> => {
  for (const lender of LENDERS) {
    await command(
      app,
      terminal,
      'lender',
      'apply',
      join(projectFolder(), 'config', 'lenders', `${lender}.yaml`),
    );
  }
  for (const channel of ['wechat', 'sms', 'telegram']) {
    const account = ['--channel', channel, '--provider', 'simulator', '--label', `demo ${channel}`];
    await command(app, terminal, 'channel', 'add', ...account, '--set', `url=${providerUrl}`);
  }
  const imports = options.plain ? withoutPaths(terminal, folder) : terminal;
  for (const file of writeDebtFiles(folder, debtors)) await command(app, imports, 'import', 'debts', file);
};

const play = async (
  app: INestApplicationContext,
  clock: MovableClock,
  folder: string,
  scope: WorkScope,
  debtors: readonly DemoDebtor[],
  options: DemoOptions,
  terminal: Terminal,
): Promise<void> => {
  const began = performance.now();
  const silent: Terminal = { ...terminal, out: () => undefined };
  const world = new World(
    app,
    clock,
    {
      seed: options.seed,
      start: START,
      days: options.days,
      scope,
      onProgress: (day) => {
        if (!options.plain) terminal.progress(progressBar(day, options.days));
      },
      importPayments: (day, payments) =>
        command(app, silent, 'import', 'payments', writePaymentFile(folder, day, clock.now(), payments)),
    },
    debtors,
  );
  await world.play();
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  terminal.out(options.plain ? `${options.days} days` : `${options.days} days in ${seconds} s`);
};

const report = async (
  app: INestApplicationContext,
  scope: WorkScope,
  terminal: Terminal,
): Promise<boolean> => {
  const figures = app.get(PortfolioFigures, { strict: false });
  const lines = await app.get(UnitOfWork, { strict: false }).run(scope, () => reportLines(figures));
  const results = await app.get(CheckInvariants, { strict: false }).run(scope.tenantId);
  ['', ...lines, '', ...invariantLines(results)].forEach((line) => terminal.out(line));
  return results.every(({ broken }) => broken === 0);
};

const command = async (
  app: INestApplicationContext,
  terminal: Terminal,
  ...argv: string[]
): Promise<void> => {
  const code = await runCommand(app, argv, terminal);
  if (code !== 0)
    throw new DomainError('DEMO.STOPPED', `The command "${argv.slice(0, 2).join(' ')}" failed.`);
};

const withoutPaths = (terminal: Terminal, folder: string): Terminal => ({
  ...terminal,
  out: (line) => terminal.out(line.replaceAll(folder, '')),
});

const terminal = ownTerminal();
const run = async (): Promise<number> => demo(readDemoOptions(process.argv.slice(2)), terminal);
run()
  .catch((error: unknown) => failure(error, terminal))
  .then((code) => process.exit(code))
  .catch(() => process.exit(1));
