import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { MovableClock } from '../../../src/adapters/system/movable-clock.js';
import type { Arrangement } from '../../../src/domain/arrangement/arrangement.js';
import type { PromiseToPay } from '../../../src/domain/arrangement/promise-to-pay.js';
import type { LocalDate } from '../../../src/domain/calendar/local-date.js';
import { addDays, localDate } from '../../../src/domain/calendar/local-date.js';
import { instantAt, zoneId } from '../../../src/domain/calendar/zone.js';
import type { Debt } from '../../../src/domain/debt/debt.js';
import type { HoldReason } from '../../../src/domain/debtor/hold.js';
import type { Message } from '../../../src/domain/message/message.js';
import { money } from '../../../src/domain/shared/money.js';
import type { OpenDatabase } from '../../support/databases.js';
import { eachDatabase } from '../../support/databases.js';
import type { Intake } from '../../support/intake.js';
import { intakeOn, unlocked } from '../../support/intake.js';
import { aConversation, aDebt, aDebtor, aMessage, aTemplateVersion } from '../../support/samples.js';
import { aContactPoint, anArrangement, aPromise } from '../../support/samples.js';

const SHANGHAI = zoneId('Asia/Shanghai');
const TODAY = localDate('2026-03-02');

eachDatabase('payments and follow-ups', (place) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-payments-'));
  let opened: OpenDatabase;
  let database: OpenDatabase;
  let intake: Intake;
  let debt: Debt;
  let conversationId: Message['conversationId'];

  beforeAll(async () => {
    opened = await place.open();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** One debt of 1,000.00 whose debtor is confirmed and has written. */
  beforeEach(async () => {
    database = { ...opened, clock: new MovableClock('test', instantAt(TODAY, 11 * 60, SHANGHAI)) };
    const { id: tenantId } = await database.tenants.ensure(`t-${database.ids.next()}`.slice(0, 40), 'Tenant');
    database = { ...database, tenantId };
    intake = intakeOn(database);
    const { lender } = await intake.applyLender.run(scope(), 'config/lenders/lumen.yaml');
    const debtor = aDebtor();
    const contactPoint = aContactPoint({ debtorId: debtor.id, lastInboundAt: database.clock.now() });
    const conversation = aConversation({
      debtorId: debtor.id,
      lenderId: lender.id,
      contactPointId: contactPoint.id,
    });
    conversationId = conversation.id;
    debt = aDebt({
      reference: 'A1',
      debtorId: debtor.id,
      lenderId: lender.id,
      currency: 'CNY',
      components: { principalMinor: 90_000, interestMinor: 6_000, feesMinor: 4_000, paidMinor: 0 },
    });
    await within(async () => {
      const key = { kind: 'reference', lenderId: lender.id, reference: 'P1' } as const;
      await intake.debtors.add([{ key, debtor }]);
      await intake.contactPoints.add([contactPoint]);
      await intake.conversations.add([conversation]);
      await intake.debts.add([{ debt, fingerprint: 'f' }]);
    });
  });

  const scope = () => ({ tenantId: database.tenantId, actor: { kind: 'system', name: 'test' } as const });
  const within = <T>(work: () => Promise<T>): Promise<T> => database.unitOfWork.run(scope(), work);
  const goTo = (day: LocalDate, minute = 9 * 60): void =>
    database.clock.advanceTo(instantAt(day, minute, SHANGHAI));
  const pay = (amountMinor: number, reference = `T${amountMinor}`, currency: 'CNY' | 'USD' = 'CNY') =>
    within(() =>
      intake.recordPayment.run({
        lenderId: debt.lenderId,
        debt: { reference: 'A1' },
        reference,
        amountMinor,
        currency,
        receivedOn: TODAY,
      }),
    );
  const stored = async (): Promise<Debt> =>
    (await within(() => intake.debts.byIds([debt.id]))).get(debt.id) as Debt;
  const queued = async (): Promise<{ template: string; message: Message }[]> =>
    within(async () => {
      const messages = await intake.messages.inState('queued', 100);
      const versions = await intake.templateVersions.byIds(messages.map((one) => one.templateVersionId));
      return messages.map((message) => ({
        template: versions.get(message.templateVersionId)?.name ?? '',
        message,
      }));
    });
  const templates = async (): Promise<string[]> => (await queued()).map(({ template }) => template).sort();
  const holds = async (): Promise<HoldReason[]> =>
    (await within(() => intake.holds.inForce([debt.debtorId], database.clock.now()))).map(
      ({ reason }) => reason,
    );
  const eventTypes = async (): Promise<string[]> => {
    await within(() => database.eventLog.seal(1_000));
    return (await within(() => database.eventLog.after(0, 1_000))).map(({ type }) => type);
  };
  const hold = (reason: HoldReason) =>
    within(() =>
      intake.holds.place([
        {
          id: database.ids.next(),
          scope: { kind: 'debt', debtorId: debt.debtorId, debtId: debt.id },
          reason,
          placedAt: database.clock.now(),
          until: null,
        },
      ]),
    );
  const promised = async (amountMinor: number, dueOn: LocalDate): Promise<PromiseToPay> => {
    const promise = aPromise({
      debtId: debt.id,
      conversationId: conversationId!,
      amount: money(amountMinor, 'CNY'),
      dueOn,
      paidBeforeMinor: 0,
      madeAt: database.clock.now(),
      state: 'open',
    });
    await within(() => intake.promises.add(promise));
    await hold('promise-open');
    return promise;
  };
  const arranged = async (days: readonly number[], amountMinor: number): Promise<Arrangement> => {
    const arrangement = anArrangement({
      debtId: debt.id,
      conversationId: conversationId!,
      currency: 'CNY',
      totalMinor: amountMinor * days.length,
      discountMinor: 0,
      agreedAt: database.clock.now(),
      instalments: days.map((day, index) => ({
        id: database.ids.next(),
        number: index + 1,
        dueOn: addDays(TODAY, day),
        amountMinor,
        paidMinor: 0,
        state: 'due',
        remindedAt: null,
      })),
    });
    await within(() => intake.arrangements.add(arrangement));
    await hold('arrangement-performing');
    return arrangement;
  };

  it('counts a payment once, however often it is told, and refuses one told differently', async () => {
    expect(await pay(30_000, 'X')).toMatchObject({ kind: 'recorded', overpaidMinor: 0 });
    expect(await pay(30_000, 'X')).toMatchObject({ kind: 'known' });
    expect(await pay(30_001, 'X')).toMatchObject({ kind: 'refused', code: 'PAYMENT.TOLD_DIFFERENTLY' });
    expect(await pay(100, 'Y', 'USD')).toMatchObject({ kind: 'refused', code: 'PAYMENT.OTHER_CURRENCY' });
    expect((await stored()).components.paidMinor).toBe(30_000);
    expect(await templates()).toEqual(['payment-receipt']);
  });

  it('withdraws queued demands, but not the receipt of an earlier payment, and closes a paid debt', async () => {
    const version = aTemplateVersion({ name: 'reminder-friendly' });
    await within(async () => {
      await intake.templateVersions.keep([version]);
      await intake.messages.queue([
        aMessage({
          debtId: debt.id,
          debtorId: debt.debtorId,
          lenderId: debt.lenderId,
          templateVersionId: version.id,
          state: 'queued',
          purpose: 'demand',
          origin: 'cadence',
        }),
      ]);
    });
    await pay(30_000);
    expect(await templates()).toEqual(['payment-receipt']);
    expect(await pay(80_000)).toMatchObject({ kind: 'recorded', overpaidMinor: 10_000 });
    expect(await stored()).toMatchObject({ state: 'paid', components: { paidMinor: 110_000 } });
    expect(await templates()).toEqual(['debt-closed', 'payment-receipt']);
    expect(await eventTypes()).toEqual(expect.arrayContaining(['payment.recorded', 'debt.closed']));
  });

  it('sees a promise kept as soon as it is paid', async () => {
    await promised(50_000, addDays(TODAY, 3));
    await pay(20_000);
    expect(await holds()).toEqual(['promise-open']);
    await pay(30_000);
    expect(await holds()).toEqual([]);
    expect(await within(() => intake.promises.openOf([debt.id]))).toEqual([]);
    expect(await eventTypes()).toContain('promise.kept');
  });

  it('imports payments from a file, and rejects what cannot be placed', async () => {
    const path = join(folder, 'payments.csv');
    const header = '机构代码,合同号,流水号,金额,币种,到账日期';
    const rows = [
      'lumen,A1,T1,100.00,CNY,2026-03-01',
      'lumen,A1,T2,50,CNY,2026/3/2',
      'lumen,A1,T1,100.00,CNY,2026-03-01',
      'lumen,NONE,T3,1,CNY,2026-03-01',
      'lumen,A1,T4,1,USD,2026-03-01',
      'lumen,A1,T5,0,CNY,2026-03-01',
      'lumen,A1,T6,1,CNY,2026-03-03',
      'other,A1,T7,1,CNY,2026-03-01',
    ];
    writeFileSync(path, [header, ...rows].join('\n'));
    const request = { path, rejectedPath: join(folder, 'payments.rejected.csv'), lenderCode: null };
    const report = await intake.importPayments.run(scope(), request);
    expect(report).toMatchObject({ read: 8, added: 2, updated: 0, unchanged: 0, rejected: 6 });
    const rejected = readFileSync(request.rejectedPath, 'utf8').trim().split('\n').slice(1);
    expect(rejected.map((line) => line.split(',')[2])).toEqual([
      'INTAKE.DUPLICATE_REFERENCE',
      'PAYMENT.UNKNOWN_DEBT',
      'PAYMENT.OTHER_CURRENCY',
      'INTAKE.BAD_AMOUNT',
      'INTAKE.DATE_IN_FUTURE',
      'INTAKE.UNKNOWN_LENDER',
    ]);
    expect((await stored()).components.paidMinor).toBe(15_000);
    expect(await intake.importPayments.run(scope(), request)).toMatchObject({ added: 0, unchanged: 2 });
    expect((await stored()).components.paidMinor).toBe(15_000);
  });

  it('reminds of a promise once, the day before, and not on the day it was made', async () => {
    await promised(50_000, addDays(TODAY, 2));
    expect(await intake.remindPromises.run(database.tenantId)).toBe(0);
    goTo(addDays(TODAY, 1));
    expect(await intake.remindPromises.run(database.tenantId)).toBe(1);
    expect(await intake.remindPromises.run(database.tenantId)).toBe(0);
    const [reminder] = await queued();
    expect(reminder).toMatchObject({
      template: 'promise-reminder',
      message: { purpose: 'service', conversationId },
    });
    expect(reminder?.message.notBefore).toBe(instantAt(addDays(TODAY, 1), 10 * 60, SHANGHAI));
    expect(reminder?.message.fields['promisedAmount']).toBe('¥500.00');
  });

  it('gives a broken promise to a person, and only after its day has passed', async () => {
    await promised(50_000, addDays(TODAY, 1));
    goTo(addDays(TODAY, 1), 23 * 60 + 59);
    expect(await intake.settlePromises.run(database.tenantId)).toMatchObject({ broken: 0 });
    goTo(addDays(TODAY, 2), 1);
    expect(await intake.settlePromises.run(database.tenantId)).toMatchObject({ broken: 1 });
    expect(await intake.settlePromises.run(database.tenantId)).toMatchObject({ broken: 0 });
    const [handOff] = await within(() => intake.handOffs.queue(10));
    expect(handOff).toMatchObject({ reason: 'promise-broken', conversationId });
    expect(await holds()).toEqual(['human-owner']);
  });

  it('thanks for a promise that was partly kept, and asks about the rest', async () => {
    await promised(50_000, addDays(TODAY, 1));
    await pay(20_000);
    goTo(addDays(TODAY, 2));
    expect(await intake.settlePromises.run(database.tenantId)).toMatchObject({ 'partly-kept': 1 });
    const asked = (await queued()).find(({ template }) => template === 'promise-broken');
    expect(asked?.message.fields).toMatchObject({ received: '¥200.00', missing: '¥300.00' });
    expect(await holds()).toEqual([]);
    expect(await within(() => intake.handOffs.queue(10))).toEqual([]);
  });

  it('follows a plan: reminder, receipt, next reminder, completed', async () => {
    await arranged([5, 35], 50_000);
    goTo(addDays(TODAY, 4));
    expect(await intake.remindInstalments.run(database.tenantId)).toBe(1);
    expect(await intake.remindInstalments.run(database.tenantId)).toBe(0);
    await pay(50_000, 'first');
    goTo(addDays(TODAY, 20));
    expect(await intake.remindInstalments.run(database.tenantId)).toBe(0);
    goTo(addDays(TODAY, 34));
    expect(await intake.remindInstalments.run(database.tenantId)).toBe(1);
    expect(await holds()).toEqual(['arrangement-performing']);
    await pay(50_000, 'second');
    expect(await holds()).toEqual([]);
    expect(await stored()).toMatchObject({ state: 'paid' });
    expect(await templates()).toEqual(['debt-closed', 'payment-receipt']);
    expect(await eventTypes()).toEqual(expect.arrayContaining(['arrangement.completed', 'debt.closed']));
  });

  it('offers to catch up after the grace, and gives a plan that stays unpaid to a person', async () => {
    await arranged([5, 35], 50_000);
    goTo(addDays(TODAY, 8));
    expect(await intake.settleInstalments.run(database.tenantId)).toMatchObject({ missed: 0 });
    goTo(addDays(TODAY, 9));
    expect(await intake.settleInstalments.run(database.tenantId)).toMatchObject({ missed: 1, broken: 0 });
    expect(await intake.settleInstalments.run(database.tenantId)).toMatchObject({ missed: 0 });
    expect(await templates()).toEqual(['instalment-missed']);
    expect(await holds()).toEqual(['arrangement-performing']);
    goTo(addDays(TODAY, 30));
    expect(await intake.settleInstalments.run(database.tenantId)).toMatchObject({ missed: 0, broken: 1 });
    expect(await within(() => intake.arrangements.activeOf([debt.id]))).toEqual([]);
    expect(await holds()).toEqual(['human-owner']);
    const [handOff] = await within(() => intake.handOffs.queue(10));
    expect(handOff).toMatchObject({ reason: 'plan-broken' });
  });

  it('saves a plan when the missed instalment is paid in time', async () => {
    await arranged([5, 35], 50_000);
    goTo(addDays(TODAY, 9));
    await intake.settleInstalments.run(database.tenantId);
    await pay(50_000);
    goTo(addDays(TODAY, 30));
    expect(await intake.settleInstalments.run(database.tenantId)).toMatchObject({ broken: 0 });
    expect(await holds()).toEqual(['arrangement-performing']);
  });

  it('records parallel payments of one debt without losing any', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => pay(1_000, `parallel-${index}`)));
    expect((await stored()).components.paidMinor).toBe(8_000);
  });

  if (place.dialect === 'mysql') {
    it('could not record them without the lock on the debtor', async () => {
      intake = intakeOn(database, undefined, unlocked);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) => pay(1_000, `parallel-${index}`)),
      );
      expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
    });
  }
});
