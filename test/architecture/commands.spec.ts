import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addChannelCommands } from '../../src/adapters/cli/channel-commands.js';
import { addChatCommand } from '../../src/adapters/cli/chat-command.js';
import type { CommandContext } from '../../src/adapters/cli/command-context.js';
import { addDeskCommands } from '../../src/adapters/cli/desk-commands.js';
import { addJobCommands } from '../../src/adapters/cli/job-commands.js';
import { addLimitsCommands } from '../../src/adapters/cli/limits-commands.js';
import { addPersonCommands } from '../../src/adapters/cli/person-commands.js';
import { addPortfolioCommands } from '../../src/adapters/cli/portfolio-commands.js';
import { addTreatmentCommands } from '../../src/adapters/cli/treatment-commands.js';
import { project } from './cruise.js';

/** `desk reply <item> <text> [--neutral]`: as the table of the README writes it. */
const usage = (command: Command, path: string): string =>
  [
    path,
    ...command.registeredArguments.map((argument) => `<${argument.name()}>`),
    ...command.options.map((option) => (option.mandatory ? option.flags : `[${option.flags}]`)),
  ].join(' ');

const leaves = (command: Command, path: string): { usage: string; description: string }[] =>
  command.commands.flatMap((child) => {
    const childPath = `${path} ${child.name()}`.trim();
    if (child.commands.length > 0) return leaves(child, childPath);
    return [{ usage: usage(child, childPath), description: child.description() }];
  });

describe('the command table of the README', () => {
  it('has every command, its options and its description', () => {
    const program = new Command();
    const context = {} as CommandContext;
    for (const add of [
      addPortfolioCommands,
      addPersonCommands,
      addDeskCommands,
      addChannelCommands,
      addTreatmentCommands,
      addLimitsCommands,
      addJobCommands,
      addChatCommand,
    ]) {
      add(program, context);
    }
    const readme = readFileSync(join(project, 'README.md'), 'utf8');
    const rows = [
      ...readme.matchAll(
        /^\| `((?:tenant|lender|import|person|desk|channel|treatment|limits|jobs|chat)[^`]*)` \| (.+) \|$/gm,
      ),
    ];
    expect(rows.map(([, row, description]) => ({ usage: row, description }))).toEqual(leaves(program, ''));
  });
});
