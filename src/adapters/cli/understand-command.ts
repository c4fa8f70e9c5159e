import type { Command } from 'commander';
import { Clock } from '../../application/ports/clock.js';
import { UnderstandingModel } from '../../application/ports/understanding-model.js';
import { zoneId } from '../../domain/calendar/zone.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { CommandContext } from './command-context.js';
import { answerRow, readMoment } from './understand-rows.js';

const HOME = 'Asia/Shanghai';

/** `parley understand`: what messages mean, a line in and a line out; needs no database. */
export const addUnderstandCommand = (program: Command, context: CommandContext): void => {
  program
    .command('understand')
    .description(
      'reads messages from standard input, one JSON object {id, text, locale?, now?, zone?, context?} a line',
    )
    .option('--now <moment>', 'when they are read, like 2026-11-23T10:00+08:00[Asia/Shanghai]; else now')
    .action(async ({ now: given }: { now?: string }) => {
      const clock = context.use(Clock);
      const moment = given === undefined ? null : readMoment(given);
      const zone = moment?.zone ?? zoneId(HOME);
      const model = context.use(UnderstandingModel).current();
      let number = 0;
      let refused = 0;
      for await (const line of context.lines()) {
        number += 1;
        if (line.trim() === '') continue;
        try {
          context.out(JSON.stringify(answerRow(line, { now: moment?.now ?? clock.now(), zone }, model)));
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          refused += 1;
          context.error(`Line ${String(number)}: ${error.code}: ${error.message}`);
        }
      }
      if (refused > 0) {
        throw new DomainError(
          'CLI.BAD_ROWS',
          `${String(refused)} of the rows could not be read; the others were answered.`,
        );
      }
    });
};
