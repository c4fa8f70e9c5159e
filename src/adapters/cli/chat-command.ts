import type { Command } from 'commander';
import { ChannelAccounts } from '../../application/ports/channel-accounts.js';
import { Clock } from '../../application/ports/clock.js';
import { ContactPoints } from '../../application/ports/contact-points.js';
import { Debts } from '../../application/ports/debts.js';
import { DueWork } from '../../application/ports/due-work.js';
import { Lenders } from '../../application/ports/lenders.js';
import { SimulatedPhones } from '../../application/ports/simulated-phones.js';
import { UnitOfWork } from '../../application/ports/unit-of-work.js';
import type { WorkScope } from '../../application/ports/unit-of-work.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { CommandContext } from './command-context.js';
import { PhoneScreen } from './phone-screen.js';
import type { Phone } from './phone-screen.js';

/** How long an answer is waited for; a conversation that a person owns gets none by itself. */
const ANSWER_WITHIN_MS = 3_000;

/** `parley chat`: be the debtor. What is typed travels through the simulator like any debtor's message. */
export const addChatCommand = (program: Command, context: CommandContext): void => {
  program
    .command('chat')
    .description('write as a debtor, on the debtor’s simulated phone')
    .requiredOption('--debtor <reference>', 'the reference of one of the debtor’s debts')
    .action(async (options: { debtor: string }) => {
      const phone = await findPhone(context, await context.scope(), options.debtor);
      const phones = context.use(SimulatedPhones);
      const screen = new PhoneScreen(phones, phone, (line) => context.out(line));
      context.out(
        `You are the debtor of ${options.debtor}, on ${phone.account.channel}. Ctrl-D ends the chat.`,
      );
      await screen.show();
      for await (const text of context.lines()) {
        if (text.trim() === '') continue;
        await phones.write(
          phone.account,
          [{ address: phone.address, content: { kind: 'text', text } }],
          context.use(Clock).now(),
        );
        await context.use(DueWork).run();
        await screen.await(ANSWER_WITHIN_MS);
      }
    });
};

const findPhone = (context: CommandContext, scope: WorkScope, reference: string): Promise<Phone> =>
  context.use(UnitOfWork).run(scope, async () => {
    const lenders = await context.use(Lenders).all();
    const accounts = await context.use(ChannelAccounts).all();
    for (const lender of lenders) {
      const found = (await context.use(Debts).byReferences(lender.id, [reference])).get(reference);
      if (!found) continue;
      for (const point of await context.use(ContactPoints).ofDebtors([found.debt.debtorId])) {
        const account =
          accounts.find((one) => one.id === point.channelAccountId) ??
          accounts.find((one) => one.channel === point.channel);
        if (account?.provider === 'simulator') return { account, address: point.address };
      }
      throw new DomainError(
        'CHAT.NO_PHONE',
        `The debtor of ${reference} has no contact point that a simulator account serves.`,
      );
    }
    throw new DomainError('DEBT.UNKNOWN', `No lender has a debt ${reference}.`);
  });
