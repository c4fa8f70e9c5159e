/** `npm run check`: everything that can be said about the source without running it. Two gates at a time. */
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { runQuietly } from './ready/project.mjs';

const cache = 'node_modules/.cache/parley';
mkdirSync(cache, { recursive: true });

const GATES = {
  types: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', ...incremental('types')],
  lint: [
    'node_modules/eslint/bin/eslint.js',
    '--cache',
    '--cache-location',
    `${cache}/eslint`,
    '--max-warnings=0',
    '.',
  ],
  rings: [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    ...['--config', '.dependency-cruiser.cjs', 'src', 'migrations', 'bench', 'test', 'scripts'],
  ],
  'domain types': ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.domain.json', ...incremental('domain')],
  format: [
    'node_modules/prettier/bin/prettier.cjs',
    ...['--check', '--log-level=warn', '--cache', '--cache-location', `${cache}/prettier`, '.'],
  ],
};

function incremental(name) {
  return ['--noEmit', '--incremental', '--tsBuildInfoFile', `${cache}/${name}.tsbuildinfo`];
}

const waiting = Object.entries(GATES);
let failed = 0;

async function work() {
  for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
    const [name, command] = gate;
    const started = performance.now();
    const { code, output } = await runQuietly(process.execPath, command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
    if (code === 0) continue;
    failed += 1;
    process.stdout.write(`${output}\n`);
  }
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
process.exitCode = failed === 0 ? 0 : 1;
