import type { Command } from 'commander';
import { ChannelAccounts } from '../../application/ports/channel-accounts.js';
import { ChannelDirectory } from '../../application/ports/channel-directory.js';
import { Ids } from '../../application/ports/ids.js';
import { UnitOfWork } from '../../application/ports/unit-of-work.js';
import { CHANNELS, isChannel } from '../../domain/shared/channel.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import type { CommandContext } from './command-context.js';
import { table } from './table.js';

interface AddOptions {
  readonly channel: string;
  readonly provider: string;
  readonly label: string;
  readonly set: readonly string[];
}

/** `parley channel …`: the logins and senders through which messages leave. */
export const addChannelCommands = (program: Command, context: CommandContext): void => {
  const channel = program.command('channel').description('the accounts that messages leave through');

  channel
    .command('add')
    .description('add an account')
    .requiredOption('--channel <name>', CHANNELS.join(', '))
    .requiredOption('--provider <name>', 'e.g. simulator')
    .requiredOption('--label <text>', 'how people call it')
    .option('--set <key=value...>', 'settings of the provider, stored encrypted', [])
    .action(async (options: AddOptions) => {
      const { channel: name } = options;
      if (!isChannel(name)) {
        throw new DomainError(
          'CLI.BAD_CHANNEL',
          `"${name}" is no channel; use one of ${CHANNELS.join(', ')}.`,
        );
      }
      context.use(ChannelDirectory).capabilities(options.provider);
      const settings = Object.fromEntries(options.set.map(settingOf));
      const scope = await context.scope();
      await context.use(UnitOfWork).run(scope, () =>
        context.use(ChannelAccounts).save({
          id: context.use(Ids).next<ChannelAccountId>(),
          channel: name,
          provider: options.provider,
          label: options.label,
          settings,
          paused: false,
        }),
      );
      context.out(`Account "${options.label}" serves ${name} through ${options.provider}.`);
    });

  channel
    .command('list')
    .description('all accounts')
    .action(async () => {
      const scope = await context.scope();
      const accounts = await context.use(UnitOfWork).run(scope, () => context.use(ChannelAccounts).all());
      const rows = accounts.map((one) => [
        one.label,
        one.channel,
        one.provider,
        one.paused ? 'paused' : 'in use',
      ]);
      table([['LABEL', 'CHANNEL', 'PROVIDER', 'STATE'], ...rows]).forEach((line) => context.out(line));
    });
};

const settingOf = (raw: string): [string, string] => {
  const at = raw.indexOf('=');
  if (at > 0) return [raw.slice(0, at), raw.slice(at + 1)];
  throw new DomainError('CLI.BAD_SETTING', `"${raw}" is no setting; write key=value.`);
};
