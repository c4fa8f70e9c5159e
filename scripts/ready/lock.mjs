import { linkSync, mkdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readText, root, say } from './project.mjs';

const folder = join(root, 'dist');
const lock = join(folder, '.ready.lock');

/** One installation or build at a time in this clone; a lock left by a dead process is taken over. */
export async function withLock(work) {
  await acquire();
  try {
    return await work();
  } finally {
    unlinkSync(lock);
  }
}

async function acquire() {
  mkdirSync(folder, { recursive: true });
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (let tries = 0; !take(mine); tries += 1) {
      const holder = readText(lock);
      if (holder !== null && !isAlive(Number(holder))) discard(holder);
      else await sleep(100);
      if (tries === 20) say('waiting for another command that installs or builds here');
    }
  } finally {
    unlinkSync(mine);
  }
}

/** A hard link appears whole or not at all, so the lock is never seen without its owner's number. */
function take(mine) {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the lock of a dead process away; puts it back when somebody else had already replaced it. */
function discard(holder) {
  const aside = `${lock}.dead.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (readText(aside) !== holder) take(aside);
  unlinkSync(aside);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
