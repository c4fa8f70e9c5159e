import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Command, CommanderError } from 'commander';
import { Tenants } from '../../application/ports/tenants.js';
import type { Actor } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { addChannelCommands } from './channel-commands.js';
import { addChatCommand } from './chat-command.js';
import type { CommandContext } from './command-context.js';
import { addDeskCommands } from './desk-commands.js';
import { addJobCommands } from './job-commands.js';
import { addPortfolioCommands } from './portfolio-commands.js';
import type { Terminal } from './terminal.js';

/** The tenant that every installation starts with. */
export const DEFAULT_TENANT = 'default';

/**
 * Runs one command line inside the service and returns its exit code: 0 when done, 1 when it was refused.
 * A refusal is one sentence with its code; what failed was rolled back.
 */
export const runCommand = async (
  app: INestApplicationContext,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> => {
  const program = new Command('parley');
  program
    .description('chat-based collections')
    .option('--tenant <slug>', 'whose data', DEFAULT_TENANT)
    .option('--as <name>', 'who you are, for acts of staff')
    .showHelpAfterError('Run "parley --help" to see what there is.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.error(text.trimEnd()),
    });
  const context = contextOf(app, program, terminal);
  addPortfolioCommands(program, context);
  addDeskCommands(program, context);
  addChannelCommands(program, context);
  addJobCommands(program, context);
  addChatCommand(program, context);
  inheritSettings(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    return failure(error, terminal);
  }
};

/** One sentence and a code; never a stack for what a person can put right. */
export const failure = (error: unknown, terminal: Pick<Terminal, 'error'>): number => {
  if (error instanceof CommanderError) return error.exitCode;
  if (error instanceof DomainError) terminal.error(`${error.code}: ${error.message}`);
  else terminal.error(`INTERNAL: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return 1;
};

const inheritSettings = (command: Command): void => {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inheritSettings(child);
  }
};

const contextOf = (app: INestApplicationContext, program: Command, terminal: Terminal): CommandContext => {
  const options = (): { tenant: string; as?: string } => program.opts();
  return {
    use: (token) => app.get(token, { strict: false }),
    scope: async () => {
      const tenant = await app.get(Tenants, { strict: false }).bySlug(options().tenant);
      const name = options().as;
      const actor: Actor = name ? { kind: 'staff', name } : { kind: 'system', name: 'command line' };
      return { tenantId: tenant.id, actor };
    },
    staff: () => {
      const name = options().as;
      if (name) return name;
      throw new DomainError('CLI.NO_NAME', 'Say who you are: parley --as <name> …');
    },
    path: (typed) => resolve(terminal.folder, typed),
    out: (line) => terminal.out(line),
    progress: (line) => terminal.progress(line),
    lines: () => terminal.lines(),
  };
};
