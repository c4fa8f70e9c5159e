import { CommanderError } from 'commander';
import { showsStacks } from '../../config/env.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Terminal } from './terminal.js';

/** What a command line that is none is called; commander's own words say which part is wrong. */
const USAGE_CODES: Readonly<Record<string, string>> = {
  'commander.unknownCommand': 'CLI.UNKNOWN_COMMAND',
  'commander.unknownOption': 'CLI.UNKNOWN_OPTION',
  'commander.missingArgument': 'CLI.MISSING_ARGUMENT',
  'commander.excessArguments': 'CLI.TOO_MANY_ARGUMENTS',
  'commander.missingMandatoryOptionValue': 'CLI.MISSING_OPTION',
  'commander.optionMissingArgument': 'CLI.MISSING_OPTION_VALUE',
};

/** Refusals of the operating system that a person can put right. */
const SYSTEM_REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'is not allowed',
  EPERM: 'is not allowed',
  EROFS: 'is on a read-only disk',
  ENOSPC: 'found no room on the disk',
  EDQUOT: 'found no room on the disk',
  EISDIR: 'met a folder where a file should be',
  ENOTDIR: 'met a file where a folder should be',
  EEXIST: 'met a file where a folder should be',
  ENOENT: 'found nothing there',
  EMFILE: 'found too many open files',
  ENAMETOOLONG: 'got a name that is too long',
};

/** Tells why something failed, in one sentence with a stable code, and returns the exit code; a stack only for LOG_LEVEL=debug. */
export const failure = (error: unknown, terminal: Pick<Terminal, 'error'>): number => {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  terminal.error(failureSentence(error));
  if (showsStacks() && error instanceof Error && error.stack !== undefined) terminal.error(error.stack);
  return 1;
};

export const failureSentence = (error: unknown): string => {
  if (error instanceof DomainError) return `${error.code}: ${error.message}`;
  if (error instanceof CommanderError) return usageSentence(error);
  return systemSentence(error) ?? internalSentence(error);
};

const usageSentence = ({ code, message }: CommanderError): string => {
  const help = 'Run "parley --help" to see what there is.';
  if (code === 'commander.help') return `CLI.MISSING_COMMAND: This is not a whole command. ${help}`;
  const [said = ''] = message.replace(/^error: /, '').split('\n');
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, '')}.`;
  return `${USAGE_CODES[code] ?? 'CLI.BAD_COMMAND'}: ${sentence} ${help}`;
};

const systemSentence = (error: unknown): string | null => {
  const { code, syscall, path, port } = (error ?? {}) as NodeJS.ErrnoException & { port?: number };
  if (code === undefined || syscall === undefined) return null;
  if (syscall === 'listen' && port !== undefined) {
    return code === 'EADDRINUSE'
      ? `SERVICE.PORT_IN_USE: Another program listens on port ${port}; set PORT to one that is free.`
      : `SERVICE.PORT_REFUSED: The system does not let this program listen on port ${port} (${code}); set PORT to another one.`;
  }
  const what = SYSTEM_REFUSALS[code];
  if (what === undefined) return null;
  return `SYSTEM.REFUSED: The step "${syscall}"${path === undefined ? '' : ` on ${path}`} ${what} (${code}).`;
};

const internalSentence = (error: unknown): string => {
  const { name, code } = (typeof error === 'object' ? (error ?? {}) : {}) as {
    name?: unknown;
    code?: unknown;
  };
  const kind = [name, code].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ');
  return (
    `INTERNAL: Parley met a fault of its own${kind === '' ? '' : ` (${kind})`}; what was not committed is rolled back. ` +
    'Set LOG_LEVEL=debug and try again to see where it comes from, then report that.'
  );
};
