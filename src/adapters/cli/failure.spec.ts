import { describe, expect, it } from '@jest/globals';
import { CommanderError } from 'commander';
import { DomainError } from '../../domain/shared/domain-error.js';
import { failure, failureSentence } from './failure.js';

const systemError = (fields: object): Error => Object.assign(new Error('raw words'), fields);

describe('telling a failure', () => {
  it.each([
    [new DomainError('DEBT.UNKNOWN', 'No lender has a debt X.'), 'DEBT.UNKNOWN: No lender has a debt X.'],
    [
      new CommanderError(
        1,
        'commander.unknownCommand',
        "error: unknown command 'desc'\n(Did you mean desk?)",
      ),
      'CLI.UNKNOWN_COMMAND: Unknown command \'desc\'. Run "parley --help" to see what there is.',
    ],
    [
      systemError({ code: 'EADDRINUSE', syscall: 'listen', port: 3000 }),
      'SERVICE.PORT_IN_USE: Another program listens on port 3000; set PORT to one that is free.',
    ],
    [
      systemError({ code: 'ENOSPC', syscall: 'write', path: 'data/x' }),
      'SYSTEM.REFUSED: The step "write" on data/x found no room on the disk (ENOSPC).',
    ],
  ])('is one sentence with its code', (error, sentence) => {
    expect(failureSentence(error)).toBe(sentence);
  });

  it.each([new TypeError('张伟 is not iterable'), systemError({ code: 'ER_PARSE' }), 'a string', null])(
    'never repeats the words of an unexpected error, which may hold values',
    (error) => {
      expect(failureSentence(error)).toMatch(/^INTERNAL: [^\n]+\.$/u);
      expect(failureSentence(error)).not.toMatch(/张伟|raw words|a string/u);
    },
  );

  it('is no failure when help was asked for', () => {
    const told: string[] = [];
    const asked = new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)');
    expect(failure(asked, { error: (line) => told.push(line) })).toBe(0);
    expect(told).toEqual([]);
  });
});
