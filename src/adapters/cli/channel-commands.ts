import type { Command } from 'commander';
import { AddChannelAccount } from '../../application/channel/add-channel-account.js';
import { FindChannelAccount } from '../../application/channel/find-channel-account.js';
import { PauseChannelAccount } from '../../application/channel/pause-channel-account.js';
import { ReadChannelAccount } from '../../application/channel/read-channel-account.js';
import { ReadChannelHealth } from '../../application/channel/read-channel-health.js';
import { RotateChannelAccount } from '../../application/channel/rotate-channel-account.js';
import { TestChannelAccount } from '../../application/channel/test-channel-account.js';
import { zoneId } from '../../domain/calendar/zone.js';
import { CHANNELS, isChannel } from '../../domain/shared/channel.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { accountLines, changeLines } from './channel-screens.js';
import type { CommandContext } from './command-context.js';
import { qrLines } from './qr-screen.js';
import { table } from './table.js';

interface AddOptions {
  readonly channel: string;
  readonly provider: string;
  readonly label: string;
  readonly set: readonly string[];
}

interface RotateOptions {
  readonly set: readonly string[];
  readonly newCallback?: true;
}

/** How many changes `channel show` tells. */
const SHOWN_CHANGES = 10;

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
      const { channel: name, provider, label } = options;
      if (!isChannel(name)) {
        throw new DomainError(
          'CLI.BAD_CHANNEL',
          `"${name}" is no channel; use one of ${CHANNELS.join(', ')}.`,
        );
      }
      const settings = Object.fromEntries(options.set.map(settingOf));
      const account = { channel: name, provider, label, settings, limits: {} };
      await context.use(AddChannelAccount).run(await context.scope(), account);
      context.out(`Account "${label}" serves ${name} through ${provider}.`);
    });

  channel
    .command('list')
    .description('all accounts, and how they do')
    .action(async () => {
      const { accounts } = await context.use(ReadChannelHealth).run(await context.scope(), zoneId('UTC'));
      const rows = accounts.map((one) => [
        one.label,
        one.channel,
        one.provider,
        one.paused ? 'paused' : 'in use',
        one.state,
        one.limitToday === null ? String(one.usedToday) : `${one.usedToday} of ${one.limitToday}`,
      ]);
      table([['LABEL', 'CHANNEL', 'PROVIDER', 'STATE', 'CONDITION', 'USED TODAY'], ...rows]).forEach((line) =>
        context.out(line),
      );
    });

  channel
    .command('show <account>')
    .description('one account by label or id: settings without secrets, limits, how it did')
    .action(async (name: string) => {
      const scope = await context.scope();
      const { id } = await context.use(FindChannelAccount).run(scope, name);
      const reads = context.use(ReadChannelAccount);
      accountLines(await reads.run(scope, id)).forEach((line) => context.out(line));
      changeLines(await reads.history(scope, id, SHOWN_CHANGES)).forEach((line) => context.out(line));
    });

  channel
    .command('test <account>')
    .description('reach the provider with the credentials; nobody is written to')
    .action(async (name: string) => {
      const scope = await context.scope();
      const { id, label } = await context.use(FindChannelAccount).run(scope, name);
      const { state, detail } = await context.use(TestChannelAccount).run(scope, id);
      context.out(`${label} is ${state}: ${detail}`);
    });

  channel
    .command('rotate <account>')
    .description('other settings; what is not named keeps its value, `key=` takes it back')
    .option('--set <key=value...>', 'settings of the provider, stored encrypted', [])
    .option('--new-callback', 'a new address for the provider to call')
    .action(async (name: string, { set, newCallback }: RotateOptions) => {
      const scope = await context.scope();
      const { id, label, version } = await context.use(FindChannelAccount).run(scope, name);
      const settings = Object.fromEntries(
        set.map(settingOf).map(([key, value]) => [key, value === '' ? null : value]),
      );
      const rotation = { settings, newCallbackSecret: newCallback === true };
      await context.use(RotateChannelAccount).run(scope, id, version, rotation);
      context.out(`${label} has new settings; channel test tells whether they are good.`);
    });

  const pause = async (name: string, reason: string, paused: boolean): Promise<void> => {
    const scope = await context.scope();
    const { id, label, version } = await context.use(FindChannelAccount).run(scope, name);
    await context.use(PauseChannelAccount).run(scope, id, version, paused, reason);
    context.out(paused ? `${label} is paused.` : `${label} is in use.`);
  };
  channel
    .command('pause <account> <reason>')
    .description('let an account rest; what would leave through it waits')
    .action((name: string, reason: string) => pause(name, reason, true));
  channel
    .command('resume <account> <reason>')
    .description('let an account go on')
    .action((name: string, reason: string) => pause(name, reason, false));

  channel
    .command('sign-in <account>')
    .description('the code that a telephone scans to log an account in')
    .action(async (name: string) => {
      const scope = await context.scope();
      const { id, label } = await context.use(FindChannelAccount).run(scope, name);
      const latest = await context.use(ReadChannelAccount).signIn(scope, id);
      const code = latest?.signInCode ?? null;
      if (code === null) {
        context.out(`${label} is ${latest?.state ?? 'unknown'}; there is nothing to scan now.`);
        return;
      }
      qrLines(code).forEach((line) => context.out(line));
      context.out(code);
      context.out(`${label} is ${latest?.state}. Whoever scans this has the account.`);
    });
};

const settingOf = (raw: string): [string, string] => {
  const at = raw.indexOf('=');
  if (at > 0) return [raw.slice(0, at), raw.slice(at + 1)];
  throw new DomainError('CLI.BAD_SETTING', 'A setting is written key=value.');
};
