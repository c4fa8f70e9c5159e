import type { Command } from 'commander';
import { HOLD_REASONS } from '../../domain/debtor/hold.js';
import type { HoldReason } from '../../domain/debtor/hold.js';
import type { DisputeOutcome } from '../../domain/conversation/dispute.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { idOf } from '../../domain/shared/ids.js';
import type { HandOffId } from '../../domain/shared/ids.js';
import { ClaimHandOff } from '../../application/desk/claim-hand-off.js';
import { DecideDispute } from '../../application/desk/decide-dispute.js';
import { HandBack } from '../../application/desk/hand-back.js';
import { ReadCase } from '../../application/desk/read-case.js';
import { ReadQueue } from '../../application/desk/read-queue.js';
import { ReleaseHold } from '../../application/desk/release-hold.js';
import { ReplyAsPerson } from '../../application/desk/reply-as-person.js';
import { Lenders } from '../../application/ports/lenders.js';
import { UnitOfWork } from '../../application/ports/unit-of-work.js';
import type { CommandContext } from './command-context.js';
import { caseLines, queueLines } from './desk-screens.js';
import { wholeNumber } from './whole-number.js';

const item = (raw: string): HandOffId => idOf<HandOffId>(raw);

/** `parley desk …`: what a member of staff does with a conversation. */
export const addDeskCommands = (program: Command, context: CommandContext): void => {
  const desk = program.command('desk').description('work on conversations that need a person');

  desk
    .command('queue')
    .description('what is waiting, urgent first, then by what is due first')
    .option('--limit <n>', 'how many', '50')
    .action(async (options: { limit: string }) => {
      const limit = wholeNumber('--limit', options.limit, 1, 1_000);
      const entries = await context.use(ReadQueue).run(await context.scope(), limit);
      queueLines(entries).forEach((line) => context.out(line));
    });

  desk
    .command('show <item>')
    .description('the case of an item: who, balance, promises, last words')
    .action(async (id: string) => {
      const brief = await context.use(ReadCase).run(await context.scope(), item(id));
      caseLines(brief).forEach((line) => context.out(line));
    });

  desk
    .command('claim <item>')
    .description('take an item; nobody else can while you hold it')
    .action(async (id: string) => {
      const claimed = await context.use(ClaimHandOff).run(await context.scope(), item(id), context.staff());
      context.out(`Claimed: ${claimed.reason}. Bot and cadence are silent until you hand back.`);
    });

  desk
    .command('reply <item> <text>')
    .description('answer in the same chat')
    .option('--neutral', 'tells nothing of a debt; for people who are not confirmed yet', false)
    .action(async (id: string, text: string, options: { neutral: boolean }) => {
      await context.use(ReplyAsPerson).run(await context.scope(), {
        handOffId: item(id),
        staff: context.staff(),
        text,
        neutral: options.neutral,
      });
      context.out('Queued. The contact policy decides when it goes; see "desk show".');
    });

  desk
    .command('hand-back <item>')
    .description('close the item and give the conversation back to the bot')
    .requiredOption('--why <reason>', 'how it ended')
    .action(async (id: string, options: { why: string }) => {
      await context
        .use(HandBack)
        .run(await context.scope(), { handOffId: item(id) }, context.staff(), options.why);
      context.out('Handed back.');
    });

  desk
    .command('decide-dispute <number> <outcome>')
    .description('upheld, partly-upheld (with --owed) or rejected; the debtor is told')
    .option('--owed <minor units>', 'what is still owed, for partly-upheld')
    .action(async (number: string, outcome: string, options: { owed?: string }) => {
      const owed =
        options.owed === undefined
          ? undefined
          : wholeNumber('--owed', options.owed, 0, Number.MAX_SAFE_INTEGER);
      await context.use(DecideDispute).run(await context.scope(), {
        number,
        outcome: outcomeOf(outcome),
        staff: context.staff(),
        ...(owed === undefined ? {} : { correctedMinor: owed }),
      });
      context.out(`Dispute ${number}: ${outcome}. The debtor is told.`);
    });

  desk
    .command('release-hold <lender> <debt> <reason>')
    .description('lift a hold of a debt and its debtor')
    .requiredOption('--why <reason>', 'kept with the act')
    .action(async (code: string, reference: string, reason: string, options: { why: string }) => {
      const scope = await context.scope();
      const lender = await context.use(UnitOfWork).run(scope, () => context.use(Lenders).byCode(code));
      if (!lender) throw new DomainError('LENDER.UNKNOWN', `There is no lender ${code}.`);
      const lifted = await context
        .use(ReleaseHold)
        .run(scope, lender.id, reference, holdReasonOf(reason), options.why);
      context.out(`Lifted: ${lifted}.`);
    });
};

const outcomeOf = (raw: string): DisputeOutcome => {
  if (raw === 'upheld' || raw === 'partly-upheld' || raw === 'rejected') return raw;
  throw new DomainError('CLI.BAD_OUTCOME', `"${raw}" is no outcome; use upheld, partly-upheld or rejected.`);
};

const holdReasonOf = (raw: string): HoldReason => {
  const known = HOLD_REASONS.find((reason) => reason === raw);
  if (known) return known;
  throw new DomainError('CLI.BAD_HOLD', `"${raw}" is no hold; use one of ${HOLD_REASONS.join(', ')}.`);
};
