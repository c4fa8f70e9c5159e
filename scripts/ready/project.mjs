import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Why the command cannot run, as one sentence for the reader. */
export class NotReady extends Error {}

/** Progress goes to stderr: the standard output belongs to the command. */
export function say(sentence) {
  process.stderr.write(`parley: ${sentence}\n`);
}

/** Every file under the given files and folders (relative to the project), in a stable order. */
export function filesUnder(paths) {
  const found = [];
  for (const path of paths) collect(join(root, path), found);
  return found.sort();
}

function collect(path, found) {
  try {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) collect(join(path, entry.name), found);
      else found.push(join(path, entry.name));
    }
  } catch (error) {
    if (error.code === 'ENOTDIR') found.push(path);
    else if (error.code !== 'ENOENT') throw error;
  }
}

/** One fingerprint over names and contents. */
export function fingerprint(files, ...facts) {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(`${fact}\0`);
  for (const file of files)
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

export function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Runs a program silently. Resolves with its exit code and all it said. */
export function runQuietly(program, programArguments, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, programArguments, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      shell: options.shell ?? false,
    });
    const said = [];
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.on('error', fail);
    child.on('close', (code) =>
      done({ code: code ?? 1, output: Buffer.concat(said).toString('utf8').trim() }),
    );
  });
}
