import { describe, expect, it } from '@jest/globals';
import { HOUR, instant, plus } from '../../../domain/calendar/instant.js';
import type { Delivery } from './delivery.js';
import { commonId, doneAt, isReceipt, receiptIn } from './receipt.js';

const NOW = instant(Date.UTC(2026, 2, 2, 12));
const SETTINGS = { receiptIds: 'same', receiptZoneMinutes: 480 } as const;
const delivery = (text: string, change: Partial<Delivery> = {}): Delivery => ({
  from: '8613800000001',
  fromTon: 1,
  to: '10690',
  esmClass: 4,
  dataCoding: 0,
  bytes: Buffer.from(text, 'latin1'),
  part: null,
  receiptedMessageId: null,
  messageState: null,
  userMessageReference: null,
  ...change,
});
const text = (stat: string): string =>
  `id:P0042 sub:001 dlvrd:001 submit date:2603021000 done date:2603021930 stat:${stat} err:021 text:stat:no`;

describe('a receipt', () => {
  it.each([
    ['DELIVRD', 'delivered'],
    ['delivrd', 'delivered'],
    ['EXPIRED', 'failed'],
    ['DELETED', 'failed'],
    ['UNDELIV', 'failed'],
    ['REJECTD', 'failed'],
    ['ENROUTE', null],
    ['ACCEPTD', null],
    ['UNKNOWN', null],
    ['SOMETHING', null],
  ])('%s', (stat, status) => {
    expect(receiptIn(delivery(text(stat)), SETTINGS, NOW)?.status ?? null).toBe(status);
  });

  it('tells the id, when, and why not', () => {
    expect(receiptIn(delivery(text('UNDELIV')), SETTINGS, NOW)).toEqual({
      providerMessageId: 'P0042',
      status: 'failed',
      at: Date.UTC(2026, 2, 2, 11, 30),
      detail: 'UNDELIV 021',
    });
  });

  it('may consist of parameters only', () => {
    const given = { receiptedMessageId: 'P9', messageState: 2 };
    expect(receiptIn(delivery('', given), SETTINGS, NOW)).toMatchObject({
      providerMessageId: 'P9',
      status: 'delivered',
      at: NOW,
    });
    expect(receiptIn(delivery('', { ...given, messageState: 5 }), SETTINGS, NOW)?.status).toBe('failed');
    expect(receiptIn(delivery('', { ...given, messageState: 1 }), SETTINGS, NOW)).toBeNull();
    expect(isReceipt(delivery('', { ...given, esmClass: 0 }))).toBe(true);
  });

  it('that is intermediate ends nothing', () => {
    const intermediate = delivery(text('DELIVRD'), { esmClass: 0x20 });
    expect([isReceipt(intermediate), receiptIn(intermediate, SETTINGS, NOW)]).toEqual([true, null]);
  });

  it('without an id is nothing', () => {
    expect(receiptIn(delivery('stat:DELIVRD'), SETTINGS, NOW)).toBeNull();
  });

  it('is not what a debtor writes', () => {
    expect(isReceipt(delivery(text('DELIVRD'), { esmClass: 0 }))).toBe(false);
    expect(isReceipt(delivery('1', { esmClass: 0x40 }))).toBe(false);
  });
});

describe('the time of a receipt', () => {
  it.each([
    ['2603020900', Date.UTC(2026, 2, 2, 1)],
    ['260302090007', Date.UTC(2026, 2, 2, 1, 0, 7)],
    ['2603031200', NOW],
    ['soon', NOW],
    [null, NOW],
  ])('%s', (written, expected) => expect(doneAt(written, 480, NOW)).toBe(expected));

  it('is never later than now', () => {
    expect(doneAt('2603021200', 0, plus(NOW, -HOUR))).toBe(plus(NOW, -HOUR));
  });
});

describe('the id of a text', () => {
  it.each([
    ['same', 'A7', 'A7'],
    ['decimal-of-hex', '0001E240', '123456'],
    ['decimal-of-hex', '1e240', '0000123456'],
    ['hex-of-decimal', '123456', '1E240'],
    ['hex-of-decimal', '123456', '0001e240'],
    ['decimal-of-hex', 'FFFFFFFFFFFFFFFF', '18446744073709551615'],
    ['decimal-of-hex', 'x-7', 'x-7'],
  ] as const)('%s: %s in the answer is %s in the receipt', (form, answer, receipt) => {
    expect(commonId(answer, 'answer', form)).toBe(commonId(receipt, 'receipt', form));
  });

  it('ends before the first control character', () => {
    expect(commonId("P000002\u0004'", 'receipt', 'same')).toBe('P000002');
  });
});
