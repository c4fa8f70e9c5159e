import { describe, expect, it } from '@jest/globals';
import { smpp } from './codec.js';
import type { PduFields } from './codec.js';
import { arrivedText } from './arrived-text.js';
import { readDelivery } from './delivery.js';

const frame = (fields: PduFields, ...parameters: Buffer[]): Buffer => {
  const head = new smpp.PDU('deliver_sm', {
    source_addr: '8613800000001',
    source_addr_ton: 1,
    destination_addr: '10690',
    esm_class: 0,
    data_coding: 0,
    short_message: Buffer.alloc(0),
    ...fields,
  }).toBuffer();
  const whole = Buffer.concat([head, ...parameters]);
  whole.writeUInt32BE(whole.length, 0);
  return whole;
};
const parameter = (tag: number, value: Buffer): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
};
const read = (fields: PduFields, ...parameters: Buffer[]) =>
  readDelivery(frame(fields, ...parameters), 'deliver_sm');
const text = (dataCoding: number, ...bytes: number[]) =>
  arrivedText([read({ data_coding: dataCoding, short_message: Buffer.from(bytes) })]);

describe('what a debtor writes', () => {
  it.each([
    ['GSM 7', 0, [0x00, 0x1b, 0x65, 0x11], '@€_'],
    ['ASCII', 1, [0x40, 0x5f], '@_'],
    ['Latin 1', 3, [0xe9, 0xf1], 'éñ'],
    ['UCS 2', 8, [0x8f, 0xd8, 0xd8, 0x3d, 0xdc, 0x4d], '还👍'],
    ['Cyrillic', 6, [0xbf], 'П'],
    ['GSM 7 with a class', 0xf1, [0x02], '$'],
    ['UCS 2 with a class', 0x18, [0x8f, 0xd8], '还'],
    ['an odd byte of UCS 2', 8, [0x8f, 0xd8, 0x00], '还'],
  ])('in %s', (_, dataCoding, bytes, expected) => {
    expect(text(dataCoding, ...bytes)).toEqual({ kind: 'text', text: expected });
  });

  it.each([2, 4, 0xf5, 0x14])('in coding %d is no text', (dataCoding) => {
    expect(text(dataCoding, 1, 2, 3)).toEqual({ kind: 'unsupported' });
  });

  it('may come as a payload', () => {
    const delivery = read({}, parameter(0x0424, Buffer.from('hello')));
    expect(arrivedText([delivery])).toEqual({ kind: 'text', text: 'hello' });
  });

  it.each([
    ['8-bit', [5, 0, 3, 9, 2, 1], { reference: 9, total: 2, sequence: 1 }],
    ['16-bit', [6, 8, 4, 1, 9, 2, 2], { reference: 265, total: 2, sequence: 2 }],
    ['behind another element', [8, 0x70, 1, 0, 0, 3, 9, 3, 2], { reference: 9, total: 3, sequence: 2 }],
    ['impossible', [5, 0, 3, 9, 2, 3], null],
    ['of one', [5, 0, 3, 9, 1, 1], null],
  ])('part in a header, %s', (_, header, part) => {
    const bytes = Buffer.concat([Buffer.from(header), Buffer.from('x')]);
    const delivery = read({ esm_class: 0x40, short_message: bytes });
    expect([delivery.part, delivery.bytes.toString()]).toEqual([part, 'x']);
  });

  it('part by parameters', () => {
    const delivery = read(
      { short_message: Buffer.from('x') },
      parameter(0x020c, Buffer.from([1, 2])),
      parameter(0x020e, Buffer.from([3])),
      parameter(0x020f, Buffer.from([2])),
    );
    expect(delivery.part).toEqual({ reference: 258, total: 3, sequence: 2 });
  });

  it('a character that a phone cut in two is whole again, and a part that never came is marked', () => {
    const part = (...bytes: number[]) => read({ data_coding: 8, short_message: Buffer.from(bytes) });
    const [high, low] = [part(0x8f, 0xd8, 0xd8, 0x3d), part(0xdc, 0x4d)];
    expect(arrivedText([high, low])).toEqual({ kind: 'text', text: '还👍' });
    expect(arrivedText([part(0x8f, 0xd8), null, part(0x8f, 0xd8)])).toEqual({
      kind: 'text',
      text: '还[…]还',
    });
  });
});

describe('parameters of a receipt', () => {
  it('an id without its zero at the end does not run into what follows', () => {
    const delivery = read(
      { esm_class: 4 },
      parameter(0x001e, Buffer.from('P000002')),
      parameter(0x0427, Buffer.from([2])),
    );
    expect(delivery).toMatchObject({ receiptedMessageId: 'P000002', messageState: 2 });
  });

  it('a parameter that runs over the end is left aside', () => {
    const cut = parameter(0x001e, Buffer.from('P000002')).subarray(0, 7);
    expect(read({ esm_class: 4 }, cut).receiptedMessageId).toBeNull();
  });
});

describe('a delivery that is cut', () => {
  it('is refused, wherever the cut is', () => {
    const whole = frame({ short_message: Buffer.from('hello') });
    for (let length = 16; length < whole.length; length += 1) {
      expect(() => readDelivery(whole.subarray(0, length), 'deliver_sm')).toThrow('in the middle of a field');
    }
  });
});
