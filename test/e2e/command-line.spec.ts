import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { debtFile, person } from '../support/debt-files.js';
import { ParleyHome, STACK } from '../support/parley-process.js';
import type { Ended } from '../support/parley-process.js';
import { RunningProgram } from '../support/processes.js';

const LENDER = resolve('config/lenders/northwind.yaml');
const SOCKET = 'data/test/parley.db.sock';
const FACTS = '123X 1990-05-01';

describe('the command line, while a service runs on the same file', () => {
  const home = new ParleyHome();
  let provider: RunningProgram;

  beforeAll(async () => {
    provider = RunningProgram.start('src/adapters/channels/simulator/provider/main.ts', []);
    await home.serve();
  });
  afterAll(async () => {
    await provider.kill();
    await home.remove();
  });

  const says = async (...argv: string[]): Promise<string> => {
    const { code, out, error } = await home.ask(...argv);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    return out;
  };
  const refused = async (...argv: string[]): Promise<string> => {
    const { code, out, error } = await home.ask(...argv);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    return error;
  };
  const chat = (debtor: string, ...lines: string[]): Promise<Ended> => {
    const terminal = home.start('src/cli.ts', ['chat', '--debtor', debtor]);
    lines.forEach((line) => terminal.type(line));
    return terminal.ended();
  };
  /** The id of the only item in the queue. */
  const waiting = async (): Promise<string> => {
    const [, row = ''] = (await says('desk', 'queue')).split('\n');
    return row.split(' ')[0] ?? '';
  };

  it('adds a tenant, and leaves one that exists as it is', async () => {
    expect(await says('tenant', 'create', 'second', 'Second Agency')).toBe('Tenant second is there.\n');
    const before = home.rowCounts();
    expect(await says('tenant', 'create', 'second', 'Another Name')).toBe('Tenant second is there.\n');
    expect(home.rowCounts()).toEqual(before);
  });

  it('tells whether a lender was added, updated or unchanged', async () => {
    expect(await says('lender', 'apply', LENDER)).toBe('Lender northwind: added.\n');
    expect(await says('lender', 'apply', LENDER)).toBe('Lender northwind: unchanged.\n');
    const changed = readFileSync(LENDER, 'utf8').replace(/maximumRounds: \d+/u, 'maximumRounds: 9');
    expect(await says('lender', 'apply', home.file('lender.yaml', changed))).toBe(
      'Lender northwind: updated.\n',
    );
    expect(await says('--tenant', 'second', 'lender', 'apply', LENDER)).toBe('Lender northwind: added.\n');
  });

  it('imports a file once, however often it comes', async () => {
    const file = home.file('debts.csv', debtFile(person(1), person(2), { ...person(3), principal: '1,5' }));
    const first = await home.run('import', 'debts', file);
    expect(first.error).toMatch(/^INTAKE\.ROWS_REJECTED: debts\.csv was taken except for 1 of its 3 rows; /);
    expect(first.code).toBe(1);
    expect(first.out.split('\n').slice(0, 2)).toEqual([
      '3 read: 2 added, 0 updated, 0 unchanged, 1 rejected.',
      `Rejected rows with reasons: ${resolve(home.folder, 'debts.rejected.csv')}`,
    ]);
    const before = home.rowCounts();
    expect((await home.ask('import', 'debts', file)).out).toMatch(
      /^3 read: 0 added, 0 updated, 2 unchanged, 1 rejected\.\n/,
    );
    expect(home.rowCounts()).toMatchObject({ debts: before['debts'], debtors: before['debtors'] });
  });

  it('adds channel accounts and lists them', async () => {
    const url = await provider.line();
    const account = [
      '--channel',
      'sms',
      '--provider',
      'simulator',
      '--label',
      'texts',
      '--set',
      `url=${url}`,
    ];
    expect(await says('channel', 'add', ...account)).toBe('Account "texts" serves sms through simulator.\n');
    expect(await says('channel', 'list')).toMatch(/^LABEL .*\ntexts +sms +simulator +in use +unknown +0\n$/);
  });

  it('tests, shows, rotates, pauses and resumes an account by its label', async () => {
    expect(await says('channel', 'test', 'texts')).toBe('texts is up: The simulator answers.\n');
    const shown = await says('channel', 'show', 'texts');
    expect(shown).toMatch(/^texts \([0-9a-f-]{36}\)\nsms through simulator, in use, version 1\n/);
    expect(shown).toMatch(/^condition +up since .+\n +The simulator answers\./m);
    expect(shown).toMatch(/^url +http:/m);
    const good = /^url +(\S+)/m.exec(shown)?.[1] ?? '';
    const bad = await refused('channel', 'rotate', 'texts', '--set', 'url=ftp://secret');
    expect(bad).toMatch(/^CHANNEL_ACCOUNT\.BAD_SETTING: The setting url must be /);
    expect(bad).not.toContain('secret');
    await says('channel', 'rotate', 'texts', '--set', 'url=http://127.0.0.1:1');
    expect(await says('channel', 'test', 'texts')).toMatch(/^texts is down: The simulator does not answer/);
    expect(await says('channel', 'rotate', 'texts', '--set', `url=${good}`)).toMatch(
      /^texts has new settings/,
    );
    expect(await says('channel', 'test', 'texts')).toMatch(/^texts is up/);
    expect(await says('channel', 'pause', 'texts', 'gateway is ill')).toBe('texts is paused.\n');
    expect(await says('channel', 'list')).toMatch(/^texts +sms +simulator +paused +up +0$/m);
    expect(await says('channel', 'resume', 'texts', 'it is well')).toBe('texts is in use.\n');
    expect(await says('channel', 'sign-in', 'texts')).toBe('texts is up; there is nothing to scan now.\n');
    expect(await refused('channel', 'show', 'letters')).toMatch(/^CHANNEL_ACCOUNT\.UNKNOWN: /);
  });

  it('lists recurring jobs, runs, pauses and resumes them', async () => {
    expect(await says('jobs', 'run', 'seal-events')).toMatch(/^default: .+; second: .+\n$/);
    expect(await says('jobs', 'pause', 'seal-events')).toBe('seal-events is paused.\n');
    expect(await says('jobs', 'list')).toMatch(/^seal-events +paused /m);
    expect(await says('jobs', 'resume', 'seal-events')).toBe('seal-events is on.\n');
    expect(await says('jobs', 'list')).toMatch(/^seal-events +on /m);
  });

  it('lets somebody chat as a debtor, and staff decide the dispute that comes of it', async () => {
    const { code, out, error } = await chat('D-1', 'hello', FACTS, 'the amount is wrong');
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/^You are the debtor of D-1, on sms\. Ctrl-D ends the chat\.\n◂ /);
    const [dispute = 'none'] = /D-\d{4}-\d{6}/u.exec(out) ?? [];
    const item = await waiting();
    expect(await says('desk', 'show', item)).toMatch(/^A\*\*\* .*\nhere because: dispute/u);
    expect(await says('--as', 'Mei', 'desk', 'claim', item)).toMatch(/^Claimed: dispute/);
    expect(await refused('--as', 'Tom', 'desk', 'claim', item)).toMatch(/^HAND_OFF\.TAKEN: .*Mei/);
    expect(await refused('desk', 'claim', item)).toMatch(/^CLI\.NO_NAME: /);
    expect(await says('--as', 'Mei', 'desk', 'reply', item, 'We are looking into it.')).toMatch(/^Queued\./);
    const decide = ['--as', 'Mei', 'desk', 'decide-dispute', dispute];
    expect(await refused(...decide, 'partly-upheld', '--owed', '12.50')).toMatch(
      /^CLI\.BAD_NUMBER: .*--owed/,
    );
    expect(await refused(...decide, 'perhaps')).toMatch(/^CLI\.BAD_OUTCOME: /);
    expect(await says(...decide, 'partly-upheld', '--owed', '500000')).toMatch(/: partly-upheld\./);
    expect(await refused(...decide, 'rejected')).toMatch(/^DISPUTE\.DECIDED: /);
    expect(await says('desk', 'show', item)).toMatch(
      /^debt D-1: \$5,000\.00 open .*[^]*^holds: human-owner$/mu,
    );
    expect(await says('--as', 'Mei', 'desk', 'hand-back', item, '--why', 'decided')).toBe('Handed back.\n');
    expect(await says('desk', 'queue')).toBe('Nothing is waiting.\n');
  });

  it('lifts a hold, and says which', async () => {
    const { error } = await chat('D-2', 'hello', FACTS, 'the amount is wrong');
    expect(error).toBe('');
    const lift = ['desk', 'release-hold', 'northwind', 'D-2', 'dispute', '--why', 'settled by telephone'];
    expect(await says('--as', 'Mei', ...lift)).toBe('Lifted: 1.\n');
    expect(await refused('--as', 'Mei', ...lift)).toMatch(/^HOLD\.NOT_IN_FORCE: /);
    expect(await refused(...lift.with(4, 'anger'))).toMatch(/^CLI\.BAD_HOLD: /);
  });

  it('reads files from the folder of the person who types', async () => {
    expect(await refused('lender', 'apply', 'nowhere.yaml')).toMatch(/^CONFIG\.NO_FILE: /);
    const elsewhere = await home.runWith(
      { INIT_CWD: resolve('config/lenders') },
      'lender',
      'apply',
      'lumen.yaml',
    );
    expect(elsewhere).toEqual({ code: 0, error: '', out: 'Lender lumen: added.\n' });
  });
});

describe('a service on an SQLite file', () => {
  const home = new ParleyHome();
  afterAll(() => home.remove());

  it('is the only one, is found by commands, and leaves nothing behind when it is told to stop', async () => {
    const service = await home.serve();
    const second = await home.start('src/main.ts', []).ended();
    expect(second).toMatchObject({ code: 1 });
    expect(second.error).toMatch(
      /^DATABASE\.IN_USE: The database .*parley\.db is in use by another process; .*\n$/,
    );
    expect(second.out + second.error).not.toMatch(STACK);
    expect(home.has(SOCKET)).toBe(true);
    expect(await home.run('tenant', 'create', 'mine', 'Mine')).toMatchObject({ code: 0 });

    const open = await fetch(`${service.url}/health/ready`);
    expect(open.status).toBe(200);
    const started = performance.now();
    service.signal('SIGTERM');
    const ended = await service.ended();
    expect(ended).toMatchObject({ code: 0, error: '' });
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(home.has(SOCKET)).toBe(false);
  });

  it('tells the terminals of running commands that it stops', async () => {
    const provider = RunningProgram.start('src/adapters/channels/simulator/provider/main.ts', []);
    const service = await home.serve();
    const url = await provider.line();
    const account = [
      '--channel',
      'sms',
      '--provider',
      'simulator',
      '--label',
      'texts',
      '--set',
      `url=${url}`,
    ];
    await home.ask('channel', 'add', ...account);
    await home.ask('lender', 'apply', LENDER);
    await home.ask('import', 'debts', home.file('debts.csv', debtFile(person(1))));
    const terminal = home.start('src/cli.ts', ['chat', '--debtor', 'D-1']);
    await terminal.says(/You are the debtor/);
    service.signal('SIGINT');
    expect(await service.ended()).toMatchObject({ code: 0, error: '' });
    const told = await terminal.ended();
    expect(told).toMatchObject({ code: 1 });
    expect(told.error).toMatch(/^SERVICE\.STOPPING: [^\n]+\n$/);
    await provider.kill();
  });

  it('leaves a stale socket when it is killed: its terminals are told, commands and the next service go on', async () => {
    const service = await home.serve();
    const provider = RunningProgram.start('src/adapters/channels/simulator/provider/main.ts', []);
    const account = [
      '--channel',
      'sms',
      '--provider',
      'simulator',
      '--label',
      'again',
      '--set',
      `url=${await provider.line()}`,
    ];
    await home.ask('--tenant', 'mine', 'channel', 'add', ...account);
    await home.ask('--tenant', 'mine', 'lender', 'apply', LENDER);
    await home.ask('--tenant', 'mine', 'import', 'debts', home.file('mine.csv', debtFile(person(1))));
    const terminal = home.start('src/cli.ts', ['--tenant', 'mine', 'chat', '--debtor', 'D-1']);
    await terminal.says(/You are the debtor/);
    service.signal('SIGKILL');
    const told = await terminal.ended();
    expect(told).toMatchObject({ code: 1 });
    expect(told.error).toMatch(/^SERVICE\.LOST: [^\n]+\n$/);
    await provider.kill();
    expect(home.has(SOCKET)).toBe(true);
    expect(await home.run('--tenant', 'mine', 'channel', 'list')).toMatchObject({ code: 0, error: '' });
    const next = await home.serve();
    expect(await home.run('--tenant', 'mine', 'channel', 'list')).toMatchObject({ code: 0, error: '' });
    next.signal('SIGTERM');
    expect(await next.ended()).toMatchObject({ code: 0 });
  });

  it('says so when its port is taken, and gives the file back', async () => {
    const taken = createServer();
    await new Promise<void>((listening) => taken.listen(0, '0.0.0.0', listening));
    const { port } = taken.address() as AddressInfo;
    const refused = await home.start('src/main.ts', [], { PORT: String(port) }).ended();
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.error).toBe(
      `SERVICE.PORT_IN_USE: Another program listens on port ${port}; set PORT to one that is free.\n`,
    );
    expect(refused.out).not.toMatch(STACK);
    taken.close();
    expect(home.has(SOCKET)).toBe(false);
    expect(await home.run('channel', 'list')).toMatchObject({ code: 0, error: '' });
  });
});
