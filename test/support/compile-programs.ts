import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';

/** Below the project's packages, so that the compiled files find them. */
const OUTPUT = resolve('node_modules/.cache/parley/test-programs');
const SOURCES = ['src', 'migrations', 'test/support', 'test/medium'];

let compiled = false;

/**
 * Compiles the sources that a test starts as processes, as far as they changed; returns where `file` is now. Several
 * tests may do so at once: a file appears whole or not at all, and has the time of its source.
 */
export function compiledProgram(file: string): string {
  if (!compiled) {
    mkdirSync(OUTPUT, { recursive: true });
    writeFileSync(join(OUTPUT, 'package.json'), '{ "type": "module" }\n');
    for (const folder of SOURCES) for (const source of sourcesIn(folder)) compile(source);
    compiled = true;
  }
  return outputOf(file);
}

/**
 * A copy of the product as people install it, with its own `config/` and `templates/` to be changed. Returns where
 * its folder is; it can be deleted at the end.
 */
export function installedCopy(): string {
  compiledProgram('src/cli.ts');
  const folder = mkdtempSync(join(OUTPUT, '..', 'copy-'));
  for (const part of ['src', 'migrations', 'package.json']) {
    cpSync(join(OUTPUT, part), join(folder, part), { recursive: true });
  }
  for (const part of ['config', 'templates', 'models']) cpSync(part, join(folder, part), { recursive: true });
  return folder;
}

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => join(folder, file));

const outputOf = (file: string): string => join(OUTPUT, file.replace(/\.ts$/u, '.js'));

function compile(source: string): void {
  const output = outputOf(source);
  const { mtime } = statSync(source);
  const written = statSync(output, { throwIfNoEntry: false });
  if (written && written.mtime.getTime() === mtime.getTime()) return;
  const { code } = transformSync(readFileSync(source, 'utf8'), {
    filename: source,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'es6' },
    sourceMaps: false,
  });
  mkdirSync(dirname(output), { recursive: true });
  // Another worker's program may be reading the file at this moment: it gets the old one or the new one whole.
  const unfinished = `${output}.${process.pid}`;
  writeFileSync(unfinished, code);
  utimesSync(unfinished, mtime, mtime);
  renameSync(unfinished, output);
}
