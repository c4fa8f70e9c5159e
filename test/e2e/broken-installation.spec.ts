import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BreakableProxy } from '../support/breakable-proxy.js';
import { installedCopy } from '../support/compile-programs.js';
import { onDatabase } from '../support/databases.js';
import { debtFile, person } from '../support/debt-files.js';
import { ParleyHome, STACK } from '../support/parley-process.js';
import type { Ended } from '../support/parley-process.js';
import { RunningProgram } from '../support/processes.js';

const refusal = ({ code, out, error }: Ended): string => {
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(error).not.toMatch(STACK);
  expect(error).toMatch(/^[A-Z_]+\.[A-Z_]+: [^\n]+\.\n$/u);
  return error;
};

describe('a configuration that is broken', () => {
  let copy: string;
  const program = (file: string): string => join(copy, file.replace(/\.ts$/u, '.js'));
  const home = new ParleyHome({}, program);
  let rows: ReturnType<ParleyHome['rowCounts']>;

  beforeAll(async () => {
    copy = installedCopy();
    expect(await home.run('jobs', 'list')).toMatchObject({ code: 0, error: '' });
    rows = home.rowCounts();
  });
  afterAll(async () => {
    await home.remove();
    rmSync(copy, { recursive: true });
  });

  /** What a command says while the file is changed like that. */
  const whileChanged = async (file: string, change: (text: string) => string): Promise<string> => {
    const path = join(copy, file);
    const sound = readFileSync(path, 'utf8');
    expect(change(sound)).not.toBe(sound);
    writeFileSync(path, change(sound));
    try {
      return refusal(await home.run('jobs', 'list'));
    } finally {
      writeFileSync(path, sound);
    }
  };

  it.each([
    [
      'a treatment that is no YAML',
      'config/treatments/early.yaml',
      (text: string) => text.replace('buckets: [1-30]', 'buckets: [1-30'),
      /^CONFIG\.INVALID: early\.yaml, line \d+.*: /,
    ],
    [
      'a treatment with a template that is not there',
      'config/treatments/early.yaml',
      (text: string) => text.replace('template: first-contact', 'template: love-letter'),
      /^CONFIG\.INVALID: early\.yaml, .*at steps\.0\.template: .*"love-letter"/,
    ],
    [
      'a policy pack with an impossible hour',
      'config/contact-policies/us.yaml',
      (text: string) => text.replace("to: '21:00'", "to: '25:00'"),
      /^CONFIG\.INVALID: us\.yaml, line \d+, at contactWindows\.0\.to: /,
    ],
    [
      'a holiday that is no day',
      'config/contact-policies/holidays.yaml',
      (text: string) => text.replace('2026-01-02:', '2026-13-02:'),
      /^CONFIG\.INVALID: holidays\.yaml, .*2026-13-02/,
    ],
    [
      'a template that uses a field it does not declare',
      'templates/en/debt-closed.md',
      (text: string) => text.replace('amount, ', ''),
      /^TEMPLATE\.UNKNOWN_FIELD: .*en\/debt-closed.*"amount"/,
    ],
    [
      'a template without its front matter',
      'templates/zh-CN/debt-closed.md',
      (text: string) => text.replace('---', ''),
      /^TEMPLATE\.INVALID: .*zh-CN\/debt-closed\.md/,
    ],
  ])('is refused with file and place: %s', async (_what, file, change, sentence) => {
    expect(await whileChanged(file, change)).toMatch(sentence);
    expect(home.rowCounts()).toEqual(rows);
  });

  it('sends nothing from a template that has no value for what it prints, and says why', async () => {
    const other = new ParleyHome({}, program);
    const path = join(copy, 'templates/en/identity-ask.md');
    const sound = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      sound.replace('fields: [', 'fields: [nickname, ').trimEnd() + '\nDear {{nickname}}!\n',
    );
    const provider = RunningProgram.start('src/adapters/channels/simulator/provider/main.ts', []);
    const account = ['--channel', 'sms', '--provider', 'simulator', '--label', 'texts'];
    await other.serve();
    await other.ask('channel', 'add', ...account, '--set', `url=${await provider.line()}`);
    other.file('lender.yaml', readFileSync('config/lenders/northwind.yaml'));
    await other.ask('lender', 'apply', 'lender.yaml');
    await other.ask('import', 'debts', other.file('debts.csv', debtFile(person(1))));
    const chat = other.start('src/cli.ts', ['chat', '--debtor', 'D-1']);
    chat.type('hello');
    const { code, out, error } = await chat.ended();
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toBe('You are the debtor of D-1, on sms. Ctrl-D ends the chat.\n');
    const stored = other.rows(
      'SELECT m.state, v.rule_id AS rule FROM messages m JOIN verdicts v ON v.message_id = m.id',
    );
    expect(stored).toEqual([{ state: 'suppressed', rule: 'template.unrenderable' }]);
    await other.remove();
    await provider.kill();
    writeFileSync(path, sound);
  });

  it('keeps the service from starting too, and lets the file go', async () => {
    cpSync(join(copy, 'templates/en'), join(copy, 'kept'), { recursive: true });
    rmSync(join(copy, 'templates/en/first-contact.md'));
    const ended = await home.start('src/main.ts', []).ended();
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.error).toMatch(/^TEMPLATE\.UNKNOWN: [^\n]*"first-contact"[^\n]* en\.\n$/);
    expect(ended.out).not.toMatch(STACK);
    cpSync(join(copy, 'kept'), join(copy, 'templates/en'), { recursive: true });
    expect(await home.run('jobs', 'list')).toMatchObject({ code: 0, error: '' });
    expect(home.rowCounts()).toEqual(rows);
  });
});

describe('a database server that is not there', () => {
  const home = new ParleyHome({ DATABASE_URL: 'mysql://root:secret@127.0.0.1:1/parley' });
  afterAll(() => home.remove());

  it('is told by commands and by the service, without the password', async () => {
    const [command, service] = await Promise.all([
      home.run('jobs', 'list'),
      home.start('src/main.ts', []).ended(),
    ]);
    expect(refusal(command)).toMatch(/^DATABASE\.UNAVAILABLE: .*127\.0\.0\.1:1 does not answer/);
    expect(service).toMatchObject({ code: 1, error: command.error });
    expect(service.out).not.toMatch(STACK);
    expect(service.out + service.error).not.toContain('secret');
  });
});

onDatabase('mysql', 'a database server that goes away', (place) => {
  let proxy: BreakableProxy;
  let home: ParleyHome;

  beforeAll(async () => {
    const url = new URL(await place.url());
    proxy = await BreakableProxy.to(url.hostname, Number(url.port || 3306));
    url.host = `127.0.0.1:${proxy.port}`;
    home = new ParleyHome({ DATABASE_URL: url.href });
  });
  afterAll(async () => {
    await home.remove();
    await proxy.break();
  });

  it('refuses what it refuses with a reason', async () => {
    const url = new URL(await place.url());
    url.pathname += '_nowhere';
    const ended = await home.runWith({ DATABASE_URL: url.href }, 'jobs', 'list');
    expect(refusal(ended)).toMatch(
      /^DATABASE\.CANNOT_OPEN: .*_nowhere" at .*: the server has no such database/,
    );
  });

  it('stops an import with one sentence, and the import goes on when it is back', async () => {
    home.file('lender.yaml', readFileSync('config/lenders/northwind.yaml'));
    expect(await home.run('lender', 'apply', 'lender.yaml')).toMatchObject({ code: 0, error: '' });
    const people = Array.from({ length: 3_000 }, (_, index) => person(index + 1));
    home.file('debts.csv', debtFile(...people));
    const importing = home.run('import', 'debts', 'debts.csv');
    await proxy.breakAfter(2_000_000);
    expect(refusal(await importing)).toMatch(/^DATABASE\.UNAVAILABLE: /);
    await proxy.mend();
    const resumed = await home.run('import', 'debts', 'debts.csv');
    expect(resumed).toEqual({
      code: 0,
      error: '',
      out: '3000 read: 3000 added, 0 updated, 0 unchanged, 0 rejected.\n',
    });
  });

  it('is survived by the service, which says that it is not ready meanwhile', async () => {
    const service = await home.serve();
    const ready = async (): Promise<number> => (await fetch(`${service.url}/health/ready`)).status;
    expect(await ready()).toBe(200);
    await proxy.break();
    expect(await ready()).toBe(503);
    await service.says(/DATABASE\.UNAVAILABLE/);
    await proxy.mend();
    expect(await ready()).toBe(200);
    expect(await home.run('jobs', 'run', 'seal-events')).toMatchObject({ code: 0, error: '' });
    service.signal('SIGTERM');
    const ended = await service.ended();
    expect(ended).toMatchObject({ code: 0, error: '' });
    expect(ended.out).not.toMatch(STACK);
  });

  it('does not keep the service from stopping', async () => {
    const service = await home.serve();
    await proxy.break();
    const started = performance.now();
    service.signal('SIGTERM');
    expect(await service.ended()).toMatchObject({ code: 0 });
    expect(performance.now() - started).toBeLessThan(10_000);
    await proxy.mend();
  });
});
