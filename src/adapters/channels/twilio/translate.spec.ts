import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND, instant, plus } from '../../../domain/calendar/instant.js';
import type { HttpReply } from '../http-call.js';
import { DELIVERY_ERRORS, REQUEST_ERRORS } from './error-codes.js';
import { TWILIO_SETTINGS } from './settings.js';
import { accountTrouble, callbackOf, fieldsOf, messageForm, outcomeOf } from './translate.js';

const NOW = instant(Date.UTC(2026, 5, 22, 2));
const SID = 'SM0123456789abcdef0123456789abcdef';

const reply = (status: number, body: unknown, headers: Record<string, string> = {}): HttpReply => ({
  status,
  headers,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const refused = (status: number, code: number): HttpReply => reply(status, { code, message: 'x', status });

describe('what Twilio answers to a hand-over', () => {
  it.each([
    [reply(201, { sid: SID, status: 'queued' }), { kind: 'accepted', providerMessageId: SID }],
    [reply(201, 'cut off'), { kind: 'unknown', reason: 'strange-answer' }],
    [refused(400, 21610), { kind: 'refused', reason: 'blocked-by-recipient' }],
    [refused(400, 21211), { kind: 'refused', reason: 'unreachable-address' }],
    [refused(400, 21614), { kind: 'refused', reason: 'unreachable-address' }],
    [refused(400, 21617), { kind: 'refused', reason: 'content-rejected' }],
    [refused(400, 21408), { kind: 'refused', reason: 'account-rejected' }],
    [refused(400, 29999), { kind: 'refused', reason: 'other', detail: 'refused by Twilio (29999)' }],
    [reply(400, '<html>'), { kind: 'refused', reason: 'other' }],
    [refused(401, 20003), { kind: 'retry', after: plus(NOW, 10 * MINUTE), reason: 'bad-credentials' }],
    [refused(404, 20404), { kind: 'retry', reason: 'bad-credentials' }],
    [refused(429, 20429), { kind: 'retry', after: plus(NOW, 15 * SECOND), reason: 'throttled' }],
    [refused(400, 21611), { kind: 'retry', after: plus(NOW, 15 * SECOND), reason: 'throttled' }],
    [reply(429, {}, { 'retry-after': '7' }), { kind: 'retry', after: plus(NOW, 7 * SECOND) }],
    [reply(408, ''), { kind: 'unknown', reason: 'status-408' }],
    [reply(302, ''), { kind: 'unknown', reason: 'status-302' }],
    [refused(500, 20500), { kind: 'unknown', reason: 'status-500' }],
    [reply(503, ''), { kind: 'unknown', reason: 'status-503' }],
  ])('%#: as it should be', (answer, outcome) => expect(outcomeOf(answer, NOW)).toMatchObject(outcome));

  it('tells when a person has to put the account right', () => {
    expect([refused(401, 0), refused(403, 20005), refused(404, 20404)].map(accountTrouble)).toEqual([
      'the credentials are not right',
      'the account is not active',
      'there is no such account',
    ]);
    expect([refused(400, 21211), reply(201, { sid: SID })].map(accountTrouble)).toEqual([null, null]);
  });

  it('every code has words for people', () => {
    for (const { says } of [...REQUEST_ERRORS.values(), ...DELIVERY_ERRORS.values()]) {
      expect(says).toMatch(/^[a-z][^.]+$/);
    }
  });
});

describe('what is handed over', () => {
  const settings = (from: string) =>
    TWILIO_SETTINGS.read({ accountSid: `AC${'0'.repeat(32)}`, authToken: '0'.repeat(32), from });
  const form = (from: string, milliseconds: number) =>
    Object.fromEntries(
      new URLSearchParams(
        messageForm(
          settings(from),
          {
            address: '+8613800138000',
            text: '您好 & co',
            validUntil: plus(NOW, milliseconds),
            reportTo: 'https://h/?attempt=1',
          },
          NOW,
        ),
      ),
    );

  it('goes out by a number or a messaging service, with our id in the address of its reports', () => {
    expect(form('+15005550006', 2 * HOUR)).toEqual({
      To: '+8613800138000',
      Body: '您好 & co',
      From: '+15005550006',
      ValidityPeriod: '7200',
      StatusCallback: 'https://h/?attempt=1',
    });
    const service = `MG${'a'.repeat(32)}`;
    expect(form(service, HOUR)).toMatchObject({ MessagingServiceSid: service });
  });
  it('waits at Twilio no longer than Twilio lets it', () =>
    expect([20 * HOUR, 0, -HOUR].map((left) => form('PARLEY', left)['ValidityPeriod'])).toEqual([
      '36000',
      '1',
      '1',
    ]));
});

describe('callbacks', () => {
  const status = (fields: Record<string, string>, attempt?: string) =>
    callbackOf({ MessageSid: SID, To: '+8613800138000', ...fields }, attempt, NOW);

  it.each(['accepted', 'queued', 'sending', 'sent', 'scheduled', 'something-new'])(
    '%s is not the end',
    (passing) => expect(status({ MessageStatus: passing })).toEqual({ kind: 'status', events: [] }),
  );
  it.each(['delivered', 'read'] as const)('%s is told by our id, else by that of Twilio', (final) => {
    const receipt = { status: final, at: NOW, detail: null };
    expect(status({ MessageStatus: final }, 'attempt-1')).toEqual({
      kind: 'status',
      events: [{ kind: 'receipt', receipt: { ...receipt, providerMessageId: 'attempt-1' } }],
    });
    expect(status({ MessageStatus: final })).toMatchObject({
      events: [{ receipt: { providerMessageId: SID } }],
    });
  });
  it.each(['undelivered', 'failed', 'canceled'])('%s is failed, with the reason', (final) =>
    expect(status({ MessageStatus: final, ErrorCode: '30003' })).toEqual({
      kind: 'status',
      events: [
        {
          kind: 'receipt',
          receipt: {
            providerMessageId: SID,
            status: 'failed',
            at: NOW,
            detail: 'the telephone is switched off or out of reach (30003)',
          },
        },
      ],
    }),
  );
  it.each([
    ['30005', 'gone'],
    ['30006', 'gone'],
    ['21610', 'blocked'],
  ])('%s says that the person is %s', (ErrorCode, state) =>
    expect(status({ MessageStatus: 'undelivered', ErrorCode })).toMatchObject({
      events: [{ kind: 'receipt' }, { kind: 'reachability', state, address: '+8613800138000' }],
    }),
  );

  it('a message is the text and each medium', () =>
    expect(
      callbackOf(
        {
          MessageSid: SID,
          From: '+8613800138000',
          Body: ' 您好 ',
          NumMedia: '1',
          MediaUrl0: 'https://api.twilio.com/m',
          MediaContentType0: 'image/png',
          ApiVersion: '2010-04-01',
        },
        undefined,
        NOW,
      ),
    ).toEqual({
      kind: 'message',
      id: SID,
      from: '+8613800138000',
      text: ' 您好 ',
      media: [{ index: 0, url: 'https://api.twilio.com/m', mediaType: 'image/png' }],
    }));
  it('no form makes us fetch without end', () => {
    const made = callbackOf({ MessageSid: SID, From: '+8613800138000', NumMedia: '1e9' }, undefined, NOW);
    expect(made).toMatchObject({ kind: 'message' });
    expect(made.kind === 'message' && made.media.length).toBe(10);
  });
  it.each([
    [{}],
    [{ MessageSid: '', MessageStatus: 'delivered' }],
    [{ MessageSid: SID }],
    [{ MessageSid: SID, From: 'whatsapp:+8613800138000', Body: 'x' }],
  ])('%j is not understood', (fields) =>
    expect(callbackOf(fields, undefined, NOW)).toEqual({ kind: 'not-understood' }),
  );

  it('keeps blanks, empty fields, and fields that come twice', () =>
    expect(fieldsOf(Buffer.from('Body=+a+&Empty=&To=1&To=2&__proto__=x&n=%E6%82%A8'))).toEqual(
      Object.fromEntries([
        ['Body', ' a '],
        ['Empty', ''],
        ['To', ['1', '2']],
        ['__proto__', 'x'],
        ['n', '您'],
      ]),
    ));
});
