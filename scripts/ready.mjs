/**
 * Stands in front of every npm command: installs from the lock file and builds when that is missing or stale,
 * then runs the command with its arguments. Needs nothing but Node. Says nothing when there is nothing to do.
 *
 * node scripts/ready.mjs <command> [arguments]
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale, isBuilt } from './ready/build.mjs';
import { installIfStale, isInstalled } from './ready/install.mjs';
import { withLock } from './ready/lock.mjs';
import { NotReady, root, say } from './ready/project.mjs';

const OLDEST_NODE = [20, 19];

/**
 * What each command needs and what it starts; `entry` runs in this process, `program` in one of its own, with
 * `options` after what was given.
 * `settings`: variables that are not set come from the file `.env`, where there is one; in live mode only, so that a
 * demo never meets the database of real debts. `environment`: variables that are set unless they are already.
 */
const COMMANDS = {
  install: { build: null },
  build: { build: 'product' },
  start: { build: 'product', settings: true, entry: 'dist/src/main.js' },
  parley: { build: 'product', settings: true, entry: 'dist/src/cli.js' },
  demo: { build: 'product', entry: 'dist/src/demo/main.js' },
  bench: { build: 'benchmarks', entry: benchmark },
  'negotiation:tune': { build: 'benchmarks', entry: 'dist/bench/negotiation-tune.js' },
  'understanding:train': { build: 'benchmarks', entry: 'dist/bench/understanding-train.js' },
  api: { build: 'product', entry: 'scripts/api.mjs' },
  'new:channel': { build: null, entry: 'scripts/new-channel.mjs' },
  check: { build: null, entry: 'scripts/check.mjs' },
  format: { build: null, program: () => ['node_modules/prettier/bin/prettier.cjs', '--write', '.'] },
  test: { build: null, program: jest },
  'test:small': { build: null, program: jest, options: ['--selectProjects', 'small'] },
  'test:architecture': { build: null, program: jest, options: ['--selectProjects', 'architecture'] },
  'test:medium': { build: null, program: jest, options: ['--selectProjects', 'medium'] },
  'test:faults': {
    build: null,
    program: jest,
    options: ['--selectProjects', 'medium', '--testPathPatterns', 'kill[.]spec'],
    environment: { KILLS: '20' },
  },
  'test:soak': { build: 'benchmarks', entry: 'dist/bench/soak.js' },
  'docs:channels': {
    build: null,
    program: jest,
    options: ['--selectProjects', 'architecture', '--testPathPatterns', 'channel-document'],
    environment: { WRITE_DOCUMENTS: '1' },
  },
  'test:e2e': { build: null, program: jest, options: ['--selectProjects', 'e2e'] },
};

function benchmark(names) {
  const name = names.shift();
  if (name === undefined || !/^[a-z][a-z-]*$/.test(name)) {
    throw new NotReady('Name the benchmark: npm run bench -- <name>, e.g. npm run bench -- outbound.');
  }
  if (!existsSync(join(root, 'bench', `${name}.ts`))) {
    throw new NotReady(`There is no benchmark "${name}": bench/${name}.ts does not exist.`);
  }
  return `dist/bench/${name}.js`;
}

function jest() {
  return [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
  ];
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new NotReady(
      `Parley needs Node ${OLDEST_NODE.join('.')} or newer (24 LTS recommended); this is ${process.version}.`,
    );
  }
}

function readSettings() {
  const settings = join(root, '.env');
  if ((process.env.PARLEY_MODE ?? 'live') === 'live' && existsSync(settings)) process.loadEnvFile(settings);
}

/** Runs a program in the foreground; its exit code, or 128 + signal number, becomes ours. */
function runProgram(programArguments) {
  const child = spawn(process.execPath, programArguments, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const sentByTerminal = signal === 'SIGINT' && process.stdin.isTTY;
      if (!sentByTerminal) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => {
    const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };
    process.exit(code ?? 128 + (numbers[signal] ?? 0));
  });
}

async function runEntry(entry, entryArguments) {
  const file = join(root, entry);
  process.env.INIT_CWD ??= process.cwd();
  process.chdir(root);
  process.argv = [process.argv[0], file, ...entryArguments];
  process.setSourceMapsEnabled(true);
  nodeModule.enableCompileCache?.(join(root, 'node_modules/.cache/parley/compiled'));
  await import(pathToFileURL(file).href);
}

async function main() {
  checkNode();
  const [name = '', ...given] = process.argv.slice(2);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    throw new NotReady(`Unknown command "${name}"; known: ${Object.keys(COMMANDS).join(', ')}.`);
  }
  const entry = typeof command.entry === 'function' ? command.entry(given) : command.entry;
  if (!isInstalled() || (command.build !== null && !isBuilt(command.build))) {
    await withLock(async () => {
      await installIfStale();
      if (command.build !== null) await buildIfStale(command.build);
    });
  }
  if (command.settings) readSettings();
  for (const [variable, value] of Object.entries(command.environment ?? {})) process.env[variable] ??= value;
  if (command.program !== undefined) runProgram([...command.program(), ...given, ...(command.options ?? [])]);
  else if (entry !== undefined) await runEntry(entry, given);
}

main().catch((error) => {
  if (!(error instanceof NotReady)) throw error;
  say(error.message);
  process.exit(1);
});
