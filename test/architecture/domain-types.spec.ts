import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { join } from 'node:path';
import { project } from './cruise.js';

/** What `tsconfig.domain.json` says about a file of the domain with this text. */
function complaints(text: string): string[] {
  const path = join(project, 'src/domain/trial.ts');
  const read = ts.readConfigFile(join(project, 'tsconfig.domain.json'), ts.sys.readFile);
  const config = ts.parseJsonConfigFileContent(read.config, ts.sys, project);
  const host = ts.createCompilerHost(config.options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion) =>
    name === path ? ts.createSourceFile(name, text, languageVersion) : getSourceFile(name, languageVersion);
  host.fileExists = (name) => name === path || ts.sys.fileExists(name);
  const program = ts.createProgram([path], config.options, host);
  const file = program.getSourceFile(path);
  if (file === undefined) throw new Error('the trial file was not compiled');
  return program
    .getSemanticDiagnostics(file)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('the domain has no machine', () => {
  it.each([
    'setTimeout',
    'setInterval',
    'queueMicrotask',
    'process',
    'fetch',
    'Buffer',
    'console',
    'require',
    'crypto',
  ])(
    '%s does not exist there',
    (name) => {
      expect(complaints(`export const taken = ${name};\n`)).toEqual([expect.stringContaining(`'${name}'`)]);
    },
    60_000,
  );

  it('what the language itself brings does', () => {
    expect(complaints('export const taken = new Map([[1, 2n]]);\n')).toEqual([]);
  });
});
