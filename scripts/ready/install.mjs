import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprint, NotReady, readText, root, runQuietly, say } from './project.mjs';

const modules = join(root, 'node_modules');
const stamp = join(modules, '.parley-installed');
const lockFile = join(root, 'package-lock.json');

function wanted() {
  return fingerprint([lockFile], process.versions.modules, process.platform, process.arch);
}

export function isInstalled() {
  return readText(stamp) === wanted();
}

/** Installs exactly what the lock file says, unless node_modules already is that, for this Node. */
export async function installIfStale() {
  if (isInstalled()) return;
  if (!matchesLockFile()) await install();
  await makeDatabaseDriverLoad();
  writeFileSync(stamp, wanted());
}

/** True when somebody ran npm here already: what npm recorded as installed is what the lock file lists. */
function matchesLockFile() {
  const recorded = readText(join(modules, '.package-lock.json'));
  if (recorded === null) return false;
  const installed = JSON.parse(recorded).packages;
  const listed = JSON.parse(readText(lockFile)).packages;
  return Object.entries(listed).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? entry.optional === true : found.version === entry.version;
  });
}

async function install() {
  say('installing packages from package-lock.json (one to three minutes, once)');
  const { code, output } = await npm(['ci', '--no-audit', '--no-fund']);
  if (code === 0) return;
  process.stderr.write(`${output}\n`);
  if (/better-sqlite3|node-gyp|prebuild-install/.test(output)) throw new NotReady(driverSentence());
  throw new NotReady('npm ci failed; its messages are above.');
}

/** The SQLite driver is native: it may be built for another Node, or its install script may have been refused. */
async function makeDatabaseDriverLoad() {
  if (await driverLoads()) return;
  say('preparing better-sqlite3 for this Node (up to two minutes, once)');
  const { output } = await npm(['rebuild', 'better-sqlite3', '--ignore-scripts=false']);
  if (await driverLoads()) return;
  process.stderr.write(`${output}\n`);
  throw new NotReady(driverSentence());
}

/** Asked in a process of its own: a failed native module stays failed in the one that tried. */
async function driverLoads() {
  const { code } = await runQuietly(process.execPath, [
    '-e',
    "new (require('better-sqlite3'))(':memory:').close()",
  ]);
  return code === 0;
}

function driverSentence() {
  return (
    'better-sqlite3 could be neither fetched as a binary nor built here: building it needs Python 3, make, ' +
    `a C++ compiler and the headers of Node ${process.version} (${join('include', 'node')} beside bin/node).`
  );
}

function npm(npmArguments) {
  const env = { npm_config_loglevel: 'error' };
  const prefix = dirname(dirname(process.execPath));
  const given = process.env.npm_config_nodedir;
  if (given === undefined && existsSync(join(prefix, 'include/node/node.h'))) env.npm_config_nodedir = prefix;
  const script = process.env.npm_execpath;
  if (script !== undefined && /npm-cli\.c?js$/.test(script)) {
    return runQuietly(process.execPath, [script, ...npmArguments], { env });
  }
  return runQuietly('npm', npmArguments, { env, shell: process.platform === 'win32' });
}
