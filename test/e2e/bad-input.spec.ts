import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENV_VARIABLES } from '../../src/config/env.js';
import { debtFile, person } from '../support/debt-files.js';
import { ParleyHome, STACK } from '../support/parley-process.js';
import type { Ended } from '../support/parley-process.js';

const KEY = Buffer.alloc(32, 3).toString('base64');

/** One sentence with its code on standard error, nothing on standard output, exit code 1. */
const refusal = ({ code, out, error }: Ended): string => {
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(error).not.toMatch(STACK);
  expect(error).toMatch(/^[A-Z_]+(\.[A-Z_]+)?: [^\n]+\.\n$/u);
  return error.slice(0, error.indexOf(':'));
};

describe('a file of a lender that is wrong', () => {
  const home = new ParleyHome();
  const good = debtFile(person(1));

  beforeAll(async () => {
    await home.serve();
    home.file('lender.yaml', readFileSync('config/lenders/northwind.yaml'));
    await home.ask('lender', 'apply', 'lender.yaml');
  });
  afterAll(async () => {
    await home.remove();
  });

  const WHOLE_FILES: readonly [what: string, content: string | Uint8Array, code: string, where: RegExp][] = [
    ['nothing in it', '', 'INTAKE.EMPTY_FILE', /is empty/],
    ['only blank lines', '\n\n\n', 'INTAKE.EMPTY_FILE', /is empty/],
    [
      'bytes of no encoding',
      Buffer.concat([Buffer.from(good), Buffer.of(0xff, 0xfe, 0xfd)]),
      'INTAKE.BAD_ENCODING',
      /line 3/,
    ],
    ['UTF-16', Buffer.from(`\ufeff${good}`, 'utf16le'), 'INTAKE.BAD_ENCODING', /UTF-16/],
    ['a quote within a cell', good.replace('Ada Brooks', 'Ada "B" Brooks'), 'INTAKE.BAD_QUOTES', /line 2/],
    ['a quote that never closes', good.replace('Ada Brooks', '"Ada Brooks'), 'INTAKE.BAD_QUOTES', /line 2/],
    ['text after a quote', good.replace('Ada Brooks', '"Ada" Brooks'), 'INTAKE.BAD_QUOTES', /line 2/],
    ['a column missing', good.replace('principal', 'fees'), 'INTAKE.DUPLICATE_COLUMN', /fees/],
    ['a column twice', good.replace('interest', 'name'), 'INTAKE.DUPLICATE_COLUMN', /name/],
    [
      'a column that nobody knows',
      good.replace('interest', 'shoe size'),
      'INTAKE.UNKNOWN_COLUMN',
      /shoe size/,
    ],
    [
      'no column of principals',
      good.replace('principal,', '').replace('5800.00,', ''),
      'INTAKE.MISSING_COLUMN',
      /principal/,
    ],
    [
      'a cell of 10 MB',
      good.replace('Ada Brooks', 'x'.repeat(10_000_000)),
      'INTAKE.RECORD_TOO_LONG',
      /line 2/,
    ],
  ];

  it.each(WHOLE_FILES)('is refused whole: %s', async (_what, content, code, where) => {
    const before = home.rowCounts();
    const ended = await home.ask('import', 'debts', home.file('debts.csv', content));
    expect(refusal(ended)).toBe(code);
    expect(ended.error).toMatch(where);
    expect(home.rowCounts()).toEqual(before);
    expect(home.has('debts.rejected.csv')).toBe(false);
  });

  it('is refused when it is not there, is a folder, or is of a lender that nobody knows', async () => {
    const before = home.rowCounts();
    const missing = await home.ask('import', 'debts', 'nowhere.csv');
    expect(refusal(missing)).toBe('INTAKE.NO_FILE');
    expect(missing.error).toMatch(/nowhere\.csv/);
    expect(refusal(await home.ask('import', 'payments', '.'))).toBe('INTAKE.NO_FILE');
    const file = home.file('debts.csv', good);
    const stranger = await home.ask('import', 'debts', file, '--lender', 'nobody');
    expect(refusal(stranger)).toBe('LENDER.UNKNOWN');
    expect(refusal(await home.ask('--tenant', 'nobody', 'import', 'debts', file))).toBe('TENANT.UNKNOWN');
    expect(home.rowCounts()).toEqual(before);
  });

  const ROWS: readonly [change: Record<string, string>, column: string, code: string][] = [
    [{ principal: '"1,234.5"' }, 'principal', 'INTAKE.BAD_AMOUNT'],
    [{ principal: '１００' }, 'principal', 'INTAKE.BAD_AMOUNT'],
    [{ principal: '6.2E+18' }, 'principal', 'INTAKE.BAD_AMOUNT'],
    [{ principal: '-5' }, 'principal', 'INTAKE.BAD_AMOUNT'],
    [{ principal: '1.234' }, 'principal', 'INTAKE.BAD_AMOUNT'],
    [{ interest: '99999999999999999999' }, 'interest', 'INTAKE.BAD_AMOUNT'],
    [{ due_date: '2026-02-30' }, 'due_date', 'INTAKE.BAD_DATE'],
    [{ due_date: '05/11/2026' }, 'due_date', 'INTAKE.BAD_DATE'],
    [{ reference: 'D-1' }, 'reference', 'INTAKE.DUPLICATE_REFERENCE'],
    [{ reference: '' }, 'reference', 'INTAKE.MISSING_VALUE'],
    [{ currency: 'XYZ' }, 'currency', 'INTAKE.UNKNOWN_CURRENCY'],
    [{ fees: '1.00,2.00' }, '', 'INTAKE.WRONG_COLUMN_COUNT'],
  ];

  it('is taken but for its wrong rows, each told with row, column and code', async () => {
    const rows = ROWS.map(([change], index) => ({ ...person(index + 2), ...change }));
    const ended = await home.ask('import', 'debts', home.file('rows.csv', debtFile(person(1), ...rows)));
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/^13 read: 1 added, 0 updated, 0 unchanged, 12 rejected\.\n/);
    expect(ended.error).toBe(
      'INTAKE.ROWS_REJECTED: rows.csv was taken except for 12 of its 13 rows; why is in rows.rejected.csv.\n',
    );
    const told = readFileSync(join(home.folder, 'rows.rejected.csv'), 'utf8').trim().split('\n').slice(1);
    expect(told.map((line) => line.replaceAll('"', '').split(',').slice(0, 3))).toEqual(
      ROWS.map(([, column, code], index) => [String(index + 3), column, code]),
    );
    expect(told.join()).not.toMatch(/Ada|12125550/);
    expect(home.rowCounts()).toMatchObject({ debts: 1, debtors: 1, contact_points: 1 });
  });

  it('is refused when it is a lender’s YAML that is broken', async () => {
    const lender = readFileSync('config/lenders/northwind.yaml', 'utf8');
    const before = home.rowCounts();
    const broken: readonly [content: string, where: RegExp][] = [
      [lender.replace('code: northwind', 'code: [northwind'), /lender\.yaml, line \d+/],
      [lender.replace(/maximumRounds: \d+/u, 'maximumRounds: many'), /limits\.default\.maximumRounds/],
      [lender.replace(/zone: .+/u, 'zone: Mars/Olympus'), /line \d+, at zone: /],
      ['', /lender\.yaml/],
    ];
    for (const [content, where] of broken) {
      const ended = await home.ask('lender', 'apply', home.file('lender.yaml', content));
      expect(refusal(ended)).toBe('CONFIG.INVALID');
      expect(ended.error).toMatch(where);
    }
    expect(home.rowCounts()).toEqual(before);
  });
});

describe('a command line that is wrong', () => {
  const home = new ParleyHome();
  afterAll(() => home.remove());

  it.each([
    ['nonsense', 'CLI.UNKNOWN_COMMAND'],
    ['desk nonsense', 'CLI.UNKNOWN_COMMAND'],
    ['jobs list --loud', 'CLI.UNKNOWN_OPTION'],
    ['desk claim', 'CLI.MISSING_ARGUMENT'],
    ['import debts a.csv b.csv', 'CLI.TOO_MANY_ARGUMENTS'],
    ['desk hand-back x', 'CLI.MISSING_OPTION'],
    ['chat --debtor', 'CLI.MISSING_OPTION_VALUE'],
  ])('is told before anything is opened: %s', async (line, code) => {
    expect(refusal(await home.run(...line.split(' ')))).toBe(code);
    expect(home.has('data')).toBe(false);
  });

  it('shows what there is when it is empty or asks for help', async () => {
    const empty = await home.run();
    expect(empty).toMatchObject({ code: 1, out: '' });
    expect(empty.error).toMatch(/^Usage: parley [^]*\nCLI\.MISSING_COMMAND: [^\n]+\n$/);
    expect(await home.runWith({ PARLEY_MODE: 'live' }, '--help')).toMatchObject({ code: 0, error: '' });
    expect(home.has('data')).toBe(false);
  });

  it('is refused when a number is none, a name too long, a provider unknown', async () => {
    const service = await home.serve();
    const before = home.rowCounts();
    const account = ['--channel', 'sms', '--label', 'texts'];
    const lines: readonly [argv: string[], code: string][] = [
      [['desk', 'queue', '--limit', 'x'], 'CLI.BAD_NUMBER'],
      [['desk', 'queue', '--limit', '-1'], 'CLI.BAD_NUMBER'],
      [['desk', 'queue', '--limit', '1e9'], 'CLI.BAD_NUMBER'],
      [['--as', 'Mei', 'desk', 'decide-dispute', 'D-1', 'partly-upheld', '--owed', 'x'], 'CLI.BAD_NUMBER'],
      [['--as', 'M'.repeat(200), 'desk', 'claim', 'x'], 'CLI.BAD_NAME'],
      [['--as', ' ', 'desk', 'claim', 'x'], 'CLI.NO_NAME'],
      [['--as', 'Mei', 'desk', 'claim', 'x'], 'HAND_OFF.UNKNOWN'],
      [['tenant', 'create', 'No Tenant', 'x'], 'TENANT.BAD_SLUG'],
      [['channel', 'add', ...account, '--provider', 'pigeon'], 'CHANNEL.NO_PROVIDER'],
      [['channel', 'add', ...account, '--provider', 'simulator', '--set', 'url'], 'CLI.BAD_SETTING'],
      [['jobs', 'run', 'nothing'], 'JOB.UNKNOWN'],
      [['chat', '--debtor', 'nobody'], 'DEBT.UNKNOWN'],
    ];
    for (const [argv, code] of lines) expect(refusal(await home.ask(...argv))).toBe(code);
    expect(home.rowCounts()).toEqual(before);
    service.signal('SIGTERM');
    expect(await service.ended()).toMatchObject({ code: 0, error: '' });
  });
});

describe('an environment that is impossible', () => {
  const home = new ParleyHome();
  afterAll(() => home.remove());

  const IMPOSSIBLE: Readonly<Record<string, string>> = {
    DATABASE_URL: 'postgres://name:secret@host/db',
    PARLEY_MODE: 'production',
    FIELD_KEYS: 'secret',
    INDEX_KEY: 'c2VjcmV0',
    CRISIS_LINES: 'CN:secret',
    ROLES: 'api,secret',
    PORT: '65536',
    PUBLIC_URL: 'ftp://secret.example.com',
    UPLOADS_FOLDER: 's3://uploads',
    LOG_LEVEL: 'loud',
    CLAIM_LEASE_SECONDS: '0',
    WEBHOOK_PRIVATE_NETWORKS: '10.0.0.0/secret',
    METRICS_TOKEN: 'secret',
    TRANSCRIBER_URL: 'ftp://secret.example.com',
    TRANSCRIBER_KEY: 'secret words',
    TRANSCRIBER_MODEL: 'secret model',
    TRANSCRIBER_TIMEOUT_MS: '0',
    INTENT_READER_URL: 'ftp://secret.example.com',
    INTENT_READER_KEY: 'secret words',
    INTENT_READER_MODEL: 'secret model',
    INTENT_READER_TIMEOUT_MS: '0',
    INTENT_READER_DAILY_BUDGET: '0',
    READING_THRESHOLDS: 'secret=0.5',
  };

  it('is refused, whichever variable it is, without telling its value', async () => {
    expect(Object.keys(IMPOSSIBLE).sort()).toEqual(ENV_VARIABLES.map(({ name }) => name).sort());
    const each = Object.entries(IMPOSSIBLE).map(
      async ([name, value]) => [name, await home.runWith({ [name]: value }, 'jobs', 'list')] as const,
    );
    for (const [name, ended] of await Promise.all(each)) {
      expect(refusal(ended)).toBe('ENV.INVALID');
      expect(ended.error).toMatch(new RegExp(`^ENV\\.INVALID: The environment variable ${name} `, 'u'));
      expect(ended.error).not.toContain('secret');
    }
    expect(home.has('data')).toBe(false);
  });

  it.each(['FIELD_KEYS', 'INDEX_KEY', 'CRISIS_LINES'])(
    'keeps live mode from starting: no %s',
    async (name) => {
      const live = { PARLEY_MODE: 'live', FIELD_KEYS: `a:${KEY}`, INDEX_KEY: KEY, CRISIS_LINES: 'CN=12356' };
      const ended = await home.start('src/main.ts', [], { ...live, [name]: '' }).ended();
      expect(refusal(ended)).toBe('ENV.INVALID');
      expect(ended.error).toMatch(new RegExp(`${name} is required in live mode`, 'u'));
      expect(home.has('data')).toBe(false);
    },
  );

  it('names a database file that cannot be opened', async () => {
    home.file('text.db', 'This is a letter, not a database. '.repeat(40));
    const at = (file: string) => home.runWith({ DATABASE_URL: `sqlite:${file}` }, 'jobs', 'list');
    const [text, folder, below] = await Promise.all([
      at('text.db'),
      at(home.folder),
      at('text.db/parley.db'),
    ]);
    expect(refusal(text)).toBe('DATABASE.CANNOT_OPEN');
    expect(text.error).toMatch(/text\.db cannot be opened: the file is not an SQLite database/);
    expect(refusal(folder)).toBe('DATABASE.CANNOT_OPEN');
    expect(refusal(below)).toBe('SYSTEM.REFUSED');
  });
});

describe('a fault of Parley’s own', () => {
  const home = new ParleyHome();
  afterAll(() => home.remove());

  it('is one sentence; the stack is for whoever asks for it', async () => {
    await home.run('tenant', 'create', 'second', 'Second');
    const database = new Database(home.databaseFile);
    database.exec('ALTER TABLE lenders RENAME TO lost');
    database.close();
    const before = home.rowCounts();
    home.file('lender.yaml', readFileSync('config/lenders/northwind.yaml'));
    const ended = await home.run('lender', 'apply', 'lender.yaml');
    expect(refusal(ended)).toBe('INTERNAL');
    expect(ended.error).not.toMatch(/SELECT|INSERT|Northwind/);
    const loud = await home.runWith({ LOG_LEVEL: 'debug' }, 'lender', 'apply', 'lender.yaml');
    expect(loud.error).toMatch(STACK);
    expect(home.rowCounts()).toEqual(before);
  });
});
