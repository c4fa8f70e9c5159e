import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { ApplyLender } from '../../application/intake/apply-lender.js';
import { ImportDebts } from '../../application/intake/import-debts.js';
import { ImportPayments } from '../../application/intake/import-payments.js';
import type { ImportReport } from '../../application/intake/import-report.js';
import { Tenants } from '../../application/ports/tenants.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { CommandContext } from './command-context.js';

interface ImportOptions {
  readonly lender?: string;
}

/** `parley lender …`, `parley import …`, `parley tenant …`: how lenders and their debts come in. */
export const addPortfolioCommands = (program: Command, context: CommandContext): void => {
  program
    .command('tenant')
    .description('who runs Parley')
    .command('create <slug> <name>')
    .description('add a tenant; one that exists stays as it is')
    .action(async (slug: string, name: string) => {
      const tenant = await context.use(Tenants).ensure(slug, name);
      context.out(`Tenant ${tenant.slug} is there.`);
    });

  program
    .command('lender')
    .description('the lenders of a tenant')
    .command('apply <file>')
    .description('add or update a lender with its limits from a YAML file')
    .action(async (file: string) => {
      const { lender, change } = await context
        .use(ApplyLender)
        .run(await context.scope(), context.path(file));
      context.out(`Lender ${lender.code}: ${change}.`);
    });

  const importing = program.command('import').description('read a CSV file of a lender');
  importing
    .command('debts <file>')
    .description('add or update debts; the same file again changes nothing')
    .option('--lender <code>', 'for files without a column "lender"')
    .action((file: string, options: ImportOptions) => report(ImportDebts, file, options));
  importing
    .command('payments <file>')
    .description('record payments; a payment told twice counts once')
    .option('--lender <code>', 'for files without a column "lender"')
    .action((file: string, options: ImportOptions) => report(ImportPayments, file, options));

  const report = async (
    token: typeof ImportDebts | typeof ImportPayments,
    file: string,
    options: ImportOptions,
  ): Promise<void> => {
    const path = context.path(file);
    const done = await context.use<ImportDebts | ImportPayments>(token).run(await context.scope(), {
      path,
      rejectedPath: `${path.slice(0, -extname(path).length || undefined)}.rejected.csv`,
      lenderCode: options.lender ?? null,
      onProgress: (rows) => context.progress(`${basename(path)}: ${rows.toLocaleString('en')} rows`),
    });
    reportLines(done).forEach((line) => context.out(line));
    if (done.rejected > 0) {
      throw new DomainError(
        'INTAKE.ROWS_REJECTED',
        `${basename(path)} was taken except for ${done.rejected} of its ${done.read} rows; why is in ${basename(done.rejectedPath ?? path)}.`,
      );
    }
  };
};

const reportLines = (report: ImportReport): string[] => [
  `${report.read} read: ${report.added} added, ${report.updated} updated, ${report.unchanged} unchanged, ${report.rejected} rejected.`,
  ...(report.rejectedPath ? [`Rejected rows with reasons: ${report.rejectedPath}`] : []),
  ...report.notices.map((notice) => `${notice.code}: ${notice.count} (${notice.sentence})`),
];
