import { describe, expect, it } from '@jest/globals';
import { smpp } from './codec.js';
import { DAY, HOUR, MINUTE, SECOND, instant, plus } from '../../../domain/calendar/instant.js';
import { SMPP_SETTINGS } from './settings.js';
import { submitFields, validityPeriod } from './submit.js';

const NOW = instant(Date.UTC(2026, 2, 2, 2));
const settings = (change: Record<string, string> = {}) =>
  SMPP_SETTINGS.read({ host: 'h', systemId: 's', password: 'p', sourceAddress: '10690', ...change });
const submit = (text: string, change: Record<string, string> = {}) =>
  submitFields(
    { address: '+8613800000001', text, validity: '000000010000000R', reference: 7 },
    settings(change),
  ) ?? [];
const CHINESE = '请'.repeat(100);
const LATIN = 'a'.repeat(200);

describe('the validity of a submit', () => {
  it.each([
    [MINUTE, '000000000100000R'],
    [MINUTE + 59 * SECOND + 999, '000000000159000R'],
    [11 * HOUR + 5 * MINUTE + 7 * SECOND, '000000110507000R'],
    [2 * DAY + HOUR, '000002010000000R'],
    [400 * DAY, '000027000000000R'],
  ])('%d ms left', (left, expected) => expect(validityPeriod(NOW, plus(NOW, left))).toBe(expected));

  it.each([MINUTE - 1, 0, -HOUR])('%d ms left is not enough', (left) =>
    expect(validityPeriod(NOW, plus(NOW, left))).toBeNull(),
  );
});

describe('the submits of a text', () => {
  it('always name their coding', () => {
    expect(submit('Hi @ €')).toMatchObject([{ data_coding: 0, esm_class: 0 }]);
    expect(submit('Hi @ €')[0]?.['short_message']).toEqual(
      Buffer.from([0x48, 0x69, 0x20, 0x00, 0x20, 0x1b, 0x65]),
    );
    expect(submit('您好')).toMatchObject([{ data_coding: 8 }]);
    expect(submit('您')[0]?.['short_message']).toEqual(Buffer.from([0x60, 0xa8]));
  });

  it('ask for a receipt, say how long they are valid, and write numbers as the SMSC wants them', () => {
    expect(submit('x')[0]).toMatchObject({
      registered_delivery: 1,
      validity_period: '000000010000000R',
      destination_addr: '8613800000001',
      dest_addr_ton: 1,
      source_addr: '10690',
    });
    expect(submit('x', { numberFormat: 'plus' })[0]).toMatchObject({ destination_addr: '+8613800000001' });
  });

  it('join the parts of a long text by a header', () => {
    const parts = submit(CHINESE);
    expect(parts.map((part) => part['esm_class'])).toEqual([0x40, 0x40]);
    expect(parts.map((part) => Buffer.from(part['short_message'] as Buffer).subarray(0, 6))).toEqual([
      Buffer.from([5, 0, 3, 7, 2, 1]),
      Buffer.from([5, 0, 3, 7, 2, 2]),
    ]);
    for (const part of [...parts, ...submit(LATIN)]) {
      expect((part['short_message'] as Buffer).length).toBeLessThanOrEqual(159);
    }
  });

  it('or by parameters', () => {
    expect(submit(CHINESE, { longTexts: 'sar' })).toMatchObject([
      { esm_class: 0, sar_msg_ref_num: 7, sar_total_segments: 2, sar_segment_seqnum: 1 },
      { esm_class: 0, sar_msg_ref_num: 7, sar_total_segments: 2, sar_segment_seqnum: 2 },
    ]);
  });

  it('or send it whole', () => {
    const [only, ...more] = submit(CHINESE, { longTexts: 'payload' });
    expect(more).toEqual([]);
    expect((only?.['message_payload'] as Buffer).length).toBe(200);
    expect(only?.['short_message']).toEqual(Buffer.alloc(0));
  });

  it('are none when there would be too many', () => {
    expect(
      submitFields(
        { address: '1', text: CHINESE, validity: '', reference: 0 },
        settings({ maximumParts: '1' }),
      ),
    ).toBeNull();
  });

  it('survive the codec byte by byte', () => {
    for (const fields of [...submit(CHINESE), ...submit(CHINESE, { longTexts: 'sar' }), ...submit('a@€')]) {
      const frame = new smpp.PDU('submit_sm', fields).toBuffer();
      expect(frame.includes(fields['short_message'] as Buffer)).toBe(true);
      expect(frame.length).toBe(frame.readUInt32BE(0));
    }
  });
});
