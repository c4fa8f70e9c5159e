import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { MovableClock } from '../../../src/adapters/system/movable-clock.js';
import { instant } from '../../../src/domain/calendar/instant.js';
import type { LocalDate } from '../../../src/domain/calendar/local-date.js';
import { addDays, localDate } from '../../../src/domain/calendar/local-date.js';
import { instantAt, zoneId } from '../../../src/domain/calendar/zone.js';
import type { Debt } from '../../../src/domain/debt/debt.js';
import type { Touch } from '../../../src/domain/treatment/touch.js';
import type { OpenDatabase } from '../../support/databases.js';
import { eachDatabase } from '../../support/databases.js';
import type { Intake } from '../../support/intake.js';
import { intakeOn, unlocked } from '../../support/intake.js';

const SHANGHAI = zoneId('Asia/Shanghai');
const TODAY = localDate('2026-03-02');

eachDatabase('planning touches', (place) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-treatment-'));
  let opened: OpenDatabase;
  let database: OpenDatabase;
  let intake: Intake;

  beforeAll(async () => {
    opened = await place.open();
  });
  beforeEach(async () => {
    database = { ...opened, clock: new MovableClock('test', instantAt(TODAY, 0, SHANGHAI)) };
    const { id: tenantId } = await database.tenants.ensure(`t-${database.ids.next()}`.slice(0, 40), 'Tenant');
    database = { ...database, tenantId };
    intake = intakeOn(database);
    await intake.applyLender.run(scope(), 'config/lenders/lumen.yaml');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const scope = () => ({ tenantId: database.tenantId, actor: { kind: 'staff', name: 'ops' } as const });
  const within = <T>(work: () => Promise<T>): Promise<T> => database.unitOfWork.run(scope(), work);

  /** Debts by days past due on the first day; every debtor has WeChat and a phone number. */
  const given = async (daysPastDue: Record<string, number>): Promise<void> => {
    const path = join(folder, 'debts.csv');
    const lines = Object.entries(daysPastDue).map(([reference, dpd], index) => {
      const phone = `1380013${String(8000 + index)}`;
      const due = addDays(TODAY, -dpd);
      return `${reference},P-${reference},CN,card,CNY,800,${due},contract,2025-05-01,wx-${reference},${phone}`;
    });
    const header =
      'reference,debtor reference,residence,product,currency,principal,due date,provenance,consent,wechat,phone';
    writeFileSync(path, [header, ...lines].join('\n'));
    const report = await intake.importDebts.run(scope(), {
      path,
      rejectedPath: `${path}.rejected`,
      lenderCode: 'lumen',
    });
    expect(report.rejected).toBe(0);
  };
  const openDebts = (): Promise<Debt[]> =>
    within(() => intake.debts.openPage(null, 1_000, localDate('2027-12-31')));
  const debtOf = async (reference: string): Promise<Debt> => {
    const found = (await openDebts()).find((debt) => debt.reference === reference);
    if (!found) throw new Error(`no debt ${reference}`);
    return found;
  };
  const touchesOf = async (): Promise<(Touch & { reference: string })[]> =>
    within(async () => {
      const debts = await intake.debts.openPage(null, 1_000, localDate('2027-12-31'));
      const byId = new Map(debts.map((debt) => [debt.id, debt.reference]));
      const touches = await intake.touches.ofDebts(debts.map((debt) => debt.id));
      return touches.map((touch) => ({ ...touch, reference: byId.get(touch.debtId) ?? '' }));
    });
  /** Moves the clock to a minute of a local day and plans. */
  const planOn = async (day: LocalDate, minute = 8 * 60) => {
    const then = instantAt(day, minute, SHANGHAI);
    if (then > database.clock.now()) database.clock.advanceTo(then);
    return intake.planTouches.run(database.tenantId);
  };
  const sendingDebts = (count: number, dpd: number): Record<string, number> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`D${index}`, dpd]));

  it('plans the step of the day once, however often it runs', async () => {
    await given({ ...sendingDebts(20, 1), FAR: -30 });
    const first = await planOn(TODAY);
    expect(first).toMatchObject({ debts: 20, enrolled: 20, held: 0, withoutContactPoint: 0 });
    expect(first.planned + first.control).toBe(20);
    expect(first.planned).toBeGreaterThan(10);
    const again = await planOn(TODAY, 11 * 60);
    expect(again).toMatchObject({ debts: 20, enrolled: 0, planned: 0, control: 0 });
    const touches = await touchesOf();
    expect(touches).toHaveLength(20);
    expect(new Set(touches.map(({ step }) => step))).toEqual(new Set(['hello']));
  });

  it('queues each message for the first channel of the order, at the hour of the step, in a conversation', async () => {
    await given(sendingDebts(5, 4));
    await planOn(TODAY);
    const planned = (await touchesOf()).filter(({ messageId }) => messageId !== null);
    const messages = await within(() => intake.messages.byIds(planned.map(({ messageId }) => messageId!)));
    for (const message of messages.values()) {
      expect(message).toMatchObject({
        channel: 'wechat',
        origin: 'cadence',
        purpose: 'demand',
        state: 'queued',
      });
      expect(message.notBefore).toBe(instantAt(TODAY, 10 * 60, SHANGHAI));
      expect(message.conversationId).not.toBeNull();
    }
  });

  it('goes to the next channel when the first cannot be used, and says when none can', async () => {
    await given(sendingDebts(12, 4));
    const debts = await openDebts();
    const [first, second] = debts;
    await within(async () => {
      const points = await intake.contactPoints.ofDebtors(debts.map(({ debtorId }) => debtorId));
      const now = database.clock.now();
      await intake.contactPoints.update([
        ...points
          .filter(({ channel }) => channel === 'wechat')
          .map((point) => ({ ...point, unreachableAt: now })),
        ...points
          .filter(({ channel, debtorId }) => channel === 'sms' && debtorId === second?.debtorId)
          .map((point) => ({ ...point, rightParty: { state: 'wrong', at: now } as const })),
      ]);
    });
    await planOn(TODAY);
    const touches = await touchesOf();
    const byDebt = new Map(touches.map((touch) => [touch.debtId, touch]));
    const sent = touches.filter(({ state }) => state === 'planned');
    const messages = await within(() => intake.messages.byIds(sent.map(({ messageId }) => messageId!)));
    expect([...messages.values()].every(({ channel }) => channel === 'sms')).toBe(true);
    expect(byDebt.get(first!.id)?.state).not.toBe('no-contact-point');
    expect(['no-contact-point', 'control']).toContain(byDebt.get(second!.id)?.state);
  });

  it('writes nothing to a debt while a hold is in force, and goes on after it', async () => {
    await given(sendingDebts(6, 3));
    const held = (await openDebts())[0]!;
    await within(() =>
      intake.holds.place([
        {
          id: database.ids.next(),
          scope: { kind: 'debt', debtorId: held.debtorId, debtId: held.id },
          reason: 'dispute',
          placedAt: database.clock.now(),
          until: instant(instantAt(addDays(TODAY, 1), 12 * 60, SHANGHAI)),
        },
      ]),
    );
    expect(await planOn(addDays(TODAY, 1))).toMatchObject({ held: 1 });
    expect((await touchesOf()).some(({ debtId }) => debtId === held.id)).toBe(false);
    expect(await planOn(addDays(TODAY, 2))).toMatchObject({ held: 0 });
    expect((await touchesOf()).some(({ debtId }) => debtId === held.id)).toBe(true);
  });

  it('gives a control group no message, keeps the arm, and never plans two touches of a debt on one day', async () => {
    await given(sendingDebts(60, 1));
    for (let day = 0; day < 30; day++) await planOn(addDays(TODAY, day));
    const touches = await touchesOf();
    const perDay = new Set<string>();
    const arms = new Map<string, Set<string>>();
    for (const touch of touches) {
      const key = `${touch.debtId} ${touch.occurrence}`;
      expect(perDay.has(key)).toBe(false);
      perDay.add(key);
      arms.set(touch.debtId, (arms.get(touch.debtId) ?? new Set()).add(touch.arm));
      expect(touch.state === 'control').toBe(touch.arm === 'no-message');
      if (touch.state === 'control') expect(touch.messageId).toBeNull();
    }
    expect([...arms.values()].every((drawn) => drawn.size === 1)).toBe(true);
    expect(new Set([...arms.values()].flatMap((drawn) => [...drawn]))).toEqual(
      new Set(['no-message', 'standard', 'patient']),
    );
  });

  it('adds nothing twice when two planners run at once', async () => {
    await given(sendingDebts(40, 9));
    const other = intakeOn({ ...database });
    database.clock.advanceTo(instantAt(TODAY, 11 * 60, SHANGHAI));
    const reports = await Promise.all([
      intake.planTouches.run(database.tenantId),
      other.planTouches.run(database.tenantId),
    ]);
    const planned = reports.reduce((sum, report) => sum + report.planned + report.control, 0);
    expect(planned).toBe(40);
    expect(await touchesOf()).toHaveLength(40);
    expect((await debtOf('D0')).state).toBe('open');
  });

  if (place.dialect === 'mysql') {
    it('would plan twice without the lock on the debtors', async () => {
      await given(sendingDebts(40, 9));
      database.clock.advanceTo(instantAt(TODAY, 11 * 60, SHANGHAI));
      const planners = [0, 1, 2, 3].map(() => intakeOn(database, undefined, unlocked));
      const outcomes = await Promise.allSettled(
        planners.map(({ planTouches }) => planTouches.run(database.tenantId)),
      );
      expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
    });
  }
});
