import type { Command } from 'commander';
import { FindLenderId } from '../../application/lender/find-lender-id.js';
import { ContentFiles } from '../../application/ports/content-files.js';
import { DraftRevision } from '../../application/publication/draft-revision.js';
import { PublishRevision } from '../../application/publication/publish-revision.js';
import { SubmitRevision } from '../../application/publication/submit-revision.js';
import { ReadTreatments } from '../../application/treatment/read-treatments.js';
import { TreatmentRules } from '../../application/treatment/treatment-rules.js';
import type { Revision, RevisionContent } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { CommandContext } from './command-context.js';
import { faultLines, refuseStopped, revisionLine } from './revision-lines.js';
import { table } from './table.js';

interface OfLender {
  readonly lender?: string;
}

const LENDER = ['--lender <code>', 'a treatment of that lender alone'] as const;

/** `parley treatment …`: which debts are written to when, published by two people. */
export const addTreatmentCommands = (program: Command, context: CommandContext): void => {
  const treatment = program.command('treatment').description('which debts are written to when');

  treatment
    .command('validate <file>')
    .description('everything that is wrong with a treatment, each with both places')
    .option(...LENDER)
    .action(async (file: string, { lender }: OfLender) => {
      const content = context.use(ContentFiles).treatment(context.path(file));
      const faults = await context.use(ReadTreatments).check(await context.scope(), content, lender ?? null);
      faultLines(faults).forEach((line) => context.out(line));
      refuseStopped(content.name, faults);
      context.out(`${content.name} can be published.`);
    });

  treatment
    .command('list')
    .description('what is in force, by priority, and what is on its way')
    .option(...LENDER)
    .action(async ({ lender }: OfLender) => {
      const rows = (await context.use(ReadTreatments).list(await context.scope(), lender ?? null)).map(
        ({ name, inForce, pending }) => [
          name,
          inForce === null ? '–' : String(inForce.treatment.priority),
          inForce === null
            ? '–'
            : inForce.number === null
              ? inForce.source
              : `${inForce.source} ${inForce.number}`,
          inForce?.treatment.version ?? '–',
          pending === null ? '–' : `${pending.number} ${pending.state}`,
        ],
      );
      table([['TREATMENT', 'PRIORITY', 'IN FORCE', 'VERSION', 'PENDING'], ...rows]).forEach((line) =>
        context.out(line),
      );
    });

  treatment
    .command('draft <file>')
    .description('begin a revision with what the file says')
    .option(...LENDER)
    .action(async (file: string, { lender }: OfLender) => {
      context.staff();
      const scope = await context.scope();
      const content = context.use(ContentFiles).treatment(context.path(file));
      const listed = await context.use(ReadTreatments).list(scope, lender ?? null);
      const revision = await context.use(DraftRevision).run(scope, context.use(TreatmentRules), {
        lenderId: await context.use(FindLenderId).run(scope, lender ?? null),
        name: content.name,
        basedOn: listed.find(({ name }) => name === content.name)?.basedOn ?? null,
        content: content as unknown as RevisionContent,
      });
      context.out(revisionLine(revision));
    });

  treatment
    .command('submit <name>')
    .description('give the newest revision to a second person')
    .option(...LENDER)
    .action(async (name: string, { lender }: OfLender) => {
      context.staff();
      const { id, version } = await pendingOf(name, lender);
      const rules = context.use(TreatmentRules);
      const submitted = await context.use(SubmitRevision).run(await context.scope(), rules, id, version);
      context.out(revisionLine(submitted));
    });

  treatment
    .command('publish <name>')
    .description('put the newest revision in force, by somebody who did not write in it')
    .option(...LENDER)
    .action(async (name: string, { lender }: OfLender) => {
      context.staff();
      const { id, version } = await pendingOf(name, lender);
      const rules = context.use(TreatmentRules);
      const published = await context.use(PublishRevision).run(await context.scope(), rules, id, version);
      context.out(revisionLine(published));
    });

  const pendingOf = async (name: string, lender: string | undefined): Promise<Revision> => {
    const { pending } = await context.use(ReadTreatments).one(await context.scope(), name, lender ?? null);
    if (pending) return pending;
    throw new DomainError('REVISION.UNKNOWN', `Nothing of "${name}" is on its way; draft it first.`);
  };
};
