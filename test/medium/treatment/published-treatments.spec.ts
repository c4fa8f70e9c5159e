import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { FileTreatments } from '../../../src/adapters/config-files/treatment-files.js';
import { SqlOpenDebtFigures } from '../../../src/adapters/persistence/repositories/open-debt-figures.repository.js';
import { TenantRows } from '../../../src/adapters/persistence/repositories/tenant-rows.js';
import { MovableClock } from '../../../src/adapters/system/movable-clock.js';
import type { LocalDate } from '../../../src/domain/calendar/local-date.js';
import { addDays, localDate } from '../../../src/domain/calendar/local-date.js';
import { instantAt, zoneId } from '../../../src/domain/calendar/zone.js';
import type { Lender } from '../../../src/domain/debt/lender.js';
import type { Revision, RevisionContent } from '../../../src/domain/revision/revision.js';
import type { LenderId } from '../../../src/domain/shared/ids.js';
import { contentOf } from '../../../src/domain/treatment/treatment-content.js';
import type { TreatmentContent } from '../../../src/domain/treatment/treatment-content.js';
import type { OpenDatabase } from '../../support/databases.js';
import { eachDatabase } from '../../support/databases.js';
import type { Intake } from '../../support/intake.js';
import { intakeOn } from '../../support/intake.js';
import { newId } from '../../support/samples.js';

const SHANGHAI = zoneId('Asia/Shanghai');
const TODAY = localDate('2026-03-02');
const TEMPLATES = new Set(['first-contact', 'reminder-friendly', 'reminder-firm', 'reminder-upcoming']);

eachDatabase('published treatments', (place) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-published-'));
  const files = new FileTreatments('config/treatments', TEMPLATES).all();
  let opened: OpenDatabase;
  let database: OpenDatabase;
  let intake: Intake;
  let lenders: Record<'lumen' | 'haitang', Lender>;

  beforeAll(async () => {
    opened = await place.open();
  });
  beforeEach(async () => {
    database = { ...opened, clock: new MovableClock('test', instantAt(TODAY, 0, SHANGHAI)) };
    const { id: tenantId } = await database.tenants.ensure(`t-${database.ids.next()}`.slice(0, 40), 'Tenant');
    database = { ...database, tenantId };
    intake = intakeOn(database);
    const apply = async (code: string) =>
      (await intake.applyLender.run(scope(), `config/lenders/${code}.yaml`)).lender;
    lenders = { lumen: await apply('lumen'), haitang: await apply('haitang') };
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const scope = () => ({ tenantId: database.tenantId, actor: { kind: 'staff', name: 'ops' } as const });
  const within = <T>(work: () => Promise<T>): Promise<T> => database.unitOfWork.run(scope(), work);

  const given = async (lender: keyof typeof lenders, count: number, dpd: number): Promise<void> => {
    const path = join(folder, `${lender}.csv`);
    const header =
      'reference,debtor reference,residence,product,currency,principal,due date,provenance,consent,wechat,role';
    const rows = Array.from({ length: count }, (_, index) => {
      const name = `${lender}-${index}`;
      return `${name},P-${name},CN,card,CNY,${100 * (index + 1)},${addDays(TODAY, -dpd)},contract,2025-05-01,wx-${name},creditor`;
    });
    writeFileSync(path, [header, ...rows].join('\n'));
    const done = await intake.importDebts.run(scope(), {
      path,
      rejectedPath: `${path}.rejected`,
      lenderCode: lender,
    });
    expect([done.added, done.rejected]).toEqual([count, 0]);
  };

  const fileOf = (name: string): TreatmentContent => contentOf(files.find((one) => one.name === name)!);
  const publish = (content: TreatmentContent, lenderId: LenderId | null, number = 1): Promise<void> =>
    within(() =>
      intake.revisions.add({
        id: newId(),
        kind: 'treatment',
        lenderId,
        name: content.name,
        number,
        state: 'published',
        content: content as unknown as RevisionContent,
        basedOn: null,
        restores: null,
        author: 'ada',
        authors: ['ada'],
        editedAt: database.clock.now(),
        submittedAt: database.clock.now(),
        reviewer: 'ben',
        reviewedAt: database.clock.now(),
        comment: null,
        urgentReason: null,
        version: 1,
      } satisfies Revision),
    );
  const planOn = async (day: LocalDate) => {
    const then = instantAt(day, 8 * 60, SHANGHAI);
    if (then > database.clock.now()) database.clock.advanceTo(then);
    return intake.planTouches.run(database.tenantId);
  };
  const planned = (lender: keyof typeof lenders) =>
    within(async () => {
      const debts = await intake.debts.openPage(null, 1_000, localDate('2027-12-31'));
      const own = debts.filter(({ lenderId }) => lenderId === lenders[lender].id).map(({ id }) => id);
      return { touches: await intake.touches.ofDebts(own), enrolments: await intake.touches.enrolments(own) };
    });
  const stepsOf = async (lender: keyof typeof lenders): Promise<string[]> => [
    ...new Set((await planned(lender)).touches.map(({ step }) => step)),
  ];
  const withStep = (content: TreatmentContent, id: string, daysPastDue: number): TreatmentContent => ({
    ...content,
    steps: [
      {
        id,
        daysPastDue,
        template: 'reminder-friendly',
        window: { from: '10:00', to: '19:00' },
      },
    ],
  });

  it('are planned for whom they are in force: a lender’s own before the tenant’s, that before the file', async () => {
    await given('lumen', 12, 9);
    await given('haitang', 12, 9);
    expect((await planOn(TODAY)).enrolled).toBe(24);
    expect([await stepsOf('lumen'), await stepsOf('haitang')]).toEqual([['day-9'], ['day-9']]);

    await publish(withStep(fileOf('early'), 'tenant-step', 11), null);
    const own = { ...withStep(fileOf('early'), 'own-step', 11), segment: { lenders: ['lumen'] } };
    await publish(own, lenders.lumen.id);
    await planOn(addDays(TODAY, 2));
    expect((await stepsOf('lumen')).sort()).toEqual(['day-9', 'own-step']);
    expect((await stepsOf('haitang')).sort()).toEqual(['day-9', 'tenant-step']);
  });

  it('add nothing when they are planned twice; arms and what was planned stay as they were', async () => {
    await given('lumen', 40, 9);
    await planOn(TODAY);
    const before = await planned('lumen');
    await publish(withStep(fileOf('early'), 'next-step', 12), null);
    const first = await planOn(addDays(TODAY, 3));
    const again = await planOn(addDays(TODAY, 3));
    expect(first.planned + first.control).toBe(40);
    expect(again).toMatchObject({ enrolled: 0, planned: 0, control: 0 });
    const after = await planned('lumen');
    expect(after.enrolments).toEqual(before.enrolments);
    expect(after.touches).toEqual(expect.arrayContaining(before.touches));
    expect(after.touches).toHaveLength(80);
    const arms = new Map(before.enrolments.map(({ debtId, arm }) => [debtId, arm]));
    const early = files.find(({ name }) => name === 'early');
    for (const touch of after.touches) {
      expect(touch.arm).toBe(arms.get(touch.debtId));
      expect(touch.treatmentVersion === early?.version).toBe(touch.step === 'day-9');
    }
    expect(
      after.touches.filter(({ arm }) => arm === 'no-message').every((one) => one.state === 'control'),
    ).toBe(true);
  });

  it('are read once per run, however many pages it has', async () => {
    await given('lumen', 3, 9);
    const { revisions } = intake;
    let reads = 0;
    const real = revisions.inForce.bind(revisions);
    revisions.inForce = (kind, owners, names) => {
      if (kind === 'treatment') reads += 1;
      return real(kind, owners, names);
    };
    const report = await planOn(TODAY);
    expect([report.debts, reads]).toEqual([3, 1]);
  });

  it('can add a treatment that reaches further before the due date than the files do', async () => {
    await given('lumen', 12, -20);
    expect((await planOn(TODAY)).debts).toBe(0);
    const soon = withStep({ ...fileOf('before-due'), name: 'long-before', priority: 5 }, 'long-before', -20);
    await publish(soon, null);
    expect((await planOn(TODAY)).enrolled).toBe(12);
    expect(await stepsOf('lumen')).toEqual(['long-before']);
  });

  it('know the open debts of their segment and the largest balance by product', async () => {
    await given('lumen', 10, 9);
    await given('haitang', 4, 45);
    const figures = new SqlOpenDebtFigures(new TenantRows(database.unitOfWork));
    const count = (segment: TreatmentContent['segment'], lender: keyof typeof lenders = 'lumen') =>
      within(() => figures.inSegment(segment, lenders[lender].id, TODAY));
    expect(await count({})).toBe(10);
    expect(await count({ buckets: ['1-30', 'over-360'] })).toBe(10);
    expect(await count({ buckets: ['31-60', 'not-due'] })).toBe(0);
    expect(await count({ buckets: ['31-60'] }, 'haitang')).toBe(4);
    expect(await count({ products: ['card', 'loan'], currencies: ['CNY'] })).toBe(10);
    expect(await count({ products: ['Card'] })).toBe(0);
    expect(await count({ minimumOutstandingMinor: 60_000 })).toBe(5);
    expect(await within(() => figures.largestByProduct(lenders.lumen.id))).toEqual(
      new Map([['card', 100_000]]),
    );
  });
});
