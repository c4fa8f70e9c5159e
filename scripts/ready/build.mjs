import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { filesUnder, fingerprint, NotReady, readText, root, runQuietly, say } from './project.mjs';

const dist = join(root, 'dist');
const shared = [
  'src',
  'migrations',
  'nest-cli.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];

/** What can be built: from what, by which program. Both write into dist. */
const BUILDS = {
  product: {
    sources: shared,
    program: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
  },
  benchmarks: {
    sources: [...shared, 'bench', 'test/support', 'tsconfig.bench.json'],
    program: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.bench.json'],
  },
};

const stampOf = (name) => join(dist, `.parley-built-${name}`);
const recordOf = (name) => join(dist, `.tsbuildinfo-${name}`);

function wanted(name) {
  return fingerprint(filesUnder(BUILDS[name].sources).filter((file) => !file.endsWith('.spec.ts')));
}

export function isBuilt(name) {
  return readText(stampOf(name)) === wanted(name);
}

/** Compiles into dist unless that was made from exactly these sources. */
export async function buildIfStale(name) {
  const sources = wanted(name);
  const previous = readText(stampOf(name));
  if (previous === sources) return;
  say(`building the ${name}`);
  rmSync(stampOf(name), { force: true });
  if (previous === null) rmSync(recordOf(name), { force: true });
  const { code, output } = await runQuietly(process.execPath, BUILDS[name].program);
  if (code !== 0) {
    process.stderr.write(`${process.stderr.isTTY ? output : stripVTControlCharacters(output)}\n`);
    throw new NotReady(`building the ${name} failed; the compiler says why above.`);
  }
  writeFileSync(stampOf(name), sources);
}
