import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { ImportReport } from '../../../src/application/intake/import-report.js';
import type { ContactPoint } from '../../../src/domain/debtor/contact-point.js';
import type { DebtorId } from '../../../src/domain/shared/ids.js';
import type { OpenDatabase } from '../../support/databases.js';
import { eachDatabase } from '../../support/databases.js';
import type { Intake } from '../../support/intake.js';
import { intakeOn } from '../../support/intake.js';
import { StoppingFiles, gb18030 } from '../../support/intake-files.js';

const HEADER =
  'lender,reference,debtor reference,name,id number,birth date,language,zone,residence,product,currency,' +
  'principal,interest,fees,due date,role,provenance,consent,phone,wechat,telegram';

const row = (reference: string, change: Record<string, string> = {}): string => {
  const cells: Record<string, string> = {
    lender: 'lumen',
    reference,
    'debtor reference': `P-${reference}`,
    name: '张三',
    'id number': '',
    'birth date': '1990-02-28',
    language: 'zh-CN',
    zone: '',
    residence: 'CN',
    product: 'consumer-loan',
    currency: 'CNY',
    principal: '1234.50',
    interest: '10.00',
    fees: '',
    'due date': '2026-02-20',
    role: 'creditor',
    provenance: 'contract',
    consent: '2025-05-01 contract',
    phone: '',
    wechat: `wx-${reference}`,
    telegram: '',
    ...change,
  };
  return HEADER.split(',')
    .map((column) => cells[column] ?? '')
    .join(',');
};

eachDatabase('importing debts', (place) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-intake-'));
  const path = join(folder, 'debts.csv');
  const rejectedPath = join(folder, 'debts.rejected.csv');
  let database: OpenDatabase;
  let intake: Intake;

  beforeAll(async () => {
    database = await place.open();
    intake = intakeOn(database);
  });
  beforeEach(async () => {
    const { id: tenantId } = await database.tenants.ensure(`t-${database.ids.next()}`.slice(0, 40), 'Tenant');
    database = { ...database, tenantId };
    await apply('config/lenders/lumen.yaml');
    await apply('config/lenders/northwind.yaml');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const scope = () => ({ tenantId: database.tenantId, actor: { kind: 'staff', name: 'ops' } as const });
  const within = <T>(work: () => Promise<T>): Promise<T> => database.unitOfWork.run(scope(), work);
  const apply = (file: string) => intake.applyLender.run(scope(), file);
  const importFile = (
    content: string | Uint8Array,
    lenderCode: string | null = null,
  ): Promise<ImportReport> => {
    writeFileSync(path, content);
    return intake.importDebts.run(scope(), { path, rejectedPath, lenderCode });
  };
  const counts = ({ read, added, updated, unchanged, rejected }: ImportReport) => ({
    read,
    added,
    updated,
    unchanged,
    rejected,
  });
  const debtOf = async (reference: string, code = 'lumen') =>
    within(async () => {
      const lender = await intake.lenders.byCode(code);
      return lender && (await intake.debts.byReferences(lender.id, [reference])).get(reference)?.debt;
    });
  const contactPointsOf = (id: DebtorId): Promise<ContactPoint[]> =>
    within(() => intake.contactPoints.ofDebtors([id]));

  it('adds debts with their debtors and contact points', async () => {
    const report = await importFile(
      [
        HEADER,
        row('A1', { phone: '138 0013 8000', telegram: '77001' }),
        row('A2', { residence: 'US-TX' }),
      ].join('\n'),
    );
    expect(counts(report)).toEqual({ read: 2, added: 2, updated: 0, unchanged: 0, rejected: 0 });
    expect(report.rejectedPath).toBeNull();
    const debt = await debtOf('A1');
    expect(debt).toMatchObject({
      components: { principalMinor: 123_450, interestMinor: 1_000, feesMinor: 0, paidMinor: 0 },
      dueOn: '2026-02-20',
      state: 'open',
    });
    const debtor = (await within(() => intake.debtors.byIds([debt!.debtorId]))).get(debt!.debtorId);
    expect(debtor).toMatchObject({ name: '张三', zones: ['Asia/Shanghai'], country: 'CN', locale: 'zh-CN' });
    expect(
      (await contactPointsOf(debt!.debtorId)).map((one) => [one.channel, one.address, one.position]),
    ).toEqual([
      ['wechat', 'wx-A1', 0],
      ['telegram', '77001', 1],
      ['sms', '+8613800138000', 2],
    ]);
    const events = await within(async () => {
      await database.eventLog.seal(100);
      return database.eventLog.after(0, 100);
    });
    expect(events.filter(({ type }) => type === 'debt.imported')).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain('张三');
  });

  it('changes nothing when the same file comes again, and updates what a later file changes', async () => {
    const first = [HEADER, row('A1'), row('A2')].join('\n');
    await importFile(first);
    expect(counts(await importFile(first))).toEqual({
      read: 2,
      added: 0,
      updated: 0,
      unchanged: 2,
      rejected: 0,
    });
    const second = [HEADER, row('A1', { principal: '900', 'due date': '2026/3/1' }), row('A2')].join('\n');
    expect(counts(await importFile(second))).toEqual({
      read: 2,
      added: 0,
      updated: 1,
      unchanged: 1,
      rejected: 0,
    });
    expect(await debtOf('A1')).toMatchObject({ dueOn: '2026-03-01', components: { principalMinor: 90_000 } });
    expect(counts(await importFile(first))).toEqual({
      read: 2,
      added: 0,
      updated: 1,
      unchanged: 1,
      rejected: 0,
    });
  });

  it('keeps what was paid, and opens a debt again that is owed again', async () => {
    await importFile([HEADER, row('A1', { principal: '100', interest: '' })].join('\n'));
    const debt = await debtOf('A1');
    await within(() =>
      intake.recordPayment.run({
        lenderId: debt!.lenderId,
        debt: { id: debt!.id },
        reference: 'P1',
        amountMinor: 10_000,
        currency: 'CNY',
        receivedOn: debt!.dueOn,
      }),
    );
    expect(await debtOf('A1')).toMatchObject({ state: 'paid' });
    await importFile([HEADER, row('A1', { principal: '150', interest: '' })].join('\n'));
    expect(await debtOf('A1')).toMatchObject({
      state: 'open',
      closedAt: null,
      components: { principalMinor: 15_000, paidMinor: 10_000 },
    });
  });

  it('never overwrites what the debtor decided about a contact point', async () => {
    await importFile([HEADER, row('A1')].join('\n'));
    const debt = await debtOf('A1');
    const [before] = await contactPointsOf(debt!.debtorId);
    const changed = {
      ...before!,
      optedOutAt: database.clock.now(),
      rightParty: { state: 'wrong', at: database.clock.now() } as const,
    };
    await within(() => intake.contactPoints.update([changed]));
    await importFile([HEADER, row('A1', { principal: '1', consent: '2026-01-01 again' })].join('\n'));
    const [after] = await contactPointsOf(debt!.debtorId);
    expect(after).toMatchObject({
      optedOutAt: changed.optedOutAt,
      rightParty: changed.rightParty,
      consent: before!.consent,
    });
  });

  it('knows a debtor across lenders by the ID, and within a lender by the reference', async () => {
    const id = '110101199001011234';
    await importFile(
      [
        HEADER,
        row('A1', { 'id number': id, wechat: 'wx-one' }),
        row('A2', { 'id number': id, 'debtor reference': '', wechat: 'wx-two' }),
        row('B1', { lender: 'northwind', currency: 'USD', 'id number': id.toLowerCase(), wechat: '' }),
        row('A3', { 'debtor reference': 'P-A1', wechat: '' }),
        row('B3', { lender: 'northwind', currency: 'USD', 'debtor reference': 'P-A1', wechat: '' }),
      ].join('\n'),
    );
    const [a1, a2, b1, a3, b3] = [
      await debtOf('A1'),
      await debtOf('A2'),
      await debtOf('B1', 'northwind'),
      await debtOf('A3'),
      await debtOf('B3', 'northwind'),
    ];
    expect(a2?.debtorId).toBe(a1?.debtorId);
    expect(b1?.debtorId).toBe(a1?.debtorId);
    expect(a3?.debtorId).toBe(a1?.debtorId);
    expect(b3?.debtorId).not.toBe(a1?.debtorId);
    expect(await contactPointsOf(a1!.debtorId)).toHaveLength(2);
  });

  it('does not give an address of one debtor to another', async () => {
    const report = await importFile(
      [HEADER, row('A1', { wechat: 'wx-x' }), row('A2', { wechat: 'wx-x' })].join('\n'),
    );
    expect(counts(report)).toMatchObject({ added: 2, rejected: 0 });
    expect(report.notices).toEqual([expect.objectContaining({ code: 'CONTACT_POINT.SHARED', count: 1 })]);
    expect(await contactPointsOf((await debtOf('A2'))!.debtorId)).toEqual([]);
  });

  it('rejects rows one by one, saying row, column, code and reason', async () => {
    const report = await importFile(
      [
        HEADER,
        row('A1'),
        row('A2', { principal: '"1,234.5"' }),
        row('A3', { principal: '１００' }),
        row('A4', { principal: '6.2E+18' }),
        row('A5', { principal: '-5' }),
        row('A6', { principal: '1.234' }),
        row('A7', { 'due date': '2026-02-30' }),
        row('A8', { 'due date': '05/11/2026' }),
        row('A1'),
        row('A9', { lender: 'nobody' }),
        row('A10', { currency: 'XXX' }),
        row('A11', { language: 'fr' }),
        row('A12', { zone: 'Mars/Olympus' }),
        row('A13', { phone: '12' }),
        row('A14', { provenance: 'bought-list' }),
        row('A15', { name: 'x'.repeat(20_000) }),
        `${row('A16')},extra`,
        row('', {}),
        row('A17', { 'debtor reference': '' }),
        row('A18', { principal: '0', interest: '0.00' }),
        row('A19', { consent: 'yes' }),
        row('A20', { role: 'boss' }),
      ].join('\n'),
    );
    expect(counts(report)).toEqual({ read: 22, added: 1, updated: 0, unchanged: 0, rejected: 21 });
    const lines = readFileSync(rejectedPath, 'utf8').trim().split('\n');
    expect(lines[0]).toBe('row,column,code,sentence');
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 3).join(' ').replaceAll('"', ''))).toEqual([
      '3 principal INTAKE.BAD_AMOUNT',
      '4 principal INTAKE.BAD_AMOUNT',
      '5 principal INTAKE.BAD_AMOUNT',
      '6 principal INTAKE.BAD_AMOUNT',
      '7 principal INTAKE.BAD_AMOUNT',
      '8 due date INTAKE.BAD_DATE',
      '9 due date INTAKE.BAD_DATE',
      '10 reference INTAKE.DUPLICATE_REFERENCE',
      '11 lender INTAKE.UNKNOWN_LENDER',
      '12 currency INTAKE.UNKNOWN_CURRENCY',
      '13 language INTAKE.UNKNOWN_LOCALE',
      '14 zone INTAKE.UNKNOWN_ZONE',
      '15 phone INTAKE.BAD_PHONE',
      '16 provenance INTAKE.UNKNOWN_PROVENANCE',
      '17 name INTAKE.CELL_TOO_LONG',
      '18  INTAKE.WRONG_COLUMN_COUNT',
      '19 reference INTAKE.MISSING_VALUE',
      '20 debtor reference INTAKE.NO_DEBTOR_KEY',
      '21 principal INTAKE.NOTHING_OWED',
      '22 consent INTAKE.BAD_DATE',
      '23 role INTAKE.UNKNOWN_ROLE',
    ]);
    await importFile([HEADER, row('A1')].join('\n'));
    expect(existsSync(rejectedPath)).toBe(false);
  });

  it('refuses a file that it understands only in part, before anything is stored', async () => {
    const refused = async (content: string | Uint8Array) =>
      importFile(content).then(
        () => 'taken',
        (error: { code: string }) => error.code,
      );
    expect(await refused(`${HEADER},shoe size\n${row('A1')},42`)).toBe('INTAKE.UNKNOWN_COLUMN');
    expect(await refused(HEADER.replace('principal,', ''))).toBe('INTAKE.MISSING_COLUMN');
    expect(await refused(HEADER.replace('lender,', ''))).toBe('INTAKE.MISSING_COLUMN');
    expect(await refused(HEADER.replace('name', 'reference'))).toBe('INTAKE.DUPLICATE_COLUMN');
    expect(await refused('')).toBe('INTAKE.EMPTY_FILE');
    expect(await refused(`${HEADER}\n${row('A1')}\n${row('A2', { name: 'a"b' })}`)).toBe('INTAKE.BAD_QUOTES');
    expect(await refused(`${HEADER}\n${row('A1')}\n${row('A2', { name: 'x'.repeat(10_000_000) })}`)).toBe(
      'INTAKE.RECORD_TOO_LONG',
    );
    expect(await debtOf('A1')).toBeUndefined();
    await expect(
      intake.importDebts.run(scope(), { path, rejectedPath, lenderCode: 'nobody' }),
    ).rejects.toMatchObject({ code: 'LENDER.UNKNOWN' });
  });

  it('reads Chinese headers in GB18030, with one lender for the whole file', async () => {
    const header = '借据号,客户号,姓名,产品,币种,本金,利息,到期日,手机号,来源,居住地';
    const text = `${header}\nZ1,K1,王芳,现金贷,CNY,100.00,1,2026/2/3,13800138001,合同,CN\n`;
    const encoded = gb18030(text);
    const report = await importFile(encoded, 'lumen');
    expect(counts(report)).toEqual({ read: 1, added: 1, updated: 0, unchanged: 0, rejected: 0 });
    const debt = await debtOf('Z1');
    expect(debt).toMatchObject({ product: '现金贷', tenantRole: 'creditor' });
    const debtor = (await within(() => intake.debtors.byIds([debt!.debtorId]))).get(debt!.debtorId);
    expect(debtor?.name).toBe('王芳');
  });

  it('goes on where a killed import stopped, and the counts and rejected rows are those of one import', async () => {
    const rows = Array.from({ length: 1_700 }, (_, index) =>
      row(`R${index}`, index % 100 === 7 ? { principal: 'x' } : {}),
    );
    const content = [HEADER, ...rows, row('R3')].join('\n');
    writeFileSync(path, content);
    const killed = intakeOn(database, new StoppingFiles(1_200));
    await expect(killed.importDebts.run(scope(), { path, rejectedPath, lenderCode: null })).rejects.toThrow(
      'killed',
    );
    expect(await debtOf('R999')).toBeDefined();
    expect(await debtOf('R1001')).toBeUndefined();
    const progress: number[] = [];
    const report = await intake.importDebts.run(scope(), {
      path,
      rejectedPath,
      lenderCode: null,
      onProgress: (done) => progress.push(done),
    });
    expect(counts(report)).toEqual({ read: 1_701, added: 1_683, updated: 0, unchanged: 0, rejected: 18 });
    expect(report.resumedAfter).toBe(1_000);
    expect(progress).toEqual([1_500, 1_701]);
    const lines = readFileSync(rejectedPath, 'utf8').trim().split('\n').slice(1);
    expect(lines).toHaveLength(18);
    expect(new Set(lines).size).toBe(18);
    expect(lines.at(-1)).toContain('INTAKE.DUPLICATE_REFERENCE');
    expect(counts(await importFile(content))).toMatchObject({ added: 0, unchanged: 1_683, rejected: 18 });
  });

  it('tells references apart that differ in case', async () => {
    const report = await importFile(
      [HEADER, row('a1', { wechat: 'one' }), row('A1', { wechat: 'One' })].join('\n'),
    );
    expect(counts(report)).toMatchObject({ added: 2, rejected: 0 });
    expect(report.notices).toEqual([]);
    expect((await debtOf('a1'))?.id).not.toBe((await debtOf('A1'))?.id);
  });

  it('keeps the id of a lender that is applied again', async () => {
    const again = await apply('config/lenders/lumen.yaml');
    expect(again.change).toBe('unchanged');
    const file = join(folder, 'lumen.yaml');
    writeFileSync(
      file,
      readFileSync('config/lenders/lumen.yaml', 'utf8').replace('maximumRounds: 3', 'maximumRounds: 4'),
    );
    const changed = await apply(file);
    expect(changed).toMatchObject({ change: 'updated', lender: { id: again.lender.id } });
    const stored = await within(() => intake.lenders.byCode('lumen'));
    expect(stored?.limits['default']?.maximumRounds).toBe(4);
  });
});
