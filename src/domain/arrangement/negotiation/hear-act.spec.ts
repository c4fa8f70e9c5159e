import { describe, expect, it } from '@jest/globals';
import { money } from '../../shared/money.js';
import type { Intent, Slots } from '../../understanding/understanding.js';
import { counterOf, hearAct } from './hear-act.js';
import type { Ground } from './proposal.js';

const GROUND: Ground = {
  balanceMinor: 600_000,
  lumpFloorMinor: 480_000,
  instalmentFloorMinor: 600_000,
  maximumInstalments: 11,
  minimumInstalmentMinor: 10_000,
  startWithinDays: 30,
  downPerMille: 0,
  downPerMilleInHardship: 0,
  minimumDownMinor: 0,
  affordablePerMille: 1000,
  maximumOffers: 4,
};
const hear = (names: readonly Intent[], slots: Slots = {}) =>
  hearAct({ intents: names.map((name) => ({ name, score: 0.9 })), slots, severity: null }, GROUND);
const cny = (minor: number) => money(minor, 'CNY');

describe('hearAct', () => {
  it.each<[Intent, string]>([
    ['crisis_self_harm', 'crisis'],
    ['deceased', 'deceased'],
    ['legal_representation', 'representation'],
    ['stop_contact', 'stop'],
    ['not_debtor', 'not-debtor'],
    ['dispute_not_mine', 'dispute'],
    ['dispute_amount', 'dispute'],
  ])('%s protects wherever it stands', (intent, sign) => {
    expect(hear(['negotiate_terms', intent], { amount: cny(50_000) })).toEqual({ kind: 'protective', sign });
  });

  it('an acceptance, a delay, an insult, a no, and what is none of them', () => {
    expect(hear(['accept_offer'])).toEqual({ kind: 'accepts' });
    expect(hear(['callback_later'])).toEqual({ kind: 'stalls' });
    expect(hear(['abusive'])).toEqual({ kind: 'rejects', abusive: true });
    expect(hear(['reject_offer'])).toEqual({ kind: 'rejects', abusive: false });
    expect(hear(['out_of_scope'])).toBeNull();
    expect(hear(['ask_balance'], { amount: cny(50_000) })).toBeNull();
  });
});

describe('counterOf', () => {
  it.each<[string, Slots, object | null]>([
    ['a share', { ratio: 0.8 }, { kind: 'lump', totalMinor: 480_000 }],
    ['so much at once', { installments: 1, amount: cny(200_000) }, { kind: 'lump', totalMinor: 200_000 }],
    ['most of it', { amount: cny(410_000) }, { kind: 'lump', totalMinor: 410_000 }],
    ['so much a month', { amount: cny(50_000), per: 'month' }, { kind: 'instalments', count: 12 }],
    ['so many', { installments: 6 }, { kind: 'instalments', count: 6, totalMinor: 600_000 }],
    ['first and then', { downPayment: cny(100_000), installments: 5 }, { downMinor: 100_000, count: 5 }],
    ['nothing', {}, null],
    ['only a day', { per: 'month' }, null],
  ])('%s', (_, slots, expected) => {
    const heard = counterOf(slots, GROUND);
    if (expected === null) expect(heard).toBeNull();
    else expect(heard).toMatchObject(expected);
  });
});
