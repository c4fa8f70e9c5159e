import type { Command } from 'commander';
import { DueWork } from '../../application/ports/due-work.js';
import { RecurringJobs } from '../../application/ports/recurring-jobs.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { toIso } from '../../domain/calendar/instant.js';
import type { CommandContext } from './command-context.js';
import { table } from './table.js';

/** `parley jobs …`: the work that comes back by the clock. */
export const addJobCommands = (program: Command, context: CommandContext): void => {
  const jobs = program.command('jobs').description('recurring jobs, and what is due');

  jobs
    .command('list')
    .description('every recurring job: when it ran, how it ended, when it runs next')
    .action(async () => {
      const rows = (await context.use(RecurringJobs).list()).map((job) => [
        job.name,
        job.pausedAt === null ? 'on' : 'paused',
        minute(job.lastStartedAt),
        minute(job.nextRunAt),
        job.lastResult ?? '–',
      ]);
      table([['JOB', 'STATE', 'LAST RUN (UTC)', 'NEXT RUN (UTC)', 'LAST RESULT'], ...rows]).forEach((line) =>
        context.out(line),
      );
    });

  jobs
    .command('run <name>')
    .description('run a recurring job now, then everything that is due')
    .action(async (name: string) => {
      const result = await context.use(RecurringJobs).runNow(name);
      await context.use(DueWork).run();
      context.out(result ?? `${name} is running elsewhere; it runs once more after that.`);
    });

  jobs
    .command('pause <name>')
    .description('stop a recurring job from running by the clock')
    .action(async (name: string) => {
      await context.use(RecurringJobs).pause(name);
      context.out(`${name} is paused.`);
    });

  jobs
    .command('resume <name>')
    .description('let a paused recurring job run again')
    .action(async (name: string) => {
      await context.use(RecurringJobs).resume(name);
      context.out(`${name} is on.`);
    });
};

const minute = (moment: Instant | null): string => (moment === null ? '–' : toIso(moment).slice(0, 16));
