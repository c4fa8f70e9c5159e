import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { getDataSourceToken } from '@nestjs/typeorm';
import { parse } from 'csv-parse/sync';
import type { DataSource } from 'typeorm';
import { HOUR, instant, plus } from '../../../src/domain/calendar/instant.js';
import { ApiService } from '../../support/api.js';
import type { ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import { gb18030 } from '../../support/intake-files.js';
import { debtRow, debtTable, runImport, upload } from '../../support/uploads.js';

jest.setTimeout(300_000);

const ROWS = 2_000;
const BAD = 87;
/** How far apart the bad rows are. */
const EVERY = 22;
/** A Monday morning in Shanghai. */
const START = instant(Date.UTC(2026, 2, 2, 2));

/** Every seventieth row or so is wrong in one of these ways. */
const FAULTS: readonly Readonly<Record<string, string>>[] = [
  { 本金: '6.2E+18' },
  { 到期日: '2026-02-30' },
  { 姓名: '=HYPERLINK("http://x")', 币种: 'RMB' },
  { 手机号: '12' },
  { 债权人: 'nobody' },
  { 客户号: '', 身份证号: '' },
  { 来源: '听说' },
];

const isBad = (number: number): boolean => number % EVERY === 0 && number / EVERY <= BAD;
const table = (): Uint8Array =>
  gb18030(
    debtTable(
      Array.from({ length: ROWS }, (_, place) => {
        const number = place + 1;
        const change = isBad(number) ? FAULTS[(number / EVERY) % FAULTS.length] : {};
        const quoted = change?.['姓名'] === undefined ? change : { ...change, 姓名: `"=HYPERLINK(""x"")"` };
        return debtRow(number, quoted);
      }),
    ),
  );

eachDatabase('imports over HTTP', (place) => {
  let api: ApiService;
  let operations: ApiCaller;
  const bytes = table();

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'northwind']);
    operations = await api.as('operations', { login: 'olga' });
  });
  afterAll(() => api.stop());

  const stored = async (): Promise<Record<string, string>> => {
    const source = api.service.app.get<DataSource>(getDataSourceToken(), { strict: false });
    const fingerprints: Record<string, string> = {};
    for (const { tableName, primaryColumns } of source.entityMetadatas) {
      const order = primaryColumns.map(({ databaseName }) => databaseName).join(', ');
      const rows = await source.query<Record<string, unknown>[]>(
        `SELECT * FROM ${tableName} ORDER BY ${order}`,
      );
      const kept = rows.filter((row) => !String(row['type']).startsWith('import.'));
      fingerprints[tableName] = createHash('sha256').update(JSON.stringify(kept)).digest('hex');
    }
    return fingerprints;
  };

  describe('a large table in GB18030', () => {
    let id: string;
    const sums = { rowsTotal: ROWS, rowsDone: ROWS, updated: 0 };

    it('is shown with its encoding, its columns and masked rows', async () => {
      id = await upload(operations, bytes);
      const { status, body } = await operations.post(`/v1/uploads/${id}/preview`, { kind: 'debts' });
      expect(status).toBe(200);
      expect(body).toMatchObject({ encoding: 'gb18030', remembered: false, missing: [], twice: [] });
      expect(body.columns).toContainEqual({ header: '身份证号', field: 'id_number' });
      expect(body.rows).toHaveLength(20);
      expect(body.rows[0].cells.slice(0, 9)).toEqual([
        'lumen',
        'JK-1',
        '****',
        '张**',
        '****112X',
        '1***',
        'CN',
        '消费贷',
        'CNY',
      ]);
      expect(JSON.stringify(body)).not.toMatch(/张三丰|11010100000001|13900000001|wxid_00000001/);
    });

    it('is tried without a trace, and counted', async () => {
      const before = await stored();
      const tried = await runImport(api, operations, { uploadId: id, trial: true });
      expect(tried).toMatchObject({ state: 'trial-done', ...sums, added: ROWS - BAD, rejected: BAD });
      const after = await stored();
      const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
      expect(changed.sort()).toEqual(
        ['idempotency_keys', 'import_rejections', 'imports', 'jobs', 'persons', 'sessions'].filter((name) =>
          changed.includes(name),
        ),
      );
    });

    it('is imported with the same counts, and its rejected rows open as UTF-8', async () => {
      const done = await runImport(api, operations, { uploadId: id });
      expect(done).toMatchObject({
        state: 'finished',
        ...sums,
        added: ROWS - BAD,
        unchanged: 0,
        rejected: BAD,
      });
      const file = await operations.get(`/v1/imports/${done.id}/rejected`);
      expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const raw = await fetchBytes(api, operations, `/v1/imports/${done.id}/rejected`);
      expect([...raw.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      const rows = parse(Buffer.from(raw), { bom: true, columns: true }) as Record<string, string>[];
      expect(rows).toHaveLength(BAD);
      expect(rows.map((row) => Number(row['row']))).toEqual(
        Array.from({ length: BAD }, (_, place) => (place + 1) * EVERY + 1),
      );
      const broken = rows.find((row) => row['本金'] === '6.2E+18');
      expect(broken).toMatchObject({ 姓名: '张三丰', column: '本金', code: 'INTAKE.BAD_AMOUNT' });
      expect(broken?.['原因']).toContain('科学计数法');
      expect(broken?.['reason']).not.toBe('');
      expect(rows.filter((row) => row['姓名']?.startsWith('='))).toEqual([]);
      expect(rows.some((row) => row['姓名'] === `'=HYPERLINK("x")`)).toBe(true);
    });

    it('changes nothing the second time', async () => {
      const again = await runImport(api, operations, { uploadId: await upload(operations, bytes) });
      expect(again).toMatchObject({ state: 'finished', added: 0, updated: 0, unchanged: ROWS - BAD });
    });
  });

  it('takes parts in any order, again, and goes on where it was cut off', async () => {
    const large = new Uint8Array(9 * 1_048_576).fill(0x61);
    const begun = await operations.post('/v1/uploads', { fileName: 'a.csv', size: large.length });
    const path = `/v1/uploads/${begun.body.id}`;
    expect(begun.body).toMatchObject({ partSize: 8_388_608, parts: 2, receivedParts: [] });
    const second = large.subarray(8_388_608);
    expect((await operations.put(`${path}/parts/2`, second)).body).toMatchObject({ receivedParts: [2] });
    expect((await operations.put(`${path}/parts/2`, second)).body).toMatchObject({ receivedParts: [2] });
    const incomplete = { uploadId: begun.body.id, kind: 'debts', trial: true };
    expect((await operations.post('/v1/imports', incomplete)).body).toMatchObject({
      code: 'UPLOAD.INCOMPLETE',
    });
    const other = await operations.put(`${path}/parts/2`, new Uint8Array(second.length));
    expect(other.body).toMatchObject({ status: 422, code: 'UPLOAD.OTHER_PART' });
    const short = await operations.put(`${path}/parts/1`, second);
    expect(short.body).toMatchObject({ code: 'UPLOAD.BAD_PART' });
    const beyond = await operations.put(`${path}/parts/3`, second);
    expect(beyond.body).toMatchObject({ code: 'UPLOAD.BAD_PART' });
    const damaged = await operations.put(`${path}/parts/1`, large.subarray(0, 8_388_608), {
      'Content-SHA256': '0'.repeat(64),
    });
    expect(damaged.body).toMatchObject({ code: 'UPLOAD.DAMAGED_PART' });
    const whole = await operations.put(`${path}/parts/1`, large.subarray(0, 8_388_608));
    expect(whole.body).toMatchObject({ receivedParts: [1, 2] });
    expect((await operations.get(path)).body).toEqual(whole.body);
    const tooLarge = await operations.put(`${path}/parts/1`, large);
    expect(tooLarge.body).toMatchObject({ status: 413 });
    expect((await operations.post('/v1/uploads', { fileName: 'a', size: 2 ** 31 + 1 })).status).toBe(400);
  });

  it('asks before it leaves out more than one row in twenty', async () => {
    const rows = Array.from({ length: 20 }, (_, place) =>
      debtRow(100_001 + place, place < 2 ? { 币种: '?' } : {}),
    );
    const uploadId = await upload(operations, Buffer.from(debtTable(rows)));
    const refused = await runImport(api, operations, { uploadId });
    expect(refused).toMatchObject({
      state: 'failed',
      rejected: 2,
      problem: { code: 'INTAKE.TOO_MANY_REJECTED' },
    });
    expect((await operations.get(`/v1/imports/${refused.id}/rejected`)).body).toContain(
      'INTAKE.UNKNOWN_CURRENCY',
    );
    await runImport(api, operations, { uploadId, trial: true });
    expect(await runImport(api, operations, { uploadId })).toMatchObject({
      state: 'finished',
      added: 18,
      rejected: 2,
    });
    const more = Array.from({ length: 4 }, (_, place) =>
      debtRow(100_101 + place, place < 2 ? { 币种: '?' } : {}),
    );
    const accepted = await runImport(api, operations, {
      uploadId: await upload(operations, Buffer.from(debtTable(more))),
      acceptRejected: true,
    });
    expect(accepted).toMatchObject({ state: 'finished', added: 2, rejected: 2 });
  });

  it('remembers what the columns of a lender’s file mean', async () => {
    const own = (number: number): Uint8Array =>
      Buffer.from(
        `贷款,谁,备注,多少,货币,何时,类别\nJKX-${number},KHX-${number},x,12.50,CNY,2026-02-20,消费贷\n`,
      );
    const columns = {
      贷款: 'reference',
      谁: 'debtor_reference',
      备注: null,
      多少: 'principal',
      货币: 'currency',
      何时: 'due_date',
      类别: 'product',
    };
    const first = await upload(operations, own(1), { lender: 'lumen' });
    const unknown = await runImport(api, operations, { uploadId: first });
    expect(unknown).toMatchObject({ state: 'failed', problem: { code: 'INTAKE.UNKNOWN_COLUMN' } });
    const odd = await operations.post('/v1/imports', {
      ...{ uploadId: first, kind: 'debts', trial: false },
      columns: { ...columns, 谁: 'whoever' },
    });
    expect(odd.body).toMatchObject({ status: 422, code: 'INTAKE.UNKNOWN_FIELD' });
    expect(await runImport(api, operations, { uploadId: first, columns })).toMatchObject({
      added: 1,
      rejected: 0,
    });
    const second = await upload(operations, own(2), { lender: 'lumen' });
    const { body } = await operations.post(`/v1/uploads/${second}/preview`, { kind: 'debts' });
    expect(body).toMatchObject({ remembered: true, missing: [] });
    expect(
      Object.fromEntries(
        body.columns.map((one: { header: string; field: string }) => [one.header, one.field]),
      ),
    ).toEqual(columns);
  });

  it('keeps a second import of a lender waiting, and says for whom', async () => {
    const wish = async (number: number, lender: string) => ({
      uploadId: await upload(operations, Buffer.from(debtTable([debtRow(number, { 债权人: lender })])), {
        lender,
      }),
      kind: 'debts',
      trial: false,
    });
    const first = await operations.post('/v1/imports', await wish(200_001, 'lumen'));
    const second = await operations.post('/v1/imports', await wish(200_002, 'lumen'));
    const third = await operations.post('/v1/imports', await wish(200_003, 'northwind'));
    expect(first.body).toMatchObject({ state: 'waiting', waitingFor: null });
    expect(second.body).toMatchObject({ waitingFor: { importId: first.body.id, requestedBy: 'staff:olga' } });
    expect(third.body).toMatchObject({ waitingFor: null });
    await api.service.work();
    for (const { body } of [first, second, third]) {
      expect((await operations.get(`/v1/imports/${body.id}`)).body).toMatchObject({ state: 'finished' });
    }
  });

  it('is undone within a day, all of it, and comes back with the next file', async () => {
    const file = (interest: string) =>
      Buffer.from(debtTable([debtRow(300_001), debtRow(300_002), debtRow(100_003, { 利息: interest })]));
    const done = await runImport(api, operations, { uploadId: await upload(operations, file('99.00')) });
    expect(done).toMatchObject({ added: 2, updated: 1 });
    const undone = await operations.post(`/v1/imports/${done.id}/undo`, { reason: 'the wrong month' });
    expect(undone.body).toMatchObject({
      import: { state: 'undone', undone: { by: 'staff:olga', reason: 'the wrong month' } },
      withdrawn: 2,
      notices: [{ code: 'INTAKE.UPDATED_ROWS', count: 1 }],
    });
    const twice = await operations.post(`/v1/imports/${done.id}/undo`, { reason: 'once more' });
    expect(twice.body).toMatchObject({ status: 422, code: 'INTAKE.CANNOT_UNDO' });
    const again = await runImport(api, operations, { uploadId: await upload(operations, file('99.00')) });
    expect(again).toMatchObject({ added: 2, updated: 0, unchanged: 1 });
    api.service.clock.advanceTo(plus(api.service.now(), 25 * HOUR));
    const late = await operations.post(`/v1/imports/${again.id}/undo`, { reason: 'too late' });
    expect(late.body).toMatchObject({ status: 422, code: 'INTAKE.UNDO_TOO_LATE' });
  });

  it('shows nothing to those who do not reach the lender', async () => {
    const north = await api.as('operations', { login: 'nora', lenders: ['northwind'] });
    const uploadId = await upload(operations, Buffer.from(debtTable([debtRow(400_001)])), {
      lender: 'lumen',
    });
    const done = await runImport(api, operations, { uploadId });
    expect((await north.get(`/v1/uploads/${uploadId}`)).body).toMatchObject({
      status: 404,
      code: 'UPLOAD.UNKNOWN',
    });
    for (const path of ['', '/rejected']) {
      expect((await north.get(`/v1/imports/${done.id}${path}`)).body).toMatchObject({
        code: 'IMPORT.UNKNOWN',
      });
    }
    expect((await north.post(`/v1/imports/${done.id}/undo`, { reason: 'not mine' })).status).toBe(404);
    const listed = (await north.get('/v1/imports')).body.items as { lender: string | null }[];
    expect(new Set(listed.map(({ lender }) => lender))).toEqual(new Set(['northwind']));
    const own = await upload(north, Buffer.from(debtTable([debtRow(400_002)])));
    const noLender = await north.post('/v1/imports', { uploadId: own, kind: 'debts', trial: false });
    expect(noLender.body).toMatchObject({ code: 'INTAKE.LENDER_NEEDED' });
    const smuggled = await runImport(api, north, {
      uploadId: own,
      lender: 'northwind',
      acceptRejected: true,
    });
    expect(smuggled).toMatchObject({ added: 0, rejected: 1 });
    expect((await north.get(`/v1/imports/${smuggled.id}/rejected`)).body).toContain('INTAKE.OTHER_LENDER');
  });

  it('gives out its list page by page, newest first', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await operations.get(`/v1/imports?limit=3${cursor}`);
      seen.push(...(body.items as { id: string }[]).map(({ id }) => id));
      cursor = body.next === null ? '' : `&cursor=${body.next as string}`;
    } while (cursor !== '');
    expect(seen.length).toBeGreaterThan(10);
    expect([...seen].sort().reverse()).toEqual(seen);
  });

  it('removes files a day after their import, and those of which nothing became after a week', async () => {
    const left = await upload(operations, Buffer.from(debtTable([debtRow(1)])));
    await api.service.does('jobs', 'run', 'remove-expired-uploads');
    expect((await operations.get(`/v1/uploads/${left}`)).status).toBe(200);
    api.service.clock.advanceTo(plus(api.service.now(), 8 * 24 * HOUR));
    await api.service.does('jobs', 'run', 'remove-expired-uploads');
    expect((await operations.get(`/v1/uploads/${left}`)).body).toMatchObject({ code: 'UPLOAD.UNKNOWN' });
  });
});

async function fetchBytes(api: ApiService, caller: ApiCaller, path: string): Promise<Uint8Array> {
  const { token } = await api.signIn(caller.person?.login ?? '');
  const response = await fetch(`${api.base}${path}`, { headers: { Authorization: `Bearer ${token}` } });
  return new Uint8Array(await response.arrayBuffer());
}
