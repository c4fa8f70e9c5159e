import { describe, expect, it } from '@jest/globals';
import { instant } from '../calendar/instant.js';
import { localDate } from '../calendar/local-date.js';
import { DomainError } from '../shared/domain-error.js';
import { idOf } from '../shared/ids.js';
import type { Arrangement } from './arrangement.js';
import type { ArrangementLimits } from './limits.js';
import { moveInstalment } from './move-instalment.js';

const limits: ArrangementLimits = {
  maximumInstalments: 6,
  minimumInstalmentMinor: 1,
  minimumFirstPaymentPerMille: 0,
  startWithinDays: 7,
  frequencies: ['monthly'],
  lumpDiscountPerMille: {},
  maximumRounds: 3,
  promiseWithinDays: 14,
  graceDays: 3,
  selfServiceDateMoves: 1,
};
const plan: Arrangement = {
  id: idOf('a'),
  debtId: idOf('d'),
  conversationId: idOf('c'),
  state: 'active',
  currency: 'CNY',
  totalMinor: 300,
  discountMinor: 0,
  frequency: 'weekly',
  instalments: ['2026-11-20', '2026-11-27', '2026-12-04'].map((dueOn, place) => ({
    id: idOf(`i${place + 1}`),
    number: place + 1,
    dueOn: localDate(dueOn),
    amountMinor: 100,
    paidMinor: place === 0 ? 100 : 0,
    state: place === 0 ? 'paid' : 'due',
    remindedAt: instant(1),
  })),
  dateMovesUsed: 0,
  agreedAt: instant(0),
  endedAt: null,
  version: 1,
};

const move = (
  id: string,
  dueOn: string,
  changed: Partial<Arrangement> = {},
  today = '2026-11-22',
): Arrangement =>
  moveInstalment({ ...plan, ...changed }, idOf(id), localDate(dueOn), limits, localDate(today));

describe('moving one date', () => {
  it('moves it, counts it, and lets it be reminded of again', () => {
    const moved = move('i2', '2026-12-04');
    expect(moved.instalments.map((instalment) => instalment.dueOn)).toEqual([
      '2026-11-20',
      '2026-12-04',
      '2026-12-04',
    ]);
    expect(moved.instalments.map((instalment) => instalment.remindedAt)).toEqual([1, null, 1]);
    expect(moved.dateMovesUsed).toBe(1);
    expect(move('i2', '2026-11-23').instalments[1]?.dueOn).toBe('2026-11-23');
    expect(move('i3', '2026-12-18').instalments[2]?.dueOn).toBe('2026-12-18');
  });

  it.each([
    ['i2', '2026-12-05', {}, 'ARRANGEMENT.DATE_PAST_NEIGHBOUR'],
    ['i3', '2026-11-26', {}, 'ARRANGEMENT.DATE_PAST_NEIGHBOUR'],
    ['i3', '2026-12-19', {}, 'ARRANGEMENT.DATE_TOO_LATE'],
    ['i2', '2026-11-22', {}, 'ARRANGEMENT.DATE_NOT_AFTER_TODAY'],
    ['i2', '2026-11-27', {}, 'ARRANGEMENT.DATE_UNCHANGED'],
    ['i1', '2026-11-25', {}, 'ARRANGEMENT.INSTALMENT_CLOSED'],
    ['i9', '2026-11-25', {}, 'ARRANGEMENT.NO_SUCH_INSTALMENT'],
    ['i2', '2026-11-25', { dateMovesUsed: 1 }, 'ARRANGEMENT.NO_MOVES_LEFT'],
    ['i2', '2026-11-25', { state: 'broken' as const }, 'ARRANGEMENT.NOT_ACTIVE'],
  ])('refuses %s to %s %j with %s', (id, dueOn, changed, code) => {
    expect(() => move(id, dueOn, changed)).toThrow(DomainError);
    expect(() => move(id, dueOn, changed)).toThrow(expect.objectContaining({ code }));
  });
});
