import { isIP } from 'node:net';
import { z } from 'zod';
import { DomainError } from '../domain/shared/domain-error.js';
import type { ReadingThresholds } from '../domain/understanding/thresholds.js';
import { THRESHOLDS, thresholdsFrom } from '../domain/understanding/thresholds.js';

export const ROLES = ['api', 'jobs', 'listeners'] as const;
export type Role = (typeof ROLES)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A named AES-256 key. */
export interface FieldKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

/** Where nobody sets CRISIS_LINES outside live mode: help lines that exist, as of 2026. */
const DEMO_CRISIS_LINES = 'CN=12356,US=988';

/** Each mode has a database of its own, so that a demo never meets real debts. */
const DEFAULT_DATABASES = {
  live: 'sqlite:data/parley.db',
  demo: 'sqlite:data/demo/parley.db',
  test: 'sqlite:data/test/parley.db',
} as const;

const wholeNumber = (from: number, to: number, fallback: string) =>
  z
    .string()
    .default(fallback)
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number);

const keyOf = (base64: string): Buffer | null => {
  const key = Buffer.from(base64, 'base64');
  return /^[A-Za-z0-9+/]{43}=$/.test(base64) && key.length === 32 ? key : null;
};

const fieldKeys = z.string().transform((text, check): FieldKey[] => {
  const keys: FieldKey[] = [];
  for (const entry of text.split(',')) {
    const [, id, base64 = ''] = /^([A-Za-z0-9_-]{1,32}):(.+)$/.exec(entry.trim()) ?? [];
    const key = keyOf(base64);
    if (id === undefined || key === null || keys.some((known) => known.id === id)) {
      check.addIssue('must be <id>:<base64 of 32 bytes>, several separated by commas, each id once');
      return z.NEVER;
    }
    keys.push({ id, key });
  }
  return keys;
});

const indexKey = z.string().transform((text, check): Buffer => {
  const key = keyOf(text.trim());
  if (key !== null) return key;
  check.addIssue('must be the base64 of 32 bytes');
  return z.NEVER;
});

const crisisLines = z.string().transform((text, check): ReadonlyMap<string, string> => {
  const lines = new Map<string, string>();
  for (const entry of text.split(',')) {
    const [, country, line] = /^([A-Z]{2})=(\+?[0-9][0-9 -]{1,19})$/.exec(entry.trim()) ?? [];
    if (country === undefined || line === undefined || lines.has(country)) {
      check.addIssue(
        'must be <country>=<telephone number>, several separated by commas, e.g. CN=12356,US=988',
      );
      return z.NEVER;
    }
    lines.set(country, line);
  }
  return lines;
});

const readingThresholds = z
  .string()
  .default('')
  .transform((text, check): ReadingThresholds => {
    const thresholds = thresholdsFrom(text);
    if (thresholds !== null) return thresholds;
    check.addIssue(
      `must be <name>=<score above 0 and below 1>, several separated by commas, each of them once, with the names ${Object.keys(THRESHOLDS).join(', ')}`,
    );
    return z.NEVER;
  });

const networks = z
  .string()
  .default('')
  .transform((text, check): readonly string[] => {
    const given = text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    if (given.every(isNetwork)) return given;
    check.addIssue('must be networks like 10.20.0.0/16, several separated by commas');
    return z.NEVER;
  });

const isNetwork = (text: string): boolean => {
  const [, base = '', prefix = ''] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(base)] ?? -1;
  return Number(prefix) <= bits;
};

const isPublicUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
};

const roles = z
  .string()
  .default(ROLES.join(','))
  .transform((text, check): ReadonlySet<Role> => {
    const chosen = text.split(',').map((role) => role.trim());
    const known = chosen.filter((role): role is Role => (ROLES as readonly string[]).includes(role));
    if (known.length === chosen.length) return new Set(known);
    check.addIssue(`must be one or several of ${ROLES.join(', ')}, separated by commas`);
    return z.NEVER;
  });

const schema = z.object({
  DATABASE_URL: z
    .string()
    .refine(
      (text) => /^sqlite:.+/.test(text) || (/^(mysql|mariadb):\/\/.+\/.+/.test(text) && URL.canParse(text)),
      {
        error: 'must be sqlite:<file> or mysql://<name>:<password>@<host>:<port>/<database>',
      },
    )
    .optional()
    .describe('`sqlite:<file>` for one process, or `mysql://<name>:<password>@<host>:<port>/<database>`'),
  PARLEY_MODE: z
    .enum(['live', 'demo', 'test'], { error: 'must be live, demo or test' })
    .default('live')
    .describe('`live`, `demo` or `test`; only `demo` and `test` may move the clock'),
  FIELD_KEYS: fieldKeys
    .optional()
    .describe(
      'keys of encrypted columns, `id:base64` of 32 bytes, several with commas; the first one encrypts',
    ),
  INDEX_KEY: indexKey
    .optional()
    .describe('key of the blind indexes, base64 of 32 bytes; it can never change'),
  CRISIS_LINES: crisisLines
    .optional()
    .describe('telephone help line per country for people in crisis, e.g. `CN=12356,US=988`'),
  UPLOADS_FOLDER: z
    .string()
    .refine((text) => !/^[a-z][a-z0-9+.-]*:\/\//i.test(text), { error: 'must be a folder, not a URL' })
    .optional()
    .describe('folder of uploaded files, encrypted; processes that share a database share it'),
  ROLES: roles.describe('what this process does: `api`, `jobs`, `listeners`; fewer than all needs MySQL'),
  PORT: wholeNumber(0, 65_535, '3000').describe('port of the service'),
  PUBLIC_URL: z
    .string()
    .refine((text) => isPublicUrl(text), {
      error: 'must be an address like https://parley.example.com, without a name, a query or a fragment',
    })
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .describe('where providers reach the service from outside, e.g. `https://parley.example.com`'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` })
    .default('info')
    .describe('how much is logged; with `debug` an unexpected error is told with its stack'),
  CLAIM_LEASE_SECONDS: wholeNumber(30, 3_600, '60').describe(
    'after how long work claimed by a process that died is taken up by another',
  ),
  WEBHOOK_PRIVATE_NETWORKS: networks.describe(
    'private networks that webhooks may be sent into, e.g. `10.20.0.0/16`; several with commas',
  ),
  METRICS_TOKEN: z
    .string()
    .refine((text) => /^\S{16,200}$/.test(text), { error: 'must be 16 to 200 characters without a space' })
    .optional()
    .describe('what a bearer shows to read `/metrics` from another machine'),
  TRANSCRIBER_URL: z
    .string()
    .refine((text) => isPublicUrl(text), {
      error: 'must be an address like https://speech.example.com/v1, without a name, a query or a fragment',
    })
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .describe('service that listens to voice messages, by the protocol of `/v1/audio/transcriptions`'),
  TRANSCRIBER_KEY: z
    .string()
    .refine((text) => /^[\x21-\x7e]{1,500}$/.test(text), {
      error: 'must be 1 to 500 characters without a space',
    })
    .optional()
    .describe('what that service wants to be shown as a bearer'),
  TRANSCRIBER_MODEL: z
    .string()
    .refine((text) => /^[\w.:/-]{1,100}$/.test(text), { error: 'must be the name of a model' })
    .default('whisper-1')
    .describe('name of the model that listens'),
  TRANSCRIBER_TIMEOUT_MS: wholeNumber(1_000, 60_000, '20000').describe(
    'for so many milliseconds a voice message waits to be put into words',
  ),
  INTENT_READER_URL: z
    .string()
    .refine((text) => isPublicUrl(text), {
      error: 'must be an address like https://models.example.com/v1, without a name, a query or a fragment',
    })
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .describe('second reader of unclear messages, by the protocol of `/v1/chat/completions`'),
  INTENT_READER_KEY: z
    .string()
    .refine((text) => /^[\x21-\x7e]{1,500}$/.test(text), {
      error: 'must be 1 to 500 characters without a space',
    })
    .optional()
    .describe('what the second reader wants to be shown as a bearer'),
  INTENT_READER_MODEL: z
    .string()
    .refine((text) => /^[\w.:/-]{1,100}$/.test(text), { error: 'must be the name of a model' })
    .default('default')
    .describe('name of the model that is the second reader'),
  INTENT_READER_TIMEOUT_MS: wholeNumber(200, 20_000, '4000').describe(
    'for so many milliseconds an unclear message waits for a second opinion',
  ),
  INTENT_READER_DAILY_BUDGET: wholeNumber(1, 1_000_000, '2000').describe(
    'so many second opinions are asked for in a day, by each process',
  ),
  READING_THRESHOLDS: readingThresholds.describe(
    'from which score on a reading of a message counts, e.g. `commitment=0.7,crisis=0.15`; see docs/understanding.md',
  ),
});

/** The settings of this process, checked; a class so that it can be injected. */
export class Env {
  readonly databaseUrl: string;
  readonly mode: 'live' | 'demo' | 'test';
  /** Null outside live mode when not set: keys are then made under `data/`. */
  readonly fieldKeys: readonly FieldKey[] | null;
  readonly indexKey: Buffer | null;
  /** Telephone number by ISO country. */
  readonly crisisLines: ReadonlyMap<string, string>;
  readonly uploadsFolder: string;
  readonly readingThresholds: ReadingThresholds;
  readonly roles: ReadonlySet<Role>;
  readonly port: number;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly claimLeaseSeconds: number;
  /** In CIDR notation. */
  readonly webhookPrivateNetworks: readonly string[];
  readonly metricsToken: string | null;
  /** Null: there is no second reader. */
  readonly intentReader: {
    readonly url: string;
    readonly key: string | null;
    readonly model: string;
    readonly timeoutMs: number;
    readonly dailyBudget: number;
  } | null;
  /** Null: nobody listens to voice messages. */
  readonly transcriber: {
    readonly url: string;
    readonly key: string | null;
    readonly model: string;
    readonly timeoutMs: number;
  } | null;

  /** Throws `ENV.INVALID`: one sentence that names the variable, without its value. */
  constructor(variables: Readonly<Record<string, string | undefined>>) {
    const given = Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== '');
    const read = schema.safeParse(Object.fromEntries(given));
    if (!read.success) {
      const [issue] = read.error.issues;
      throw invalid(String(issue?.path[0]), issue?.message ?? 'is not valid');
    }
    const values = read.data;
    if (values.PARLEY_MODE === 'live') {
      if (values.FIELD_KEYS === undefined) throw invalid('FIELD_KEYS', 'is required in live mode');
      if (values.INDEX_KEY === undefined) throw invalid('INDEX_KEY', 'is required in live mode');
      if (values.CRISIS_LINES === undefined) throw invalid('CRISIS_LINES', 'is required in live mode');
    }
    const databaseUrl = values.DATABASE_URL ?? DEFAULT_DATABASES[values.PARLEY_MODE];
    if (databaseUrl.startsWith('sqlite:') && values.ROLES.size < ROLES.length) {
      throw invalid('ROLES', 'can be fewer than all only with MySQL, because SQLite belongs to one process');
    }
    this.databaseUrl = databaseUrl;
    this.mode = values.PARLEY_MODE;
    this.fieldKeys = values.FIELD_KEYS ?? null;
    this.indexKey = values.INDEX_KEY ?? null;
    this.crisisLines = values.CRISIS_LINES ?? crisisLines.parse(DEMO_CRISIS_LINES);
    this.uploadsFolder = values.UPLOADS_FOLDER ?? uploadsBeside(databaseUrl, values.PARLEY_MODE);
    this.roles = values.ROLES;
    this.port = values.PORT;
    this.publicUrl = values.PUBLIC_URL ?? `http://localhost:${values.PORT}`;
    this.logLevel = values.LOG_LEVEL;
    this.claimLeaseSeconds = values.CLAIM_LEASE_SECONDS;
    this.webhookPrivateNetworks = values.WEBHOOK_PRIVATE_NETWORKS;
    this.metricsToken = values.METRICS_TOKEN ?? null;
    this.readingThresholds = values.READING_THRESHOLDS;
    this.intentReader =
      values.INTENT_READER_URL === undefined
        ? null
        : {
            url: values.INTENT_READER_URL,
            key: values.INTENT_READER_KEY ?? null,
            model: values.INTENT_READER_MODEL,
            timeoutMs: values.INTENT_READER_TIMEOUT_MS,
            dailyBudget: values.INTENT_READER_DAILY_BUDGET,
          };
    this.transcriber =
      values.TRANSCRIBER_URL === undefined
        ? null
        : {
            url: values.TRANSCRIBER_URL,
            key: values.TRANSCRIBER_KEY ?? null,
            model: values.TRANSCRIBER_MODEL,
            timeoutMs: values.TRANSCRIBER_TIMEOUT_MS,
          };
  }
}

/** Uploads of a database file are beside it; those of a server in the folder of the mode. */
const uploadsBeside = (databaseUrl: string, mode: keyof typeof DEFAULT_DATABASES): string => {
  const url = databaseUrl.startsWith('sqlite:') ? databaseUrl : DEFAULT_DATABASES[mode];
  return `${url.slice('sqlite:'.length).replace(/[^/\\]*$/, '')}uploads`;
};

const invalid = (variable: string, what: string): DomainError =>
  new DomainError('ENV.INVALID', `The environment variable ${variable} ${what}.`);

/** Every variable with a sentence, for the documentation. */
export const ENV_VARIABLES: readonly { readonly name: string; readonly meaning: string }[] = Object.entries(
  schema.shape,
).map(([name, type]) => ({ name, meaning: type.description ?? '' }));

/** The environment of this process, with some variables set otherwise. */
export const readEnv = (instead: Readonly<Record<string, string>> = {}): Env =>
  new Env({ ...process.env, ...instead });

/** The thresholds of reading, for a command that needs no other setting. Throws `ENV.INVALID`. */
export function readThresholds(): ReadingThresholds {
  const { data, error } = readingThresholds.safeParse(process.env['READING_THRESHOLDS']);
  if (data !== undefined) return data;
  throw invalid('READING_THRESHOLDS', error.issues[0]?.message ?? 'is impossible');
}

/** Whether an unexpected error is told with its stack; also where the rest of the environment is impossible. */
export const showsStacks = (): boolean => ['debug', 'trace'].includes(process.env['LOG_LEVEL'] ?? '');

/** The folder of the person who typed the command, wherever npm went to run it. */
export const callerFolder = (): string => process.env['INIT_CWD'] ?? process.cwd();
