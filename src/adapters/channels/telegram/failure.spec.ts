import { describe, expect, it } from '@jest/globals';
import { NetworkError, ParseError, TelegramApiError, TimeoutError } from 'node-telegram-bot-api';
import { MINUTE, SECOND, instant, plus } from '../../../domain/calendar/instant.js';
import { failureOf, outcomeOf, reportOf } from './failure.js';
import { NotSent } from './telegram-wire.js';

const now = instant(1_000_000);
const refused = (code: number, description: string, parameters?: object) =>
  new TelegramApiError(code, description, parameters as never);

describe('what the Bot API answers to a text', () => {
  it.each([
    [refused(403, 'Forbidden: bot was blocked by the user'), 'blocked-by-recipient'],
    [refused(403, 'Forbidden: user is deactivated'), 'unreachable-address'],
    [refused(403, "Forbidden: bot can't initiate conversation with a user"), 'unreachable-address'],
    [refused(403, 'Forbidden: a reason of tomorrow'), 'other'],
    [refused(400, 'Bad Request: chat not found'), 'unreachable-address'],
    [
      refused(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -9 }),
      'unreachable-address',
    ],
    [refused(400, 'Bad Request: message is too long'), 'content-rejected'],
    [refused(400, 'Bad Request: message text is empty'), 'content-rejected'],
    [refused(400, 'Bad Request: BUTTON_DATA_INVALID'), 'content-rejected'],
    [refused(400, 'Bad Request: a reason of tomorrow'), 'other'],
    [refused(418, 'I am a teapot'), 'other'],
  ])('%s is refused: %s', (error, reason) => {
    expect(outcomeOf(failureOf(error), now)).toMatchObject({ kind: 'refused', reason });
  });

  it.each([
    [refused(429, 'Too Many Requests', { retry_after: 7 }), 7 * SECOND],
    [refused(429, 'Too Many Requests'), 30 * SECOND],
    [refused(401, 'Unauthorized'), 10 * MINUTE],
    [refused(404, 'Not Found'), 10 * MINUTE],
    [refused(409, 'Conflict: terminated by other getUpdates request'), MINUTE],
    [new NetworkError('x', { cause: new NotSent('x') }), 30 * SECOND],
  ])('%s was not taken and is tried again', (error, wait) => {
    expect(outcomeOf(failureOf(error), now)).toMatchObject({ kind: 'retry', after: plus(now, wait) });
  });

  it.each([
    refused(500, 'Internal Server Error'),
    refused(undefined as never, undefined as never),
    new NetworkError('Server error 502 on sendMessage'),
    new NetworkError('x', { cause: new Error('ECONNRESET') }),
    new TimeoutError('x'),
    new ParseError('x'),
    new Error('anything else'),
  ])('%s may have been taken', (error) => {
    expect(outcomeOf(failureOf(error), now)).toMatchObject({ kind: 'unknown' });
  });

  it('is told in one sentence that says what to do', () => {
    const errors = [
      refused(401, 'Unauthorized'),
      refused(409, 'Conflict: terminated by other getUpdates request'),
      refused(409, "Conflict: can't use getUpdates method while webhook is active"),
      new TimeoutError('x'),
    ];
    const reports = errors.map((error) => reportOf(failureOf(error)));
    expect(reports.map(({ state }) => state)).toEqual(['blocked', 'down', 'down', 'down']);
    expect(new Set(reports.map(({ detail }) => detail)).size).toBe(4);
  });
});
