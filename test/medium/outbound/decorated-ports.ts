import { setTimeout as sleep } from 'node:timers/promises';
import type { ContactBudget } from '../../../src/application/ports/contact-budget.js';
import type { Debtors } from '../../../src/application/ports/debtors.js';

/** The real debtors with another way to lock them. */
export const decoratedDebtors = (real: Debtors, lock: Debtors['lock']): Debtors => ({
  lock,
  byIds: (ids) => real.byIds(ids),
  byKeys: (keys) => real.byKeys(keys),
  add: (debtors) => real.add(debtors),
  update: (debtors) => real.update(debtors),
});

/** The real budget, with time for somebody else between reading it and taking from it. */
export const slowBudget = (real: ContactBudget, milliseconds: number): ContactBudget => ({
  usedSince: async (ids, since) => {
    const used = await real.usedSince(ids, since);
    await sleep(milliseconds);
    return used;
  },
  reserve: (reservations) => real.reserve(reservations),
  release: (ids) => real.release(ids),
});
