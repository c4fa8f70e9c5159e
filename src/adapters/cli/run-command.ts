import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import { Tenants } from '../../application/ports/tenants.js';
import type { Actor } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { addChannelCommands } from './channel-commands.js';
import { addChatCommand } from './chat-command.js';
import type { CommandContext } from './command-context.js';
import { addDeskCommands } from './desk-commands.js';
import { failure } from './failure.js';
import { addJobCommands } from './job-commands.js';
import { addLimitsCommands } from './limits-commands.js';
import { addPersonCommands } from './person-commands.js';
import { addPortfolioCommands } from './portfolio-commands.js';
import { addTreatmentCommands } from './treatment-commands.js';
import { addUnderstandCommand } from './understand-command.js';
import type { Terminal } from './terminal.js';

/** Where a command finds its use cases and ports. */
export type Services = Pick<INestApplicationContext, 'get'>;

/** The tenant that every installation starts with. */
export const DEFAULT_TENANT = 'default';

/** Longest name of a person; it is kept with everything they do. */
const LONGEST_NAME = 80;

/**
 * Runs one command line inside the service and returns its exit code: 0 when done, 1 when it was refused.
 * A refusal is one sentence with its code; what failed was rolled back.
 */
export const runCommand = async (
  app: Services,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number> => {
  try {
    await programFor(app, terminal).parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    return failure(error, terminal);
  }
};

/**
 * Reads a command line without running it: null when it names a command with everything that it needs, else the
 * exit code, after help was shown or the mistake was told.
 */
export const checkCommandLine = async (
  argv: readonly string[],
  terminal: Terminal,
): Promise<number | null> => {
  const understood = new Error('understood');
  const program = programFor(null, terminal).hook('preAction', () => {
    throw understood;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    return error === understood ? null : failure(error, terminal);
  }
};

const programFor = (app: Services | null, terminal: Terminal): Command => {
  const program = new Command('parley');
  program
    .description('chat-based collections')
    .option('--tenant <slug>', 'whose data', DEFAULT_TENANT)
    .option('--as <name>', 'who you are, for acts of staff')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.error(text.trimEnd()),
      outputError: () => undefined,
    });
  const context = contextOf(app, program, terminal);
  addPortfolioCommands(program, context);
  addPersonCommands(program, context);
  addDeskCommands(program, context);
  addChannelCommands(program, context);
  addTreatmentCommands(program, context);
  addLimitsCommands(program, context);
  addJobCommands(program, context);
  addChatCommand(program, context);
  addUnderstandCommand(program, context);
  inheritSettings(program);
  return program;
};

const inheritSettings = (command: Command): void => {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inheritSettings(child);
  }
};

const contextOf = (app: Services | null, program: Command, terminal: Terminal): CommandContext => {
  const options = (): { tenant: string; as?: string } => program.opts();
  const use: CommandContext['use'] = (token) => {
    if (app === null) throw new Error('A command ran while its line was only checked.');
    return app.get(token, { strict: false });
  };
  const staffName = (): string | null => {
    const name = options().as?.trim() ?? '';
    if (name.length <= LONGEST_NAME) return name === '' ? null : name;
    throw new DomainError('CLI.BAD_NAME', `The name after --as has more than ${LONGEST_NAME} characters.`);
  };
  return {
    use,
    scope: async () => {
      const tenant = await use(Tenants).bySlug(options().tenant);
      const name = staffName();
      const actor: Actor = name ? { kind: 'staff', name } : { kind: 'system', name: 'command line' };
      return { tenantId: tenant.id, actor };
    },
    staff: () => {
      const name = staffName();
      if (name) return name;
      throw new DomainError('CLI.NO_NAME', 'Say who you are: write --as <name> before the command.');
    },
    path: (typed) => resolve(terminal.folder, typed),
    out: (line) => terminal.out(line),
    error: (line) => terminal.error(line),
    progress: (line) => terminal.progress(line),
    lines: () => terminal.lines(),
  };
};
