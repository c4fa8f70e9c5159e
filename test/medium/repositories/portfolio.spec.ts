import { beforeAll, expect, it } from '@jest/globals';
import { DAY, HOUR, plus } from '../../../src/domain/calendar/instant.js';
import { localDate } from '../../../src/domain/calendar/local-date.js';
import type { Hold } from '../../../src/domain/debtor/hold.js';
import { money } from '../../../src/domain/shared/money.js';
import { eachDatabase, type OpenDatabase } from '../../support/databases.js';
import { repositoriesOn, type Repositories } from '../../support/repositories.js';
import {
  aContactPoint,
  aDebt,
  aDebtor,
  aLender,
  anArrangement,
  aPayment,
  aPromise,
  newId,
  NOW,
} from '../../support/samples.js';

eachDatabase('what is stored of a portfolio comes back', (place) => {
  let database: OpenDatabase;
  let on: Repositories;

  beforeAll(async () => {
    database = await place.open();
    on = repositoriesOn(database);
  });

  const within = <T>(work: () => Promise<T>): Promise<T> => database.within(work);

  it('lenders, saved again under a new version', async () => {
    const lender = aLender();
    await within(() => on.lenders.save(lender));
    expect(await within(() => on.lenders.byCode('lumen'))).toEqual(lender);
    await within(() => on.lenders.save({ ...lender, hotline: '400-1' }));
    expect((await within(() => on.lenders.byIds([lender.id]))).get(lender.id)).toEqual({
      ...lender,
      hotline: '400-1',
      version: 2,
    });
    await expect(within(() => on.lenders.save(lender))).rejects.toMatchObject({
      code: 'LENDER.CHANGED_MEANWHILE',
    });
    expect(await within(() => on.lenders.byCode('nobody'))).toBeNull();
  });

  it('debtors, found by ID across lenders and by reference within one', async () => {
    const known = aDebtor();
    const unnamed = aDebtor({ name: null, checkFacts: { idNumber: null, birthDate: null } });
    const lenderId = newId<(typeof known)['id'] & never>();
    const byId = { kind: 'id-number', idNumber: '11010119900307123X' } as const;
    const byReference = { kind: 'reference', lenderId, reference: 'c-1' } as const;
    await within(() =>
      on.debtors.add([
        { key: byId, debtor: known },
        { key: byReference, debtor: unnamed },
      ]),
    );
    const found = await within(() =>
      on.debtors.byKeys([
        byReference,
        { ...byReference, reference: 'C-1' },
        { kind: 'id-number', idNumber: ' 11010119900307123x' },
      ]),
    );
    expect(found).toEqual([unnamed, null, known]);
    await within(() =>
      on.debtors.update([
        {
          ...known,
          vulnerabilities: ['illness'],
          preference: { notBefore: 600, notAfter: null, weekdays: [1] },
        },
      ]),
    );
    const stored = (await within(() => on.debtors.byIds([known.id]))).get(known.id);
    expect(stored).toMatchObject({ vulnerabilities: ['illness'], version: 2 });
    await expect(within(() => on.debtors.update([known]))).rejects.toMatchObject({
      code: 'DEBTOR.CHANGED_MEANWHILE',
    });
    await within(() => on.debtors.lock([unnamed.id, known.id]));
  });

  it('debts, by page, reference and debtor; an update never overwrites another one', async () => {
    const lenderId = aDebt().lenderId;
    const debts = [1, 2, 3].map((day) => aDebt({ lenderId, dueOn: localDate(`2026-04-0${day}`) }));
    const [first, second, third] = debts as [(typeof debts)[0], (typeof debts)[0], (typeof debts)[0]];
    const rupiah = aDebt({
      lenderId,
      dueOn: localDate('2026-05-01'),
      currency: 'IDR',
      components: { principalMinor: 900_000_000_000, interestMinor: 0, feesMinor: 0, paidMinor: 1 },
      assignmentNoticeOn: localDate('2026-01-31'),
    });
    await within(() =>
      on.debts.add([...debts, rupiah].map((debt) => ({ debt, fingerprint: 'a'.repeat(64) }))),
    );
    const byReference = await within(() =>
      on.debts.byReferences(lenderId, [rupiah.reference, rupiah.reference.toLowerCase(), 'nothing']),
    );
    expect([...byReference.values()]).toEqual([{ debt: rupiah, fingerprint: 'a'.repeat(64) }]);
    const page = await within(() => on.debts.openPage(first.id, 1, localDate('2026-04-02')));
    expect(page).toEqual([second]);
    expect(await within(() => on.debts.ofDebtors([third.debtorId]))).toEqual([third]);

    const paid = {
      ...first,
      state: 'paid',
      closedAt: NOW,
      components: { ...first.components, paidMinor: 7 },
    } as const;
    await within(() => on.debts.update([paid, second]));
    expect((await within(() => on.debts.byIds([first.id]))).get(first.id)).toEqual({ ...paid, version: 2 });
    await expect(within(() => on.debts.update([third, second]))).rejects.toMatchObject({
      code: 'DEBT.CHANGED_MEANWHILE',
    });
    expect((await within(() => on.debts.byIds([third.id]))).get(third.id)?.version).toBe(1);
    await within(() => on.debts.reimport([{ debt: { ...third, product: 'card' }, fingerprint: 'b' }]));
    expect(
      (await within(() => on.debts.byReferences(lenderId, [third.reference]))).get(third.reference),
    ).toEqual({ debt: { ...third, product: 'card', version: 2 }, fingerprint: 'b' });
  });

  it('contact points in every right-party state, by address', async () => {
    const { debtorId } = aContactPoint();
    const points = [
      aContactPoint({ debtorId, address: '+8613800000001', consent: { at: NOW, source: 'contract' } }),
      aContactPoint({
        debtorId,
        position: 1,
        channel: 'telegram',
        address: 'tG-Case',
        rightParty: { state: 'confirmed', method: 'two-facts', at: NOW, expiresAt: plus(NOW, DAY) },
      }),
      aContactPoint({ debtorId, position: 2, channel: 'wechat', address: '+8613800000001' }),
      aContactPoint({
        debtorId,
        position: 3,
        address: '+8613800000003',
        rightParty: { state: 'wrong', at: NOW },
        optedOutAt: NOW,
        unreachableAt: NOW,
        lastInboundAt: NOW,
      }),
    ];
    await within(() => on.contactPoints.add(points));
    expect(await within(() => on.contactPoints.ofDebtors([debtorId]))).toEqual(points);
    const asked = [
      { channel: 'telegram', address: 'tg-case' },
      { channel: 'telegram', address: 'tG-Case' },
      { channel: 'wechat', address: '+8613800000001' },
    ] as const;
    expect(await within(() => on.contactPoints.byAddresses(asked))).toEqual([null, points[1], points[2]]);
    const failed = { ...points[0]!, rightParty: { state: 'unconfirmed', failedTries: 2 } } as const;
    await within(() => on.contactPoints.update([failed]));
    expect((await within(() => on.contactPoints.byIds([failed.id]))).get(failed.id)).toEqual({
      ...failed,
      version: 2,
    });
    await expect(within(() => on.contactPoints.update([failed]))).rejects.toMatchObject({
      code: 'CONTACT_POINT.CHANGED_MEANWHILE',
    });
    await expect(
      within(() => on.contactPoints.add([aContactPoint({ address: '+8613800000001' })])),
    ).rejects.toThrow();
  });

  it('holds in force, until released or over', async () => {
    const { debtorId, id: debtId } = aDebt();
    const hold = (given: Partial<Hold>): Hold => ({
      id: newId(),
      scope: { kind: 'debt', debtorId, debtId },
      reason: 'dispute',
      placedAt: NOW,
      until: null,
      ...given,
    });
    const disputed = hold({});
    const ofPerson = hold({ scope: { kind: 'debtor', debtorId }, reason: 'crisis' });
    const short = hold({ reason: 'promise-open', until: plus(NOW, HOUR) });
    await within(() => on.holds.place([disputed, ofPerson, short]));
    expect(await within(() => on.holds.inForce([debtorId], NOW))).toEqual([disputed, ofPerson, short]);
    expect(await within(() => on.holds.inForce([debtorId], plus(NOW, HOUR)))).toEqual([disputed, ofPerson]);
    const release = () => on.holds.release({ kind: 'debt', debtorId, debtId }, 'dispute', NOW);
    expect(await within(release)).toBe(1);
    expect(await within(release)).toBe(0);
    expect(await within(() => on.holds.inForce([debtorId], NOW))).toEqual([ofPerson, short]);
  });

  it('promises', async () => {
    const promise = aPromise();
    const later = aPromise({ dueOn: localDate('2026-03-20'), amount: money(1, 'JPY') });
    await within(async () => {
      await on.promises.add(later);
      await on.promises.add(promise);
    });
    expect(await within(() => on.promises.openDueBy(localDate('2026-03-20'), 1))).toEqual([promise]);
    expect(await within(() => on.promises.openOf([later.debtId, promise.debtId]))).toHaveLength(2);
    await within(() => on.promises.update([{ ...promise, state: 'kept', settledAt: NOW }]));
    expect(await within(() => on.promises.openDueBy(localDate('2026-03-20'), 5))).toEqual([later]);
    await expect(within(() => on.promises.update([promise]))).rejects.toMatchObject({
      code: 'PROMISE.CHANGED_MEANWHILE',
    });
  });

  it('arrangements with their instalments', async () => {
    const usual = anArrangement();
    const instalments = usual.instalments.map((one, place) =>
      place === 1 ? { ...one, interestMinor: 417 } : one,
    );
    const arrangement = { ...usual, instalments };
    await within(() => on.arrangements.add(arrangement));
    expect(await within(() => on.arrangements.activeOf([arrangement.debtId]))).toEqual([arrangement]);
    expect(await within(() => on.arrangements.activeDueBy(localDate('2026-03-09'), 5))).toEqual([]);
    const [first, second] = arrangement.instalments;
    const paid = {
      ...arrangement,
      dateMovesUsed: 1,
      instalments: [
        { ...first!, paidMinor: 50_001, state: 'paid' },
        { ...second!, dueOn: localDate('2026-04-20'), remindedAt: NOW },
      ],
    } as const;
    await within(() => on.arrangements.update([paid]));
    expect(await within(() => on.arrangements.activeDueBy(localDate('2026-04-19'), 5))).toEqual([]);
    expect(await within(() => on.arrangements.activeDueBy(localDate('2026-04-20'), 5))).toEqual([
      { ...paid, version: 2 },
    ]);
    await expect(within(() => on.arrangements.update([arrangement]))).rejects.toMatchObject({
      code: 'ARRANGEMENT.CHANGED_MEANWHILE',
    });
  });

  it('payments, known by (lender, reference)', async () => {
    const payment = aPayment();
    const allocations = [
      { target: 'fees', instalmentId: null, amountMinor: 500 },
      { target: 'principal', instalmentId: null, amountMinor: 49_500 },
    ] as const;
    await within(() => on.payments.add(payment, allocations));
    expect(await within(() => on.payments.byReferences(payment.lenderId, [payment.reference]))).toEqual(
      new Map([[payment.reference, payment]]),
    );
    expect(await within(() => on.payments.ofDebt(payment.debtId, null))).toEqual([payment]);
    expect(await within(() => on.payments.ofDebt(payment.debtId, localDate('2026-03-03')))).toEqual([]);
    const twice = { ...payment, id: newId<typeof payment.id>() };
    await expect(within(() => on.payments.add(twice, allocations))).rejects.toThrow();
  });
});
