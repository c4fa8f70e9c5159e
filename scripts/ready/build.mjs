import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { filesUnder, fingerprint, NotReady, readText, root, runQuietly, say } from './project.mjs';

const SOURCES = [
  'src',
  'migrations',
  'bench',
  'test/support',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];
const dist = join(root, 'dist');
const stamp = join(dist, '.parley-built');

function wanted() {
  return fingerprint(filesUnder(SOURCES).filter((file) => !file.endsWith('.spec.ts')));
}

export function isBuilt() {
  return readText(stamp) === wanted();
}

/** Compiles into dist unless dist was made from exactly these sources. */
export async function buildIfStale() {
  const sources = wanted();
  const previous = readText(stamp);
  if (previous === sources) return;
  say('building');
  rmSync(stamp, { force: true });
  if (previous === null) rmSync(join(dist, '.tsbuildinfo'), { force: true });
  const { code, output } = await runQuietly(process.execPath, [
    'node_modules/@nestjs/cli/bin/nest.js',
    'build',
  ]);
  if (code !== 0) {
    process.stderr.write(`${process.stderr.isTTY ? output : stripVTControlCharacters(output)}\n`);
    throw new NotReady('the build failed; the compiler says why above.');
  }
  writeFileSync(stamp, sources);
}
