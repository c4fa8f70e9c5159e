import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Arrangement } from '../arrangement/arrangement.js';
import { instant } from '../calendar/instant.js';
import { addDays, localDate } from '../calendar/local-date.js';
import type { Debt } from '../debt/debt.js';
import { outstanding, overpaid } from '../debt/debt.js';
import { idOf } from '../shared/ids.js';
import { money, splitEvenly } from '../shared/money.js';
import { allocatePayment } from './allocate-payment.js';

const now = instant(1_000);
const debtOf = (principalMinor: number, interestMinor = 0, feesMinor = 0, paidMinor = 0): Debt => ({
  id: idOf('d'),
  lenderId: idOf('l'),
  debtorId: idOf('p'),
  reference: 'LN-1',
  product: 'cash',
  currency: 'CNY',
  components: { principalMinor, interestMinor, feesMinor, paidMinor },
  dueOn: localDate('2026-10-01'),
  tenantRole: 'creditor',
  assignmentNoticeOn: null,
  state: 'open',
  closedAt: null,
  version: 1,
});
const planOf = (totalMinor: number, parts: number, discountMinor = 0): Arrangement => ({
  id: idOf('a'),
  debtId: idOf('d'),
  conversationId: idOf('c'),
  state: 'active',
  currency: 'CNY',
  totalMinor,
  discountMinor,
  frequency: parts === 1 ? 'once' : 'monthly',
  instalments: splitEvenly(money(totalMinor, 'CNY'), parts).map((part, place) => ({
    id: idOf(`i${place + 1}`),
    number: place + 1,
    dueOn: addDays(localDate('2026-11-25'), 30 * place),
    amountMinor: part.minor,
    paidMinor: 0,
    state: 'due',
    remindedAt: null,
  })),
  dateMovesUsed: 0,
  agreedAt: now,
  endedAt: null,
  version: 1,
});
const shape = (debt: Debt, arrangement: Arrangement | null, amountMinor: number) => {
  const result = allocatePayment({ amountMinor, debt, arrangement, now });
  return {
    ...result,
    parts: result.allocations.map((one) => [one.instalmentId ?? one.target, one.amountMinor]),
  };
};

describe('allocating a payment', () => {
  it('pays fees, then interest, then principal, after what was paid before', () => {
    const first = shape(debtOf(1000, 200, 50), null, 100);
    expect(first.parts).toEqual([
      ['fees', 50],
      ['interest', 50],
    ]);
    const second = shape(first.debt, null, 500);
    expect(second.parts).toEqual([
      ['interest', 150],
      ['principal', 350],
    ]);
    expect(second.debt).toMatchObject({ state: 'open', components: { paidMinor: 600 } });
    const third = shape(second.debt, null, 700);
    expect(third.parts).toEqual([
      ['principal', 650],
      ['overpayment', 50],
    ]);
    expect(third.debt).toMatchObject({ state: 'paid', closedAt: now });
    expect(overpaid(third.debt).minor).toBe(50);
  });

  it('pays instalments first, oldest first, and closes with the last one', () => {
    const first = shape(debtOf(900), planOf(900, 3), 400);
    expect(first.parts).toEqual([
      ['i1', 300],
      ['i2', 100],
    ]);
    const last = shape(first.debt, first.arrangement, 600);
    expect(last.parts).toEqual([
      ['i2', 200],
      ['i3', 300],
      ['overpayment', 100],
    ]);
    expect(last.arrangement).toMatchObject({ state: 'completed', endedAt: now });
    expect(last.debt.state).toBe('paid');
    expect(last.overpaidMinor).toBe(100);
  });

  describe('of a plan with interest', () => {
    const dear = (): Arrangement => {
      const plain = planOf(930, 3);
      const amounts = [300, 320, 310];
      const interest = [undefined, 20, 10];
      const instalments = plain.instalments.map((one, place) => ({
        ...one,
        amountMinor: amounts[place] ?? 0,
        ...(interest[place] === undefined ? {} : { interestMinor: interest[place] }),
      }));
      return { ...plain, instalments };
    };

    it('brings the interest onto the debt with each instalment that is paid, and closes with the last', () => {
      const first = shape(debtOf(900), dear(), 300);
      expect([first.debt.components.interestMinor, outstanding(first.debt).minor]).toEqual([0, 600]);
      const part = shape(first.debt, first.arrangement, 100);
      expect([part.debt.components.interestMinor, outstanding(part.debt).minor]).toEqual([0, 500]);
      const second = shape(part.debt, part.arrangement, 220);
      expect([second.debt.components.interestMinor, outstanding(second.debt).minor]).toEqual([20, 300]);
      const last = shape(second.debt, second.arrangement, 310);
      expect(last.parts).toEqual([['i3', 310]]);
      expect(last).toMatchObject({ overpaidMinor: 0, arrangement: { state: 'completed' } });
      expect(last.debt).toMatchObject({ state: 'paid', components: { interestMinor: 30, paidMinor: 930 } });
    });

    it('spares who pays the whole balance sooner the interest that had not run', () => {
      const first = shape(debtOf(900), dear(), 300);
      const all = shape(first.debt, first.arrangement, 600);
      expect(all.overpaidMinor).toBe(0);
      expect(all.debt).toMatchObject({ state: 'paid', components: { interestMinor: 0, paidMinor: 900 } });
      expect(all.arrangement?.state).toBe('completed');
    });

    it('never calls money overpaid that the plan asks for, and never asks more than the plan', () => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 }), (amounts) => {
          let debt = debtOf(900);
          let plan: Arrangement | null = dear();
          let paid = 0;
          for (const amountMinor of amounts) {
            const result = allocatePayment({ amountMinor, debt, arrangement: plan, now });
            paid += amountMinor;
            ({ debt, arrangement: plan } = result);
            expect(result.allocations.reduce((sum, one) => sum + one.amountMinor, 0)).toBe(amountMinor);
            expect(debt.components.interestMinor).toBeLessThanOrEqual(30);
            expect(overpaid(debt).minor).toBe(Math.max(0, paid - 900 - debt.components.interestMinor));
            if (paid <= 900) expect(overpaid(debt).minor).toBe(0);
            if (paid >= 930) expect(debt.state).toBe('paid');
            if (debt.state !== 'open') expect(outstanding(debt).minor).toBe(0);
          }
        }),
      );
    });
  });

  it('settles a debt whose discounted plan completes', () => {
    const settled = shape(debtOf(1000), planOf(800, 1, 200), 850);
    expect(settled.parts).toEqual([
      ['i1', 800],
      ['overpayment', 50],
    ]);
    expect(settled.debt).toMatchObject({ state: 'settled', closedAt: now, components: { paidMinor: 850 } });
    expect(shape(settled.debt, settled.arrangement, 10).parts).toEqual([['overpayment', 10]]);
    expect(shape(debtOf(1000), planOf(800, 1, 200), 799).debt.state).toBe('open');
  });

  it('goes on to the debt when it outgrew its plan, and ends a plan that outgrew its debt', () => {
    const more = shape(debtOf(1000, 0, 30), planOf(1000, 2), 1020);
    expect(more.parts).toEqual([
      ['i1', 500],
      ['i2', 500],
      ['principal', 20],
    ]);
    expect(more.debt.state).toBe('open');
    expect(more.arrangement?.state).toBe('completed');
    const less = shape(debtOf(700), planOf(1000, 2), 1000);
    expect(less.parts).toEqual([
      ['i1', 500],
      ['i2', 200],
      ['overpayment', 300],
    ]);
    expect(less).toMatchObject({ debt: { state: 'paid' }, arrangement: { state: 'completed' } });
  });

  it('leaves a plan alone that is not in force', () => {
    const broken = { ...planOf(900, 3), state: 'broken' as const };
    const result = shape(debtOf(900), broken, 100);
    expect(result.parts).toEqual([['principal', 100]]);
    expect(result.arrangement).toBe(broken);
  });

  it('keeps a withdrawn debt withdrawn', () => {
    expect(shape({ ...debtOf(100), state: 'withdrawn' }, null, 100).debt.state).toBe('withdrawn');
  });

  it.each([0, -5, 1.5])('refuses a payment of %p', (amountMinor) => {
    expect(() => allocatePayment({ amountMinor, debt: debtOf(100), arrangement: null, now })).toThrow(
      expect.objectContaining({ code: 'PAYMENT.BAD_AMOUNT' }),
    );
  });

  it('adds up to the payment, and the ledger to all payments', () => {
    const amount = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(
        fc.tuple(amount, amount, amount).filter(([a, b, c]) => a + b + c > 20),
        fc.array(fc.integer({ min: 1, max: 6_000 }), { minLength: 1, maxLength: 8 }),
        fc.option(
          fc.record({ parts: fc.integer({ min: 1, max: 6 }), off: fc.integer({ min: -10, max: 10 }) }),
        ),
        ([principal, interest, fees], payments, plan) => {
          let debt = debtOf(principal, interest, fees);
          const owed = principal + interest + fees;
          let arrangement =
            plan && planOf(owed - plan.off, plan.parts, plan.parts === 1 ? Math.max(0, plan.off) : 0);
          let overpaidSoFar = 0;
          for (const amountMinor of payments) {
            const wasOpen = debt.state === 'open';
            const before = outstanding(debt).minor;
            const result = allocatePayment({ amountMinor, debt, arrangement, now });
            expect(result.allocations.reduce((sum, one) => sum + one.amountMinor, 0)).toBe(amountMinor);
            expect(result.allocations.every((one) => one.amountMinor > 0)).toBe(true);
            expect(result.debt.components.paidMinor).toBe(debt.components.paidMinor + amountMinor);
            if (!wasOpen) expect(result.overpaidMinor).toBe(amountMinor);
            if (result.debt.state === 'paid' && wasOpen)
              expect(result.overpaidMinor).toBe(Math.max(0, amountMinor - before));
            if (result.debt.state !== 'open') expect(result.arrangement?.state).not.toBe('active');
            expect(result.debt.state === 'open').toBe(result.debt.closedAt === null);
            overpaidSoFar += result.overpaidMinor;
            debt = result.debt;
            arrangement = result.arrangement;
          }
          if (debt.state === 'paid') expect(overpaidSoFar).toBe(overpaid(debt).minor);
        },
      ),
    );
  });
});
