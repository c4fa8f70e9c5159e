import { describe, expect, it } from '@jest/globals';
import { zoneId } from '../../src/domain/calendar/zone.js';
import { FileUnderstandingModel } from '../../src/adapters/understanding/file-model.js';
import { answerRow, readMoment } from '../../src/adapters/cli/understand-rows.js';

const model = new FileUnderstandingModel('models').current();
const at = { now: readMoment('2026-11-23T10:00+08:00').now, zone: zoneId('Asia/Shanghai') };
const answer = (row: object): unknown => answerRow(JSON.stringify(row), at, model);

describe('rows of `parley understand`', () => {
  it('are answered with intents, slots and the time they took', () => {
    expect(answer({ id: 'a', locale: 'en', text: 'I will pay $200 on Friday' })).toMatchObject({
      id: 'a',
      intents: [{ name: 'promise_to_pay' }],
      slots: { amount: { value: 200, currency: 'USD' }, date: '2026-11-27' },
    });
  });

  it('carry the severity of a crisis', () => {
    expect(answer({ id: 1, text: '我不想活了' })).toMatchObject({
      id: 1,
      intents: [{ name: 'crisis_self_harm' }],
      severity: 'crisis',
    });
  });

  it('are read after what had been asked', () => {
    expect(answer({ id: 1, text: '好的', context: 'negotiating' })).toMatchObject({
      intents: [{ name: 'accept_offer' }],
    });
  });

  it('may have a moment of their own', () => {
    const row = { id: 1, text: '明天还500', now: '2026-12-31T23:30+08:00[Asia/Shanghai]' };
    expect(answer(row)).toMatchObject({ slots: { date: '2027-01-01' } });
  });

  it('are refused in one sentence', () => {
    expect(() => answerRow('{', at, model)).toThrow('This is not JSON.');
    expect(() => answer({ id: 1 })).toThrow('"text"');
    expect(() => answer({ id: 1, text: '', now: 'soon' })).toThrow('is no moment');
    expect(() => answer({ id: 1, text: '', zone: 'Mars/Base' })).toThrow('IANA');
    expect(() => answerRow('[]', at, model)).toThrow('object');
  });
});
