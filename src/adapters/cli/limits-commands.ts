import type { Command } from 'commander';
import { FindLenderId } from '../../application/lender/find-lender-id.js';
import { LimitsRules } from '../../application/limits/limits-rules.js';
import { ReadLimits } from '../../application/limits/read-limits.js';
import { ContentFiles } from '../../application/ports/content-files.js';
import { DraftRevision } from '../../application/publication/draft-revision.js';
import { PublishRevision } from '../../application/publication/publish-revision.js';
import { SubmitRevision } from '../../application/publication/submit-revision.js';
import { styleOf } from '../../domain/arrangement/negotiation-limits.js';
import { DELINQUENCY_BUCKETS } from '../../domain/debt/delinquency.js';
import type { Revision, RevisionContent } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { CommandContext } from './command-context.js';
import { faultLines, refuseStopped, revisionLine } from './revision-lines.js';
import { table } from './table.js';

/** `parley limits …`: what may be conceded for a lender, published by two people. */
export const addLimitsCommands = (program: Command, context: CommandContext): void => {
  const limits = program.command('limits').description('what assistant, staff and leads may concede');

  limits
    .command('validate <lender> <product> <file>')
    .description('everything that contradicts itself in limits, each with both places')
    .action(async (lender: string, product: string, file: string) => {
      const content = context.use(ContentFiles).limits(context.path(file));
      const faults = await context.use(ReadLimits).check(await context.scope(), product, content, lender);
      faultLines(faults).forEach((line) => context.out(line));
      refuseStopped(product, faults);
      context.out(`${product} can be published.`);
    });

  limits
    .command('list <lender>')
    .description('what is in force by product, and what is on its way')
    .action(async (lender: string) => {
      const rows = (await context.use(ReadLimits).list(await context.scope(), lender)).map(
        ({ product, inForce, number, pending }) => [
          product,
          inForce === null ? '–' : number === null ? 'file' : String(number),
          DELINQUENCY_BUCKETS.filter((bucket) => inForce?.buckets[bucket]).join(' ') || '–',
          pending === null ? '–' : `${pending.number} ${pending.state}`,
        ],
      );
      table([['PRODUCT', 'IN FORCE', 'PLANS IN', 'PENDING'], ...rows]).forEach((line) => context.out(line));
    });

  limits
    .command('show <lender> <product>')
    .description('what is in force for a product, with every setting of the style, as a file')
    .action(async (lender: string, product: string) => {
      const { inForce } = await context.use(ReadLimits).one(await context.scope(), product, lender);
      if (!inForce) throw new DomainError('LIMITS.UNKNOWN', `Nothing is in force for "${product}" yet.`);
      const shown = { ...inForce, style: styleOf(inForce) };
      context
        .use(ContentFiles)
        .linesOf(shown)
        .forEach((line) => context.out(line));
    });

  limits
    .command('draft <lender> <product> <file>')
    .description('begin a revision with what the file says')
    .action(async (lender: string, product: string, file: string) => {
      context.staff();
      const scope = await context.scope();
      const content = context.use(ContentFiles).limits(context.path(file));
      const listed = await context.use(ReadLimits).list(scope, lender);
      const revision = await context.use(DraftRevision).run(scope, context.use(LimitsRules), {
        lenderId: await context.use(FindLenderId).run(scope, lender),
        name: product,
        basedOn: listed.find((one) => one.product === product)?.number ?? null,
        content: content as unknown as RevisionContent,
      });
      context.out(revisionLine(revision));
    });

  limits
    .command('submit <lender> <product>')
    .description('give the newest revision to a second person')
    .action(async (lender: string, product: string) => {
      context.staff();
      const { id, version } = await pendingOf(lender, product);
      const rules = context.use(LimitsRules);
      const submitted = await context.use(SubmitRevision).run(await context.scope(), rules, id, version);
      context.out(revisionLine(submitted));
    });

  limits
    .command('publish <lender> <product>')
    .description('put the newest revision in force, by somebody who did not write in it')
    .action(async (lender: string, product: string) => {
      context.staff();
      const { id, version } = await pendingOf(lender, product);
      const rules = context.use(LimitsRules);
      const published = await context.use(PublishRevision).run(await context.scope(), rules, id, version);
      context.out(revisionLine(published));
    });

  const pendingOf = async (lender: string, product: string): Promise<Revision> => {
    const { pending } = await context.use(ReadLimits).one(await context.scope(), product, lender);
    if (pending) return pending;
    throw new DomainError('REVISION.UNKNOWN', `Nothing of "${product}" is on its way; draft it first.`);
  };
};
