import { describe, expect, it } from '@jest/globals';
import { PhoneNumbers } from '../../../application/ports/phone-numbers.js';
import { MINUTE, SECOND, instant, plus } from '../../../domain/calendar/instant.js';
import type { HttpReply } from '../http-call.js';
import { KANNEL_SETTINGS } from './settings.js';
import {
  isNumber,
  messageEvents,
  outcomeOf,
  reasonOf,
  reportAddress,
  reportEvents,
  sendsmsHeaders,
} from './translate.js';

const NOW = instant(Date.UTC(2026, 5, 22, 2));
const SECONDS_NOW = String(NOW / SECOND);

class ChineseNumbers extends PhoneNumbers {
  override normalise(raw: string): string | null {
    if (/^\+\d{8,15}$/.test(raw)) return raw;
    return /^1\d{10}$/.test(raw) ? `+86${raw}` : null;
  }
}
const numbers = new ChineseNumbers();

const reply = (status: number, body: string): HttpReply => ({ status, headers: {}, body: Buffer.from(body) });

describe('what Kannel answers to a hand-over', () => {
  it.each([
    [202, '0: Accepted for delivery', { kind: 'accepted', providerMessageId: 'attempt-1' }],
    [202, '3: Queued for later delivery', { kind: 'accepted', providerMessageId: 'attempt-1' }],
    [202, 'Sent. Message splits: 3', { kind: 'accepted', providerMessageId: 'attempt-1' }],
    [200, '<html>log in</html>', { kind: 'unknown', reason: 'status-200' }],
    [403, 'Authorization failed for sendsms', { kind: 'retry', after: plus(NOW, 10 * MINUTE) }],
    [403, 'Not routable. Do not try again.', { kind: 'refused', reason: 'account-rejected' }],
    [403, '<html>forbidden</html>', { kind: 'unknown' }],
    [503, 'Temporal failure, try again later.', { kind: 'retry', after: plus(NOW, 30 * SECOND) }],
    [503, 'upstream timed out', { kind: 'unknown', reason: 'status-503' }],
    [500, 'Sending failed.', { kind: 'unknown' }],
    [502, 'Bad gateway', { kind: 'unknown' }],
    [404, 'not here', { kind: 'retry', after: plus(NOW, 10 * MINUTE), reason: 'no-sendsms-there' }],
    [
      400,
      'Number(s) has/have been denied by white- and/or black-lists.',
      { kind: 'refused', reason: 'unreachable-address' },
    ],
    [400, 'Empty receiver number not allowed, rejected', { kind: 'refused', reason: 'unreachable-address' }],
    [400, 'Charset or body misformed, rejected', { kind: 'refused', reason: 'content-rejected' }],
    [400, 'Sender missing and no global set, rejected', { kind: 'refused', reason: 'account-rejected' }],
    [400, 'Validity field misformed, rejected', { kind: 'refused', reason: 'account-rejected' }],
    [400, 'Bad request', { kind: 'unknown', reason: 'status-400' }],
  ])('%s %s', (status, body, outcome) =>
    expect(outcomeOf(reply(status, body), 'attempt-1', NOW)).toMatchObject(outcome),
  );

  it('a detail repeats nothing of the text', () =>
    expect(outcomeOf(reply(400, 'Charset or body misformed, rejected: <secret>'), 'a', NOW)).toMatchObject({
      detail: 'Charset or body misformed, rejected',
    }));
});

describe('what is handed over', () => {
  const settings = KANNEL_SETTINGS.read({
    url: 'http://127.0.0.1/',
    username: 'u',
    password: 'p',
    from: '10690',
  });
  const head = (text: string, minutes = 90) =>
    sendsmsHeaders(
      settings,
      {
        address: '+8613800138000',
        text,
        validUntil: plus(NOW, minutes * MINUTE),
        reportTo: 'http://x/?a=1',
      },
      NOW,
    );

  it('always names coding and charset', () => {
    expect(head('pay $5')).toMatchObject({
      'x-kannel-coding': '0',
      'content-type': 'text/plain; charset=UTF-8',
    });
    expect(head('您好')).toMatchObject({
      'x-kannel-coding': '2',
      'content-type': 'text/plain; charset=UTF-8',
    });
  });
  it('is worth nothing after the contact window', () => {
    expect(head('x')['x-kannel-validity']).toBe('90');
    expect(head('x', 0.5)['x-kannel-validity']).toBe('1');
  });
  it('is never put off, and asks for every report', () => {
    expect(head('x')).not.toHaveProperty('x-kannel-deferred');
    expect(head('x')['x-kannel-dlr-mask']).toBe('31');
  });
  it('goes to one number', () =>
    expect(['+8613800138000', '10086', '+86 138', '1;2', '', 'wxid'].map(isNumber)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]));
  it('a percent sign of the address is no word of Kannel', () =>
    expect(reportAddress('http://h/a%20b', 'id')).toBe(
      'http://h/a%%20b?kind=dlr&attempt=id&status=%d&answer=%A&ts=%T',
    ));
});

describe('reports', () => {
  const report = (status: string, answer = '') =>
    reportEvents({ attempt: 'attempt-1', status, answer, ts: SECONDS_NOW }, NOW);

  it('1 is delivered', () =>
    expect(report('1')).toEqual([
      {
        kind: 'receipt',
        receipt: { providerMessageId: 'attempt-1', status: 'delivered', at: NOW, detail: null },
      },
    ]));
  it.each(['2', '16'])('%s is failed, with the reason', (status) =>
    expect(report(status, 'NACK/0x00000058/Throttled')).toMatchObject([
      { receipt: { status: 'failed', detail: 'rejected with 0x00000058' } },
    ]),
  );
  it.each(['4', '8', '32'])('%s is not the end', (status) => expect(report(status)).toEqual([]));
  it.each(['', '0', '64', 'delivered'])('"%s" is not understood', (status) =>
    expect(report(status)).toBe('not-understood'),
  );
  it('without an attempt it is nobody’s', () =>
    expect(reportEvents({ status: '1' }, NOW)).toBe('not-understood'));
  it('a clock that is ahead reports nothing from the future', () =>
    expect(reportEvents({ attempt: 'a', status: '1', ts: String(NOW / SECOND + 900) }, NOW)).toMatchObject([
      { receipt: { at: NOW } },
    ]));

  it.each([
    ['NACK/0x0000000b/Invalid Destination Address', 'unreachable: rejected by the SMSC with 0x0000000b'],
    ['id:7 sub:001 dlvrd:000 stat:UNDELIV err:001 text:secret words', 'UNDELIV, error 001'],
    ['id:7 stat:REJECTD text:stat:LIES', 'REJECTD'],
    ['', 'not delivered'],
    ['words of the debtor', 'not delivered'],
  ])('%s: %s', (answer, reason) => expect(reasonOf(answer)).toBe(reason));
});

describe('what people write', () => {
  const address = (fields: string) => `https://parley.test/v1/channel-callbacks/k?kind=mo&${fields}`;
  const read = (fields: string) => {
    const url = address(fields);
    return messageEvents(url, Object.fromEntries(new URL(url).searchParams), numbers, 'CN', NOW);
  };
  const MESSAGE = `from=%2B8613800138000&to=10690&coding=0&ts=${SECONDS_NOW}&id=47c235bf-96d6`;

  it('comes in UTF-8', () =>
    expect(read(`${MESSAGE}&text=%E4%B8%8B%E5%91%A8+%F0%9F%98%80%2B500&charset=UTF-8`)).toEqual([
      {
        kind: 'message',
        providerMessageId: '47c235bf-96d6',
        address: '+8613800138000',
        content: { kind: 'text', text: '下周 😀+500' },
        media: null,
        sentAt: NOW,
      },
    ]));
  it.each([
    ['UTF-16BE', '%4E%0B%54%68', '下周'],
    ['GBK', '%CF%C2%D6%DC', '下周'],
    ['ISO-8859-1', 'caf%E9', 'café'],
    ['', 'STOP', 'STOP'],
  ])('also where nobody asked Kannel for it: %s', (charset, text, wanted) =>
    expect(read(`${MESSAGE}&text=${text}&charset=${charset}`)).toMatchObject([
      { content: { kind: 'text', text: wanted } },
    ]),
  );
  it.each([
    ['what is broken', 'text=%E4%B8&charset=UTF-8'],
    ['a charset that nobody knows', 'text=x&charset=KLINGON'],
    ['bytes', 'text=x&charset=UTF-8&coding=1'],
  ])('%s is kept as not understood', (_, fields) =>
    expect(read(`${MESSAGE.replace('coding=0&', '')}&${fields}`)).toMatchObject([
      { content: { kind: 'unsupported' } },
    ]),
  );
  it.each([
    ['13800138000', '+8613800138000'],
    ['+8613800138000', '+8613800138000'],
    ['%2B8613800138000', '+8613800138000'],
    ['10086', '10086'],
    ['BANK', 'BANK'],
  ])('a number %s is known as %s', (written, known) =>
    expect(read(`from=${written}&text=x&id=1&charset=UTF-8`)).toMatchObject([{ address: known }]),
  );
  it.each(['text=x&id=1', 'from=1&text=x', 'from=1&text=x&id=a%20b'])('%s is not understood', (fields) =>
    expect(read(fields)).toBe('not-understood'),
  );
});
