import { resolve } from 'node:path';
import type { Env } from './env.js';

/** Where the file of an SQLite database is; null for a database on a server. */
export const databaseFile = (env: Env): string | null =>
  env.databaseUrl.startsWith('sqlite:') ? resolve(env.databaseUrl.slice('sqlite:'.length)) : null;
