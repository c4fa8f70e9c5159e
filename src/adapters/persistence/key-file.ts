import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Env, FieldKey } from '../../config/env.js';
import { DomainError } from '../../domain/shared/domain-error.js';

const KEY_FILE = 'data/demo-keys.json';

export interface StorageKeys {
  readonly fieldKeys: readonly FieldKey[];
  readonly indexKey: Buffer;
}

/** The keys of the environment; outside live mode, where it has none, keys that are made once under `data/`. */
export const storageKeys = (env: Env, file = KEY_FILE): StorageKeys => {
  if (env.fieldKeys !== null && env.indexKey !== null) {
    return { fieldKeys: env.fieldKeys, indexKey: env.indexKey };
  }
  const made = readOrMake(file);
  return { fieldKeys: env.fieldKeys ?? made.fieldKeys, indexKey: env.indexKey ?? made.indexKey };
};

const readOrMake = (file: string): StorageKeys => {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = { field: randomBytes(32).toString('base64'), index: randomBytes(32).toString('base64') };
  try {
    writeFileSync(file, JSON.stringify(fresh), { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
  const { field = '', index = '' } = parse(file);
  const [fieldKey, indexKey] = [Buffer.from(field, 'base64'), Buffer.from(index, 'base64')];
  if (fieldKey.length !== 32 || indexKey.length !== 32) throw damaged(file);
  return { fieldKeys: [{ id: 'demo', key: fieldKey }], indexKey };
};

const parse = (file: string): { field?: string; index?: string } => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { field?: string; index?: string };
  } catch {
    throw damaged(file);
  }
};

const damaged = (file: string): DomainError =>
  new DomainError(
    'CIPHER.BAD_KEY_FILE',
    `The key file ${file} is damaged; data written with it needs it back.`,
  );
